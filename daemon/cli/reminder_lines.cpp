#include "daemon/cli/reminder_lines.hpp"

#include "daemon/outbox/compose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <tuple>

namespace dondoc::cli {

namespace model = rules::model;
using rules::dates::Date;

namespace {

class Wanted {
public:
    Wanted(const LineFilter& filter, const model::RuleBook& book) : filter_(filter), of_plan_(filter, book) {}

    bool operator()(const ReminderLine& line) const {
        if (!filter_.unit.empty() && line.unit != filter_.unit) return false;
        if (!filter_.rule.empty() && line.rule != filter_.rule && line.policy != filter_.rule) return false;
        if (filter_.plan.empty()) return true;
        if (!line.policy.empty()) return of_plan_(line.subject, line.rule);
        // An alert: the check, then what it looks at.
        const std::string_view key = line.subject;
        return of_plan_(key.substr(std::min(key.find('/') + 1, key.size())), {});
    }

private:
    const LineFilter& filter_;
    OfPlan of_plan_;
};

/// The lines of decisions, with the texts that the store keeps.
class Teller {
public:
    Teller(store::Store& store, const model::RuleBook& book, std::vector<ReminderLine>& lines)
        : store_(store), book_(book), lines_(lines) {}

    void add(const model::Decision& decision, const model::Snapshot& snapshot) {
        const auto indexes = outbox::assignments_to_say(decision);
        std::vector<store::Store::AssignmentRef> wanted;
        for (const auto index : indexes)
            wanted.push_back({snapshot.plans[snapshot.assignments[index].plan].id, snapshot.assignments[index].seq});
        const auto texts = store_.texts(wanted);
        for (const model::Alert& alert : decision.alerts) add_alert(alert, decision.until);
        for (const model::Reminder& reminder : decision.reminders) {
            if (reminder.outcome != model::Reminder::Outcome::send) continue;
            ReminderLine& line = add_reminder(reminder, decision.until, snapshot);
            if (reminder.occurrence.kind != model::SubjectKind::assignment) continue;
            const auto found = std::lower_bound(indexes.begin(), indexes.end(), reminder.occurrence.index);
            line.title = texts[static_cast<std::size_t>(found - indexes.begin())].title;
        }
    }

private:
    ReminderLine& add_reminder(const model::Reminder& reminder, rules::dates::LocalTime at,
                               const model::Snapshot& snapshot) {
        const model::Occurrence& occurrence = reminder.occurrence;
        ReminderLine& line = lines_.emplace_back();
        line.at = at;
        line.recipient = model::recipient_name(reminder.recipient, book_);
        line.unit = book_.units[reminder.recipient.unit].id;
        line.subject = model::subject_key(occurrence, snapshot, book_).text();
        line.stage = model::stage_name(reminder, snapshot, book_);
        line.policy = book_.policies[reminder.policy].id;
        if (occurrence.has_due) line.due = occurrence.due;
        line.late = reminder.late;
        line.kind = rules::engine::kind_of(reminder, book_);
        if (occurrence.kind == model::SubjectKind::assignment) return line;
        if (occurrence.kind == model::SubjectKind::event) {
            line.title = snapshot.awaited[occurrence.index].words;
            return line;
        }
        const model::ReportRule& rule = book_.reports[occurrence.index];
        line.rule = rule.id;
        line.title = rule.title;
        if (occurrence.kind == model::SubjectKind::indicator)
            line.title += ": " + snapshot.indicators[occurrence.indicator].name;
        line.data = model::data_window(rule, occurrence.period, book_.calendar);
        return line;
    }

    void add_alert(const model::Alert& alert, rules::dates::LocalTime at) {
        for (const std::string& recipient : alert.recipients) {
            ReminderLine& line = lines_.emplace_back();
            line.at = at;
            line.recipient = recipient;
            line.unit = rules::engine::unit_of_recipient(recipient, book_);
            line.subject = alert.key;
            line.stage = fmt::format("check:{}", model::alert_kind_name(alert.kind));
            line.rule = alert.check;
            line.kind = rules::engine::ForecastLine::Kind::check;
            line.title = alert.message;
        }
    }

