#include "tested.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::trial::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string plan =
    "plans:\n"
    "  - id: kh\n"
    "    number: 1/KH\n"
    "    issued: 2026-01-15\n"
    "    assignments:\n"
    "      - {title: Rà soát, lead: so-a, support: so-b, deadline: trước ngày 10/6/2026, deliverable: Báo cáo}\n"
    "      - {title: Ban hành, lead: so-b, deadline: trong 15 ngày kể từ khi có văn bản hướng dẫn của Bộ Y tế}\n"
    "      - {title: Duy trì, lead: so-b, deadline: Hằng quý}\n"
    "    indicators:\n"
    "      - {name: Tỷ lệ, owner: so-a, measure: \"%\"}\n";

TEST(Run, exactly_the_reminders_that_are_written_pass) {
    EXPECT_THAT(
        differences(
            "    from: 2026-03-01\n    to: 2026-03-31\n    only: {subject: quy/so-a}\n"
            "    facts: [{done: quy, on: due}]\n"
            "    reminders:\n      - {on: 2026-03-13, stage: -7d}\n      - {on: 2026-03-19, stage: lead:-1wd}\n"),
        IsEmpty());
}

TEST(Run, what_is_missing_stands_beside_what_came_instead) {
    EXPECT_THAT(
        differences(
            "    from: 2026-03-01\n    to: 2026-03-31\n    only: {subject: quy/so-a}\n"
            "    facts: [{done: quy, on: due}]\n"
            "    reminders:\n      - {on: 2026-03-12, stage: -7d}\n      - {on: 2026-03-19, stage: lead:-1wd}\n"),
        ElementsAre("8 - 2026-03-12  -7d + 2026-03-13  so-a  lead:-7d  quy/so-a@2026-Q1"));
}

TEST(Run, one_more_reminder_than_written_fails) {
    EXPECT_THAT(differences("    on: 2026-03-13\n    only: {subject: quy}\n    reminders:\n"
                            "      - {on: 2026-03-13, to: so-a}\n"),
                ElementsAre("6 + 2026-03-13  so-b  lead:-7d  quy/so-b@2026-Q1"));
}

TEST(Run, includes_leaves_others_alone) {
    EXPECT_THAT(differences("    on: 2026-03-13\n    includes:\n      - {on: 2026-03-13, to: so-a}\n"), IsEmpty());
}

TEST(Run, none_is_what_is_expected_of_a_quiet_day) {
    EXPECT_THAT(differences("    on: 2026-03-14\n    reminders: none\n"), IsEmpty());
    EXPECT_THAT(differences("    on: 2026-03-13\n    only: {unit: so-a}\n    reminders: none\n"),
                ElementsAre("5 + 2026-03-13  so-a  lead:-7d  quy/so-a@2026-Q1"));
}

TEST(Run, lists_expect_one_reminder_for_each_combination) {
    EXPECT_THAT(differences("    from: 2026-01-01\n    to: 2026-06-30\n    only: {subject: quy}\n"
                            "    facts: [{done: quy, on: due - 1d}]\n    reminders:\n"
                            "      - {on: [2026-03-13, 2026-06-12], stage: -7d, to: [so-a, so-b]}\n"
                            "      - {on: [2026-03-19, 2026-06-18], stage: -1wd, to: [so-a, so-b]}\n"),
                IsEmpty());
}

TEST(Run, what_a_reminder_says_can_be_expected) {
    const std::string head = "    on: 2026-03-13\n    only: {unit: so-a}\n    reminders:\n      - {on: 2026-03-13, ";
    EXPECT_THAT(
        differences(head + "due: 2026-03-20, title: Báo cáo quý, basis: 1/KH, form: Mẫu 1, how: none, at: \"08:00\", "
                           "severity: info, policy: chung, late: false, data: {from: 15/12/2025, to: 14/3/2026}}\n"),
        IsEmpty());
    EXPECT_THAT(differences(head + "title: Báo cáo tháng}\n"),
                ElementsAre("6 - 2026-03-13  title: Báo cáo tháng + 2026-03-13  so-a  lead:-7d  quy/so-a@2026-Q1  "
                            "title: Báo cáo quý"));
}

