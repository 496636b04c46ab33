#include "daemon/cli/subjects.hpp"

#include "rules/engine/explain.hpp"
#include "rules/language/nearest.hpp"
#include "rules/model/indicator.hpp"
#include "rules/model/status.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_set>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

std::optional<std::uint32_t> to_number(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<Subject> find_report(const model::RuleBook& book, const model::SubjectKey& key, std::string_view rule_id,
                                   std::string_view unit_id) {
    for (std::size_t i = 0; i < book.reports.size(); ++i) {
        const auto& rule = book.reports[i];
        if (rule.id != rule_id) continue;
        const auto unit = book.units.find(unit_id);
        if (rule.indicators) return std::nullopt;
        const auto reporters = model::reporters_of(rule, book.units);
        const bool reports = unit && std::binary_search(reporters.begin(), reporters.end(), *unit);
        if (!reports && !rule.on_request) {
            std::vector<std::string_view> ids;
            for (const auto reporter : reporters) ids.push_back(book.units[reporter].id);
            const auto hint = rules::language::suggest(rules::language::nearest(unit_id, ids));
            throw Failure(data_wrong,
                          fmt::format("'{}': đơn vị '{}' không có trong chế độ báo cáo '{}'{} (unit does not "
                                      "owe this report{})",
                                      key.text(), unit_id, rule_id, hint.vi, hint.en));
        }
        return Subject{.key = key,
                       .assignment = {},
                       .report = i,
                       .unit = std::string(unit_id),
                       .title = rule.title,
                       .recurring = rule.recurrence.has_value(),
                       .on_request = rule.on_request};
    }
    return std::nullopt;
}

/// Of rules that ask for an indicator's values the one that is valid on the day, else the first.
std::optional<std::size_t> rule_asking_for(const std::string& key, const std::string& plan, const model::RuleBook& book,
                                           rules::dates::Date day) {
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < book.reports.size(); ++i) {
        const auto& rule = book.reports[i];
        if (!rule.indicators) continue;
        const auto& [of_plan, keys] = *rule.indicators;
        const bool asked = of_plan.empty() ? std::find(keys.begin(), keys.end(), key) != keys.end() : of_plan == plan;
        if (!asked) continue;
        if ((!rule.valid_from || *rule.valid_from <= day) && (!rule.valid_until || day <= *rule.valid_until)) return i;
        if (!first) first = i;
    }
    return first;
}

/// The rule that asks for an indicator's values.
std::optional<Subject> find_indicator(Context& context, const model::SubjectKey& key) {
    const auto named = model::parse_indicator_key(key.base);
    if (!named) return std::nullopt;
    const auto& book = context.site().book;
    for (const auto& row : context.store().indicators(named->plan)) {
        if (row.record.seq != named->seq) continue;
        if (const auto i = rule_asking_for(key.base, named->plan, book, context.today())) {
            const auto& rule = book.reports[*i];
            return Subject{.key = key,
                           .assignment = {},
                           .report = *i,
                           .unit = {},
                           .title = fmt::format("{}: {}", rule.title, row.record.name),
                           .recurring = rule.recurrence.has_value(),
                           .indicator = true};
        }
        throw Failure(
            data_wrong,
            fmt::format("'{}': không quy tắc nào hỏi giá trị chỉ tiêu này; xem mục indicators trong docs/rules.md "
                        "(no rule asks for this indicator's values)",
                        key.base));
    }
    return std::nullopt;
}

std::string responsible_names(const std::vector<model::UnitIndex>& units, const model::UnitDirectory& directory) {
    std::string names;
    for (const auto unit : units) names += (names.empty() ? "" : "; ") + directory[unit].name;
    return names;
}

struct PeriodDay {
    rules::dates::Period period;
    rules::dates::Date due;
};

