#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::language::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What is said of rules on a day; the rules themselves are good.
std::string said(const std::string& rules, std::string_view today = {}) {
    Sources sources;
    sources.units = small_units();
    sources.rules.push_back({"rules.yaml", rules});
    if (!today.empty()) sources.today = dates::parse_iso(today);
    const Loaded loaded = load(sources);
    EXPECT_TRUE(loaded.book) << print(loaded.problems);
    return print(loaded.problems);
}

std::string with_policy(const std::string& policy, const std::string& reports = {}) {
    return reports + "policies:\n  - " + policy + "\n  - {id: cuoi, match: \"true\", remind: {lead: [7d]}}\n";
}

const std::string monthly = "reports:\n  - {id: thang, title: T, from: cac-so, period: month, due: ngày 20}\n";

TEST(Warnings, a_rule_that_is_over_is_warned_of_on_a_day_alone) {
    const std::string rules =
        "reports:\n  - {id: a, title: A, from: cac-so, period: year, valid: {from: 2024-01-01, until: 2025-12-31}}\n";
    EXPECT_THAT(said(rules), IsEmpty());
    EXPECT_THAT(said(rules, "2025-12-31"), IsEmpty());
    EXPECT_THAT(said(rules, "2026-01-01"),
                AllOf(HasSubstr("no longer valid since 31/12/2025"), HasSubstr("rules.yaml:2:")));
}

TEST(Warnings, a_single_day_may_be_over) {
    const std::string rules = "reports:\n  - {id: a, title: A, from: cac-so, due: trước ngày 25/11/2025}\n";
    EXPECT_THAT(said(rules, "2025-11-24"), IsEmpty());
    EXPECT_THAT(said(rules, "2025-11-25"), HasSubstr("hạn 24/11/2025 đã qua"));
}

TEST(Warnings, a_validity_may_hold_no_due_day) {
    EXPECT_THAT(said("reports:\n  - {id: a, title: A, from: cac-so, period: year, due: trước ngày 15/11, valid: {from: "
                     "2026-01-01, until: 2026-10-31}}\n"),
                HasSubstr("no period is due while the rule is valid"));
    EXPECT_THAT(said("reports:\n  - {id: a, title: A, from: cac-so, due: 2026-06-01, valid: {from: 2026-07-01}}\n"),
                HasSubstr("outside the days for which the rule is valid"));
}

TEST(Warnings, conditions_that_contradict_themselves) {
    EXPECT_THAT(
        said(with_policy(
            R"({id: a, match: 'subject.deadline == "fixed" && subject.deadline == "window"', remind: {lead: 7d}})")),
        HasSubstr("the condition never holds"));
    EXPECT_THAT(said("checks:\n  - {id: a, each: unit, when: unit.overdue > 5 && unit.overdue < 3, to: "
                     "planning-office, message: x}\n"),
                HasSubstr("the condition never holds"));
}

TEST(Warnings, a_policy_behind_one_that_takes_all_it_could) {
    const std::string text = said(
        "policies:\n"
        "  - {id: rong, match: '\"so-y-te\" in subject.leads', remind: {lead: 7d}}\n"
        "  - {id: hep, match: 'subject.kind == \"report\" && \"so-y-te\" in subject.leads', remind: {lead: 3d}}\n"
        "  - {id: cuoi, match: \"true\", remind: {lead: 7d}}\n");
    EXPECT_THAT(text, AllOf(HasSubstr("rules.yaml:3:"), HasSubstr("\"rong\" (dòng 2) đứng trước đã nhận hết")));
    EXPECT_THAT(text, Not(HasSubstr("rules.yaml:4")));
}

TEST(Warnings, a_policy_for_reports_that_fits_none) {
    const std::string policy = R"({id: a, match: 'subject.rule.startsWith("kh142-")', remind: {lead: 7d}})";
    EXPECT_THAT(said(with_policy(policy, monthly)), HasSubstr("no report rule fits this condition"));
    EXPECT_THAT(said(with_policy(policy)), Not(HasSubstr("fits")));
    EXPECT_THAT(said(with_policy(R"({id: a, match: 'subject.rule.startsWith("tha")', remind: {lead: 7d}})", monthly)),
                IsEmpty());
}

TEST(Warnings, a_stage_before_the_period_before) {
    const std::string reports = R"({id: a, match: 'subject.kind == "report"', remind: {lead: [400d, 30d]}})";
    EXPECT_THAT(said(with_policy(reports, monthly)),
                AllOf(HasSubstr("400d trước hạn là trước cả kỳ trước"), Not(HasSubstr("30d trước"))));
    EXPECT_THAT(said(with_policy(reports, monthly + "  - {id: nam, title: N, from: cac-so, period: year}\n")),
                IsEmpty());
    EXPECT_THAT(said(with_policy(reports, monthly + "  - {id: mot, title: N, from: cac-so, due: 2026-11-24}\n")),
                IsEmpty());
    EXPECT_THAT(said(with_policy(R"({id: a, match: "true", remind: {lead: [400d]}})", monthly)),
                Not(HasSubstr("400d trước")));
}

