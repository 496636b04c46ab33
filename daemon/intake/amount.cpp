#include "daemon/intake/amount.hpp"

#include "daemon/intake/targets.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace dondoc::intake {

namespace {

using rules::model::Comparator;

enum class Effect : unsigned char {
    filler,
    at_least,
    more_than,
    at_most,
    less_than,
    from,     ///< "từ": at least, or the beginning of a span
    up,       ///< "tăng": a change
    down,     ///< "giảm": a change
    reaches,  ///< "giảm còn", "tăng lên": no change but what is reached
};

struct Phrase {
    std::string_view text;  ///< without tones
    Effect effect;
};

// What may stand in front of a number. The longest that fits is taken.
constexpr std::array phrases{
    Phrase{"dat", Effect::filler},
    Phrase{"phan dau", Effect::filler},
    Phrase{"chiem", Effect::filler},
    Phrase{"muc", Effect::filler},
    Phrase{"o muc", Effect::filler},
    Phrase{"ty le", Effect::filler},
    Phrase{"khoang", Effect::filler},
    Phrase{"xap xi", Effect::filler},
    Phrase{"uoc", Effect::filler},
    Phrase{"uoc dat", Effect::filler},
    Phrase{"duy tri", Effect::filler},
    Phrase{"giu", Effect::filler},
    Phrase{"giu vung", Effect::filler},
    Phrase{"on dinh", Effect::filler},
    Phrase{"bang", Effect::filler},
    Phrase{"la", Effect::filler},
    Phrase{"co", Effect::filler},
    Phrase{"co ban", Effect::filler},
    Phrase{"binh quan", Effect::filler},
    Phrase{"trung binh", Effect::filler},
    Phrase{"hoan thanh", Effect::filler},
    Phrase{"bao phu", Effect::filler},
    Phrase{"du kien", Effect::filler},
    Phrase{"~", Effect::filler},
    Phrase{"≈", Effect::filler},
    Phrase{"=", Effect::filler},
    Phrase{":", Effect::filler},

    Phrase{">=", Effect::at_least},
    Phrase{"=>", Effect::at_least},
    Phrase{"> =", Effect::at_least},
    Phrase{"≥", Effect::at_least},
    Phrase{"⩾", Effect::at_least},
    Phrase{"≧", Effect::at_least},
    Phrase{"\\geq", Effect::at_least},
    Phrase{"\\ge", Effect::at_least},
    Phrase{"\\geqslant", Effect::at_least},
    Phrase{"toi thieu", Effect::at_least},
    Phrase{"it nhat", Effect::at_least},
    Phrase{"it nhat la", Effect::at_least},
    Phrase{"thap nhat", Effect::at_least},
    Phrase{"khong duoi", Effect::at_least},
    Phrase{"khong thap hon", Effect::at_least},
    Phrase{"khong it hon", Effect::at_least},
    Phrase{"khong nho hon", Effect::at_least},
    Phrase{"khong kem", Effect::at_least},
    Phrase{"lon hon hoac bang", Effect::at_least},
    Phrase{"cao hon hoac bang", Effect::at_least},
    Phrase{"bang hoac cao hon", Effect::at_least},
    Phrase{"bang hoac lon hon", Effect::at_least},
    Phrase{"tu", Effect::from},

    Phrase{">", Effect::more_than},
    Phrase{"\\gt", Effect::more_than},
    Phrase{"tren", Effect::more_than},
    Phrase{"hon", Effect::more_than},
    Phrase{"vuot", Effect::more_than},
    Phrase{"vuot tren", Effect::more_than},
    Phrase{"cao hon", Effect::more_than},
    Phrase{"lon hon", Effect::more_than},
    Phrase{"nhieu hon", Effect::more_than},

    Phrase{"<=", Effect::at_most},
    Phrase{"=<", Effect::at_most},
    Phrase{"< =", Effect::at_most},
    Phrase{"≤", Effect::at_most},
    Phrase{"⩽", Effect::at_most},
    Phrase{"≦", Effect::at_most},
    Phrase{"\\leq", Effect::at_most},
    Phrase{"\\le", Effect::at_most},
    Phrase{"\\leqslant", Effect::at_most},
    Phrase{"toi da", Effect::at_most},
    Phrase{"nhieu nhat", Effect::at_most},
    Phrase{"cao nhat", Effect::at_most},
    Phrase{"khong qua", Effect::at_most},
    Phrase{"khong vuot", Effect::at_most},
    Phrase{"khong vuot qua", Effect::at_most},
    Phrase{"khong cao hon", Effect::at_most},
    Phrase{"khong lon hon", Effect::at_most},
    Phrase{"khong nhieu hon", Effect::at_most},
    Phrase{"khong tren", Effect::at_most},
    Phrase{"khong hon", Effect::at_most},
    Phrase{"nho hon hoac bang", Effect::at_most},
    Phrase{"thap hon hoac bang", Effect::at_most},

    Phrase{"<", Effect::less_than},
    Phrase{"\\lt", Effect::less_than},
    Phrase{"duoi", Effect::less_than},
    Phrase{"thap hon", Effect::less_than},
    Phrase{"nho hon", Effect::less_than},
    Phrase{"it hon", Effect::less_than},
    Phrase{"chua den", Effect::less_than},

    Phrase{"tang", Effect::up},
    Phrase{"tang them", Effect::up},
    Phrase{"them", Effect::up},
    Phrase{"+", Effect::up},
    Phrase{"giam", Effect::down},
    Phrase{"giam them", Effect::down},
    Phrase{"giam di", Effect::down},

    Phrase{"giam con", Effect::reaches},
    Phrase{"giam xuong", Effect::reaches},
    Phrase{"giam xuong con", Effect::reaches},
    Phrase{"giam den", Effect::reaches},
    Phrase{"ha xuong", Effect::reaches},
    Phrase{"con", Effect::reaches},
    Phrase{"chi con", Effect::reaches},
    Phrase{"tang len", Effect::reaches},
    Phrase{"tang den", Effect::reaches},
    Phrase{"nang len", Effect::reaches},
    Phrase{"len", Effect::reaches},
    Phrase{"xuong", Effect::reaches},
    Phrase{"xuong con", Effect::reaches},
};

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool is_word_part(char c) noexcept {
    return is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool ends_in_letter(std::string_view text) noexcept {
    return text.back() >= 'a' && text.back() <= 'z';
}

/// The phrase at the beginning of a text, as a whole word; "dat80" is none.
const Phrase* phrase_at(std::string_view text) {
    const Phrase* best = nullptr;
    for (const Phrase& phrase : phrases) {
        if (!text.starts_with(phrase.text) || (best && best->text.size() >= phrase.text.size())) continue;
        const auto end = phrase.text.size();
        if (ends_in_letter(phrase.text) && end < text.size() && is_word_part(text[end]) && !is_digit(text[end]))
            continue;
        best = &phrase;
    }
    return best;
}

/// A number as written, and whether it could mean another one.
struct Number {
    double value = 0;
    bool uncertain = false;
    std::size_t length = 0;
};

std::vector<std::string_view> split_at(std::string_view text, char sign) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0, end = 0; end != std::string_view::npos; begin = end + 1) {
        end = text.find(sign, begin);
        parts.push_back(text.substr(begin, end - begin));
    }
    return parts;
}

