#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::intake {

/// What a column of a table is for, told by its heading.
enum class Column : std::uint8_t {
    other,  ///< also an empty heading
    ordinal,
    section,
    title,
    lead,
    support,
    deliverable,
    deadline,
    start,    ///< where a period has a column for its beginning
    central,  ///< a second time column, of a higher level: "Tiến độ của TW"
    note,
    indicator,  ///< unit of measure, target, indicator name: no list of assignments
    money,
};

/// "chủ trì" / "lead", for messages.
std::string_view column_vi(Column column) noexcept;
std::string_view column_en(Column column) noexcept;

/// Tells a column by its heading, compared without tone marks, so that slips and OCR errors do not matter.
Column classify_heading(std::string_view heading);

/// The columns of a header row, told by their headings; each of ordinal, title, lead, support, deliverable and deadline
/// is found once at most. A second time column counts as `central`, other repetitions as `other`.
std::vector<Column> classify_header(const std::vector<std::string>& headings);

/// Whether a table with these columns lists assignments: a task, somebody or some time for it, and one thing more.
/// Tables of indicators name units too, but measure units instead of deadlines.
bool is_task_header(const std::vector<Column>& columns) noexcept;

}  // namespace dondoc::intake
