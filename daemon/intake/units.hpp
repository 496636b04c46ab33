#pragma once

#include "rules/model/unit_match.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dondoc::intake {

/// One unit as a cell names it, with what the cell says about its part: "Phòng Tài chính (quân dân y)" is the name
/// "Phòng Tài chính" with the qualifier "quân dân y".
struct UnitMention {
    std::string name;
    std::string qualifier;
    friend bool operator==(const UnitMention&, const UnitMention&) = default;
};

/// Splits a lead or support cell into the units it names. Nothing of the cell is lost but separators.
///
/// Commas, slashes and "và" stand between units as well as inside names ("Sở Văn hóa, Thể thao và Du lịch"), so:
/// - the longest name or alias of `known` that fits wins, if what follows it can begin a new unit;
/// - else a separator splits where the words after it begin a unit: "các", or a capitalised Sở, Phòng, UBND ...;
/// - bare nouns carry on a list that "các" has opened: "Các sở, ban, ngành, địa phương" is one group;
/// - a semicolon outside brackets, and a line that begins with a dash, always split;
/// - "Các Sở Y tế, Nội vụ" and "Sở Y tế, Nội vụ" are Sở Y tế and Sở Nội vụ where `known` has both names;
/// - brackets, "theo ..." and a last "chỉ đạo", "thực hiện" ... are qualifiers; "Phòng A, Sở B" is Phòng A of Sở B.
/// Expects composed text (NFC), as the readers give it. Pure; time grows with the length of the cell only.
std::vector<UnitMention> split_units(std::string_view cell);
std::vector<UnitMention> split_units(std::string_view cell, const rules::model::UnitMatcher& known);

}  // namespace dondoc::intake
