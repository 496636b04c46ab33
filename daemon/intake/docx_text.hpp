#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

/// The words of Word's elements, as a reader of the final version sees them.
namespace dondoc::intake {

/// The attribute "val" of a property; empty where there is none.
std::string_view word_value(const pugi::xml_node& property);

/// A property without a value is on.
bool is_on(const pugi::xml_node& property);

/// Whether an element of this name holds no text of the final document: properties, tracked deletions, instructions of
/// fields, drawings and text boxes.
bool is_left_out(std::string_view name);

/// Whether a paragraph's own mark was deleted or moved away, so that it goes on in the next one.
bool is_mark_removed(const pugi::xml_node& paragraph_properties);

/// Adds the text inside of a node: tabs, line breaks and the signs that Word takes from its Symbol font among it; hidden
/// text is not. Recursion is bounded by Limits::xml_depth, which is checked before.
void append_run_text(const pugi::xml_node& parent, std::string& text);

}  // namespace dondoc::intake