TEST(Run, a_report_names_who_receives_and_who_collects_it) {
    EXPECT_THAT(differences("    on: 2026-03-13\n    only: {subject: quy/so-a}\n    reminders:\n"
                            "      - {on: 2026-03-13, recipient: ubnd, collector: ubnd, digest: daily}\n"),
                IsEmpty());
    EXPECT_THAT(differences("    on: 2026-03-13\n    only: {subject: quy/so-a}\n    reminders:\n"
                            "      - {on: 2026-03-13, recipient: phong-kh, collector: none, digest: single}\n"),
                ElementsAre("6 - 2026-03-13  recipient: phong-kh  collector: none  digest: single + 2026-03-13  so-a  "
                            "lead:-7d  quy/so-a@2026-Q1  recipient: ubnd  collector: ubnd  digest: daily"));
}

TEST(Run, a_collector_is_told_who_is_missing) {
    EXPECT_THAT(differences("    on: 2026-03-24\n    only: {subject: tong-hop}\n"
                            "    facts: [{done: quy/so-b@2026-Q1, on: 2026-03-20}]\n"
                            "    reminders: [{on: 2026-03-24, missing: so-a}]\n"),
                IsEmpty());
}

TEST(Run, heads_are_told_under_their_own_name) {
    EXPECT_THAT(
        differences(
            "    on: 2026-03-23\n    only: {subject: quy/so-a}\n"
            "    reminders: [{on: 2026-03-23, to: \"so-a:head\", stage: unit.head:+1wd, severity: critical}]\n"),
        IsEmpty());
}

TEST(Run, what_is_told_late_says_so) {
    EXPECT_THAT(
        differences(
            "    from: 2026-06-01\n    to: 2026-06-30\n    only: {subject: kh/1}\n"
            "    facts: [{done: kh, on: 2026-06-07}]\n    reminders: [{on: 2026-06-05, stage: -7d, late: true}]\n",
            "plans:\n  - {id: kh, issued: 2026-06-04, assignments: [{lead: so-a, deadline: trước ngày 10/6}]}\n"),
        IsEmpty());
}

TEST(Run, statuses_are_those_of_the_day_s_end) {
    EXPECT_THAT(differences("    facts: [{done: kh/1, on: 2026-06-12}]\n    statuses:\n"
                            "      2026-05-01: {kh/1: not_due, kh/2: waiting, quy/so-a@2026-Q1: overdue}\n"
                            "      2026-06-05: {kh/1: due_soon}\n      2026-06-11: {kh/1: overdue}\n"
                            "      2026-06-12: {kh/1: done_late}\n",
                            plan),
                IsEmpty());
    EXPECT_THAT(differences("    statuses:\n      2026-06-11: {kh/1: due_soon}\n", plan),
                ElementsAre(HasSubstr(" - 2026-06-11  kh/1  due_soon + 2026-06-11  kh/1  overdue")));
}

TEST(Run, what_is_looked_at_does_not_hide_statuses_and_due_days) {
    EXPECT_THAT(differences("    on: 2026-04-01\n    only: {subject: kh/1}\n    reminders: none\n"
                            "    statuses: {2026-04-01: {quy/so-a@2026-Q1: overdue}}\n"
                            "    due: {tong-hop/phong-kh: {2026-Q1: 2026-03-25}, quy: {2026-Q2: 2026-06-20}}\n",
                            plan),
                IsEmpty());
}

