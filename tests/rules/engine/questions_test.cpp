#include "rules/engine/questions.hpp"

#include "rules/engine/explain.hpp"
#include "rules/engine/simulate.hpp"
#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Has it happened? What conditional assignments wait for is asked about each month.
namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

model::Stage ask(model::Audience::Kind audience = model::Audience::Kind::planning_office) {
    model::Stage stage;
    stage.kind = model::Stage::Kind::ask;
    stage.audience.kind = audience;
    return stage;
}

struct QuestionsTest : testing::Test {
    QuestionsTest() {
        world.book.policies = {policy({before("7d"), ask()})};
        for (int i = 0; i < 3; ++i) wait();
        world.snapshot.awaited = {{"van-ban-huong-dan", "văn bản hướng dẫn", day("2026-05-12"), {0, 1, 2}}};
    }
    model::Assignment& wait() {
        deadlines::Meaning meaning;
        meaning.kind = deadlines::Kind::conditional;
        meaning.has_condition = true;
        return world.add(meaning);
    }
    std::vector<std::string> keys(const char* after_time, const char* until) {
        std::vector<std::string> all;
        for (const auto& reminder : world.evaluate(after_time, until).reminders)
            all.push_back(model::reminder_key(reminder, world.snapshot, world.book));
        return all;
    }
    std::vector<std::string> year() {
        std::vector<std::string> all;
        simulate(world.snapshot, world.book, time("2026-01-01T08:00:00"), time("2026-12-31T23:00:00"),
                 [&](const model::Decision& decision, const model::Snapshot& snapshot) {
                     for (const auto& reminder : decision.reminders)
                         all.push_back(dates::format_iso(reminder.day) + " " +
                                       model::stage_name(reminder, snapshot, world.book) + " " +
                                       model::recipient_name(reminder.recipient, world.book));
                 });
        return all;
    }
    World world;
};

TEST_F(QuestionsTest, are_asked_once_for_an_event_however_many_wait) {
    EXPECT_THAT(keys("2026-06-30T08:00:00", "2026-07-01T08:00:00"),
                ElementsAre("event:van-ban-huong-dan ask:2026-07 ke-hoach"));
}

TEST_F(QuestionsTest, come_on_the_first_working_day_of_each_month_after_the_wait_began) {
    // 1 August is a Saturday; 1 and 2 September are holidays; 1 November is a Sunday.
    EXPECT_THAT(year(), ElementsAre("2026-06-01 ask:2026-06 ke-hoach", "2026-07-01 ask:2026-07 ke-hoach",
                                    "2026-08-03 ask:2026-08 ke-hoach", "2026-09-03 ask:2026-09 ke-hoach",
                                    "2026-10-01 ask:2026-10 ke-hoach", "2026-11-02 ask:2026-11 ke-hoach",
                                    "2026-12-01 ask:2026-12 ke-hoach"));
}

TEST_F(QuestionsTest, are_not_asked_on_the_day_the_wait_began) {
    world.snapshot.awaited[0].since = day("2026-07-01");
    EXPECT_THAT(keys("2026-06-30T08:00:00", "2026-07-01T08:00:00"), IsEmpty());
}

TEST_F(QuestionsTest, of_several_months_missed_the_newest_is_asked_late) {
    const auto decision = world.evaluate("2026-05-20T08:00:00", "2026-08-20T08:00:00");
    ASSERT_EQ(decision.reminders.size(), 1U);
    EXPECT_EQ(dates::format_iso(decision.reminders[0].day), "2026-08-03");
    EXPECT_TRUE(decision.reminders[0].late);
}

TEST_F(QuestionsTest, end_when_nothing_waits_any_more) {
    world.facts(world.snapshot.assignments[0]).cancelled = model::Cancellation{day("2026-06-02"), "bỏ"};
    world.facts(world.snapshot.assignments[1]).completions = {{"", day("2026-06-02"), ""}};
    EXPECT_THAT(model::still_waiting(world.snapshot.awaited[0], world.snapshot), ElementsAre(2U));
    world.facts(world.snapshot.assignments[2]).extensions = {{"", day("2026-12-01"), "", day("2026-06-02")}};
    EXPECT_THAT(year(), testing::Not(testing::Contains(testing::HasSubstr("ask:"))));
}

TEST_F(QuestionsTest, are_not_asked_where_no_policy_asks) {
    world.book.policies = {policy({before("7d")})};
    EXPECT_THAT(year(), IsEmpty());
}

TEST_F(QuestionsTest, reach_each_recipient_once) {
    world.book.policies = {
        policy({ask(), ask(model::Audience::Kind::leadership), ask(model::Audience::Kind::lead), ask()})};
    EXPECT_THAT(
        keys("2026-06-30T08:00:00", "2026-07-01T08:00:00"),
        ElementsAre("event:van-ban-huong-dan ask:2026-07 ke-hoach", "event:van-ban-huong-dan ask:2026-07 ban-giam-doc",
                    "event:van-ban-huong-dan ask:2026-07 so-a"));
}

TEST_F(QuestionsTest, are_silenced_by_the_event_or_the_one_plan_that_waits) {
    model::Silence silence;
    silence.from = time("2026-06-01T00:00:00");
    silence.until = time("2026-12-31T00:00:00");
    silence.subject = "event:van-ban-huong-dan";
    world.snapshot.silences = {silence};
    EXPECT_THAT(keys("2026-06-30T08:00:00", "2026-07-01T08:00:00"), IsEmpty());
    silence.subject.clear();
    silence.plan = "142-kh-ubnd-2025";
    world.snapshot.silences = {silence};
    EXPECT_THAT(keys("2026-06-30T08:00:00", "2026-07-01T08:00:00"), IsEmpty());
    world.snapshot.plans.push_back(world.snapshot.plans[0]);
    world.snapshot.plans[1].id = "88-kh";
    world.snapshot.assignments[2].plan = 1;
    EXPECT_EQ(keys("2026-06-30T08:00:00", "2026-07-01T08:00:00").size(), 1U);
}

TEST_F(QuestionsTest, are_explained_with_the_assignment_that_waits) {
    const auto all = explain(world.snapshot, world.book, {"142-kh-ubnd-2025/2", {}}, time("2026-06-15T09:00:00"));
    ASSERT_EQ(all.size(), 1U);
    ASSERT_EQ(all[0].questions.size(), 1U);
    EXPECT_EQ(dates::format_iso(all[0].questions[0].day), "2026-07-01");
}

TEST_F(QuestionsTest, wake_the_daemon_in_time) {
    const Agenda agenda(world.snapshot, world.book, day("2026-12-31"));
    EXPECT_EQ(agenda.next_wake_up(time("2026-07-01T08:00:00")), time("2026-08-03T08:00:00"));
    EXPECT_EQ(agenda.next_wake_up(time("2026-05-01T08:00:00")), time("2026-06-01T08:00:00"));
}

}  // namespace
}  // namespace rules::engine