bool all_groups_of_three(const std::vector<std::string_view>& parts) {
    return parts.front().size() <= 3 &&
           std::all_of(parts.begin() + 1, parts.end(), [](std::string_view part) { return part.size() == 3; });
}

std::optional<double> value_of(std::string text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string without(std::string_view text, char sign) {
    std::string out(text);
    out.erase(std::remove(out.begin(), out.end(), sign), out.end());
    return out;
}

/// Thousands and decimals told apart by what Vietnamese uses, points and commas, where they do not contradict it.
std::optional<Number> interpret(std::string_view digits) {
    const auto points = std::count(digits.begin(), digits.end(), '.');
    const auto commas = std::count(digits.begin(), digits.end(), ',');
    const auto number = [&](std::string text, bool uncertain = false) -> std::optional<Number> {
        if (const auto value = value_of(std::move(text))) return Number{*value, uncertain, digits.size()};
        return std::nullopt;
    };
    if (points + commas == 0) return number(std::string(digits));
    if (points > 0 && commas > 0) {
        const char decimal = digits.rfind('.') > digits.rfind(',') ? '.' : ',';
        const char thousands = decimal == '.' ? ',' : '.';
        const auto cut = digits.rfind(decimal);
        if (digits.find(decimal) != cut || !all_groups_of_three(split_at(digits.substr(0, cut), thousands)))
            return std::nullopt;
        return number(without(digits.substr(0, cut), thousands) + "." + std::string(digits.substr(cut + 1)));
    }
    const char sign = points > 0 ? '.' : ',';
    const auto parts = split_at(digits, sign);
    const bool groups = all_groups_of_three(parts) && parts.front() != "0";
    if (parts.size() > 2) return groups ? number(without(digits, sign)) : std::nullopt;
    if (groups && sign == '.') return number(without(digits, sign));
    return number(std::string(parts[0]) + "." + std::string(parts[1]), groups);
}

/// The number at the beginning of a text; "3 571 278" is one, and of "80." the point is none of it.
std::optional<Number> number_at(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') && end > 0 &&
                                                         end + 1 < text.size() && is_digit(text[end + 1]))))
        ++end;
    if (end == 0) return std::nullopt;
    const auto is_group = [&](std::size_t at) {
        return at + 4 <= text.size() && text[at] == ' ' && std::all_of(&text[at + 1], &text[at + 4], is_digit) &&
               (at + 4 == text.size() || !is_digit(text[at + 4]));
    };
    if (end <= 3 && text[0] != '0' && is_group(end)) {
        std::string joined(text.substr(0, end));
        for (; is_group(end); end += 4) joined += text.substr(end + 1, 3);
        if (const auto value = value_of(joined)) return Number{*value, false, end};
    }
    return interpret(text.substr(0, end));
}

