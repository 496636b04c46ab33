#include "rules/language/nearest.hpp"

#include "rules/model/nearest.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace rules::language {

std::string_view nearest(std::string_view written, std::span<const std::string_view> known) {
    constexpr std::size_t longest = 64;
    if (written.empty() || written.size() > longest) return {};
    std::string_view best;
    int limit = model::near_enough(written);
    for (const std::string_view name : known) {
        if (name.size() > longest) continue;
        const int distance = model::edit_distance(written, name, limit);
        if (distance > limit || distance >= static_cast<int>(std::max(name.size(), written.size()))) continue;
        best = name;
        limit = distance - 1;
    }
    return best;
}

Suggestion suggest(std::string_view name) {
    if (name.empty()) return {};
    return {fmt::format(", có phải \"{}\"?", name), fmt::format(", did you mean \"{}\"?", name)};
}

}  // namespace rules::language
