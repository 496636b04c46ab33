#include "daemon/intake/paragraph_styles.hpp"

#include "daemon/intake/docx_text.hpp"
#include "daemon/intake/xml_part.hpp"

namespace dondoc::intake {

namespace {

/// Visits the runs of a paragraph that show text; ends where `visit` says no.
template <class Visit>
bool all_runs(const pugi::xml_node& parent, Visit& visit) {
    for (const auto& node : parent.children()) {
        const auto name = local_name(node);
        if (is_left_out(name)) continue;
        if (name != "r") {
            if (!all_runs(node, visit)) return false;
            continue;
        }
        std::string text;
        append_run_text(node, text);
        if (text.find_first_not_of(" \t\n") != std::string::npos && !visit(node)) return false;
    }
    return true;
}

}  // namespace

ParagraphStyles::ParagraphStyles(const pugi::xml_document& styles) {
    for (const auto& node : styles.document_element().children()) {
        if (local_name(node) != "style") continue;
        Style& style = styles_[std::string(attribute_named(node, "styleId"))];
        style.parent = word_value(child_named(node, "basedOn"));
        style.centred = centred_of(child_named(node, "pPr"));
        style.bold = bold_of(child_named(node, "rPr"));
    }
}

ParagraphStyles::Said ParagraphStyles::centred_of(const pugi::xml_node& paragraph_properties) {
    const auto alignment = child_named(paragraph_properties, "jc");
    if (!alignment) return Said::nothing;
    return word_value(alignment) == "center" ? Said::yes : Said::no;
}

ParagraphStyles::Said ParagraphStyles::bold_of(const pugi::xml_node& run_properties) {
    const auto bold = child_named(run_properties, "b");
    if (!bold) return Said::nothing;
    return is_on(bold) ? Said::yes : Said::no;
}

bool ParagraphStyles::by_style(std::string_view style, Said Style::*what) const {
    constexpr int deepest = 10;
    for (int depth = 0; depth < deepest; ++depth) {
        const auto found = styles_.find(style);
        if (found == styles_.end()) return false;
        if (found->second.*what != Said::nothing) return found->second.*what == Said::yes;
        style = found->second.parent;
    }
    return false;
}

bool ParagraphStyles::is_centred(const pugi::xml_node& paragraph_properties) const {
    const Said own = centred_of(paragraph_properties);
    if (own != Said::nothing) return own == Said::yes;
    return by_style(word_value(child_named(paragraph_properties, "pStyle")), &Style::centred);
}

bool ParagraphStyles::is_bold(const pugi::xml_node& paragraph) const {
    const bool otherwise = by_style(word_value(child_named(child_named(paragraph, "pPr"), "pStyle")), &Style::bold);
    bool some = false;
    const auto is_bold_run = [&](const pugi::xml_node& run) {
        some = true;
        const Said own = bold_of(child_named(run, "rPr"));
        return own == Said::nothing ? otherwise : own == Said::yes;
    };
    return all_runs(paragraph, is_bold_run) && some;
}

}  // namespace dondoc::intake
