#pragma once

#include "rules/deadlines/grammar.hpp"

/// What the lines of phrases.cpp do with the values of their slots. Each takes them by type where there is one of a
/// type, by place where there are several; nothing comes back where the parts do not fit ("cuối" of a day).
namespace rules::deadlines::make {

using Result = std::optional<Value>;

Result nothing(Values slots, Scope& scope);
Result same(Values slots, Scope& scope);  ///< the first slot's value
Result last(Values slots, Scope& scope);
Result number(Values slots, Scope& scope);  ///< the only number among the slots

template <Unit of>
Result unit(Values, Scope&) {
    return Value{of};
}

// Days and spans.
Result day_month(Values slots, Scope& scope);
Result day_month_year(Values slots, Scope& scope);
Result day_month_dashed(Values slots, Scope& scope);  ///< "ngày 30-6"; "ngày 5-6" may be a range
Result on_weekday(Values slots, Scope& scope);        ///< where the day is another weekday it says so
Result on_sunday(Values slots, Scope& scope);
Result near_year(Values slots, Scope& scope);  ///< "26" where that is the plan's year, the one before or a near one
template <int number>
Result constant(Values, Scope&) {
    return Value{number};
}
Result year_month_day(Values slots, Scope& scope);
Result with_year(Values slots, Scope& scope);
Result year_at_end(Values slots, Scope& scope);  ///< "Quý IV, 2026", not where more years may follow
Result plan_year(Values slots, Scope& scope);
Result following_year(Values slots, Scope& scope);  ///< the year after the plan's; "trong năm sau khi ..." has none
Result month(Values slots, Scope& scope);
Result month_year(Values slots, Scope& scope);
Result month_by_letter(Values slots, Scope& scope);  ///< "T11"; "T6" may be a Friday
Result quarter(Values slots, Scope& scope);
Result quarter_year(Values slots, Scope& scope);
Result no_such_month(Values slots, Scope& scope);  ///< tells that there is none: "tháng 13"
Result no_such_quarter(Values slots, Scope& scope);
Result roman_quarter(Values slots, Scope& scope);  ///< "II/2026"
Result roman_month(Values slots, Scope& scope);
Result year(Values slots, Scope& scope);
Result this_year(Values slots, Scope& scope);
Result first_months(Values slots, Scope& scope);
Result last_months(Values slots, Scope& scope);
Result first_half(Values slots, Scope& scope);
Result second_half(Values slots, Scope& scope);
Result beginning(Values slots, Scope& scope);  ///< Civil Code 2015 art. 146; for quarters by analogy
Result middle(Values slots, Scope& scope);
Result end(Values slots, Scope& scope);
Result days_of_month(Values slots, int first_day, int last_day);
template <int first_day, int last_day>
Result ten_days(Values slots, Scope&) {  ///< "thượng tuần tháng 6"
    return days_of_month(slots, first_day, last_day);
}
Result week_by_days(Values slots, Scope& scope);    ///< second week: days 8 to 14
Result week_by_monday(Values slots, Scope& scope);  ///< second week: from the month's second Monday
Result first_week_by_days(Values slots, Scope& scope);
Result first_week_by_monday(Values slots, Scope& scope);
Result last_week(Values slots, Scope& scope);
Result first_days(Values slots, Scope& scope);  ///< "10 ngày đầu tháng 8", as its last day
Result last_days(Values slots, Scope& scope);

// Stretches.
Result bit(Values slots, Scope& scope);
Result bits(Values slots, Scope& scope);
Result bit_range(Values slots, Scope& scope);
Result months_stretch(Values slots, Scope& scope);
Result quarters_stretch(Values slots, Scope& scope);
Result single(Values slots, Scope& scope);
Result range(Values slots, Scope& scope);
Result range_of_like(Values slots, Scope& scope);  ///< with a dash: "Quý II - 2026" is no range
Result days_range(Values slots, Scope& scope);     ///< "ngày 10 - 15/6"
Result joined(Values slots, Scope& scope);         ///< neighbours: "2026, 2027"
Result years_counted(Values slots, Scope& scope);  ///< "03 năm 2026-2028"
Result years_only(Values slots, Scope& scope);     ///< a stretch of whole years

// Lengths.
Result length(Values slots, Term::Of of, int factor);
template <Term::Of of, int factor>
Result length(Values slots, Scope&) {
    return make::length(slots, of, factor);
}

// Meanings.
Result once(Values slots, Scope& scope);
Result until(Values slots, Scope& scope);
Result before(Values slots, Scope& scope);
Result until_before(Values slots, Scope& scope);
Result window_to(Values slots, Scope& scope);  ///< "bắt đầu từ tháng 3, hoàn thành trước 30/9"
Result canonical_day(Values slots, Scope& scope);
Result whole_year(Values slots, Scope& scope);
Result term(Values slots, Scope& scope);  ///< Civil Code 2015 arts. 147 and 148
Result term_from_issue(Values slots, Scope& scope);
Result starting_at_issue(Values slots, Scope& scope);
Result length_of(Values slots, Scope& scope);  ///< the term that a condition opens with
Result length_before(Values slots, Scope& scope);
Result day_before(Values slots, Scope& scope);
Result day_before_event(Values slots, Scope& scope);    ///< "trước ngày", where an event's words follow and no day
Result day_before_meeting(Values slots, Scope& scope);  ///< "trước kỳ", where "họp" or the like follows
Result at_meeting(Values slots, Scope& scope);
Result hours_of_a_day(Values slots, Scope& scope);  ///< not more than 24
Result starting(Values slots, Scope& scope);
Result starting_after(Values slots, Scope& scope);
Result continuous(Values slots, Scope& scope);
Result continuous_in(Values slots, Scope& scope);
Result continuous_until(Values slots, Scope& scope);
Result continuous_with_cycle(Values slots, Scope& scope);
Result then_continuous(Values slots, Scope& scope);
Result refined(Values slots, Scope& scope, Action limit);
template <Action limit>
Result refined(Values slots, Scope& scope) {  ///< "Quý II/2026 (trước ngày 15/6)"
    return refined(slots, scope, limit);
}
Result last_working_day(Values slots, Scope& scope);
Result refined_stretch(Values slots, Scope& scope);  ///< "Năm 2026 (quý II-III)"
Result refined_day(Values slots, Scope& scope, Action limit);
template <Action limit>
Result refined_day(Values slots, Scope& scope) {  ///< "Tháng 6/2026 (trước ngày 20)"
    return refined_day(slots, scope, limit);
}
Result series_from(Values slots, Scope& scope);
Result series_from_bare(Values slots, Scope& scope);  ///< "từ 15/5 đến 15/6 hằng năm" is a window of each year
Result series_in(Values slots, Scope& scope);
Result series_between(Values slots, Scope& scope);
Result series_until(Values slots, Scope& scope);

Result cycle_of(Unit of, int only);

// Several times in one phrase (actions_lists.cpp).
Result spans(Values slots, Scope& scope);            ///< spans one by one
Result same_list(Values slots, Scope& scope);        ///< the slot that is a list
Result spans_of_months(Values slots, Scope& scope);  ///< from bits
Result spans_of_quarters(Values slots, Scope& scope);
Result times(Values slots, Scope& scope);  ///< one-off days: fixed, each in its year
Result times_before(Values slots, Scope& scope);
Result cycle_of_spans(Values slots, Scope& scope);      ///< "quý I và quý III hằng năm"
Result cycle_of_last_span(Values slots, Scope& scope);  ///< neighbours may be one stretch of each year
Result yearly(Values slots, Scope& scope);              ///< "ngày 15/6 và 15/12 hằng năm"
Result yearly_before(Values slots, Scope& scope);
Result yearly_part(Values slots, Scope& scope);    ///< "cuối tháng 11 hằng năm"
Result times_of_year(Values slots, Scope& scope);  ///< "02 lần/năm (tháng 6, tháng 12)"
Result cycle_at(Values slots, Scope& scope);       ///< "6 tháng (ngày 10/6 và 10/12)"
Result cycle_before(Values slots, Scope& scope);
template <Unit of>
Result listed(Values, Scope&) {
    return cycle_of(of, 0);
}
template <Unit of>
Result unit_first(Values, Scope&) {
    return cycle_of(of, 1);
}
Result listed_year(Values slots, Scope& scope);  ///< not where a year's number follows: "hằng quý, năm 2026"
Result listed_quarter(Values slots, Scope& scope);
Result cycles(Values slots, Scope& scope);
Result cycles_placed(Values slots, Scope& scope);
Result repeats(Values slots, Scope& scope);
Result repeats_beside_year(Values slots, Scope& scope);  ///< "6 tháng và trước ngày 15/12 hằng năm"
Result of_years(Values slots, Scope& scope);             ///< "trước ngày 15/12 các năm", "quý IV các năm"

// Periods and due places.
template <Unit of>
Result unit_cycle(Values, Scope&) {
    return cycle_of(of, 0);
}
template <Unit of>
Result unit_cycle_only(Values slots, Scope&) {
    return cycle_of(of, std::get<int>(slots[0]));
}
Result cycle(Values slots, Scope& scope);
Result cycle_every(Values slots, Scope& scope);
Result cycle_of_span(Values slots, Scope& scope);
Result cycle_of_first_months(Values slots, Scope& scope);
Result cycle_of_last_months(Values slots, Scope& scope);
Result times_a_year(Values slots, Scope& scope);  ///< where these make a period: 1, 2, 4, 12
Result repeated(Values slots, Scope& scope);
Result repeated_named(Values slots, Scope& scope);
Result place_of_cycle(Values slots, Scope& scope);
Result place_before(Values slots, Scope& scope);
Result place_day_month(Values slots, Scope& scope);
Result place_dashed(Values slots, Scope& scope);  ///< "ngày 1-8" of each year
Result place_next_year(Values slots, Scope& scope);
Result place_canonical(Values slots, Scope& scope);
Result place_day(Values slots, Scope& scope);  ///< day of a month_at, or of the month
Result place_day_named(Values slots, Scope& scope);
Result place_middle(Values slots, Scope& scope);
Result place_middle_named(Values slots, Scope& scope);
Result place_weekday(Values slots, Scope& scope);
Result place_sunday(Values slots, Scope& scope);
Result place_weekday_named(Values slots, Scope& scope);
Result place_sunday_named(Values slots, Scope& scope);
Result weekday_place(int weekday, Unit of);
template <int weekday>
Result weekday_place(Values, Scope&) {
    return weekday_place(weekday, Unit::week);
}
Result place_quarter_day(Values slots, Scope& scope);
Result place_next_month_day(Values slots, Scope& scope);
Result place_month_end(Values slots, Scope& scope);
Result place_end(Values slots, Scope& scope);
Result place_end_named(Values slots, Scope& scope);
Result place_last_week(Values slots, Scope& scope);
Result place_end_of_month(Values slots, Scope& scope);  ///< of a month that its period names
Result place_beginning(Values slots, Scope& scope);
Result place_beginning_named(Values slots, Scope& scope);
Result place_last_working_day(Values slots, Scope& scope);
Result place_last_working_day_named(Values slots, Scope& scope);
Result place_month_begins(Values slots, Scope& scope);
Result place_month_ends(Values slots, Scope& scope);
Result place_quarter_begins(Values slots, Scope& scope);
Result place_quarter_ends(Values slots, Scope& scope);
Result place_working_day(Values slots, Scope& scope);
Result place_after_end(Values slots, Scope& scope);
Result place_before_end(Values slots, Scope& scope);
Result place_plus(Values slots, Scope& scope);
Result place_minus(Values slots, Scope& scope);
Result month_at(Values slots, DuePlace::Anchor anchor, int month, bool named);
template <DuePlace::Anchor anchor, int month, bool named>
Result month_at(Values slots, Scope&) {
    return make::month_at(slots, anchor, month, named);
}
Result month_at_nth(Values slots, Scope& scope);
Result month_at_nth_after(Values slots, Scope& scope);

}  // namespace rules::deadlines::make
