#include "daemon/cli/reminder_lines.hpp"
#include "rules/engine/occurrences.hpp"

#include <algorithm>
#include <unordered_map>

namespace dondoc::cli {

namespace engine = rules::engine;
namespace model = rules::model;

namespace {

/// What rows of the store leave to be looked up: whose title it is, which rule asked for it, whether there was a day.
class Lookup {
public:
    Lookup(const model::Snapshot& snapshot, const model::RuleBook& book) : snapshot_(snapshot), book_(book) {
        for (std::uint32_t i = 0; i < snapshot.assignments.size(); ++i) {
            const model::Assignment& assignment = snapshot.assignments[i];
            assignments_.emplace(model::assignment_key(snapshot.plans[assignment.plan].id, assignment.seq), i);
        }
        for (const model::ReportRule& rule : book.reports) {
            if (!rule.indicators) continue;
            for (const std::uint32_t position : engine::asked_indicators(rule, snapshot)) {
                const model::TrackedIndicator& indicator = snapshot.indicators[position];
                indicators_.try_emplace(model::indicator_key(snapshot.plans[indicator.plan].id, indicator.seq),
                                        Indicator{&rule, &indicator});
            }
        }
    }

    /// Position of the assignment that a row is about.
    std::optional<std::uint32_t> assignment(const store::ToldRow& row) const {
        const auto found = assignments_.find(row.subject);
        return found == assignments_.end() ? std::nullopt : std::optional(found->second);
    }

    void describe_report(const store::ToldRow& row, ReminderLine& line) const {
        const model::ReportRule* rule = nullptr;
        std::string indicator;
        if (const auto found = indicators_.find(row.subject); found != indicators_.end()) {
            rule = found->second.rule;
            indicator = ": " + found->second.indicator->name;
        } else {
            const std::string_view id = std::string_view(row.subject).substr(0, row.subject.find('/'));
            const auto named = std::find_if(book_.reports.begin(), book_.reports.end(),
                                            [id](const model::ReportRule& each) { return each.id == id; });
            if (named == book_.reports.end()) return;
            rule = &*named;
        }
        line.rule = rule->id;
        line.title = rule->title + indicator;
        line.data = model::data_window(*rule, rules::dates::parse_period_key(row.period), book_.calendar);
    }

    /// A row always has a day; of an update or an arrival that has no due day it is another one.
    bool has_due(const store::ToldRow& row, std::uint32_t index) const {
        const bool by_due =
            row.stage.find(":update") == std::string::npos && row.stage.find(":event:") == std::string::npos;
        if (by_due || !row.period.empty()) return true;
        const model::Assignment& assignment = snapshot_.assignments[index];
        if (rules::deadlines::has_periods(assignment.deadline)) return false;
        return row.version > 1 || assignment.deadline.due.has_value();
    }

private:
    struct Indicator {
        const model::ReportRule* rule;
        const model::TrackedIndicator* indicator;
    };
    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    std::unordered_map<std::string, std::uint32_t> assignments_;
    std::unordered_map<std::string, Indicator> indicators_;
};

/// The id in "event:van-ban-huong-dan-cua-bo-y-te": somebody was asked whether it has happened.
std::optional<std::string> event_of(const std::string& subject) {
    const std::string prefix = model::event_key({});
    return subject.starts_with(prefix) ? std::optional(subject.substr(prefix.size())) : std::nullopt;
}

std::string words_of(store::Store& store, const std::string& event) {
    for (const auto& row : store.awaited().events) {
        if (row.id == event) return row.words;
    }
    return event;
}

void add_titles(store::Store& store, const model::Snapshot& snapshot, std::vector<ReminderLine>& lines,
                const std::vector<std::optional<std::uint32_t>>& assignments) {
    std::vector<std::uint32_t> indexes;
    for (const auto& index : assignments) {
        if (index) indexes.push_back(*index);
    }
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    std::vector<store::Store::AssignmentRef> wanted;
    wanted.reserve(indexes.size());
    for (const std::uint32_t index : indexes)
        wanted.push_back({snapshot.plans[snapshot.assignments[index].plan].id, snapshot.assignments[index].seq});
    const auto texts = store.texts(wanted);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!assignments[i]) continue;
        const auto found = std::lower_bound(indexes.begin(), indexes.end(), *assignments[i]);
        lines[i].title = texts[static_cast<std::size_t>(found - indexes.begin())].title;
    }
}

}  // namespace

std::vector<ReminderLine> told_lines(Context& context, rules::dates::Date from, rules::dates::Date to,
                                     const LineFilter& filter) {
    const config::Site& site = context.site();
    const auto snapshot = context.snapshot(from, store::Store::Scope::all);
    const Lookup lookup(snapshot, site.book);
    const auto begin_of = [&site](rules::dates::Date day) {
        return site.config.instant(rules::dates::at(day, std::chrono::seconds{0}));
    };
    std::vector<ReminderLine> lines;
    std::vector<std::optional<std::uint32_t>> assignments;
    for (const store::ToldRow& row : context.store().told(begin_of(from), begin_of(to + std::chrono::days{1}))) {
        ReminderLine& line = lines.emplace_back();
        auto& assignment = assignments.emplace_back();
        line.at = site.config.local(row.at);
        line.recipient = row.recipient;
        line.unit = engine::unit_of_recipient(row.recipient, site.book);
        line.subject = model::SubjectKey{row.subject, row.period}.text();
        line.stage = row.stage;
        line.policy = row.policy;
        line.late = row.late;
        line.title = row.message;
        if (row.policy.empty()) {
            line.rule = row.subject.substr(0, row.subject.find('/'));
            continue;
        }
        if (const auto event = event_of(row.subject)) {
            line.title = words_of(context.store(), *event);
            continue;
        }
        line.due = row.due;
        assignment = lookup.assignment(row);
        if (!assignment)
            lookup.describe_report(row, line);
        else if (!lookup.has_due(row, *assignment))
            line.due.reset();
    }
    add_titles(context.store(), snapshot, lines, assignments);
    select(lines, filter, site.book);
    return lines;
}

}  // namespace dondoc::cli
