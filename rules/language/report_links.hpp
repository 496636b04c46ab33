#pragma once

#include "rules/language/reports_file.hpp"

#include <vector>

namespace rules::language {

/// What only all rules together show: finds the rules that `collects` names, and reports unknown ones, circles, and reports
/// that would be due before those they are made of; and values that two rules ask for in the same periods, since a period
/// of an indicator is one subject. In each period for which both rules are valid.
void link_reports(std::vector<ReadReport>& reports, const dates::Calendar& calendar);

}  // namespace rules::language
