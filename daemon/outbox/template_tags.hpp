#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The tags of a mustache template with their places: what kainjow's parser keeps to itself.
namespace dondoc::outbox {

struct TemplateTag {
    enum class Kind : unsigned char { variable, section, inverted, end, partial };
    Kind kind = Kind::variable;
    std::string name;
    std::size_t at = 0;  ///< offset of its first brace
};

struct TagFault {
    std::size_t at = 0;
    std::string message;  ///< a sentence in Vietnamese, then in English
};

/// In the order of the text, comments left out; or the first that is wrong: never closed, without a name, an end that
/// fits no beginning.
tl::expected<std::vector<TemplateTag>, TagFault> template_tags(std::string_view text);

}  // namespace dondoc::outbox
