#include "tested.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::trial::test {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

const std::string plan =
    "plans:\n"
    "  - id: kh\n"
    "    issued: 2026-01-15\n"
    "    assignments:\n"
    "      - {lead: so-a, deadline: trước ngày 10/6/2026}\n"
    "      - {lead: so-b, deadline: trong 15 ngày kể từ khi có văn bản hướng dẫn của Bộ Y tế}\n"
    "      - {lead: so-b, deadline: khi có văn bản hướng dẫn của Bộ Y tế; khi Chính phủ phê duyệt Chương trình}\n"
    "    indicators:\n"
    "      - {name: Tỷ lệ, owner: so-a}\n";

std::string in_june(const std::string& subject, const std::string& facts, const std::string& reminders) {
    return "    from: 2026-06-01\n    to: 2026-07-10\n    only: {subject: " + subject + "}\n    facts:\n" + facts +
           "    reminders: " + reminders + "\n";
}

TEST(Facts, what_is_done_is_not_reminded_of_from_the_next_day_on) {
    EXPECT_THAT(differences(in_june("kh/1", "      - {done: kh/1, on: 2026-06-02}\n", "[{on: 2026-06-02}]"), plan),
                IsEmpty());
    EXPECT_THAT(differences(in_june("kh/1", "      - {done: kh/1, on: 2026-06-01}\n", "none"), plan), IsEmpty());
}

TEST(Facts, an_extension_begins_anew) {
    EXPECT_THAT(differences(in_june("kh/1",
                                    "      - {extended: kh/1, until: 2026-07-01, on: 2026-06-02}\n"
                                    "      - {done: kh/1, on: 2026-07-01}\n",
                                    "[{on: 2026-06-02, due: 2026-06-09}, {on: 2026-06-15, stage: lead:update:+150d}, "
                                    "{on: 2026-06-24, due: 2026-07-01}, {on: 2026-06-30}]"),
                            plan),
                IsEmpty());
}

TEST(Facts, what_is_cancelled_is_quiet_until_it_is_resumed) {
    EXPECT_THAT(differences(in_june("kh/1",
                                    "      - {cancelled: kh, on: 2026-06-01, basis: 2/QĐ}\n"
                                    "      - {resumed: kh/1, on: 2026-06-07}\n      - {done: kh/1, on: 2026-06-09}\n",
                                    "[{on: 2026-06-08, stage: -1wd}]"),
                            plan),
                IsEmpty());
}

TEST(Facts, an_acknowledgement_and_a_silence_are_quiet_through_their_last_day) {
    EXPECT_THAT(
        differences(in_june("kh/1",
                            "      - {acknowledged: kh/1, unit: [so-b, so-a], until: 2026-06-08, on: 2026-06-01}\n"
                            "      - {done: kh/1, on: 2026-06-09}\n",
                            "none"),
                    plan),
        IsEmpty());
    EXPECT_THAT(differences(in_june("kh/1",
                                    "      - {silenced: all, unit: so-a, until: 2026-06-07, on: 2026-06-01}\n"
                                    "      - {done: kh/1, on: 2026-06-09}\n",
                                    "[{on: 2026-06-08, stage: -1wd}]"),
                            plan),
                IsEmpty());
}

TEST(Facts, a_silence_covers_its_first_day_and_what_it_names) {
    const auto silenced = [](const std::string& what) {
        return differences(in_june("kh/1",
                                   "      - {silenced: " + what + ", until: 2026-06-02, on: 2026-06-02}\n" +
                                       "      - {done: kh/1, on: 2026-06-05}\n",
                                   "none"),
                           plan);
    };
    EXPECT_THAT(silenced("kh/1"), IsEmpty());
    EXPECT_THAT(silenced("kh, unit: [so-a, so-b]"), IsEmpty());
    EXPECT_THAT(silenced("all, match: subject.plan == \"kh\""), IsEmpty());
    EXPECT_THAT(silenced("kh/2"), Not(IsEmpty()));
    EXPECT_THAT(silenced("kh, unit: so-b"), Not(IsEmpty()));
}

