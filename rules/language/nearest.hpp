#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rules::language {

/// The known name that a typing slip may have meant (model::near_enough), the first of the nearest ones.
/// Empty where nothing is near; texts over 64 bytes are near nothing.
std::string_view nearest(std::string_view written, std::span<const std::string_view> known);

/// `, có phải "NAME"?` and `, did you mean "NAME"?`, or two empty texts where `name` is empty.
struct Suggestion {
    std::string vi;
    std::string en;
};
Suggestion suggest(std::string_view name);

}  // namespace rules::language
