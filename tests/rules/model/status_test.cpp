#include "rules/model/status.hpp"

#include <gtest/gtest.h>

namespace rules::model {
namespace {

using dates::Date;
using deadlines::Kind;

Date day(const char* iso) {
    return dates::parse_iso(iso).value();
}

deadlines::Meaning fixed(const char* due) {
    deadlines::Meaning meaning;
    meaning.kind = Kind::fixed;
    meaning.due = day(due);
    return meaning;
}

Status status(const deadlines::Meaning& meaning, const SubjectFacts* facts, const char* today) {
    return status_of(meaning, facts, std::nullopt, meaning.due, day(today));
}

TEST(Status, of_an_open_subject_follows_the_due_day) {
    const struct {
        const char* today;
        Status expected;
    } cases[] = {
        {"2026-05-01", Status::not_due},  {"2026-06-01", Status::not_due}, {"2026-06-02", Status::due_soon},
        {"2026-06-09", Status::due_soon}, {"2026-06-10", Status::overdue},
    };
    for (const auto& c : cases) EXPECT_EQ(status(fixed("2026-06-09"), nullptr, c.today), c.expected) << c.today;
}

TEST(Status, of_a_subject_without_due_day_follows_its_kind) {
    const struct {
        Kind kind;
        Status expected;
    } cases[] = {{Kind::conditional, Status::waiting},
                 {Kind::continuous, Status::continuous},
                 {Kind::recurring, Status::continuous},
                 {Kind::unresolved, Status::unresolved}};
    for (const auto& c : cases) {
        deadlines::Meaning meaning;
        meaning.kind = c.kind;
        EXPECT_EQ(status(meaning, nullptr, "2026-06-01"), c.expected);
    }
}

TEST(Status, of_done_work_compares_with_the_due_day_included) {
    SubjectFacts facts;
    facts.completions = {{"", day("2026-06-09"), "15/BC"}};
    EXPECT_EQ(status(fixed("2026-06-09"), &facts, "2026-12-01"), Status::done_on_time);
    EXPECT_EQ(status(fixed("2026-06-08"), &facts, "2026-12-01"), Status::done_late);
}

TEST(Status, of_done_work_ignores_an_extension_granted_afterwards) {
    SubjectFacts facts;
    facts.completions = {{"", day("2026-06-12"), ""}};
    facts.extensions = {{"", day("2026-06-30"), "công văn 5", day("2026-06-15")}};
    EXPECT_EQ(status(fixed("2026-06-09"), &facts, "2026-12-01"), Status::done_late);
    facts.extensions[0].decided = day("2026-06-12");
    EXPECT_EQ(status(fixed("2026-06-09"), &facts, "2026-12-01"), Status::done_on_time);
}

TEST(Status, of_extended_work_follows_the_last_extension) {
    SubjectFacts facts;
    facts.extensions = {{"", day("2026-06-30"), "a", day("2026-06-01")},
                        {"", day("2026-07-31"), "b", day("2026-06-20")}};
    EXPECT_EQ(status(fixed("2026-06-09"), &facts, "2026-07-01"), Status::not_due);
    EXPECT_EQ(status(fixed("2026-06-09"), &facts, "2026-08-01"), Status::overdue);
}

TEST(Status, of_a_conditional_subject_whose_event_came_follows_the_new_day) {
    deadlines::Meaning meaning;
    meaning.kind = Kind::conditional;
    SubjectFacts facts;
    facts.extensions = {{"", day("2026-06-30"), "Bộ đã hướng dẫn", day("2026-06-01")}};
    EXPECT_EQ(status(meaning, &facts, "2026-07-01"), Status::overdue);
}

TEST(Status, of_one_period_ignores_the_facts_of_another) {
    SubjectFacts facts;
    facts.completions = {{"2026-Q1", day("2026-03-20"), ""}};
    facts.extensions = {{"2026-Q3", day("2026-12-31"), "", day("2026-03-01")}};
    const deadlines::Meaning meaning{.kind = Kind::recurring, .term = {}, .recurrences = {}, .start = {}, .due = {}};
    const dates::Period q1{dates::PeriodKind::quarter, 1, 2026};
    const auto q2 = q1.next();
    EXPECT_EQ(status_of(meaning, &facts, q1, q1.last(), day("2026-08-01")), Status::done_on_time);
    EXPECT_EQ(status_of(meaning, &facts, q2, q2.last(), day("2026-08-01")), Status::overdue);
}

TEST(Status, of_a_cancelled_subject_is_cancelled_unless_it_was_done) {
    SubjectFacts facts;
    facts.cancelled = Cancellation{day("2026-05-01"), "thu hồi"};
    EXPECT_EQ(status(fixed("2026-06-09"), &facts, "2026-12-01"), Status::cancelled);
    facts.completions = {{"", day("2026-04-01"), ""}};
    EXPECT_EQ(status(fixed("2026-06-09"), &facts, "2026-12-01"), Status::done_on_time);
}

TEST(Status, has_a_vietnamese_name_and_an_identifier) {
    EXPECT_EQ(status_vi(Status::done_late), "hoàn thành quá hạn");
    EXPECT_EQ(status_name(Status::due_soon), "due_soon");
    for (int i = 0; i <= static_cast<int>(Status::unresolved); ++i) {
        EXPECT_FALSE(status_vi(static_cast<Status>(i)).empty());
        EXPECT_FALSE(status_name(static_cast<Status>(i)).empty());
    }
}

TEST(DeadlineVersion, counts_extensions_of_its_period) {
    SubjectFacts facts;
    facts.extensions = {{"2026-Q1", day("2026-04-30"), "a", day("2026-03-01")},
                        {"2026-Q2", day("2026-07-31"), "b", day("2026-03-01")},
                        {"2026-Q1", day("2026-05-31"), "c", day("2026-04-01")}};
    const auto now = deadline_version(&facts, "2026-Q1", day("2026-03-31"));
    EXPECT_EQ(now.number, 3);
    EXPECT_EQ(now.due, day("2026-05-31"));
    EXPECT_EQ(now.extension->basis, "c");
    const auto then = deadline_version(&facts, "2026-Q1", day("2026-03-31"), day("2026-03-15"));
    EXPECT_EQ(then.number, 2);
    EXPECT_EQ(then.due, day("2026-04-30"));
}

}  // namespace
}  // namespace rules::model
