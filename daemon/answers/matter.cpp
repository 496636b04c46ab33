#include "daemon/answers/matter.hpp"

#include "daemon/outbox/digest.hpp"
#include "rules/model/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dondoc::answers {
namespace {

using rules::dates::Date;
using Kind = store::Answer::Kind;
using Standing = Matter::Standing;
using outbox::one_line;

/// How often a unit may ask the planning office the same before it has to call there.
constexpr std::ptrdiff_t most_requests = 5;

/// "142-kh-ubnd-2025/12": the part before the last slash, and what follows.
std::pair<std::string_view, std::string_view> split_key(std::string_view subject) {
    const auto slash = subject.rfind('/');
    if (slash == std::string_view::npos) return {subject, {}};
    return {subject.substr(0, slash), subject.substr(slash + 1)};
}

std::uint32_t number_of(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

class Finder {
public:
    Finder(const Question& question, store::Store& store, const model::RuleBook& book, Date today)
        : question_(question), store_(store), book_(book), unit_(book.units.find(question.unit)) {
        matter_.days.today = today;
    }

    Matter find() {
        const auto [base, last] = split_key(question_.subject);
        if (!find_report(base, last)) {
            if (const std::uint32_t seq = number_of(last); seq > 0) find_assignment(base, seq);
        }
        if (unit_) matter_.unit_name = one_line(book_.units[*unit_].name, 200);
        matter_.answers = store_.answers({.subject = std::string(question_.subject),
                                          .period = std::string(question_.period),
                                          .unit = std::string(question_.unit)});
        return std::move(matter_);
    }

private:
    bool find_report(std::string_view rule_id, std::string_view reporter) {
        const auto rule = std::find_if(book_.reports.begin(), book_.reports.end(),
                                       [&](const auto& one) { return one.id == rule_id && !one.indicators; });
        if (rule == book_.reports.end()) return false;
        const auto owner = book_.units.find(reporter);
        matter_.title = one_line(rule->title);
        matter_.source = one_line(rule->basis);
        matter_.words = one_line(rule->due_words);
        if (!owner) return true;
        const auto period = rules::dates::parse_period_key(question_.period);
        std::optional<Date> first_due;
        if (const auto day = model::report_day(*rule, period, book_.calendar)) first_due = day->due;
        if (period) {
            matter_.title += fmt::format(" ({})", rules::dates::period_vi(*period));
            matter_.days.earliest = period->first();
        }
        if (rule->on_request) first_due = due_of_request(rule->id);
        if (rule->to) matter_.deliverable = fmt::format("gửi {}", one_line(book_.units[*rule->to].name));
        settle(store_.facts(question_.subject), first_due);
        add_roles({*owner}, {});
        return true;
    }

    std::optional<Date> due_of_request(const std::string& rule) {
        const auto number = model::parse_request_key(question_.period);
        for (const auto& row : store_.requests()) {
            if (row.request.rule != rule || row.request.number != number) continue;
            matter_.days.earliest = row.request.asked;
            return row.request.due;
        }
        return std::nullopt;
    }

    void find_assignment(std::string_view plan, std::uint32_t seq) {
        const auto row = store_.assignment(plan, seq);
        if (!row) return;
        const auto& text = row->record.text;
        const std::string& name = row->plan.number.empty() ? row->plan.title : row->plan.number;
        matter_.title = one_line(text.title);
        matter_.source = one_line(text.ordinal.empty() ? name : fmt::format("{}, mục {}", name, text.ordinal));
        matter_.words = one_line(text.deadline_words);
        matter_.deliverable = one_line(text.deliverable);
        matter_.days.earliest = row->plan.date;
        std::optional<Date> first_due = row->record.deadline.due;
        if (const auto period = rules::dates::parse_period_key(question_.period)) {
            first_due.reset();
            if (const auto* recurrence = row->record.deadline.recurrences.of(*period))
                first_due = rules::deadlines::due_day(*recurrence, *period, book_.calendar);
        }
        settle(row->facts, first_due);
        add_roles(units_of(row->record.leads), units_of(row->record.supports));
    }

    std::vector<model::UnitIndex> units_of(const std::vector<std::string>& ids) const {
        std::vector<model::UnitIndex> units;
        for (const std::string& id : ids) {
            if (const auto index = book_.units.find(id)) {
                for (const auto unit : book_.units.expand(*index)) units.push_back(unit);
            }
        }
        return units;
    }

    void settle(const model::SubjectFacts& facts, std::optional<Date> first_due) {
        const auto version = model::deadline_version(&facts, question_.period, first_due);
        matter_.version = version.number;
        matter_.days.due = version.due;
        matter_.standing = Standing::open;
        if (facts.cancelled) matter_.standing = Standing::cancelled;
        if (const auto* completion = model::completion_of(&facts, question_.period)) {
            matter_.standing = Standing::completed;
            matter_.completion = *completion;
        }
    }

    /// Whose duty it is today: the unit's own, or that of its successor.
    std::optional<model::UnitIndex> heir(model::UnitIndex unit) const {
        if (!book_.units.has_ended(unit, matter_.days.today)) return unit;
        return book_.units.heir(unit, matter_.days.today, question_.subject);
    }

    void add_roles(const std::vector<model::UnitIndex>& leads, const std::vector<model::UnitIndex>& supports) {
        const auto has_it = [&](model::UnitIndex unit) { return unit_ && heir(unit) == unit_; };
        matter_.leads = std::any_of(leads.begin(), leads.end(), has_it);
        matter_.alone = matter_.leads && std::all_of(leads.begin(), leads.end(), has_it);
        if (!matter_.leads && std::none_of(supports.begin(), supports.end(), has_it))
            matter_.standing = Standing::elsewhere;
    }

    Question question_;
    store::Store& store_;
    const model::RuleBook& book_;
    std::optional<model::UnitIndex> unit_;
    Matter matter_;
};

}  // namespace

Matter find_matter(const Question& question, store::Store& store, const model::RuleBook& book, Date today) {
    return Finder(question, store, book, today).find();
}

Refusal why_not(Kind kind, const Matter& matter, int version) {
    if (matter.standing != Standing::open) return Refusal::closed;
    const auto same = [&](const store::Answer& answer) { return answer.kind == kind; };
    const auto stands = [&](const store::Answer& answer) { return store::still_says(answer, kind, version); };
    const auto& given = matter.answers;
    const bool for_leads = kind == Kind::completed || kind == Kind::extension;
    const bool of_deadline = kind == Kind::received || kind == Kind::extension;
    if (std::any_of(given.begin(), given.end(), stands)) return Refusal::said;
    if (for_leads && !matter.leads) return Refusal::supports;
    if (std::count_if(given.begin(), given.end(), same) >= most_requests) return Refusal::too_often;
    return of_deadline && version != matter.version ? Refusal::moved : Refusal::none;
}

bool takes_effect(Kind kind, const Matter& matter) {
    return kind == Kind::received || (kind == Kind::completed && matter.alone);
}

}  // namespace dondoc::answers
