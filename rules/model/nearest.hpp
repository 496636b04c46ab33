#pragma once

#include <string>
#include <string_view>

/// How far apart two words are, for "did you mean" in error messages.
namespace rules::model {

/// Edit distance on folded texts without tones: insertions, deletions, replacements and swapped neighbours count one
/// each. Anything above `limit` is reported as limit + 1. Costs O(size of a x size of b).
int edit_distance(std::string_view folded_a, std::string_view folded_b, int limit);

/// The distance up to which a suggestion still helps: a third of the length, at least 1, at most 6.
int near_enough(std::string_view folded) noexcept;

/// The best of some candidates for what was written; of equally near ones the first.
class Nearest {
public:
    explicit Nearest(std::string_view written);
    void offer(const std::string& candidate);
    std::string take() { return std::move(best_); }

private:
    std::string written_;
    int best_distance_;
    std::string best_;
};

}  // namespace rules::model
