#pragma once

#include "rules/deadlines/grammar.hpp"

#include <rapidcheck.h>

#include <array>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

/// Phrases made from the lines of phrases.cpp themselves: what the table allows, sense or not.
namespace rules::deadlines::testing {

class Speaker {
public:
    static constexpr std::size_t symbols = static_cast<std::size_t>(Symbol::last) + 1;

    Speaker() {
        height_.fill(endless);
        for (std::size_t symbol = 0; symbol <= static_cast<std::size_t>(Symbol::last_terminal); ++symbol) {
            height_[symbol] = 0;
        }
        for (std::size_t round = 0; round < symbols; ++round) {
            for (const Line& line : phrases()) {
                int& height = height_[static_cast<std::size_t>(line.symbol)];
                height = std::min(height, height_of(line));
            }
        }
    }

    /// Any phrase of a symbol; lines deeper than `depth` are left for the shallowest.
    std::string say(Symbol symbol, int depth) const {
        if (symbol <= Symbol::last_terminal) {
            return say_terminal(symbol);
        }
        std::vector<const Line*> lines;
        for (const Line& line : phrases()) {
            const int least = height_[static_cast<std::size_t>(symbol)];
            if (line.symbol == symbol && (height_of(line) <= std::max(depth, least))) {
                lines.push_back(&line);
            }
        }
        std::string said;
        for (const std::string_view piece : pieces((*rc::gen::elementOf(lines))->pattern, ' ')) {
            said += say_piece(piece, depth - 1);
        }
        return said;
    }

private:
    static constexpr int endless = 1000;

    static std::vector<std::string_view> pieces(std::string_view text, char separator) {
        std::vector<std::string_view> found;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find(separator), text.size());
            found.push_back(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return found;
    }

    static std::string_view slot_name(std::string_view piece) {
        return piece.starts_with('{') ? piece.substr(1, piece.find('}') - 1) : std::string_view{};
    }

    int height_of(const Line& line) const {
        int height = 0;
        for (const std::string_view piece : pieces(line.pattern, ' ')) {
            if (const auto name = slot_name(piece); !name.empty()) {
                height = std::max(height, height_[static_cast<std::size_t>(*symbol_named(name))]);
            }
        }
        return std::min(height + 1, endless);
    }

    std::string say_piece(std::string_view piece, int depth) const {
        if (piece.size() > 1 && piece.ends_with('?')) {
            if (*rc::gen::arbitrary<bool>()) {
                return {};
            }
            piece.remove_suffix(1);
        }
        if (const auto name = slot_name(piece); !name.empty()) {
            return say(*symbol_named(name), depth);
        }
        std::string words(*rc::gen::elementOf(pieces(piece, '|')));
        std::replace(words.begin(), words.end(), '_', ' ');
        return words + " ";
    }

    static std::string say_terminal(Symbol symbol) {
        switch (symbol) {
            case Symbol::number2: return std::to_string(*rc::gen::inRange(0, 35)) + " ";
            case Symbol::digits2: return *rc::gen::element<std::string>("06 ", "31 ", "12 ");
            case Symbol::short_year: return *rc::gen::element<std::string>("26 ", "13 ", "99 ");
            case Symbol::month_name: return *rc::gen::element<std::string>("3 ", "06 ", "xii ", "tư ");
            case Symbol::quarter: return *rc::gen::element<std::string>("1 ", "iv ", "hai ");
            case Symbol::year: return *rc::gen::element<std::string>("2026 ", "2027 ", "2030 ");
            case Symbol::weekday: return *rc::gen::element<std::string>("6 ", "hai ", "năm ");
            default: return *rc::gen::element<std::string>("1 ", "2 ", "3 ", "15 ", "ba ", "9999 ");
        }
    }

    std::array<int, symbols> height_{};
};

/// A phrase of `symbol`; one in a few takes words of a condition along.
inline rc::Gen<std::string> any_of(Symbol symbol) {
    return rc::gen::exec([symbol] {
        static const Speaker speaker;
        std::string said = speaker.say(symbol, *rc::gen::inRange(2, 9));
        if (*rc::gen::inRange(0, 4) == 0) {
            said += ", " + speaker.say(Symbol::opener, 4) + "đơn vị đề nghị";
        }
        return said;
    });
}

}  // namespace rules::deadlines::testing