/// The periods whose due days can be the nearest to `date`, each kind in order of time.
std::vector<PeriodDay> periods_around(const rules::deadlines::Recurrences& recurrences, rules::dates::Date date,
                                      const rules::dates::Calendar& calendar) {
    constexpr std::chrono::days around{400};  // holds a due day of every kind of period
    std::vector<PeriodDay> found;
    for (const auto& recurrence : recurrences) {
        const auto middle = recurrence.year == 0 ? date : rules::dates::clamped_date(recurrence.year, 6, 30);
        for (auto period = rules::dates::period_of(recurrence.period, middle - around);
             period.first() <= middle + around; period = period.next()) {
            if (!has_period(recurrence, period)) continue;
            found.push_back({period, rules::deadlines::due_day(recurrence, period, calendar)});
        }
    }
    return found;
}

/// What people may have meant by a key that there is not.
class Unknown {
public:
    Unknown(Context& context, const std::string& text) : book_(context.site().book), text_(text) {
        for (const auto& plan : context.snapshot(context.today(), store::Store::Scope::all).plans)
            plans_.push_back(plan.id);
        for (const auto& row : context.store().assignments()) largest_[row.plan.id] = row.record.seq;
    }

    /// "kh88-nam": which of its units, or which row of the plan.
    std::string without_part(const std::string& base) const {
        if (const auto* rule = find_rule(base)) {
            const auto reporters = model::reporters_of(*rule, book_.units);
            if (!reporters.empty())
                return fmt::format("'{0}' là cả chế độ báo cáo; thêm đơn vị, ví dụ {1}/{2} (add a unit)", text_, base,
                                   book_.units[reporters.front()].id);
        }
        if (const auto found = largest_.find(base); found != largest_.end())
            return fmt::format("'{0}' là cả kế hoạch; thêm số thứ tự nhiệm vụ, từ {1}/1 đến {1}/{2} (add a row)", text_,
                               base, found->second);
        const auto hint = rules::language::suggest(nearest_head(base));
        return fmt::format(
            "'{}' không phải mã{}; mã có dạng 142-kh-ubnd-2025/12 hoặc QUY-TAC/DON-VI; xem: dondoc tasks, "
            "dondoc due (not a subject key{})",
            text_, hint.vi, hint.en);
    }

    std::string with_parts(const std::string& head, const std::string& tail) const {
        if (const auto found = largest_.find(head); found != largest_.end())
            return fmt::format("'{0}': kế hoạch {1} có nhiệm vụ từ {1}/1 đến {1}/{2} (unknown subject)", text_, head,
                               found->second);
        const std::string meant = nearest_head(head);
        const auto hint = rules::language::suggest(meant.empty() ? meant : meant + "/" + tail);
        return fmt::format(
            "'{}': không có nhiệm vụ hay chế độ báo cáo này{}; xem: dondoc tasks, dondoc due (unknown "
            "subject{})",
            text_, hint.vi, hint.en);
    }

private:
    const model::ReportRule* find_rule(const std::string& id) const {
        const auto found = std::find_if(book_.reports.begin(), book_.reports.end(),
                                        [&](const model::ReportRule& rule) { return rule.id == id; });
        return found == book_.reports.end() ? nullptr : &*found;
    }

    std::string nearest_head(const std::string& written) const {
        std::vector<std::string_view> known(plans_.begin(), plans_.end());
        for (const auto& rule : book_.reports) known.push_back(rule.id);
        return std::string(rules::language::nearest(written, known));
    }

    const model::RuleBook& book_;
    const std::string& text_;
    std::vector<std::string> plans_;
    std::map<std::string, std::uint32_t> largest_;
};

}  // namespace

