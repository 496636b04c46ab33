#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/language/condition/value.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory_resource>
#include <new>
#include <span>

namespace rules::language::condition {

/// What one evaluation has at hand: room for the texts and lists that it makes, the count of what it may still spend,
/// and the calendar that working days are counted by, where there is one.
/// The first 512 bytes are part of the object: an ordinary condition allocates nothing.
class Arena {
public:
    static constexpr std::int64_t default_budget = 1'000'000;  ///< steps: about 20 ms

    explicit Arena(const dates::Calendar* calendar = nullptr, std::int64_t budget = default_budget) noexcept
        : calendar_(calendar), budget_(budget) {}

    const dates::Calendar* calendar() const noexcept { return calendar_; }

    /// False when the condition has cost too much; it ends with an error then, whatever is computed meanwhile.
    bool spend(std::size_t steps) noexcept { return (budget_ -= static_cast<std::int64_t>(steps)) >= 0; }
    bool exhausted() const noexcept { return budget_ < 0; }

    template <class T>
    std::span<T> make(std::size_t count) {
        T* const items = static_cast<T*>(memory_.allocate(count * sizeof(T), alignof(T)));
        for (std::size_t i = 0; i < count; ++i) ::new (static_cast<void*>(items + i)) T{};
        return {items, count};
    }
    std::string_view keep(std::string_view text) {
        const std::span<char> copy = make<char>(text.size());
        std::copy(text.begin(), text.end(), copy.begin());
        return {copy.data(), copy.size()};
    }

private:
    alignas(std::max_align_t) std::array<std::byte, 512> first_;
    std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
    const dates::Calendar* calendar_;
    std::int64_t budget_;
};

}  // namespace rules::language::condition
