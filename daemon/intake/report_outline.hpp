#pragma once

#include "daemon/intake/document.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The running text of a plan with the numbers it stands under.
namespace dondoc::intake {

/// A paragraph, or several that a page break has torn apart.
struct Statement {
    std::string text;           ///< on one line, without its number or bullet
    std::size_t paragraph = 0;  ///< of its beginning: from 1 outside the tables, or the line of a text file
    std::string clause;         ///< "IV.3", "IV.3.a", "Điều 4.2"; empty outside any number
    std::string unit;       ///< of the nearest heading that is nothing but units: "2. Phòng Tổ chức cán bộ:"
    std::string names;      ///< of a bullet or heading that is nothing but units: these
    bool numbered = false;  ///< begins with a number, not with a bullet
    std::string bullet;     ///< "-", "+"; empty where it has none
    std::size_t level =
        0;  ///< of its number, deeper ones are higher; of a paragraph without one, of the number above it
    bool closing = false;  ///< speaks to all at the end of a part: "Trong quá trình thực hiện, ... đề nghị ..."
};

/// The body, what a decision puts in force behind it, and the running text of appendices, whose clauses begin with
/// theirs: "Phụ lục I.2". Left out are the distribution list ("Nơi nhận") with the signature, forms to fill in, and tables.
/// Pure; linear in the length of the document.
std::vector<Statement> outline(const Document& document);

/// The number a line begins with ("IV", "3", "2.1", "a", "Điều 4", "-") and the line without it; an empty number where
/// there is none.
struct NumberedLine {
    std::string number;
    std::string_view rest;
};
NumberedLine split_number(std::string_view line);

}  // namespace dondoc::intake
