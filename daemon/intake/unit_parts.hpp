#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A cell of units cut at everything that may stand between two of them. Whether it does is for the splitter to say.
namespace dondoc::intake {

inline constexpr std::string_view white_space = " \t\n";
inline constexpr std::string_view around_names = " \t\n.,;:-+*/";

/// Without what stands around it.
std::string_view trimmed(std::string_view text, std::string_view what = white_space);

/// The cell with a dash in front of each line that is marked as one of a list: by a bullet, or by its number.
std::string with_dashes(std::string_view cell);

/// The cell without its brackets, and where each bracket stood.
struct Unbracketed {
    struct Note {
        std::size_t at;
        std::string text;
    };
    std::string text;
    std::vector<Note> notes;
};

Unbracketed take_brackets_out(std::string_view cell);

/// A stretch between two possible separators.
struct Part {
    std::size_t begin;
    std::size_t end;
    // The stronger first.
    enum class Before : std::uint8_t { nothing, semicolon, dash, comma, conjunction, slash, line } before;
};

std::vector<Part> parts_of(std::string_view text);

}  // namespace dondoc::intake