TEST(Warnings, stages_for_whom_its_subjects_do_not_have) {
    EXPECT_THAT(said(with_policy(R"({id: a, match: 'subject.kind == "report"', remind: {support: 7d}})", monthly)),
                HasSubstr("no supporting units"));
    EXPECT_THAT(
        said(with_policy(R"({id: a, match: 'subject.kind == "assignment"', remind: {lead: 7d, collector: 7d}})")),
        HasSubstr("\"collector\" is nobody"));
    EXPECT_THAT(said(with_policy(R"({id: a, match: 'subject.kind == "report"', update: {lead: every 30d}})", monthly)),
                HasSubstr("only assignments are asked for progress"));
}

TEST(Warnings, what_repeats_may_end_before_it_begins) {
    EXPECT_THAT(said(with_policy(R"({id: a, match: 'subject.kind == "report"', overdue: {lead: every 30d, until: 7d}})",
                                 monthly)),
                HasSubstr("never sent: the first comes after 30d, until is 7d"));
    EXPECT_THAT(said(with_policy(R"({id: a, match: 'subject.kind == "report"', overdue: {lead: every 7d, until: 7d}})",
                                 monthly)),
                IsEmpty());
}

TEST(Warnings, contacts_on_channels_that_are_not_configured) {
    Sources sources;
    sources.units = small_units();
    sources.channels = {"thu"};
    const std::string text = print(load(sources).problems);
    EXPECT_THAT(text, AllOf(HasSubstr("units.yaml:3:"), HasSubstr("unknown channel \"mail\"")));
}

TEST(Warnings, an_address_that_is_written_twice) {
    Sources sources;
    sources.units = {"units.yaml",
                     "roles: {planning-office: a}\n"
                     "units:\n"
                     "  - {id: a, name: Sở A, email: [a@so.example.vn, b@so.example.vn],\n"
                     "     contacts: [{channel: mail, to: b@so.example.vn}]}\n"};
    const Loaded loaded = load(sources);
    ASSERT_TRUE(loaded.book);
    EXPECT_EQ(loaded.book->units[*loaded.book->units.find("a")].contacts.size(), 2U);
    EXPECT_THAT(print(loaded.problems),
                AllOf(HasSubstr("units.yaml:4:"), HasSubstr("address \"b@so.example.vn\" is written twice")));
}

TEST(Warnings, reporters_that_have_all_ended) {
    Sources sources;
    sources.units = {"units.yaml",
                     "roles: {planning-office: a}\n"
                     "units:\n"
                     "  - {id: a, name: Sở A, email: a@so.example.vn}\n"
                     "  - {id: b, name: Sở B, replaced: {on: 2026-03-01}}\n"};
    sources.rules.push_back({"rules.yaml", "reports:\n  - {id: r, title: R, from: b, period: year}\n"});
    sources.today = dates::parse_iso("2026-02-28");
    EXPECT_THAT(print(load(sources).problems), IsEmpty());
    sources.today = dates::parse_iso("2026-03-01");
    EXPECT_THAT(print(load(sources).problems), HasSubstr("all reporters have ended"));
}

TEST(Links, values_may_be_asked_for_by_a_new_rule_when_the_old_one_ends) {
    const auto rules = [](const std::string& old_until, const std::string& new_from) {
        return "reports:\n"
               "  - {id: cu, title: C, indicators: {plan: 88-kh-ubnd-2026}, period: year, due: trước ngày 15/11, "
               "valid: {until: " +
               old_until + "}}\n" +
               "  - {id: moi, title: M, indicators: {plan: 88-kh-ubnd-2026}, period: year, due: ngày 20 tháng sau, "
               "valid: {from: " +
               new_from + "}}\n";
    };
    EXPECT_THAT(said(rules("2028-12-31", "2029-12-31")), IsEmpty());
    // The old rule asks for 2028 in November, the new one for the same year in January 2029.
    EXPECT_THAT(print(load_rules(rules("2028-12-31", "2029-01-01")).problems), HasSubstr("same periods"));
}

TEST(Links, what_is_collected_is_checked_in_every_year_for_which_both_rules_are_valid) {
    // The fifth working day of February comes after the 13th only in a year in which Tết lies at its beginning.
    const auto rules = [](const std::string& valid) {
        return "reports:\n"
               "  - {id: gop, title: G, from: so-y-te, period: month, due: ngày 13 tháng sau, collects: rieng" +
               valid +
               "}\n"
               "  - {id: rieng, title: R, from: cac-so, period: month, due: ngày làm việc thứ 5 của tháng sau}\n";
    };
    EXPECT_THAT(print(load_rules(rules("")).problems), HasSubstr("(tháng 1/2030)"));
    EXPECT_THAT(said(rules(", valid: {until: 2029-12-31}")), IsEmpty());
}

}  // namespace
}  // namespace rules::language::testing
