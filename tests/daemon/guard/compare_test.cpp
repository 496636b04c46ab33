#include "daemon/guard/compare.hpp"
#include "rules/language/load.hpp"

#include <gtest/gtest.h>

/// What a change would do, in figures, and when that is too much.
namespace dondoc::guard {
namespace {

namespace model = rules::model;
using rules::dates::LocalTime;

const LocalTime now = *rules::dates::parse_iso_time("2026-06-04T10:00:00");  // a Thursday

model::RuleBook book_with(const std::string& stages) {
    rules::language::Sources sources;
    sources.units = {"units.yaml",
                     "roles: {planning-office: so-b}\nunits:\n  - {id: so-a, name: Sở A, email: a@x.vn}\n  - {id: "
                     "so-b, name: Sở B, email: b@x.vn}\n"};
    sources.rules = {{"rules.yaml", "policies:\n  - {id: p, match: \"true\", remind: {lead: [" + stages + "]}}\n"}};
    return rules::language::load(sources).book.value();
}

/// A plan per entry, each with assignments due on these days, led by both units in turn.
model::Snapshot snapshot_of(const std::vector<std::vector<std::string>>& plans) {
    model::Snapshot snapshot;
    snapshot.evaluated_until = now;
    for (const auto& days : plans) {
        model::Plan plan;
        plan.id = "ke-hoach-" + std::to_string(snapshot.plans.size() + 1);
        snapshot.plans.push_back(plan);
        std::uint32_t seq = 0;
        for (const auto& day : days) {
            model::Assignment assignment;
            assignment.plan = static_cast<std::uint32_t>(snapshot.plans.size() - 1);
            assignment.seq = ++seq;
            assignment.deadline.kind = rules::deadlines::Kind::fixed;
            assignment.deadline.due = rules::dates::parse_iso(day);
            assignment.leads = {model::UnitIndex{static_cast<std::uint32_t>(seq % 2)}};
            snapshot.assignments.push_back(assignment);
        }
    }
    return snapshot;
}

const config::Guard limits;

TEST(Compare, nothing_changes_nothing) {
    const auto book = book_with("7d, 1d");
    const auto snapshot = snapshot_of({{"2026-09-15", "2026-09-16"}});
    const auto figures = compare({snapshot, book}, {snapshot, book}, now, limits);
    EXPECT_EQ(figures, (store::ChangeFigures{4, 4, 0, 0, 0, 0, 400}));
    EXPECT_TRUE(is_harmless(figures, limits));
}

TEST(Compare, counts_what_is_added_dropped_and_moved) {
    const auto snapshot = snapshot_of({{"2026-09-15", "2026-09-16"}});
    const auto before = book_with("7d, 1d");
    const auto one = compare({snapshot, before}, {snapshot, book_with("7d")}, now, limits);
    EXPECT_EQ(one, (store::ChangeFigures{4, 2, 0, 2, 0, 0, 400}));
    const auto other = compare({snapshot, before}, {snapshot, book_with("9d, 1d")}, now, limits);
    EXPECT_EQ(other, (store::ChangeFigures{4, 4, 0, 0, 2, 0, 400}));
    const auto more = compare({snapshot, before}, {snapshot, book_with("14d, 7d, 1d")}, now, limits);
    EXPECT_EQ(more, (store::ChangeFigures{4, 6, 2, 0, 0, 0, 400}));
}

TEST(Compare, counts_messages_of_the_next_working_day_and_not_their_lines) {
    const auto book = book_with("7d, 1d");
    const auto before = snapshot_of({{"2026-06-08"}});  // already speaks to so-b on Friday
    auto after = snapshot_of({{"2026-06-08"}, {"2026-06-08", "2026-06-08", "2026-06-08", "2026-06-08"}});
    for (auto& assignment : after.assignments) assignment.fresh = assignment.added = assignment.plan == 1;
    EXPECT_EQ(compare({before, book}, {after, book}, now, limits).at_once, 1U);
}

TEST(Compare, looks_at_one_plan_alone) {
    const auto book = book_with("7d, 1d");
    const auto all = snapshot_of({{"2026-09-15"}, {"2026-09-16", "2026-09-17"}});
    const auto one = only_plan(all, "ke-hoach-2");
    const auto figures = compare({one, book}, {one, book}, now, limits);
    EXPECT_EQ(figures.before, 4U);
    EXPECT_EQ(one.assignments.size(), all.assignments.size());
}

TEST(IsHarmless, weighs_messages_shares_and_small_numbers) {
    EXPECT_TRUE(is_harmless({100, 100, 0, 0, 0, 50, 400}, limits));
    EXPECT_FALSE(is_harmless({100, 100, 0, 0, 0, 51, 400}, limits));
    EXPECT_TRUE(is_harmless({100, 80, 0, 20, 0, 0, 400}, limits));
    EXPECT_FALSE(is_harmless({100, 80, 0, 15, 6, 0, 400}, limits));
    EXPECT_TRUE(is_harmless({19, 0, 0, 19, 0, 0, 400}, limits));
    EXPECT_FALSE(is_harmless({20, 0, 0, 20, 0, 0, 400}, limits));
    config::Guard off;
    off.on = false;
    EXPECT_TRUE(is_harmless({100, 0, 0, 100, 0, 1000, 400}, off));
}

}  // namespace
}  // namespace dondoc::guard
