#include "daemon/cli/csv.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace dondoc::cli {
namespace {

bool runs_as_formula(std::string_view text) {
    static constexpr std::array<std::string_view, 11> beginnings{"=",  "+",  "-",  "@",  "\t", "\r",
                                                                 "\n", "＝", "＋", "－", "＠"};
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](std::string_view beginning) { return text.starts_with(beginning); });
}

void add_cell(std::string& record, const std::string& text) {
    const bool formula = runs_as_formula(text);
    const bool quoted = text.find_first_of(",\"\r\n") != std::string::npos;
    if (quoted) record += '"';
    if (formula) record += '\'';
    for (const char c : text) {
        record += c;
        if (c == '"') record += c;
    }
    if (quoted) record += '"';
}

}  // namespace

std::string csv_record(std::span<const std::string> cells) {
    std::string record;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) record += ',';
        add_cell(record, cells[i]);
    }
    return record + "\r\n";
}

}  // namespace dondoc::cli
