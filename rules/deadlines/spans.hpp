#pragma once

#include "rules/deadlines/grammar.hpp"

namespace rules::deadlines {

/// The first and last day of a span; a year that is not said is the scope's. Nothing where the year is not known or has
/// no such day (29/2), which the scope then tells.
std::optional<dates::Date> first_day(const Span& span, Scope& scope);
std::optional<dates::Date> last_day(const Span& span, Scope& scope);

}  // namespace rules::deadlines