TEST(Run, due_days_by_period) {
    EXPECT_THAT(differences("    due:\n      quy: {2026-Q1: 2026-03-20, 2027-Q4: 2027-12-20}\n"
                            "      tong-hop: {2026-Q1: {due: 2026-03-25, named: 2026-03-25, data: {from: 2025-12-15, "
                            "to: 2026-03-14}}}\n"
                            "      kh/1: 2026-06-09\n      kh/2: none\n      kh/3: {2026-Q3: 2026-09-30}\n",
                            plan),
                IsEmpty());
    EXPECT_THAT(differences("    due: {quy: {2000-Q1: 2000-03-20, 2030-Q1: 2030-03-20}, kh/1: 2026-06-09}\n", plan),
                IsEmpty());
    EXPECT_THAT(differences("    due:\n      quy: {2026-Q1: 2026-03-21}\n"),
                ElementsAre("4 - quy@2026-Q1  2026-03-21 + quy@2026-Q1  2026-03-20"));
}

TEST(Run, all_due_days_of_a_year) {
    EXPECT_THAT(differences("    from: 2026-01-01\n    to: 2026-12-31\n    due:\n"
                            "      quy: [2026-03-20, 2026-06-20, 2026-09-20, 2026-12-20]\n"),
                IsEmpty());
    EXPECT_THAT(
        differences(
            "    from: 2026-01-01\n    to: 2026-12-31\n    due:\n      quy: [2026-03-20, 2026-06-21, 2026-09-20]\n"),
        ElementsAre("6 - quy  2026-06-21 + quy  2026-06-20, 2026-12-20"));
}

TEST(Run, who_must_report) {
    EXPECT_THAT(differences("    reporters: {quy: [so-a, so-b], tong-hop: phong-kh}\n"), IsEmpty());
    EXPECT_THAT(differences("    reporters: {quy: [so-a, ubnd]}\n"), ElementsAre("3 - quy  ubnd + quy  so-b"));
}

TEST(Run, alerts_are_raised_repeated_and_cleared) {
    EXPECT_THAT(
        differences(
            "    from: 2026-06-01\n    to: 2026-06-30\n    only: {unit: phong-kh}\n"
            "    facts: [{done: kh/1, on: 2026-06-20}]\n    alerts:\n"
            "      - {on: 2026-06-10, alert: cham/so-a, to: phong-kh, message: \"Sở A: 1\", severity: warning}\n"
            "      - {on: 2026-06-17, alert: cham, state: repeated}\n"
            "      - {on: 2026-06-22, alert: cham/so-a, state: cleared}\n",
            "plans:\n  - {id: kh, issued: 2026-06-04, assignments: [{lead: so-a, deadline: trước ngày 10/6}]}\n"),
        IsEmpty());
}

TEST(Run, no_alert_is_expected_where_nothing_is_wrong) {
    EXPECT_THAT(differences("    from: 2026-01-01\n    to: 2026-06-30\n    alerts: none\n"), IsEmpty());
    EXPECT_THAT(
        differences(
            "    on: 2026-06-10\n    alerts: none\n",
            "plans:\n  - {id: kh, issued: 2026-06-04, assignments: [{lead: so-a, deadline: trước ngày 10/6}]}\n"),
        ElementsAre("6 + 2026-06-10  raised  phong-kh  cham/so-a  message: Sở A: 1"));
}

TEST(Run, what_is_awaited_is_asked_about_each_month_until_it_has_happened) {
    const std::string head =
        "    from: 2026-02-01\n    to: 2026-04-30\n    only: {subject: event:van-ban-huong-dan-cua-bo-y-te}\n";
    const std::string file =
        "plans:\n  - id: kh\n    issued: 2026-01-15\n    assignments:\n"
        "      - {title: Một, lead: so-a, deadline: sau khi có văn bản hướng dẫn của Bộ Y tế}\n"
        "      - {title: Hai, lead: so-b, deadline: sau khi Bộ Y tế ban hành văn bản hướng dẫn}\n";
    EXPECT_THAT(differences(head + "    reminders:\n      - {on: [2026-02-02, 2026-03-02, 2026-04-01]}\n", file),
                IsEmpty());
    EXPECT_THAT(differences(head + "    facts: [{on: 2026-03-10, event: văn bản hướng dẫn của Bộ Y tế}]\n"
                                   "    reminders:\n      - {on: [2026-02-02, 2026-03-02]}\n",
                            file),
                IsEmpty());
}

}  // namespace
}  // namespace rules::trial::test
