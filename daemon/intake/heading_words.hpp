#pragma once

#include "daemon/intake/headings.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

/// What the words of a single heading say, whatever stands beside it.
namespace dondoc::intake {

/// Without tone marks, in lower case, without the signs that headings are decorated with.
std::string plain_heading(std::string_view heading);

/// Whether one of these stands in a plain text as whole words.
bool has_any(std::string_view text, std::initializer_list<std::string_view> words);

/// "Người phụ trách", "Lãnh đạo chỉ đạo": somebody rather than a unit.
bool names_person(std::string_view text);

/// "Đơn vị", "Cơ quan, bộ phận" and nothing more: who, but not what they do.
bool names_unit_only(std::string_view text);

/// "Đơn vị ...", "Các bên ...": units, whatever they do.
bool names_unit(std::string_view text);

/// "cùng thực hiện", "liên quan", "đồng hành": to take part without leading.
bool takes_part(std::string_view text);

/// "Cơ quan ban hành", "Cấp phê duyệt": who is asked, not who works.
bool names_approval(std::string_view text);

Column column_of_words(const std::string& text);

/// For headings that a scanner or an editor has damaged: without spaces, one letter wrong or missing.
Column column_of_damaged_words(std::string_view text);

}  // namespace dondoc::intake
