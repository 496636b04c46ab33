#include "rules/deadlines/parse.hpp"
#include "tests/rules/dates/generators.hpp"

#include <gtest/gtest.h>

namespace rules::deadlines {
namespace {

using dates::testing::day;

struct Case {
    const char* words;
    const char* said;  ///< kind and each period with its due day in 2026, or in the year it names
};

/// "recurring: 2026-H1 2026-06-30, 2026 2026-12-31"
std::string laid_out(const Deadline& deadline, const dates::Calendar& calendar) {
    std::string said(kind_name(deadline));
    std::string separator = ": ";
    for (const Recurrence& recurrence : deadline.meaning.recurrences) {
        const int year = recurrence.year != 0 ? recurrence.year : 2026;
        for (int n = 1; n <= dates::periods_in_year(recurrence.period, year); ++n) {
            const dates::Period period{recurrence.period, static_cast<std::uint8_t>(n),
                                       static_cast<std::int16_t>(year)};
            if (!has_period(recurrence, period)) {
                continue;
            }
            said += separator + period.key() + " " + dates::format_iso(due_day(recurrence, period, calendar));
            separator = ", ";
        }
    }
    return said;
}

void expect_all(std::initializer_list<Case> cases) {
    const dates::Calendar calendar;
    for (const Case& c : cases) {
        EXPECT_EQ(laid_out(parse_deadline(c.words, {.year = 2026}), calendar), c.said) << c.words;
    }
}

TEST(Lists, one_off_days_and_months_are_due_at_each) {
    expect_all({
        {"Tháng 3, tháng 9/2026", "fixed: 2026-03 2026-03-31, 2026-09 2026-09-30"},
        {"Tháng 3 và tháng 9", "fixed: 2026-03 2026-03-31, 2026-09 2026-09-30"},
        {"tháng 3, 6, 9", "fixed: 2026-03 2026-03-31, 2026-06 2026-06-30, 2026-09 2026-09-30"},
        {"Quý II/2026, Quý IV/2026", "fixed: 2026-Q2 2026-06-30, 2026-Q4 2026-12-31"},
        {"Quý IV/2026 và quý II/2027", "fixed: 2026-Q4 2026-12-31, 2027-Q2 2027-06-30"},
        {"Trước 15/6 và 15/12", "fixed: 2026-06 2026-06-14, 2026-12 2026-12-14"},
        {"trước ngày 15/6 và trước ngày 15/12/2026", "fixed: 2026-06 2026-06-14, 2026-12 2026-12-14"},
        {"ngày 10/3, 20/6", "fixed: 2026-03 2026-03-10, 2026-06 2026-06-20"},
        {"Năm 2026 và năm 2028", "fixed: 2026 2026-12-31, 2028 2028-12-31"},
    });
    const Meaning meaning = parse_deadline("Trước 15/6 và 15/12", {.year = 2026}).meaning;
    EXPECT_EQ(meaning.due, day(2026, 12, 14));
    EXPECT_EQ(recurrence_name(meaning.recurrences), "none");
}

TEST(Lists, neighbouring_periods_are_one_window) {
    EXPECT_EQ(parse_deadline("Quý II, III/2026", {.year = 2026}).meaning.kind, Kind::window);
    EXPECT_EQ(parse_deadline("Tháng 6-8/2026", {.year = 2026}).meaning.kind, Kind::window);
}

TEST(Lists, several_periods_of_each_year) {
    expect_all({
        {"Quý I và Quý III hằng năm", "recurring: 2026-Q1 2026-03-31, 2026-Q3 2026-09-30"},
        {"quý I, III hằng năm", "recurring: 2026-Q1 2026-03-31, 2026-Q3 2026-09-30"},
        {"Hằng năm, tháng 3 và tháng 9", "recurring: 2026-03 2026-03-31, 2026-09 2026-09-30"},
        {"ngày 15/6 và 15/12 hằng năm", "recurring: 2026-06 2026-06-15, 2026-12 2026-12-15"},
        {"trước ngày 15/6 và 20/12 hằng năm", "recurring: 2026-06 2026-06-14, 2026-12 2026-12-19"},
        {"Hằng năm (trước ngày 15/6 và 15/12)", "recurring: 2026-06 2026-06-14, 2026-12 2026-12-14"},
        {"6 tháng/lần (ngày 10/6 và 10/12)", "recurring: 2026-H1 2026-06-10, 2026-H2 2026-12-10"},
    });
}

TEST(Lists, periods_of_different_length) {
    expect_all({
        {"6 tháng, 9 tháng và năm", "recurring: 2026-H1 2026-06-30, 2026-9M 2026-09-30, 2026 2026-12-31"},
        {"6 tháng và năm", "recurring: 2026-H1 2026-06-30, 2026 2026-12-31"},
        {"Hằng quý, hằng năm",
         "recurring: 2026-Q1 2026-03-31, 2026-Q2 2026-06-30, 2026-Q3 2026-09-30, 2026-Q4 2026-12-31, 2026 2026-12-31"},
        {"quý I, 6 tháng, 9 tháng, cả năm",
         "recurring: 2026-Q1 2026-03-31, 2026-H1 2026-06-30, 2026-9M 2026-09-30, 2026 2026-12-31"},
        {"6 tháng trước ngày 10/6, năm trước ngày 10/12", "recurring: 2026-H1 2026-06-09, 2026 2026-12-09"},
        {"Hằng quý (ngày 25 tháng cuối quý), hằng năm (trước ngày 15/12)",
         "recurring: 2026-Q1 2026-03-25, 2026-Q2 2026-06-25, 2026-Q3 2026-09-25, 2026-Q4 2026-12-25, 2026 2026-12-14"},
    });
    const Meaning meaning = parse_deadline("định kỳ hằng tháng, quý, 6 tháng, năm", {.year = 2026}).meaning;
    EXPECT_EQ(meaning.recurrences.size(), 4U);
    EXPECT_EQ(recurrence_name(meaning.recurrences), "monthly");
}

TEST(Lists, what_would_put_two_days_into_one_period_is_not_understood) {
    for (const char* words :
         {"ngày 10/6 và ngày 25/6", "ngày 15 và ngày 30 hằng tháng", "hằng năm và 2 năm/lần", "Tháng 11, tháng 2/2026",
          "Tháng 3 hoặc tháng 9", "Tháng 9, tháng 3", "ngày 31/2 và 15/6"}) {
        const Deadline deadline = parse_deadline(words, {.year = 2026});
        EXPECT_EQ(kind_name(deadline), "unresolved") << words;
        EXPECT_FALSE(deadline.unresolved.empty()) << words;
    }
}

TEST(Lists, neighbours_of_each_year_have_two_readings) {
    const Deadline deadline = parse_deadline("Quý I, quý II hằng năm", {.year = 2026});
    EXPECT_EQ(kind_name(deadline), "ambiguous");
    EXPECT_EQ(deadline.readings.size(), 2U);
}

TEST(Recurrences, refuse_a_period_twice_and_a_sixth_one) {
    Recurrences list;
    Recurrence month;
    month.period = dates::PeriodKind::month;
    month.only = PeriodSet::of(3);
    EXPECT_TRUE(list.add(month));
    EXPECT_FALSE(list.add(month));
    for (std::int8_t shift = 1; shift <= 4; ++shift) {
        month.only = PeriodSet::of(3 + shift);
        month.due.shift_days = shift;
        EXPECT_TRUE(list.add(month));
    }
    month.only = PeriodSet::of(12);
    month.due.shift_days = 9;
    EXPECT_FALSE(list.add(month));
    EXPECT_EQ(list.size(), Recurrences::capacity);
}

TEST(Terms, stay_with_the_condition_until_its_event_has_a_day) {
    const dates::Calendar calendar;
    const Meaning meaning = parse_deadline("trong vòng 10 ngày làm việc kể từ khi Luật có hiệu lực", {}).meaning;
    EXPECT_EQ(meaning.kind, Kind::conditional);
    EXPECT_EQ(meaning.term, (Term{Term::Of::working_days, 10}));
    const Meaning met = after_event(meaning, day(2026, 6, 1), calendar);
    EXPECT_EQ(met.kind, Kind::fixed);
    EXPECT_EQ(met.due, day(2026, 6, 15));
    EXPECT_EQ(parse_deadline("sau 30 ngày kể từ khi Luật có hiệu lực", {}).meaning.term, (Term{Term::Of::days, 30}));
    EXPECT_EQ(after_event(parse_deadline("Trước khi họp HĐND", {}).meaning, day(2026, 6, 9), calendar).due,
              day(2026, 6, 8));
    EXPECT_EQ(after_event(parse_deadline("Sau khi có hướng dẫn", {}).meaning, day(2026, 6, 9), calendar).due,
              day(2026, 6, 9));
}

TEST(Terms, count_from_the_document_where_its_day_is_known) {
    const dates::Calendar calendar;
    ParseContext context{.year = 2026, .calendar = &calendar, .issued = day(2026, 6, 1)};
    for (const char* words : {"trong vòng 10 ngày kể từ ngày ban hành", "trong vòng 10 ngày kể từ ngày ký Kế hoạch này",
                              "sau 10 ngày kể từ ngày ban hành Kế hoạch này"}) {
        EXPECT_EQ(parse_deadline(words, context).meaning.due, day(2026, 6, 11)) << words;
    }
    context.issued.reset();
    const Deadline waiting = parse_deadline("trong vòng 10 ngày kể từ ngày ban hành Kế hoạch này", context);
    EXPECT_EQ(waiting.meaning.kind, Kind::conditional);
    EXPECT_EQ(waiting.meaning.term, (Term{Term::Of::days, 10}));
}

}  // namespace
}  // namespace rules::deadlines
