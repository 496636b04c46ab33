#pragma once

#include "rules/engine/evaluate.hpp"

#include <string>
#include <string_view>
#include <vector>

/// A small province for tests: its calendar is that of state bodies in 2026, its assignments are added one by one.
namespace rules::engine::test {

dates::Date day(std::string_view iso);
dates::LocalTime time(std::string_view iso);  ///< "2026-06-09T08:00:00"

/// Weekends and the public holidays of 2026, Saturdays worked instead included.
dates::Calendar calendar_2026();

model::Offset offset(std::string_view text);  ///< "7d", "3wd"
model::Stage before(std::string_view offset_text, model::Audience::Kind audience = model::Audience::Kind::lead);
model::Stage every(std::string_view offset_text, std::string_view until = {},
                   model::Audience::Kind audience = model::Audience::Kind::lead);
model::Stage after(std::string_view offset_text, model::Audience::Kind audience,
                   model::Severity severity = model::Severity::info);
model::Policy policy(std::vector<model::Stage> stages);

/// Units: ke-hoach (planning office), ban-giam-doc (leadership), so-a and so-b (parent so-y-te; so-a has contacts for its
/// head), so-y-te, xa-1..3, and the groups cac-xa (the communes) and tat-ca (so-a and cac-xa).
struct World {
    World();

    model::UnitIndex unit(std::string_view id) const;
    /// Adds an assignment due on a day and led by so-a, and returns it.
    model::Assignment& add(std::string_view due);
    model::Assignment& add(const deadlines::Meaning& meaning);
    model::SubjectFacts& facts(model::Assignment& assignment);
    model::SubjectFacts& report_facts(std::string_view key);

    model::Decision evaluate(std::string_view after, std::string_view until) const;
    model::Decision evaluate_from_start(std::string_view until) const;

    model::RuleBook book;
    model::Snapshot snapshot;
};

/// "2026-06-02 lead:-7d so-a", with " merged" or " skipped" or " late" behind it; one line per reminder.
std::string line(const model::Reminder& reminder, const World& world);
std::vector<std::string> lines(const model::Decision& decision, const World& world);

/// What is sent when somebody wakes up each day at 08:00 from `first` to `last`, in the order it is sent.
std::vector<std::string> day_by_day(const World& world, std::string_view first, std::string_view last);

/// Without the recipient: "2026-06-02 lead:-7d".
std::vector<std::string> days_of(const std::vector<std::string>& lines);

}  // namespace rules::engine::test
