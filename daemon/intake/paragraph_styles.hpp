#pragma once

#include <pugixml.hpp>

#include <map>
#include <string>
#include <string_view>

/// How paragraphs look, by themselves or by their style: what tells titles and headings where nothing else does.
namespace dondoc::intake {

class ParagraphStyles {
public:
    ParagraphStyles() = default;
    /// The part styles.xml; may be empty.
    explicit ParagraphStyles(const pugi::xml_document& styles);

    bool is_centred(const pugi::xml_node& paragraph_properties) const;
    /// Whether all of a paragraph's text is bold, and there is some.
    bool is_bold(const pugi::xml_node& paragraph) const;

private:
    enum class Said : std::uint8_t { nothing, no, yes };
    struct Style {
        std::string parent;
        Said centred = Said::nothing;
        Said bold = Said::nothing;
    };
    static Said centred_of(const pugi::xml_node& paragraph_properties);
    static Said bold_of(const pugi::xml_node& run_properties);
    bool by_style(std::string_view style, Said Style::*what) const;

    std::map<std::string, Style, std::less<>> styles_;
};

}  // namespace dondoc::intake
