#include "rules/engine/announce.hpp"

#include "rules/engine/explain.hpp"
#include "tests/rules/engine/world.hpp"

#include <gtest/gtest.h>

namespace rules::engine::test {
namespace {

using Lines = std::vector<std::string>;

/// A plan's row that waits for guidance of the ministry, supported by so-b.
struct Waiting : World {
    model::Assignment& conditional(deadlines::Kind kind = deadlines::Kind::conditional) {
        deadlines::Meaning meaning;
        meaning.kind = kind;
        meaning.has_condition = true;
        model::Assignment& assignment = add(meaning);
        assignment.supports = {unit("so-b")};
        return assignment;
    }

    void arrive(model::Assignment& assignment, std::string_view told, std::string_view due = {}) {
        model::SubjectFacts& known = facts(assignment);
        const int record = static_cast<int>(known.arrivals.size()) + 1;
        known.arrivals.push_back({"huong-dan", record, day("2026-06-01"), "123/BYT-KCB", day(told)});
        if (!due.empty()) known.extensions.push_back({"", day(due), "đã có 123/BYT-KCB", day(told), "huong-dan"});
    }

    Lines named(std::string_view first, std::string_view last) const {
        Lines all;
        const Agenda agenda(snapshot, book, day(last));
        const auto at_eight = [](dates::Date date) { return dates::at(date, std::chrono::hours{8}); };
        for (dates::Date date = day(first); date <= day(last); date += std::chrono::days{1}) {
            const auto decision = agenda.evaluate({at_eight(date - std::chrono::days{1}), at_eight(date)});
            for (const model::Reminder& reminder : decision.reminders) {
                if (reminder.outcome != model::Reminder::Outcome::send) continue;
                all.push_back(dates::format_iso(date) + " " + model::stage_name(reminder, snapshot, book) + " " +
                              model::recipient_name(reminder.recipient, book));
            }
        }
        return all;
    }
};

TEST(Announce, each_unit_is_told_once_on_the_next_working_morning_then_reminded_as_usual) {
    Waiting world;
    world.arrive(world.conditional(), "2026-06-05", "2026-06-22");  // told on a Friday
    EXPECT_EQ((Lines{"2026-06-08 lead:event:huong-dan so-a", "2026-06-08 support:event:huong-dan so-b",
                     "2026-06-15 lead:-7d so-a", "2026-06-17 lead:-3wd so-a", "2026-06-19 lead:-1wd so-a",
                     "2026-06-22 lead:0d so-a"}),
              world.named("2026-06-05", "2026-06-30"));
}

TEST(Announce, stages_of_the_same_morning_are_merged_into_it_and_earlier_ones_never_were) {
    Waiting world;
    world.arrive(world.conditional(), "2026-06-05", "2026-06-15");  // 7d before is the 8th
    EXPECT_EQ((Lines{"2026-06-08 lead:event:huong-dan so-a", "2026-06-08 support:event:huong-dan so-b",
                     "2026-06-10 lead:-3wd so-a", "2026-06-12 lead:-1wd so-a", "2026-06-15 lead:0d so-a"}),
              world.named("2026-06-05", "2026-06-16"));
}

TEST(Announce, without_a_due_day_the_planning_office_hears_as_well) {
    Waiting world;
    world.arrive(world.conditional(), "2026-06-08");
    EXPECT_EQ((Lines{"2026-06-09 planning-office:event:huong-dan ke-hoach", "2026-06-09 lead:event:huong-dan so-a",
                     "2026-06-09 support:event:huong-dan so-b"}),
              world.named("2026-06-05", "2026-07-30"));
}

TEST(Announce, a_deadline_with_its_own_day_stays_and_is_told) {
    Waiting world;
    world.book.policies = {policy({before("7d")})};
    model::Assignment& fixed = world.conditional(deadlines::Kind::fixed);
    fixed.deadline.due = day("2026-06-30");
    world.arrive(fixed, "2026-06-08");
    EXPECT_EQ((Lines{"2026-06-09 lead:event:huong-dan so-a", "2026-06-09 support:event:huong-dan so-b",
                     "2026-06-23 lead:-7d so-a"}),
              world.named("2026-06-05", "2026-07-30"));
}

TEST(Announce, continuous_work_is_told_without_asking_for_a_day) {
    Waiting world;
    world.arrive(world.conditional(deadlines::Kind::continuous), "2026-06-08");
    EXPECT_EQ((Lines{"2026-06-09 lead:event:huong-dan so-a", "2026-06-09 support:event:huong-dan so-b"}),
              world.named("2026-06-05", "2026-07-30"));
}

TEST(Announce, only_the_newest_arrival_is_told) {
    Waiting world;
    model::Assignment& assignment = world.conditional();
    world.arrive(assignment, "2026-06-08", "2026-09-01");
    world.arrive(assignment, "2026-06-08", "2026-09-15");
    EXPECT_EQ((Lines{"2026-06-09 lead:event:huong-dan#2 so-a", "2026-06-09 support:event:huong-dan#2 so-b"}),
              world.named("2026-06-05", "2026-07-30"));
}

TEST(Announce, done_or_cancelled_work_is_not_told) {
    Waiting world;
    model::Assignment& done = world.conditional();
    world.arrive(done, "2026-06-08");
    world.facts(done).completions.push_back({"", day("2026-06-08"), ""});
    model::Assignment& cancelled = world.conditional();
    world.arrive(cancelled, "2026-06-08");
    world.facts(cancelled).cancelled = model::Cancellation{day("2026-06-08"), ""};
    EXPECT_EQ(Lines{}, world.named("2026-06-05", "2026-07-30"));
}

TEST(Announce, its_identity_does_not_know_the_deadline) {
    Waiting world;
    model::Assignment& assignment = world.conditional();
    world.arrive(assignment, "2026-06-05", "2026-08-03");
    const auto keys = [&world] {
        std::vector<std::string> all;
        for (const auto& reminder : world.evaluate("2026-06-05T08:00:00", "2026-06-08T08:00:00").reminders)
            all.push_back(model::reminder_key(reminder, world.snapshot, world.book));
        return all;
    };
    const auto before_extension = keys();
    EXPECT_EQ((std::vector<std::string>{"142-kh-ubnd-2025/1 event:huong-dan so-a",
                                        "142-kh-ubnd-2025/1 event:huong-dan so-b"}),
              before_extension);
    world.facts(assignment).extensions.push_back({"", day("2026-09-01"), "gia hạn", day("2026-06-08")});
    EXPECT_EQ(before_extension, keys());
}

TEST(Announce, what_was_recorded_is_not_told_again_to_a_fresh_subject) {
    Waiting world;
    model::Assignment& assignment = world.conditional();
    assignment.fresh = true;
    world.arrive(assignment, "2026-06-05", "2026-08-03");
    world.snapshot.evaluated_until = time("2026-06-09T08:00:00");
    world.snapshot.recorded = {"142-kh-ubnd-2025/1 event:huong-dan so-a"};
    EXPECT_EQ((Lines{"2026-06-08 support:event:huong-dan so-b late"}), [&] {
        Lines all;
        for (const auto& reminder : world.evaluate("2026-06-09T08:00:00", "2026-06-10T08:00:00").reminders)
            all.push_back("2026-06-08 " + model::stage_name(reminder, world.snapshot, world.book) + " so-b" +
                          (reminder.late ? " late" : ""));
        return all;
    }());
}

TEST(Announce, the_daemon_wakes_for_it) {
    Waiting world;
    world.arrive(world.conditional(), "2026-06-05");
    const Agenda agenda(world.snapshot, world.book, day("2026-12-31"));
    EXPECT_EQ(time("2026-06-08T08:00:00"), agenda.next_wake_up(time("2026-06-05T10:00:00")));
    EXPECT_EQ(std::nullopt, agenda.next_wake_up(time("2026-06-08T08:00:00")));
}

TEST(Announce, a_fresh_one_that_was_missed_is_told_on_the_next_working_morning) {
    Waiting world;
    model::Assignment& assignment = world.conditional();
    assignment.fresh = true;
    world.arrive(assignment, "2026-06-05");
    const Agenda agenda(world.snapshot, world.book, day("2026-12-31"));
    EXPECT_EQ(time("2026-06-15T08:00:00"), agenda.next_wake_up(time("2026-06-12T09:00:00")));
}

TEST(Announce, explanations_say_what_is_missing_and_who_is_told) {
    Waiting world;
    world.arrive(world.conditional(), "2026-06-05");
    const auto found = explain(world.snapshot, world.book, {"142-kh-ubnd-2025/1", ""}, time("2026-06-05T10:00:00"));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ(Stop::needs_due, found[0].nothing);
    EXPECT_EQ(model::Status::unresolved, found[0].status);
    EXPECT_EQ(3U, found[0].announcements.size());
}

TEST(Announce, the_day_is_a_version_of_the_deadline) {
    Waiting world;
    world.arrive(world.conditional(), "2026-06-05", "2026-07-01");
    const auto found = explain(world.snapshot, world.book, {"142-kh-ubnd-2025/1", ""}, time("2026-06-05T10:00:00"));
    ASSERT_EQ(1U, found.size());
    EXPECT_EQ(Stop::none, found[0].nothing);
    ASSERT_EQ(2U, found[0].versions.size());
    EXPECT_EQ(std::nullopt, found[0].versions[0].due);
    EXPECT_EQ(day("2026-07-01"), found[0].versions[1].due);
    EXPECT_EQ(model::Status::not_due, found[0].status);
}

}  // namespace
}  // namespace rules::engine::test
