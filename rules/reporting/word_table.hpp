#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace rules::reporting {

/// A list of words or groups of words that is long and asked for at every token, ordered so that only those whose first
/// word may be the one that is there are compared. Made by the compiler.
template <std::size_t N>
class WordTable {
public:
    explicit constexpr WordTable(const std::string_view (&words)[N]) {
        for (const std::string_view each : words) {
            ++ends_[bucket_of(first_of(each)) + 1];
        }
        for (std::size_t at = 1; at < ends_.size(); ++at) {
            ends_[at] = static_cast<std::uint16_t>(ends_[at] + ends_[at - 1]);
        }
        std::array<std::uint16_t, buckets + 1> next = ends_;
        for (const std::string_view each : words) {
            words_[next[bucket_of(first_of(each))]++] = each;
        }
    }

    /// Those whose first word may be this one.
    constexpr std::span<const std::string_view> near(std::string_view first) const noexcept {
        const std::size_t bucket = bucket_of(first);
        return std::span<const std::string_view>(words_).subspan(ends_[bucket],
                                                                 ends_[bucket + 1] - std::size_t{ends_[bucket]});
    }

    constexpr auto begin() const noexcept { return words_.begin(); }
    constexpr auto end() const noexcept { return words_.end(); }

private:
    static constexpr std::size_t buckets = 256;

    static constexpr std::string_view first_of(std::string_view words) { return words.substr(0, words.find(' ')); }

    static constexpr std::size_t bucket_of(std::string_view word) noexcept {
        std::uint32_t mixed = 2166136261U;
        for (const char each : word) {
            mixed = (mixed ^ static_cast<unsigned char>(each)) * 16777619U;
        }
        return (mixed ^ (mixed >> 16U)) % buckets;
    }

    std::array<std::string_view, N> words_{};
    std::array<std::uint16_t, buckets + 1> ends_{};  ///< where each bucket begins; the last is the size
};

}  // namespace rules::reporting
