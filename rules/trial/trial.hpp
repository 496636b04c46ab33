#pragma once

#include "rules/trial/test_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rules::trial {

/// What came about in one test: the same engine as the daemon's, walked from the first day on which anything happens.
///
/// Facts of a day take effect after that day's reminders, as when people answer them; statuses are those of the day's end.
struct Seen {
    std::vector<Row> reminders;  ///< sent on the days of the test and within its filter
    std::vector<Row> alerts;
    std::vector<std::string> statuses;  ///< by Test::statuses: their names, or why there is none
    /// What a due day is at the end of the test.
    struct Due {
        std::optional<dates::Date> due;
        std::optional<dates::Date> named;
        std::optional<deadlines::DataWindow> data;
    };
    std::vector<Due> dues;                           ///< by Test::dues
    std::vector<std::vector<dates::Date>> all_dues;  ///< by Test::all_dues
};

/// `book` has at least the rules that the test looks at, and checks where it asks for alerts.
Seen run(const Test& test, const TestFile& file, const model::RuleBook& book);

}  // namespace rules::trial
