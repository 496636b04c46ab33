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
    person,  ///< "Họ và tên": a list of people
    period,  ///< a time is the heading itself: "Quý II", marked in the rows that it is for
};

inline constexpr std::size_t column_count = static_cast<std::size_t>(Column::period) + 1;

/// "chủ trì" / "lead", for messages.
std::string_view column_vi(Column column) noexcept;
std::string_view column_en(Column column) noexcept;

/// Tells a column by the words of its heading: who ("cơ quan", "bộ phận") does what ("thực hiện", "tham mưu"), when,
/// with what result. Compared without tone marks, so that slips do not matter.
Column classify_heading(std::string_view heading);

/// The columns of a header row, told by their headings. Beside a heading that is known, others count without spaces and
/// with one letter wrong, as scanners leave them. Each of ordinal, title, lead, support, deliverable and deadline
/// is found once at most: of several columns for the lead the one that says so best ("Đơn vị chủ trì" before "Lãnh đạo
/// phụ trách"). Of two time columns the one that says when it is done is the deadline, the other counts as `central`;
/// other repetitions are `other`.
std::vector<Column> classify_header(const std::vector<std::string>& headings);

/// Whether a table with these columns lists assignments: a task, somebody or some time for it, and one thing more.
/// Tables of indicators name units too, but measure units instead of deadlines.
bool is_task_header(const std::vector<Column>& columns) noexcept;

/// Whether it may: a task and either somebody or some time, and nothing that speaks of people, money or indicators. What
/// stands in the columns must say the rest.
bool may_be_task_header(const std::vector<Column>& columns) noexcept;

}  // namespace dondoc::intake
