#pragma once

#include "daemon/intake/head_lines.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

/// What a document is called.
namespace dondoc::intake {

struct HeadTitle {
    std::string title;
    std::size_t begin = 0;  ///< the line that ends the letterhead: the document's kind, "Kính gửi" ...
};

/// The line after the document's kind and those that go on with it; the rest of the kind's own line ("KẾ HOẠCH Cải tiến
/// chất lượng"); or what an official letter is about ("V/v ..."). Empty where there is none.
HeadTitle title_of(const std::vector<HeadLine>& lines);

/// Of a file that is an appendix only: the lines above its list, but for letterhead, number and references.
std::string title_above_list(const std::vector<HeadLine>& lines);

/// The year that a title is about; not that of a date, a range or an outlook in it. 0 where it names none.
int year_of_title(const std::string& title);

}  // namespace dondoc::intake
