#pragma once

#include "rules/language/load.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rules::language {

/// Collects what is wrong with the files of one load, up to a bound that no person would read past.
class Problems {
public:
    static constexpr std::size_t most = 500;

    /// Control characters are shown as "?" and long messages cut: both may quote what a file holds.
    void add(Problem problem);
    bool has_errors() const noexcept { return errors_ > 0; }
    std::size_t errors() const noexcept { return errors_; }

    /// By file (as they were given), line and column; each of two same problems once.
    std::vector<Problem> take() &&;

private:
    std::vector<Problem> list_;
    std::size_t errors_ = 0;
};

/// Code points of a UTF-8 text; stray bytes count one each.
std::size_t count_characters(std::string_view text) noexcept;

/// At most `most` bytes of it, cut between characters.
std::string_view shorten(std::string_view text, std::size_t most) noexcept;

/// Columns that a terminal uses for it: 0 for combining marks, 2 for wide characters.
std::size_t display_width(std::string_view text) noexcept;

/// The offset of the first byte that is not UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text) noexcept;

}  // namespace rules::language
