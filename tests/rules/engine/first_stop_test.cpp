#include "rules/engine/explain.hpp"
#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using A = model::Audience::Kind;

constexpr const char* first = "142-kh-ubnd-2025/1";

/// A world in which so-a can be reached by mail.
struct Reached : World {
    Reached() {
        const auto& all = book.units.all();
        std::vector<model::Unit> units(all.begin(), all.end());
        for (model::Unit& unit : units)
            if (unit.id == "so-a") unit.contacts = {{"mail", "so-a@so.example"}};
        std::vector<model::UnitDirectory::Fault> faults;
        book.units = model::UnitDirectory::make(std::move(units), {"ke-hoach", "ban-giam-doc"}, faults);
    }
};

bool every_channel(std::string_view) {
    return true;
}

/// What stops reminders of the first assignment.
Stop stop_of(const World& world, std::string_view now, std::string_view unit = {},
             const HasChannel& has_channel = every_channel) {
    const auto all = explain(world.snapshot, world.book, model::SubjectKey::parse(first), time(now));
    EXPECT_EQ(all.size(), 1U);
    const auto asked = unit.empty() ? std::nullopt : world.book.units.find(unit);
    return first_stop(all.front(), world.snapshot, world.book, has_channel, asked).what;
}

model::Stage update(std::string_view offset_text) {
    model::Stage stage = every(offset_text);
    stage.kind = model::Stage::Kind::update;
    return stage;
}

TEST(FirstStop, is_nothing_while_a_reminder_is_to_come) {
    Reached world;
    world.add("2026-06-09");
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00"), Stop::none);
}

TEST(FirstStop, is_a_fact_before_anything_else) {
    Reached world;
    auto& assignment = world.add("2026-06-09");
    world.facts(assignment).completions = {{"", day("2026-06-01"), ""}};
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00"), Stop::done);
}

TEST(FirstStop, is_the_policy_when_its_last_stage_is_over) {
    Reached world;
    world.add("2026-06-09");
    world.book.policies = {policy({before("7d")})};
    EXPECT_EQ(stop_of(world, "2026-06-02T07:00:00"), Stop::none);
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00"), Stop::no_stage);
}

TEST(FirstStop, is_for_one_unit_alone_where_that_is_asked) {
    Reached world;
    world.add("2026-06-09");
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00", "so-a"), Stop::none);
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00", "so-b"), Stop::no_stage);
}

TEST(FirstStop, is_a_silence_that_covers_all_that_is_to_come) {
    Reached world;
    world.add("2026-06-09");
    model::Silence silence;
    silence.id = 4;
    silence.from = time("2026-06-01T00:00:00");
    silence.until = time("2026-06-08T12:00:00");
    world.snapshot.silences = {silence};
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00"), Stop::none) << "the last stage comes after it";
    world.snapshot.silences[0].until = time("2027-01-01T00:00:00");
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00"), Stop::silenced);
}

TEST(FirstStop, is_what_keeps_the_next_message_from_arriving) {
    Reached world;
    world.add("2026-06-09");
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00", {}, [](std::string_view) { return false; }), Stop::no_channel);
}

TEST(FirstStop, is_nothing_where_progress_is_still_asked_for) {
    Reached world;
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::continuous;
    world.add(meaning);
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00"), Stop::continuous);
    world.book.policies = {policy({update("30d")})};
    EXPECT_EQ(stop_of(world, "2026-06-02T10:00:00"), Stop::none);
}

TEST(Updates, are_listed_with_their_names_and_days) {
    Reached world;
    world.add("2026-12-31");
    world.book.policies = {policy({update("30d")})};
    const auto all = explain(world.snapshot, world.book, model::SubjectKey::parse(first), time("2026-03-10T10:00:00"));
    ASSERT_EQ(all.size(), 1U);
    std::vector<std::string> listed;
    for (const auto& stage : all[0].updates)
        listed.push_back(dates::format_iso(stage.when.day) + " " + stage.name + " " +
                         (stage.outcome == ExplainedStage::Outcome::will_send ? "will send" : "passed"));
    EXPECT_THAT(listed, testing::ElementsAre(
                            "2026-03-02 lead:update:+60d passed", "2026-04-01 lead:update:+90d will send",
                            "2026-05-04 lead:update:+120d will send", "2026-06-01 lead:update:+150d will send"));
    EXPECT_EQ(all[0].next_update, day("2026-04-01"));
}

}  // namespace
}  // namespace rules::engine
