#pragma once

#include "daemon/intake/head_lines.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Who issued a document.
namespace dondoc::intake {

struct Issuer {
    std::string name;
    std::string parent;  ///< the body above it, where the letterhead names two
};

/// The units above the number, in its column: the last one issues, the one before is its parent. A name may take several
/// lines ("ỦY BAN NHÂN DÂN" / "TỈNH BẮC NINH"). Only lines before `end` count. Empty where there is no letterhead.
Issuer issuer_of_letterhead(const std::vector<HeadLine>& lines, std::size_t end);

/// Whether a line, capitals or not, begins the name of a body; a place alone ("TỈNH BẮC NINH") only goes on with one.
bool begins_body_name(std::string_view line);

/// "..., Ủy ban nhân dân tỉnh Bắc Ninh ban hành Kế hoạch ..."
std::string issuer_of_sentence(const std::vector<HeadLine>& lines);

}  // namespace dondoc::intake