class Reader {
public:
    explicit Reader(std::string_view words)
        : words_(words), text_(rules::deadlines::fold_without_tones(words)), rest_(text_) {}

    Amount run() {
        drop_comparison();
        if (std::none_of(text_.begin(), text_.end(), is_digit)) return {};
        read_front();
        if (!take_number(amount_.low)) return unplaced();
        read_second();
        if (!read_back() || contradicts_itself()) return unplaced();
        finish();
        return amount_;
    }

private:
    /// "so với năm 2025" at the end says from where a change counts.
    void drop_comparison() {
        const auto at = text_.find("so voi ");
        if (at == std::string::npos) return;
        std::string_view year = std::string_view(text_).substr(at);
        year.remove_prefix(std::min(year.size(), year.find_first_of("0123456789")));
        const auto end = std::min(year.size(), year.find_first_not_of("0123456789"));
        const bool only_a_year =
            end == 4 && year.starts_with("20") && std::none_of(year.begin() + 4, year.end(), is_digit);
        if (!only_a_year && !year.empty()) return;
        text_.resize(at);
        while (text_.ends_with(' ') || text_.ends_with('(')) text_.pop_back();
        rest_ = text_;
    }

    static Amount unplaced() {
        Amount amount;
        amount.state = Amount::State::unplaced;
        return amount;
    }

