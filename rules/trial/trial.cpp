#include "rules/trial/trial.hpp"

#include "rules/engine/explain.hpp"
#include "rules/engine/simulate.hpp"
#include "rules/engine/stages.hpp"
#include "rules/trial/rows.hpp"
#include "rules/trial/schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace rules::trial {
namespace {

using dates::Date;
using dates::LocalTime;
using model::Alert;
using model::Reminder;
using std::chrono::days;
using std::chrono::seconds;

/// What came longer ago than this is taken to have been told of.
constexpr days longest_memory{3660};

LocalTime beginning(Date day) {
    return dates::at(day, seconds{0});
}

/// The last moment of a day.
LocalTime end_of(Date day) {
    return beginning(day + days{1}) - seconds{1};
}

class Trial {
public:
    Trial(const Test& test, const TestFile& file, const model::RuleBook& book)
        : test_(test),
          book_(book),
          subjects_(file.scene, book),
          schedule_(test, file.facts, subjects_),
          start_(first_day()),
          world_(file.scene, book, test.since, start_),
          now_(beginning(start_)) {
        for (const std::string& id : test.only.units) units_.insert(*book.units.find(id));
    }

    Seen run() {
        begin();
        const bool walks = test_.reminders || test_.alerts || !test_.includes.empty();
        seen_.statuses.resize(test_.statuses.size());
        for (const Date day : stops()) {
            if (walks) walk(end_of(day));
            for (; next_ < schedule_.steps().size() && schedule_.steps()[next_].day <= day; ++next_)
                take(schedule_.steps()[next_], true);
            look_at_statuses(day);
        }
        look_at_dues();
        return std::move(seen_);
    }

private:
    /// Early enough that whatever is reached within the days of the test was not reached before.
    Date first_day() const {
        Date first = std::min(test_.since, test_.from);
        if (!schedule_.steps().empty()) first = std::min(first, schedule_.steps().front().day);
        first = std::max(first, test_.from - longest_memory);
        days before{0};
        for (const model::Policy& policy : book_.policies) before = std::max(before, engine::reach_of(policy).before);
        return first - before;
    }

    void begin() {
        for (std::size_t i = 0; i < subjects_.scene().plans.size(); ++i) {
            if (!subjects_.scene().plans[i].imported) world_.import(i, false);
        }
        for (; next_ < schedule_.steps().size() && schedule_.steps()[next_].day < start_; ++next_)
            take(schedule_.steps()[next_], false);
    }

    void take(const Step& step, bool fresh) {
        if (step.plan) return world_.import(*step.plan, fresh);
        Fact fact = *step.fact;
        fact.subject = step.subject;
        world_.apply(fact, step.day);
    }

    std::set<Date> stops() const {
        std::set<Date> days_to_stop{test_.to};
        for (const Step& step : schedule_.steps()) {
            if (step.day >= start_ && step.day <= test_.to) days_to_stop.insert(step.day);
        }
        for (const ExpectedStatus& status : test_.statuses) days_to_stop.insert(status.day);
        return days_to_stop;
    }

    void walk(LocalTime until) {
        const auto titles = [this](std::span<const std::uint32_t> assignments) {
            std::vector<std::string> all;
            for (const std::uint32_t assignment : assignments) all.push_back(world_.scene_of(assignment).title);
            return all;
        };
        std::vector<std::string> recorded;
        world_.go_on(engine::simulate(
            world_.snapshot(), book_, now_, until,
            [&](const model::Decision& decision, const model::Snapshot& snapshot) {
                see(decision, snapshot, recorded);
            },
            titles));
        for (std::string& key : recorded) world_.record(std::move(key));
        now_ = until;
    }

    void see(const model::Decision& decision, const model::Snapshot& snapshot, std::vector<std::string>& recorded) {
        const Date day = dates::date_of(decision.until);
        const bool within = day >= test_.from && day <= test_.to;
        for (const Reminder& reminder : decision.reminders) {
            if (!within && !schedule_.touches_any()) break;
            const model::SubjectKey key = model::subject_key(reminder.occurrence, snapshot, book_);
            if (schedule_.touches(key.base)) recorded.push_back(model::reminder_key(reminder, snapshot, book_));
            if (within && reminder.outcome == Reminder::Outcome::send && is_looked_at(reminder, key.text()))
                seen_.reminders.push_back(row_of(reminder, key, decision.until, snapshot, book_, world_));
        }
        if (!within || !test_.alerts) return;
        for (const Alert& alert : decision.alerts) {
            if (alert.kind != Alert::Kind::standing && is_looked_at(alert)) seen_.alerts.push_back(row_of(alert, day));
        }
    }

