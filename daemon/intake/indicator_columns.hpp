#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::intake {

/// What a column of a table of indicators is for, told by the headings.
struct IndicatorColumn {
    enum class Role : std::uint8_t {
        other,  ///< kept in the note, with its heading
        ordinal,
        group,
        name,
        unit,
        baseline,
        target,
        owner,
        advisor,
    };
    Role role = Role::other;
    int year = 0;            ///< of baselines and targets; 0 where the heading names none
    bool only_year = false;  ///< the heading is a year and says not whether it was reached or is wanted
    friend bool operator==(const IndicatorColumn&, const IndicatorColumn&) = default;
};

/// "đơn vị tính" / "unit", for messages.
std::string_view column_vi(IndicatorColumn::Role role) noexcept;
std::string_view column_en(IndicatorColumn::Role role) noexcept;

/// The columns of a table of indicators; all `other` where the headings are those of another table: one of assignments,
/// one of money, one that only shows results. Which year is meant decides between two columns of a kind: the newest
/// results are the baseline, plans of years that the results cover are notes.
std::vector<IndicatorColumn> indicator_columns(const std::vector<std::string>& headings);

/// Takes the year before the plan's as the baseline where a heading says no more than a year.
void settle_years(std::vector<IndicatorColumn>& columns, int plan_year);

bool is_indicator_header(const std::vector<std::string>& headings);

}  // namespace dondoc::intake
