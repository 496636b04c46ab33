#pragma once

#include <string_view>

/// Which words begin the name of a unit. Commas and "và" stand between units as well as inside names, so the words after
/// them decide; to teach it a kind of unit, add its first words to the lists in unit_beginnings.cpp.
namespace dondoc::intake {

/// Whether `text` begins a new unit; `in_list`: inside a list that "các" has opened, where bare nouns carry on
/// ("Các sở, ban, ngành").
bool begins_unit(std::string_view text, bool in_list);

/// "Các sở, ban", "UBND các xã", "UBND xã, phường": what such words open is carried on by bare nouns.
bool opens_list(std::string_view text);

/// Whole words only; `folded` as rules::deadlines::fold gives it.
bool begins_with_word(std::string_view folded, std::string_view word);

/// "Đồng chí Nguyễn Văn A", "Ông B": somebody, not a unit.
bool names_somebody(std::string_view text);

/// "Chủ tịch ...", "Phó Giám đốc ...": what somebody is, where it stands behind a name.
bool begins_with_title(std::string_view text);

}  // namespace dondoc::intake
