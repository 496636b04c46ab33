#pragma once

#include <string_view>

/// How far apart two words are, for "did you mean" in error messages.
namespace rules::model {

/// Edit distance on folded texts without tones: insertions, deletions, replacements and swapped neighbours count one
/// each. Anything above `limit` is reported as limit + 1. Costs O(size of a x size of b).
int edit_distance(std::string_view folded_a, std::string_view folded_b, int limit);

/// The distance up to which a suggestion still helps: a third of the length, at least 1, at most 6.
int near_enough(std::string_view folded) noexcept;

}  // namespace rules::model