    bool is_looked_at(const Reminder& reminder, const std::string& key) const {
        if (!units_.empty() && !units_.contains(reminder.recipient.unit)) return false;
        return test_.only.subjects.empty() || is_subject_looked_at(key);
    }

    bool is_subject_looked_at(std::string_view key) const {
        return std::any_of(test_.only.subjects.begin(), test_.only.subjects.end(),
                           [key](const std::string& pattern) { return covers(pattern, key); });
    }

    bool is_looked_at(const Alert& alert) const {
        if (!test_.only.subjects.empty() &&
            !is_subject_looked_at(std::string_view(alert.key).substr(alert.key.find('/') + 1)))
            return false;
        if (test_.only.units.empty()) return true;
        return std::any_of(alert.recipients.begin(), alert.recipients.end(), [this](const std::string& recipient) {
            const std::string unit = recipient.substr(0, recipient.find(':'));
            return std::find(test_.only.units.begin(), test_.only.units.end(), unit) != test_.only.units.end();
        });
    }

    /// The explanation of exactly this part of a subject.
    std::optional<engine::Explanation> explained(const model::SubjectKey& key, LocalTime at) const {
        for (engine::Explanation& each : engine::explain(world_.snapshot(), book_, key, at)) {
            if (each.key.text() == key.text()) return std::move(each);
        }
        return std::nullopt;
    }

    void look_at_statuses(Date day) {
        for (std::size_t i = 0; i < test_.statuses.size(); ++i) {
            const ExpectedStatus& expected = test_.statuses[i];
            if (expected.day == day) seen_.statuses[i] = status_of(model::SubjectKey::parse(expected.subject), day);
        }
    }

    std::string status_of(const model::SubjectKey& key, Date day) const {
        using engine::Stop;
        const auto found = explained(key, end_of(day));
        if (!found) {
            return key.period.empty()
                       ? "không có; việc định kỳ thì ghi kỳ (there is none; name the period of what recurs)"
                       : "không có (there is none)";
        }
        if (found->nothing == Stop::not_tracked)
            return fmt::format("không theo dõi: trước since {} hoặc ngoài valid (not tracked)",
                               dates::format_iso(test_.since));
        if (found->nothing == Stop::not_asked_for) return "không phải báo cáo kỳ này (not asked for)";
        return std::string(model::status_name(found->status));
    }

    void look_at_dues() {
        for (const ExpectedDue& expected : test_.dues) {
            const model::ReportRule* const rule = subjects_.rule(expected.key.base);
            seen_.dues.push_back(rule != nullptr ? due_of(*rule, expected.key.period) : due_of(expected.key));
        }
        for (const ExpectedDues& expected : test_.all_dues) {
            std::vector<Date> all;
            const model::ReportRule* const rule = subjects_.rule(expected.base);
            for (const SubjectPart& part : rule != nullptr ? subjects_.parts_of(*rule, test_.from, test_.to)
                                                           : subjects_.parts(expected.base, test_.from, test_.to)) {
                if (part.due && *part.due >= test_.from && *part.due <= test_.to) all.push_back(*part.due);
            }
            std::sort(all.begin(), all.end());
            seen_.all_dues.push_back(std::move(all));
        }
    }

    Seen::Due due_of(const model::ReportRule& rule, const std::string& period) const {
        constexpr days around{1200};
        const auto asked = dates::parse_period_key(period);
        const Date middle = asked ? asked->last() : rule.once.value_or(test_.from);
        for (const SubjectPart& part : subjects_.parts_of(rule, middle - around, middle + around)) {
            if (part.key.period != period) continue;
            const auto day = model::report_day(rule, part.period, book_.calendar);
            return {part.due, day ? std::optional(day->named) : std::nullopt,
                    model::data_window(rule, part.period, book_.calendar)};
        }
        return {};
    }

    Seen::Due due_of(const model::SubjectKey& key) const {
        const auto found = explained(key, end_of(test_.to));
        if (!found || found->nothing == engine::Stop::not_asked_for || found->versions.empty()) return {};
        return {found->versions.back().due, found->report_day ? std::optional(found->report_day->named) : std::nullopt,
                found->data};
    }

    const Test& test_;
    const model::RuleBook& book_;
    Subjects subjects_;
    Schedule schedule_;
    Date start_;
    World world_;
    LocalTime now_;
    std::size_t next_ = 0;
    std::set<model::UnitIndex> units_;
    Seen seen_;
};

}  // namespace

Seen run(const Test& test, const TestFile& file, const model::RuleBook& book) {
    return Trial(test, file, book).run();
}

}  // namespace rules::trial