TEST(Facts, progress_puts_off_the_question_for_it) {
    const std::string test = "    from: 2026-02-01\n    to: 2026-03-20\n    only: {subject: kh/1}\n";
    EXPECT_THAT(
        differences(test + "    reminders: [{on: 2026-02-23, stage: lead:update:+30d}, {on: 2026-03-16}]\n", plan),
        IsEmpty());
    EXPECT_THAT(differences(test + "    facts: [{progress: kh/1, percent: 40, on: 2026-02-10}]\n"
                                   "    reminders: [{on: 2026-03-12, stage: \"lead:update#1:+30d\"}]\n",
                            plan),
                IsEmpty());
}

TEST(Facts, an_event_sets_the_day_and_is_told_on_the_next_morning) {
    EXPECT_THAT(
        differences("    from: 2026-06-01\n    to: 2026-06-20\n    only: {subject: kh/2}\n"
                    "    facts:\n      - {event: văn bản hướng dẫn của Bộ Y tế, dated: 2026-06-01, document: 5/BYT, "
                    "on: 2026-06-05}\n"
                    "      - {done: kh/2, on: 2026-06-15}\n"
                    "    reminders:\n      - {on: 2026-06-08, stage: lead:event:van-ban-huong-dan-cua-bo-y-te, due: "
                    "2026-06-16}\n"
                    "      - {on: 2026-06-09, stage: -7d}\n      - {on: 2026-06-15, stage: -1wd}\n"
                    "    statuses:\n      2026-06-04: {kh/2: waiting}\n      2026-06-16: {kh/2: done_on_time}\n",
                    plan),
        IsEmpty());
}

TEST(Facts, a_deadline_that_waits_for_two_events_waits_for_both) {
    EXPECT_THAT(differences("    facts:\n      - {event: văn bản hướng dẫn của Bộ Y tế, on: 2026-06-05}\n"
                            "      - {event: Chính phủ phê duyệt Chương trình, due: 2026-09-30, on: 2026-06-10}\n"
                            "    statuses:\n      2026-06-09: {kh/3: waiting}\n      2026-06-10: {kh/3: not_due}\n"
                            "    due: {kh/3: 2026-09-30}\n",
                            plan),
                IsEmpty());
}

TEST(Facts, a_request_makes_a_report) {
    EXPECT_THAT(
        differences("    from: 2026-06-01\n    to: 2026-06-30\n    only: {subject: dot-xuat}\n"
                    "    facts:\n      - {requested: dot-xuat, due: 2026-06-19, from: so-a, on: 2026-06-05}\n"
                    "      - {done: dot-xuat/so-a@R1, on: 2026-06-15}\n"
                    "    reminders: [{on: 2026-06-12, to: so-a, subject: dot-xuat/so-a@R1, due: 2026-06-19}]\n"),
        IsEmpty());
}

TEST(Facts, a_value_ends_the_reminders_of_its_year) {
    EXPECT_THAT(differences("    from: 2026-11-01\n    to: 2026-12-31\n    only: {subject: kh/ct1}\n"
                            "    facts: [{value: kh/ct1@2026, on: 2026-11-30}]\n"
                            "    reminders: [{on: 2026-11-27, stage: -7d, title: \"Số liệu: Tỷ lệ\"}]\n",
                            plan),
                IsEmpty());
}

TEST(Facts, days_before_and_after_the_due_day_count_working_days_too) {
    const std::string test = "    from: 2026-03-01\n    to: 2026-03-31\n    only: {subject: quy/so-a}\n";
    EXPECT_THAT(differences(test + "    facts: [{done: quy, on: due - 3wd}]\n    reminders: [{on: 2026-03-13}]\n"),
                IsEmpty());
    EXPECT_THAT(
        differences(test +
                    "    facts: [{done: quy/so-a, on: due + 1wd}]\n"
                    "    reminders: [{on: 2026-03-13}, {on: 2026-03-19}, {on: 2026-03-23, to: \"so-a:head\"}]\n"),
        IsEmpty());
}

}  // namespace
}  // namespace rules::trial::test
