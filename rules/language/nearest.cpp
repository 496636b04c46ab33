#include "rules/language/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rules::language {
namespace {

constexpr std::size_t longest = 64;
using Row = std::array<std::size_t, longest + 1>;

/// Optimal string alignment distance; both texts are at most `longest` bytes.
std::size_t distance(std::string_view a, std::string_view b) {
    Row before_last{};
    Row last{};
    Row current{};
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({replace, last[j] + 1, current[j - 1] + 1});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
        }
        before_last = last;
        last = current;
    }
    return last[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view written, std::span<const std::string_view> known) {
    if (written.empty() || written.size() > longest) return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, written.size() / 3) + 1;
    for (const std::string_view name : known) {
        if (name.size() > longest) continue;
        const std::size_t d = distance(written, name);
        if (d < best_distance && d < std::max(name.size(), written.size())) {
            best = name;
            best_distance = d;
        }
    }
    return best;
}

Suggestion suggest(std::string_view name) {
    if (name.empty()) return {};
    return {fmt::format(", có phải \"{}\"?", name), fmt::format(", did you mean \"{}\"?", name)};
}

}  // namespace rules::language
