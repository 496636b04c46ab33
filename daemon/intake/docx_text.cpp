#include "daemon/intake/docx_text.hpp"

#include "daemon/intake/xml_part.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace dondoc::intake {

namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What a code of the Symbol font looks like; Word writes them with or without F000 added.
std::string_view symbol(std::string_view code) {
    constexpr std::pair<std::string_view, std::string_view> signs[] = {
        {"A3", "≤"}, {"B3", "≥"}, {"B1", "±"}, {"B4", "×"}, {"B7", "•"}, {"AE", "→"}, {"2D", "-"}, {"25", "%"}};
    constexpr std::size_t digits = 2;
    if (code.size() > digits) code.remove_prefix(code.size() - digits);
    for (const auto& [number, sign] : signs)
        if (number == code) return sign;
    return {};
}

}  // namespace

std::string_view word_value(const pugi::xml_node& property) {
    return attribute_named(property, "val");
}

bool is_on(const pugi::xml_node& property) {
    const auto text = word_value(property);
    return property && text != "0" && text != "false" && text != "off" && text != "none";
}

bool is_left_out(std::string_view name) {
    return is_one_of(name, {"del", "moveFrom", "pPr", "rPr", "tcPr", "tblPr", "sdtPr", "instrText", "delText",
                            "delInstrText", "drawing", "pict", "object", "txbxContent", "Fallback"});
}

bool is_mark_removed(const pugi::xml_node& paragraph_properties) {
    const auto mark = child_named(paragraph_properties, "rPr");
    return child_named(mark, "del") || child_named(mark, "moveFrom");
}

void append_run_text(const pugi::xml_node& parent, std::string& text) {
    for (const auto& node : parent.children()) {
        const auto name = local_name(node);
        if (name == "t")
            text += node.text().get();
        else if (name == "tab" || name == "ptab")
            text += '\t';
        else if (name == "br" || name == "cr")
            text += '\n';
        else if (name == "noBreakHyphen")
            text += '-';
        else if (name == "sym" && attribute_named(node, "font") == "Symbol")
            text += symbol(attribute_named(node, "char"));
        else if (!is_left_out(name) && !is_on(child_named(child_named(node, "rPr"), "vanish")))
            append_run_text(node, text);
    }
}

}  // namespace dondoc::intake