Subject find_subject(Context& context, const std::string& text) {
    const auto key = model::SubjectKey::parse(text);
    const auto slash = key.base.rfind('/');
    if (slash == std::string::npos) throw Failure(data_wrong, Unknown(context, text).without_part(key.base));
    const std::string head = key.base.substr(0, slash);
    const std::string tail = key.base.substr(slash + 1);
    if (const auto seq = to_number(tail)) {
        if (auto row = context.store().assignment(head, *seq)) {
            const bool recurring = rules::deadlines::has_periods(row->record.deadline);
            std::string title = row->record.text.title;
            return {.key = key,
                    .assignment = std::move(row),
                    .report = 0,
                    .unit = {},
                    .title = std::move(title),
                    .recurring = recurring};
        }
    }
    if (auto report = find_report(context.site().book, key, head, tail)) return *report;
    if (auto indicator = find_indicator(context, key)) return *indicator;
    throw Failure(data_wrong, Unknown(context, text).with_parts(head, tail));
}

rules::dates::Period current_period(const rules::deadlines::Recurrences& recurrences, rules::dates::Date today,
                                    const rules::dates::Calendar& calendar) {
    std::optional<PeriodDay> chosen;
    for (const PeriodDay& candidate : periods_around(recurrences, today, calendar)) {
        const bool begun_before = chosen && chosen->period.kind == candidate.period.kind;
        if (candidate.period.last() < today || begun_before) continue;
        const bool later = chosen && (candidate.due < today || (chosen->due >= today && chosen->due <= candidate.due));
        if (!later) chosen = candidate;
    }
    if (chosen) return chosen->period;
    const auto all = periods_around(recurrences, today, calendar);
    return all.empty() ? rules::dates::period_of(recurrences.front().period, today) : all.back().period;
}

std::string request_for(Context& context, const Subject& subject) {
    const auto snapshot = context.snapshot(context.today(), store::Store::Scope::all);
    const auto& key = subject.key;
    std::vector<std::string> open;
    for (const auto& found : rules::engine::explain(snapshot, context.site().book, key, context.local_now()))
        open.push_back(found.key.period);
    if (open.size() == 1) return open.front();
    if (open.empty())
        throw Failure(data_wrong, fmt::format("'{}': không có yêu cầu nào như vậy đang mở; xem: dondoc request list "
                                              "(no such open request)",
                                              key.text()));
    throw Failure(data_wrong,
                  fmt::format("{0}: có {1} yêu cầu đang mở; hãy ghi yêu cầu nào: {0}@{2} (several requests are open, "
                              "write which)",
                              key.base, open.size(), fmt::join(open, fmt::format(", {}@", key.base))));
}

std::string period_for(const Subject& subject, const model::RuleBook& book, rules::dates::Date date) {
    if (!subject.recurring) return {};
    if (!subject.key.period.empty()) return subject.key.period;
    const auto recurrences = subject.assignment
                                 ? subject.assignment->record.deadline.recurrences
                                 : rules::deadlines::Recurrences(*book.reports[subject.report].recurrence);
    auto all = periods_around(recurrences, date, book.calendar);
    if (all.empty()) return rules::dates::period_of(recurrences.front().period, date).key();
    std::stable_sort(all.begin(), all.end(), [date](const PeriodDay& a, const PeriodDay& b) {
        return std::chrono::abs(a.due - date) < std::chrono::abs(b.due - date);
    });
    if (all.size() > 1 && all[0].period.kind != all[1].period.kind && all[0].due == all[1].due) {
        throw Failure(data_wrong,
                      fmt::format("{0}: {1} và {2} cùng đến hạn; hãy ghi kỳ: {0}@{3} hoặc {0}@{4} (two periods are due "
                                  "on one day, write which)",
                                  subject.key.base, rules::dates::period_vi(all[0].period),
                                  rules::dates::period_vi(all[1].period), all[0].period.key(), all[1].period.key()));
    }
    return all.front().period.key();
}

