#pragma once

#include <cstddef>
#include <string>

namespace dondoc::intake {

/// A line of a text file, without its marks, not empty.
struct TextLine {
    std::size_t number = 0;  ///< from 1 in the file
    std::string text;        ///< tabs are kept
    bool after_gap = false;  ///< an empty line or a page break comes before it
};

}  // namespace dondoc::intake
