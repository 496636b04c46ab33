#pragma once

#include "daemon/outbox/summary.hpp"
#include "daemon/summaries/figures.hpp"
#include "daemon/summaries/schedule.hpp"
#include "daemon/xlsx/workbook.hpp"
#include "rules/engine/checks.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Makes summaries of what is known. Pure: everything that has to be asked for is handed over.
namespace dondoc::summaries {

/// What is in hand and still open, or was done, as a row of the workbook.
struct SubjectRow {
    rules::model::Occurrence occurrence;
    rules::model::Status status = rules::model::Status::not_due;
    std::vector<rules::model::UnitIndex> units;
    std::optional<rules::dates::Date> due;
    std::string key;
};

struct Input {
    const rules::model::Snapshot& snapshot;  ///< all assignments
    const rules::model::RuleBook& book;
    SummaryRule::Every every = SummaryRule::Every::week;
    Turn turn;
    bool technical = true;       ///< for those who run it
    std::optional<Kept> before;  ///< of the last summary of this kind and recipient
    rules::engine::TitlesOf titles;
    std::vector<std::string> waiting = {};
    std::vector<std::string> failed = {};
    std::vector<store::Gap> gaps = {};
    std::string log_head = {};
};

struct Built {
    outbox::Summary summary;
    Figures figures;
    int year = 0;
    std::vector<SubjectRow> rows;  ///< by unit, then due day: every duty of the year
};

Built build(const Input& input);

/// The sheets of the workbook: figures by unit, what is overdue, every duty of the year.
std::vector<xlsx::Sheet> sheets_of(const Built& built, const Input& input, std::string_view locale);

}  // namespace dondoc::summaries
