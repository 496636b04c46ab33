#include "daemon/intake/targets.hpp"

#include "daemon/intake/amount.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/years.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold_without_tones;
using rules::model::Comparator;
using rules::model::Target;

// What is longer is prose, not a value.
constexpr std::size_t longest_value = 400;

// What is longer is no name.
constexpr std::size_t longest_name = 4096;

/// A part of a cell with the year it is about.
struct Part {
    int year = 0;
    std::string words;
};

// Separators, bullets and halves of brackets that are left around a value when the years are taken out.
std::string trimmed(std::string_view text) {
    std::string out = squeeze(text);
    const auto drop_front = [&] {
        if (out.starts_with("và ")) return out.erase(0, std::string_view("và ").size()), true;
        if (!out.empty() && std::string_view(" ,;:.)+*").find(out.front()) != std::string_view::npos)
            return out.erase(0, 1), true;
        for (const std::string_view bullet : {"- ", "– ", "• "})
            if (out.starts_with(bullet)) return out.erase(0, bullet.size()), true;
        return false;
    };
    const auto drop_back = [&] {
        if (out.ends_with(" và")) return out.erase(out.size() - std::string_view(" và").size()), true;
        if (!out.empty() && std::string_view(" ,;:.(-").find(out.back()) != std::string_view::npos)
            return out.pop_back(), true;
        return false;
    };
    while (drop_front() || drop_back()) {
    }
    return out;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

/// One part for each year that the cell names, before or behind its value; the whole cell where it names none.
std::vector<Part> parts_of(std::string_view cell, int year) {
    const auto marks = year_marks(cell);
    if (marks.empty()) return {{year, squeeze(cell)}};
    const auto between = [&](std::size_t begin, std::size_t end) { return trimmed(cell.substr(begin, end - begin)); };
    const std::string front = between(0, marks.front().begin);
    const std::string back = between(marks.back().end, cell.size());
    std::vector<Part> parts;
    if (marks.size() == 1) return {{marks[0].year, front.empty() || back.empty() ? front + back : front + " " + back}};
    if (back.empty()) {
        std::size_t begin = 0;
        for (const YearMark& mark : marks) {
            parts.push_back({mark.year, between(begin, mark.begin)});
            begin = mark.end;
        }
    } else if (!has_digit(front)) {
        for (std::size_t i = 0; i < marks.size(); ++i)
            parts.push_back(
                {marks[i].year, between(marks[i].end, i + 1 < marks.size() ? marks[i + 1].begin : cell.size())});
        if (!front.empty()) parts.front().words = front + " " + parts.front().words;
    }
    const bool complete =
        !parts.empty() && std::none_of(parts.begin(), parts.end(), [](const Part& part) { return part.words.empty(); });
    return complete ? parts : std::vector<Part>{{year, squeeze(cell)}};
}

bool is_dash(std::string_view text) {
    return text.find_first_not_of("-./ ") == std::string_view::npos || text == "…" || text == "–" || text == "—";
}

bool looks_like_years(const Amount& amount) {
    const auto is_year = [](double value) { return value >= 2000 && value < 2100; };
    return amount.high && is_year(amount.low) && is_year(*amount.high);
}

class Reader {
public:
    explicit Reader(TargetReading& reading) : reading_(reading) {}

    void read(const Part& part) {
        const Amount amount = read_amount(part.words);
        Target target{part.year, Comparator::equal, std::nullopt, part.words, amount.is_change};
        if (amount.state == Amount::State::none) return add(target);
        if (amount.state == Amount::State::unplaced || looks_like_years(amount) || !scale_is_unit(amount)) {
            tell("có số nhưng chưa hiểu, giữ nguyên văn",
                 "there is a number in it that is not understood, kept as words");
            target.is_change = false;
            return add(target);
        }
        if (amount.state == Amount::State::uncertain)
            tell("dấu phẩy có thể là dấu phân cách hàng nghìn; đã hiểu là số thập phân",
                 "the comma may divide thousands; it was read as a decimal comma");
        if (reading_.unit.empty()) reading_.unit = amount.unit;
        target.comparator = amount.high ? Comparator::at_least : amount.comparator;
        target.value = amount.low;
        add(target);
        if (!amount.high) return;
        target.comparator = Comparator::at_most;
        target.value = *amount.high;
        add(target);
    }

private:
    // "1,5 triệu" counts millions: without a unit that says so the number would be wrong.
    static bool scale_is_unit(const Amount& amount) { return amount.scale.empty() || !amount.unit.empty(); }

    void add(const Target& target) { reading_.targets.push_back(target); }

    void tell(std::string vi, std::string en) {
        if (!reading_.unclear) reading_.unclear = Unclear{std::move(vi), std::move(en)};
    }

    TargetReading& reading_;
};

/// Without the brackets at its end, and what is in them.
std::string_view without_brackets(std::string_view name) {
    while (true) {
        const auto last = name.find_last_not_of(" .,;:");
        name = name.substr(0, last == std::string_view::npos ? 0 : last + 1);
        if (!name.ends_with(')')) return name;
        std::size_t depth = 0;
        auto at = name.size();
        while (at > 0) {
            --at;
            depth += name[at] == ')';
            if (name[at] == '(' && --depth == 0) break;
        }
        if (depth != 0) return name;
        name = name.substr(0, at);
    }
}

struct Ending {
    std::string_view text;  ///< with tones: "đầu tư" does not end in "từ", nor "tảo hôn" in "hơn"
    Comparator comparator;
};

constexpr std::array endings{
    Ending{"≥", Comparator::at_least},
    Ending{">=", Comparator::at_least},
    Ending{"tối thiểu", Comparator::at_least},
    Ending{"ít nhất", Comparator::at_least},
    Ending{"thấp nhất", Comparator::at_least},
    Ending{"từ", Comparator::at_least},
    Ending{"không dưới", Comparator::at_least},
    Ending{"không thấp hơn", Comparator::at_least},
    Ending{"không ít hơn", Comparator::at_least},
    Ending{">", Comparator::more_than},
    Ending{"trên", Comparator::more_than},
    Ending{"vượt", Comparator::more_than},
    Ending{"cao hơn", Comparator::more_than},
    Ending{"lớn hơn", Comparator::more_than},
    Ending{"nhiều hơn", Comparator::more_than},
    Ending{"đạt hơn", Comparator::more_than},
    Ending{"chiếm hơn", Comparator::more_than},
    Ending{"≤", Comparator::at_most},
    Ending{"<=", Comparator::at_most},
    Ending{"tối đa", Comparator::at_most},
    Ending{"nhiều nhất", Comparator::at_most},
    Ending{"không quá", Comparator::at_most},
    Ending{"không vượt quá", Comparator::at_most},
    Ending{"không vượt", Comparator::at_most},
    Ending{"không trên", Comparator::at_most},
    Ending{"không cao hơn", Comparator::at_most},
    Ending{"<", Comparator::less_than},
    Ending{"dưới", Comparator::less_than},
    Ending{"thấp hơn", Comparator::less_than},
    Ending{"nhỏ hơn", Comparator::less_than},
    Ending{"ít hơn", Comparator::less_than},
};

// "cấp trên", "tuyến dưới", "nêu trên" say where, not how much.
constexpr std::array<std::string_view, 8> places{"cấp", "tuyến", "bên", "phía", "nêu", "nói", "bậc", "kể"};

bool is_sign(std::string_view text) {
    return text.front() == '<' || text.front() == '>' || static_cast<unsigned char>(text.front()) == 0xE2;
}

bool stands_at_end(std::string_view name, std::string_view ending) {
    if (!name.ends_with(ending)) return false;
    const auto before = name.substr(0, name.size() - ending.size());
    if (is_sign(ending)) return true;
    if (!before.ends_with(' ')) return false;
    const auto word = before.substr(0, before.size() - 1);
    return std::none_of(places.begin(), places.end(), [&](std::string_view place) {
        return word.ends_with(place) && (word.size() == place.size() || word[word.size() - place.size() - 1] == ' ');
    });
}

}  // namespace

TargetReading read_targets(std::string_view cell, int year) {
    TargetReading reading;
    const std::string words = squeeze(cell);
    if (words.empty() || is_dash(words)) return reading;
    if (words.size() > longest_value) {
        reading.targets.push_back({year, Comparator::equal, std::nullopt, words, false});
        reading.unclear = Unclear{"quá dài so với một giá trị, giữ nguyên văn", "too long for a value, kept as words"};
        return reading;
    }
    Reader reader(reading);
    for (const Part& part : parts_of(words, year)) reader.read(part);
    return reading;
}

std::optional<Comparator> comparator_at_end(std::string_view name) {
    if (name.size() > longest_name) return std::nullopt;
    const std::string folded = rules::deadlines::fold(without_brackets(name));
    const Ending* best = nullptr;
    for (const Ending& ending : endings)
        if (stands_at_end(folded, ending.text) && (!best || ending.text.size() > best->text.size())) best = &ending;
    if (!best) return std::nullopt;
    return best->comparator;
}

}  // namespace dondoc::intake
