#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"
#include "daemon/intake/number_format.hpp"
#include "daemon/intake/sheet.hpp"

#include <pugixml.hpp>
#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dondoc::intake {

/// What the cells of all sheets of a workbook refer to.
struct Workbook {
    struct Style {
        std::string format;
        bool centred = false;
    };
    std::vector<std::string> strings;
    std::vector<Style> styles;  ///< empty where the file has none: then every cell is General
    DateSystem dates = DateSystem::from_1900;
    std::size_t rows_left = 0;  ///< of Limits, over all sheets
    std::size_t cells_left = 0;
};

/// Text of a shared or inline string: its runs without their looks, phonetic helps left out.
std::string rich_text(const pugi::xml_node& string);

/// Reads the part of a sheet; what a person should know goes to `remarks`, with rows but without a table.
tl::expected<Sheet, IntakeError> read_sheet(const pugi::xml_node& worksheet, std::string name, Workbook& workbook,
                                            const Limits& limits, std::vector<Remark>& remarks);

}  // namespace dondoc::intake
