#pragma once

#include "rules/language/values.hpp"
#include "rules/model/rule_book.hpp"

#include <vector>

namespace rules::language {

/// A report rule and the places that what is said of it later points to.
struct ReadReport {
    model::ReportRule report;
    Node node;
    Node collects;
    Node indicators;
};

/// Reads the `reports` of one rule file and appends them. Days of one-off reports move by `calendar`.
void read_reports(const Node& list, const Register& known, const dates::Calendar& calendar, Ids& ids,
                  std::vector<ReadReport>& reports);

}  // namespace rules::language
