#include "rules/engine/updates.hpp"

#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

model::Stage update(std::string_view offset_text, int limit = 0) {
    model::Stage stage = every(offset_text);
    stage.kind = model::Stage::Kind::update;
    stage.limit = limit;
    return stage;
}

/// Tracked since 1 January 2026; progress is asked for every 30 days.
struct UpdatesTest : testing::Test {
    UpdatesTest() { world.book.policies = {policy({update("30d")})}; }

    std::vector<std::string> year() const { return day_by_day(world, "2026-01-02", "2026-12-31"); }

    World world;
};

TEST_F(UpdatesTest, are_asked_for_again_and_again_until_something_is_told) {
    auto& assignment = world.add("2026-12-31");
    // 31 January and 2 March are a Saturday and a Monday.
    auto asked = year();
    asked.resize(3);
    EXPECT_THAT(asked, ElementsAre("2026-02-02 lead:update:+30d so-a", "2026-03-02 lead:update:+60d so-a",
                                   "2026-04-01 lead:update:+90d so-a"));
    world.facts(assignment).progress = {{day("2026-12-10"), 40, ""}};
    EXPECT_THAT(year(), IsEmpty());
}

TEST_F(UpdatesTest, count_from_the_newest_data_whatever_was_told_last) {
    auto& facts = world.facts(world.add("2026-12-31"));
    facts.progress = {{day("2026-10-20"), 60, ""}, {day("2026-10-01"), 40, "gửi bổ sung"}};
    EXPECT_THAT(day_by_day(world, "2026-11-01", "2026-11-30"), ElementsAre("2026-11-19 lead:update#2:+30d so-a"));
}

TEST_F(UpdatesTest, count_from_the_plan_and_from_the_first_day_of_the_work) {
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::window;
    meaning.start = day("2026-07-01");
    meaning.due = day("2026-12-31");
    world.add(meaning);
    EXPECT_EQ(year().front(), "2026-07-31 lead:update:+30d so-a");
    world.snapshot.plans[0].date = day("2026-08-03");
    EXPECT_EQ(year().front(), "2026-09-03 lead:update:+30d so-a");  // 2 September is a holiday
    world.book.policies[0].update_since = day("2026-10-01");
    EXPECT_EQ(year().front(), "2026-11-02 lead:update:+30d so-a");
}

TEST_F(UpdatesTest, stop_after_their_limit) {
    world.book.policies = {policy({update("30d", 2)})};
    world.add("2026-12-31");
    EXPECT_EQ(year().size(), 2U);
}

TEST_F(UpdatesTest, are_not_asked_for_what_is_done_cancelled_or_waits) {
    world.facts(world.add("2026-12-31")).completions = {{"", day("2026-01-05"), ""}};
    world.facts(world.add("2026-12-31")).cancelled = model::Cancellation{day("2026-01-05"), "bỏ"};
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::conditional;
    world.add(meaning);
    EXPECT_THAT(year(), IsEmpty());
    world.facts(world.snapshot.assignments[2]).arrivals = {{"van-ban", 1, day("2026-11-20"), "", day("2026-11-25")}};
    // Its arrival is announced first.
    EXPECT_EQ(update_duty_of(2, world.snapshot)->since, day("2026-11-25"));
}

TEST_F(UpdatesTest, are_asked_for_where_there_is_no_due_day) {
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::continuous;
    world.add(meaning);
    const auto decision = world.evaluate("2026-02-01T08:00:00", "2026-02-02T08:00:00");
    ASSERT_EQ(decision.reminders.size(), 1U);
    EXPECT_FALSE(decision.reminders[0].occurrence.has_due);
    EXPECT_EQ(model::reminder_key(decision.reminders[0], world.snapshot, world.book),
              "142-kh-ubnd-2025/1 lead:update:+30d so-a");
}

TEST_F(UpdatesTest, an_extension_does_not_ask_again) {
    auto& assignment = world.add("2026-12-31");
    const auto key = [&] {
        const auto decision = world.evaluate("2026-02-01T08:00:00", "2026-02-02T08:00:00");
        return model::reminder_key(decision.reminders.at(0), world.snapshot, world.book);
    };
    const std::string before_extension = key();
    world.facts(assignment).extensions = {{"", day("2027-03-31"), "5/QĐ", day("2026-01-20")}};
    EXPECT_EQ(key(), before_extension);
}

TEST_F(UpdatesTest, count_anew_from_the_day_work_is_taken_up_again) {
    auto& facts = world.facts(world.add("2026-12-31"));
    facts.resumed = {day("2026-03-16")};
    // "+30d" of the time before it was stopped has been asked for already: this is another one.
    EXPECT_EQ(year().front(), "2026-04-15 lead:update#1:+30d so-a");
}

TEST_F(UpdatesTest, old_data_that_were_told_today_are_not_asked_for_at_once) {
    auto& assignment = world.add("2026-12-31");
    assignment.fresh = true;
    auto& facts = world.facts(assignment);
    facts.progress = {{day("2026-03-10"), 40, ""}, {day("2026-03-05"), 30, "gửi bổ sung"}};
    facts.data_told = day("2026-04-20");
    EXPECT_THAT(lines(world.evaluate("2026-04-20T08:00:00", "2026-04-21T08:00:00"), world), IsEmpty());
    EXPECT_THAT(day_by_day(world, "2026-04-21", "2026-05-20"), ElementsAre("2026-05-11 lead:update#2:+60d so-a"));
}

TEST_F(UpdatesTest, late_ones_are_asked_for_once) {
    world.add("2026-12-31").fresh = true;
    const auto decision = world.evaluate("2026-01-01T08:00:00", "2026-05-04T08:00:00");
    EXPECT_THAT(lines(decision, world), ElementsAre("2026-05-04 lead:update:+120d so-a"));
}

TEST_F(UpdatesTest, the_next_wake_up_knows_them) {
    world.add("2026-12-31");
    const Agenda agenda(world.snapshot, world.book, day("2026-12-31"));
    EXPECT_EQ(agenda.next_wake_up(time("2026-01-05T08:00:00")), time("2026-02-02T08:00:00"));
    EXPECT_EQ(agenda.next_wake_up(time("2026-02-02T08:00:00")), time("2026-03-02T08:00:00"));
}

TEST_F(UpdatesTest, a_deadline_and_an_update_on_one_morning_are_two_requests) {
    world.book.policies = {policy({before("0d"), update("30d")})};
    world.add("2026-02-02");
    EXPECT_EQ(lines(world.evaluate("2026-02-01T08:00:00", "2026-02-02T08:00:00"), world).size(), 2U);
}

}  // namespace
}  // namespace rules::engine