std::vector<DueRow> due_rows(Context& context, rules::dates::Date today, rules::dates::Date until) {
    const auto& book = context.site().book;
    const auto snapshot = context.snapshot(today);
    const rules::engine::Agenda agenda(snapshot, book, until);
    std::vector<std::pair<model::Occurrence, std::size_t>> found;
    std::vector<store::Store::AssignmentRef> wanted;
    agenda.for_each([&](const model::Occurrence& occurrence, std::uint16_t) {
        if (occurrence.due > until) return;
        found.emplace_back(occurrence, wanted.size());
        if (occurrence.kind != model::SubjectKind::assignment) return;
        const auto& assignment = snapshot.assignments[occurrence.index];
        wanted.push_back({snapshot.plans[assignment.plan].id, assignment.seq});
    });
    const auto texts = context.store().texts(wanted);
    std::vector<DueRow> rows;
    for (const auto& [occurrence, text] : found) {
        DueRow row{.key = model::subject_key(occurrence, snapshot, book).text(),
                   .title = {},
                   .responsible = {},
                   .due = occurrence.due,
                   .words = {},
                   .status = model::Status::not_due};
        if (occurrence.kind != model::SubjectKind::assignment) {
            const auto& rule = book.reports[occurrence.index];
            row.title = rule.title;
            if (occurrence.kind == model::SubjectKind::indicator)
                row.title += ": " + snapshot.indicators[occurrence.indicator].name;
            row.responsible = responsible_names(model::responsible_units(occurrence, snapshot, book), book.units);
            row.words = rule.due_words;
            if (const auto* request = model::request_of(occurrence, snapshot, book)) row.words = request->basis;
        } else {
            row.title = texts[text].title;
            row.words = texts[text].deadline_words;
            const auto& leads = snapshot.assignments[occurrence.index].leads;
            row.responsible = leads.empty() ? texts[text].lead_words : responsible_names(leads, book.units);
        }
        if (row.due < today) {
            row.status = model::Status::overdue;
        } else if (row.due <= today + std::chrono::days{7}) {
            row.status = model::Status::due_soon;
        }
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const DueRow& a, const DueRow& b) { return a.due < b.due; });
    return rows;
}

namespace {

bool has_day_by_hand(const model::Snapshot& snapshot, const model::Assignment& assignment) {
    if (assignment.facts == model::Assignment::no_facts) return false;
    return model::deadline_version(&snapshot.facts[assignment.facts], {}, std::nullopt).due.has_value();
}

}  // namespace

std::vector<UndatedRow> undated_rows(Context& context, rules::dates::Date today) {
    std::unordered_set<std::string> lacking;  // subjects whose event has come
    for (const auto& event : context.store().awaited().events)
        for (const auto& row : event.rows)
            if (store::needs_due(row)) lacking.insert(row.subject);

    const auto& book = context.site().book;
    const auto snapshot = context.snapshot(today);
    std::vector<UndatedRow> rows;
    std::vector<store::Store::AssignmentRef> wanted;
    for (const auto& assignment : snapshot.assignments) {
        const auto& plan = snapshot.plans[assignment.plan];
        std::string key = model::assignment_key(plan.id, assignment.seq);
        const bool unknown = assignment.deadline.kind == rules::deadlines::Kind::unresolved;
        if ((!unknown && !lacking.contains(key)) || has_day_by_hand(snapshot, assignment)) continue;
        rows.push_back({std::move(key), {}, responsible_names(assignment.leads, book.units), {}});
        wanted.push_back({plan.id, assignment.seq});
    }
    const auto texts = context.store().texts(wanted);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].title = texts[i].title;
        rows[i].words = texts[i].deadline_words;
        if (rows[i].responsible.empty()) rows[i].responsible = texts[i].lead_words;
    }
    return rows;
}

Colour colour_of(model::Status status) noexcept {
    switch (status) {
        case model::Status::overdue: return Colour::red;
        case model::Status::due_soon: return Colour::orange;
        case model::Status::done_on_time:
        case model::Status::done_late: return Colour::green;
        case model::Status::cancelled: return Colour::grey;
        default: return Colour::none;
    }
}

}  // namespace dondoc::cli
