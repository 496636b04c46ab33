#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/dates/date.hpp"

#include <rapidcheck.h>

#include <cstdlib>
#include <string>

namespace rules::dates::testing {

inline Date day(int year, int month, int day_of_month) {
    return make_date(year, month, day_of_month).value();
}

/// Any day of first..last, both included.
inline rc::Gen<Date> any_date(Date first, Date last) {
    return rc::gen::map(rc::gen::inRange<int>(0, static_cast<int>((last - first).count()) + 1),
                        [first](int n) { return first + std::chrono::days{n}; });
}

inline rc::Gen<Date> any_date() {
    return any_date(day(first_year, 1, 1), day(last_year, 12, 31));
}

}  // namespace rules::dates::testing
