#include "rules/language/condition/date_functions.hpp"

#include "rules/language/condition/arithmetic.hpp"

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;
using Args = std::span<const Value>;

Value no_calendar() {
    return Value::error("ở đây không có lịch làm việc (there is no working calendar here)");
}

template <class Part>
Value date_part(Args args, Part part) {
    if (!args[0].is(Kind::date)) return no_overload();
    return Value::of(std::int64_t{part(args[0].date())});
}

int day_in_month(dates::Date date) {
    return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day{date}.day()));
}

}  // namespace

Value full_year(Args args, Arena&) {
    return date_part(args, [](dates::Date d) { return dates::year_of(d); });
}
Value month(Args args, Arena&) {
    return date_part(args, [](dates::Date d) {
        return static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day{d}.month())) - 1;
    });
}
Value day_of_month(Args args, Arena&) {
    return date_part(args, day_in_month);
}
Value day_of_month_from_0(Args args, Arena&) {
    return date_part(args, [](dates::Date d) { return day_in_month(d) - 1; });
}
Value day_of_year(Args args, Arena&) {
    return date_part(args, [](dates::Date d) {
        return static_cast<int>((d - dates::clamped_date(dates::year_of(d), 1, 1)).count());
    });
}
Value day_of_week(Args args, Arena&) {
    return date_part(args, [](dates::Date d) { return static_cast<int>(std::chrono::weekday{d}.c_encoding()); });
}

Value workdays_between(Args args, Arena& arena) {
    if (!args[0].is(Kind::date) || !args[1].is(Kind::date)) return no_overload();
    if (arena.calendar() == nullptr) return no_calendar();
    constexpr dates::Date::duration one_day{1};
    const dates::Date first = args[0].date();
    const dates::Date last = args[1].date();
    const std::int64_t count = last >= first ? arena.calendar()->working_days(first + one_day, last)
                                             : -arena.calendar()->working_days(last, first - one_day);
    return Value::of(count);
}

Value is_workday(Args args, Arena& arena) {
    if (!args[0].is(Kind::date)) return no_overload();
    return arena.calendar() != nullptr ? Value::of(arena.calendar()->is_working_day(args[0].date())) : no_calendar();
}

}  // namespace rules::language::condition
