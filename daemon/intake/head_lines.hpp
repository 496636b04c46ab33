#pragma once

#include "daemon/intake/document.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// The beginning of a document as lines, whatever it was laid out with: a table, tabs, or nothing.
namespace dondoc::intake {

struct HeadLine {
    enum class Kind : std::uint8_t {
        text,
        motto,  ///< of the state or of the party: what stands beside it is the issuer
        stamp,  ///< of a digital signature
        draft,  ///< "DỰ THẢO", "Dự thảo lần 2"
    };
    static constexpr std::size_t no_column = 99;

    std::string text;  ///< squeezed, not empty
    Kind kind = Kind::text;
    bool centred = false;
    bool bold = false;
    std::size_t column = no_column;  ///< of a letterhead of two columns
    std::size_t block = 0;           ///< the paragraph or cell it stands in, from 1
    bool before_list = true;         ///< above the first long table
};

/// The first lines, without rules and marks of urgency. A name that a web page has broken ("Số:" / "142/KH-UBND") is one
/// line again.
std::vector<HeadLine> head_lines(const Document& document);

/// Whether it has capitals and no small letters.
bool is_capitals(const std::string& line);

}  // namespace dondoc::intake
