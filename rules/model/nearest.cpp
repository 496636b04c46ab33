#include "rules/model/nearest.hpp"

#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <vector>

namespace rules::model {

int edit_distance(std::string_view folded_a, std::string_view folded_b, int limit) {
    const auto difference = static_cast<int>(folded_a.size()) - static_cast<int>(folded_b.size());
    if (difference > limit || -difference > limit) return limit + 1;
    const std::size_t width = folded_b.size() + 1;
    std::vector<int> before_last(width), last(width), current(width);
    for (std::size_t j = 0; j < width; ++j) last[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= folded_a.size(); ++i) {
        current[0] = static_cast<int>(i);
        for (std::size_t j = 1; j < width; ++j) {
            const int replaced = last[j - 1] + (folded_a[i - 1] == folded_b[j - 1] ? 0 : 1);
            current[j] = std::min({last[j] + 1, current[j - 1] + 1, replaced});
            const bool swapped =
                i > 1 && j > 1 && folded_a[i - 1] == folded_b[j - 2] && folded_a[i - 2] == folded_b[j - 1];
            if (swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
        }
        if (*std::min_element(current.begin(), current.end()) > limit) return limit + 1;
        before_last.swap(last);
        last.swap(current);
    }
    return std::min(last.back(), limit + 1);
}

int near_enough(std::string_view folded) noexcept {
    return std::clamp(static_cast<int>(folded.size() / 3), 1, 6);
}

Nearest::Nearest(std::string_view written)
    : written_(deadlines::fold_without_tones(written)), best_distance_(near_enough(written_) + 1) {}

void Nearest::offer(const std::string& candidate) {
    const int distance = edit_distance(written_, deadlines::fold_without_tones(candidate), best_distance_ - 1);
    if (distance >= best_distance_) return;
    best_distance_ = distance;
    best_ = candidate;
}

}  // namespace rules::model