    void skip_spaces() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '$')) rest_.remove_prefix(1);
    }

    void read_front() {
        for (skip_spaces(); const Phrase* phrase = phrase_at(rest_); skip_spaces()) {
            rest_.remove_prefix(phrase->text.size());
            apply(phrase->effect);
        }
    }

    void apply(Effect effect) {
        switch (effect) {
            case Effect::filler: return;
            case Effect::at_least: return compare(Comparator::at_least);
            case Effect::more_than: return compare(Comparator::more_than);
            case Effect::at_most: return compare(Comparator::at_most);
            case Effect::less_than: return compare(Comparator::less_than);
            case Effect::from: from_ = true; return;
            case Effect::up: direction_ = 1; return;
            case Effect::down: direction_ = -1; return;
            case Effect::reaches: direction_ = 0; return;
        }
    }

    void compare(Comparator comparator) {
        contradicts_ |= amount_.has_comparator && amount_.comparator != comparator;
        amount_.comparator = comparator;
        amount_.has_comparator = true;
    }

    bool take_number(double& value) {
        const bool negative = rest_.size() > 1 && rest_[0] == '-' && is_digit(rest_[1]);
        if (negative) rest_.remove_prefix(1);
        const auto number = number_at(rest_);
        if (!number) return false;
        rest_.remove_prefix(number->length);
        value = negative ? -number->value : number->value;
        uncertain_ |= number->uncertain;
        skip_spaces();
        for (const std::string_view sign : {"%", "‰"})
            if (rest_.starts_with(sign)) {
                amount_.unit = sign;
                rest_.remove_prefix(sign.size());
                skip_spaces();
            }
        return true;
    }

    /// "80-85", "từ 80 đến 85", "từ 80 lên 85"
    void read_second() {
        const auto before = rest_;
        const bool to = skip_any({"-", "den", "toi"});
        const bool reaches = !to && (from_ || direction_ != 0) && skip_any({"len", "xuong con", "xuong", "con"});
        double second = 0;
        if ((!to && !reaches) || rest_.empty() || !is_digit(rest_.front()) || !take_number(second)) {
            rest_ = before;
            return;
        }
        if (reaches || (direction_ != 0 && from_)) {  // "giảm từ 20 xuống 15"
            amount_.low = second;
            direction_ = 0;
        } else {
            amount_.high = second;
        }
        from_ = false;
    }

    bool skip_any(std::initializer_list<std::string_view> words) {
        for (const std::string_view word : words)
            if (rest_.starts_with(word)) {
                rest_.remove_prefix(word.size());
                skip_spaces();
                return true;
            }
        return false;
    }

    /// What follows the number; false where it holds digits that have no place.
    bool read_back() {
        const std::size_t tail = rest_.size();
        if (skip_any({"tro len", "hoac cao hon", "hoac hon"})) {
            if (!amount_.has_comparator) compare(Comparator::at_least);
            from_ = false;
        } else if (skip_any({"tro xuong", "hoac thap hon"})) {
            if (!amount_.has_comparator) compare(Comparator::at_most);
            from_ = false;
        } else if (amount_.unit.empty()) {
            find_unit(tail);
        }
        for (const std::string_view word : {"tro len", "tro xuong"})
            if (const auto at = rest_.find(word); at != std::string_view::npos && !amount_.has_comparator)
                compare(word == "tro len" ? Comparator::at_least : Comparator::at_most);
        const auto digit = rest_.find_first_of("0123456789");
        return digit == std::string_view::npos || is_rate(digit);
    }

    /// The last `tail` bytes of the folded text, as written.
    void find_unit(std::size_t tail) {
        const auto is_scale = [&](std::string_view word) {
            return rest_.starts_with(word) && (rest_.size() == word.size() || !is_word_part(rest_[word.size()]));
        };
        for (const std::string_view word : {"nghin", "ngan", "trieu", "ty", "ti", "van"})
            if (is_scale(word)) amount_.scale = word;
        std::string unit = squeeze(as_written(tail));
        if (const auto at = rules::deadlines::fold(unit).find(" trở "); at < unit.size()) unit.resize(at);
        if (is_unit_of_measure(unit)) amount_.unit = unit;
    }

    /// Folding keeps the digits, so what stands behind the same number of them is the same text.
    std::string_view as_written(std::size_t tail) const {
        auto digits = std::count_if(text_.begin(), text_.end() - static_cast<std::ptrdiff_t>(tail), is_digit);
        if (std::count_if(words_.begin(), words_.end(), is_digit) !=
            std::count_if(text_.begin(), text_.end(), is_digit))
            return {};
        std::size_t at = 0;
        for (; digits > 0; ++at) digits -= is_digit(words_[at]);
        return words_.substr(at);
    }

    /// "/10.000 dân": what the number is counted by.
    bool is_rate(std::size_t digit) const {
        const auto slash = rest_.find_last_not_of(' ', digit - 1);
        if (digit == 0 || slash == std::string_view::npos || rest_[slash] != '/') return false;
        const auto number = number_at(rest_.substr(digit));
        if (!number || number->value < 100 || std::fmod(std::log10(number->value), 1.0) != 0.0) return false;
        const auto after = rest_.substr(digit + number->length);
        return std::none_of(after.begin(), after.end(), is_digit);
    }

    // "giảm dưới 5" may mean the decrease or what is left.
    bool contradicts_itself() const {
        return contradicts_ || (direction_ < 0 && amount_.comparator == Comparator::less_than) ||
               (amount_.high && (*amount_.high <= amount_.low || amount_.has_comparator));
    }

    void finish() {
        amount_.state = uncertain_ ? Amount::State::uncertain : Amount::State::number;
        if (from_) {
            if (!amount_.has_comparator) amount_.comparator = Comparator::at_least;
            amount_.has_comparator = true;
        }
        amount_.is_change = direction_ != 0;
        if (direction_ >= 0) return;
        // A decrease of at least 5 is a change of at most -5.
        amount_.low = -amount_.low;
        if (amount_.high) {
            const double high = -*amount_.high;
            amount_.high = amount_.low;
            amount_.low = high;
        }
        switch (amount_.comparator) {
            case Comparator::equal: break;
            case Comparator::at_least: amount_.comparator = Comparator::at_most; break;
            case Comparator::more_than: amount_.comparator = Comparator::less_than; break;
            case Comparator::at_most: amount_.comparator = Comparator::at_least; break;
            case Comparator::less_than: amount_.comparator = Comparator::more_than; break;
        }
    }

    std::string_view words_;
    std::string text_;
    std::string_view rest_;
    Amount amount_;
    int direction_ = 0;
    bool from_ = false;
    bool uncertain_ = false;
    bool contradicts_ = false;
};

}  // namespace

Amount read_amount(std::string_view words) {
    return Reader(words).run();
}

}  // namespace dondoc::intake