    store::Store& store_;
    const model::RuleBook& book_;
    std::vector<ReminderLine>& lines_;
};

/// "88-kh-ubnd-2026/2" comes before "88-kh-ubnd-2026/10".
bool subject_before(std::string_view a, std::string_view b) {
    const auto parts = [](std::string_view subject) {
        const std::size_t slash = std::min(subject.rfind('/'), subject.size());
        const std::string_view last = subject.substr(std::min(slash + 1, subject.size()));
        const std::size_t digits = std::min(last.find_first_not_of("0123456789"), last.size());
        return std::make_tuple(subject.substr(0, slash), digits, last);
    };
    return parts(a) < parts(b);
}

void put_in_order(std::vector<ReminderLine>& lines, const model::RuleBook& book) {
    struct Place {
        rules::dates::LocalTime at;
        bool reminder;  ///< alerts stand before them, as in messages
        std::uint32_t unit;
        std::uint32_t line;
    };
    std::vector<Place> places;
    places.reserve(lines.size());
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        const auto unit = book.units.find(lines[i].unit);
        places.push_back({lines[i].at, !lines[i].policy.empty(), unit ? static_cast<std::uint32_t>(*unit) : 0U, i});
    }
    std::sort(places.begin(), places.end(), [&lines](const Place& a, const Place& b) {
        const auto left = std::tie(a.at, a.reminder, a.unit);
        const auto right = std::tie(b.at, b.reminder, b.unit);
        if (left != right) return left < right;
        const ReminderLine& one = lines[a.line];
        const ReminderLine& other = lines[b.line];
        const auto first = std::tie(one.recipient, one.due);
        const auto second = std::tie(other.recipient, other.due);
        if (first != second) return first < second;
        if (one.subject != other.subject) return subject_before(one.subject, other.subject);
        return one.stage < other.stage;
    });
    std::vector<ReminderLine> ordered;
    ordered.reserve(lines.size());
    for (const Place& place : places) ordered.push_back(std::move(lines[place.line]));
    lines = std::move(ordered);
}

}  // namespace

rules::engine::TitlesOf titles_in(store::Store& store, const model::Snapshot& snapshot, const model::RuleBook& book) {
    const bool asked = std::any_of(book.checks.begin(), book.checks.end(), [](const model::Check& check) {
        return check.each == model::CheckEach::assignment;
    });
    if (!asked) return {};
    std::vector<std::pair<std::string, std::uint32_t>> refs;
    refs.reserve(snapshot.assignments.size());
    for (const model::Assignment& assignment : snapshot.assignments)
        refs.emplace_back(snapshot.plans[assignment.plan].id, assignment.seq);
    return [&store, refs = std::move(refs)](std::span<const std::uint32_t> indexes) {
        std::vector<store::Store::AssignmentRef> wanted;
        for (const std::uint32_t index : indexes) wanted.push_back({refs[index].first, refs[index].second});
        std::vector<std::string> titles;
        for (auto& text : store.texts(wanted)) titles.push_back(std::move(text.title));
        return titles;
    };
}

void select(std::vector<ReminderLine>& lines, const LineFilter& filter, const model::RuleBook& book) {
    const Wanted wanted(filter, book);
    std::erase_if(lines, [&wanted](const ReminderLine& line) { return !wanted(line); });
    put_in_order(lines, book);
}

std::vector<ReminderLine> simulated_lines(store::Store& store, model::Snapshot snapshot, const model::RuleBook& book,
                                          Date from, Date to, const LineFilter& filter) {
    std::vector<ReminderLine> lines;
    Teller teller(store, book, lines);
    const auto titles = titles_in(store, snapshot, book);
    const bool told_before = snapshot.evaluated_until.has_value();
    const auto visit = [&](const model::Decision& decision, const model::Snapshot& now) {
        if (!told_before) return teller.add(decision, now);
        model::Decision fresh = decision;
        store::drop_recorded(store, now, book, fresh);
        teller.add(fresh, now);
    };
    rules::engine::simulate(
        std::move(snapshot), book, rules::dates::at(from, std::chrono::seconds{0}),
        rules::dates::at(to + std::chrono::days{1}, std::chrono::seconds{0}) - std::chrono::seconds{1}, visit, titles);
    select(lines, filter, book);
    return lines;
}

}  // namespace dondoc::cli
