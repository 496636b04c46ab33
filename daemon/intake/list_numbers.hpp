#pragma once

#include <pugixml.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The numbers that Word counts itself: "IV.", "2.", "2.1.", "a)". They stand in no text, only in how a list is defined.
namespace dondoc::intake {

/// Counts through one document. Paragraphs must be asked for in order. Definitions may be missing or nonsense: then there
/// is no number. A step costs the length of the number.
class ListNumbers {
public:
    ListNumbers() = default;
    /// The parts numbering.xml and styles.xml; either may be empty.
    ListNumbers(const pugi::xml_document& numbering, const pugi::xml_document& styles);

    /// The number in front of a paragraph with these properties (w:pPr), "-" for a bullet; empty where there is none.
    std::string next(const pugi::xml_node& paragraph_properties);

private:
    static constexpr std::size_t levels = 9;
    struct Level {
        std::string format = "decimal";
        std::string text;  ///< "%1.%2."
        int start = 1;
        std::string style;  ///< whose paragraphs are of this level
    };
    struct List {
        std::vector<Level> levels;
        std::vector<int> counts;  ///< 0: not begun
        std::string style;        ///< of lists, where the levels are defined elsewhere
    };
    struct Use {
        std::string list;                     ///< of which definition
        std::map<std::size_t, int> restarts;  ///< levels that begin anew where this use begins
    };
    struct Place {
        std::string use;  ///< w:numId
        std::size_t level = 0;
        bool level_said = false;
    };

    std::string linked(const std::string& list) const;
    static Level read_level(const pugi::xml_node& node);
    Place place_of(const pugi::xml_node& paragraph_properties) const;
    Place of_style(std::string style) const;
    static std::string text_of(const List& list, std::size_t level);

    std::map<std::string, List> lists_;
    std::map<std::string, Use> uses_;
    std::map<std::string, Place> styles_;
    std::map<std::string, std::string> parents_;  ///< of styles
};

}  // namespace dondoc::intake
