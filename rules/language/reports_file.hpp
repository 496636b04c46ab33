#pragma once

#include "rules/language/values.hpp"
#include "rules/model/rule_book.hpp"

#include <vector>

namespace rules::language {

/// A report rule and the place where it names another one.
struct ReadReport {
    model::ReportRule report;
    Node collects;
    Node indicators;
};

/// Reads the `reports` of one rule file and appends them. Days of one-off reports move by `calendar`.
void read_reports(const Node& list, const Register& known, const dates::Calendar& calendar, Ids& ids,
                  std::vector<ReadReport>& reports);

/// What only all rules together show: finds the rules that `collects` names, and reports unknown ones, circles, and reports
/// that would be due before those they are made of; and values that two rules ask for in the same periods, since a period
/// of an indicator is one subject.
void link_reports(std::vector<ReadReport>& reports, const dates::Calendar& calendar);

}  // namespace rules::language
