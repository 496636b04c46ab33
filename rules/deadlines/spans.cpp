#include "rules/deadlines/spans.hpp"

#include <fmt/format.h>

namespace rules::deadlines {
namespace {

/// A negative day counts weeks: -2 is the month's second Monday.
dates::Date monday_of_month(int year, int month, int week) {
    using namespace std::chrono;
    return sys_days{std::chrono::year{year} / month / Monday[static_cast<unsigned>(week)]};
}

std::optional<dates::Date> day(const Span& span, int month, int day_of_month, Scope& scope) {
    const int year = span.year != 0 ? span.year : scope.year;
    if (year < dates::first_year || year > dates::last_year) {
        return std::nullopt;
    }
    if (span.unit != Unit::day) {
        return day_of_month < 0 ? monday_of_month(year, month, -day_of_month)
                                : dates::clamped_date(year, month, day_of_month);
    }
    const auto exact = dates::make_date(year, month, day_of_month);
    if (!exact) {
        scope.tell_impossible(fmt::format("{}/{}/{}", day_of_month, month, year));
    }
    return exact;
}

}  // namespace

std::optional<dates::Date> first_day(const Span& span, Scope& scope) {
    return day(span, span.first_month, span.first_day, scope);
}

std::optional<dates::Date> last_day(const Span& span, Scope& scope) {
    auto found = day(span, span.last_month, span.last_day, scope);
    if (found && span.last_day < 0) {
        *found += std::chrono::days{6};
    }
    return found;
}

}  // namespace rules::deadlines
