#pragma once

#include "rules/language/yaml_reader.hpp"
#include "rules/model/rule_book.hpp"

#include <map>
#include <string>

namespace rules::language {

/// What the words of due days mean. Thousands of rules share a few phrases: each is read once.
class DueDays {
public:
    using Day = tl::expected<deadlines::DuePlace, std::string>;

    const Day& read(const std::string& words, dates::PeriodKind period);

private:
    std::map<std::pair<dates::PeriodKind, std::string>, Day> known_;
};

/// Reads when a report is due: `period`, `due`, `cutoff`, `roll`, `valid`. `calendar` moves the day of a one-off report.
void read_times(Fields& fields, const dates::Calendar& calendar, DueDays& due_days, model::ReportRule& report);

}  // namespace rules::language
