#include "daemon/intake/number_format.hpp"

#include "rules/dates/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

namespace dondoc::intake {

namespace {

using rules::dates::Date;

constexpr std::string_view general = "General";

/// A piece of a format code: a literal, a run of one date letter, or one character with a meaning.
struct Token {
    enum class Kind { literal, date, digit, other };
    Kind kind = Kind::literal;
    std::string text;
    char letter = '\0';  ///< y m d h s, n for minutes; 0 # ? . , % @ / E; G for General
    std::size_t length = 1;
};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool starts_with_word(std::string_view text, std::string_view lower_word) {
    return text.size() >= lower_word.size() &&
           std::equal(lower_word.begin(), lower_word.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

/// Cuts a code into its parts for positive numbers, negative numbers, zero and text.
std::vector<std::string_view> sections_of(std::string_view format) {
    std::vector<std::string_view> sections;
    std::size_t begin = 0;
    bool quoted = false;
    bool bracket = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\\') ++i;
        bracket = c == '[' || (bracket && c != ']');
        if (c != ';' || bracket) continue;
        sections.push_back(format.substr(begin, i - begin));
        begin = i + 1;
    }
    sections.push_back(format.substr(std::min(begin, format.size())));
    return sections;
}

class Lexer {
public:
    explicit Lexer(std::string_view section) : rest_(section) {}

    std::vector<Token> run() {
        while (!rest_.empty()) step();
        tell_minutes();
        return std::move(tokens_);
    }

private:
    void step() {
        const char c = rest_.front();
        if (c == '"') return literal_until('"');
        if (c == '[') return bracket();
        if (c == '\\') return add_literal(rest_.substr(1, following(1)), 1 + following(1));
        if (c == '_') return add_literal(" ", 1 + following(1));
        if (c == '*') return add_literal("", 1 + following(1));
        if (starts_with_word(rest_, "general")) return add({Token::Kind::other, {}, 'G', general.size()});
        if (starts_with_word(rest_, "am/pm")) return add_literal("", 5);
        if (starts_with_word(rest_, "a/p")) return add_literal("", 3);
        const char letter = lower(c);
        if (std::string_view("ymdhs").find(letter) != std::string_view::npos) {
            const auto end = std::find_if(rest_.begin(), rest_.end(), [&](char x) { return lower(x) != letter; });
            return add({Token::Kind::date, {}, letter, static_cast<std::size_t>(end - rest_.begin())});
        }
        if (c == '0' || c == '#' || c == '?') return add({Token::Kind::digit, {}, c, 1});
        if (c == 'E' && rest_.size() > 1 && (rest_[1] == '+' || rest_[1] == '-'))
            return add({Token::Kind::other, {}, 'E', 2});
        if (std::string_view(".,%@/").find(c) != std::string_view::npos)
            return add({Token::Kind::other, std::string(1, c), c, 1});
        add_literal(rest_.substr(0, following(0)), following(0));
    }

    // The length of the UTF-8 character at this position; 0 at the end.
    std::size_t following(std::size_t at) const {
        if (at >= rest_.size()) return 0;
        std::size_t length = 1;
        while (at + length < rest_.size() && (static_cast<unsigned char>(rest_[at + length]) & 0xC0) == 0x80) ++length;
        return length;
    }

    void literal_until(char end) {
        const auto close = std::min(rest_.find(end, 1), rest_.size());
        add_literal(rest_.substr(1, close - 1), close + 1);
    }

    // [Red], [>=100], [$-42A] say nothing in words; [$VND-42A] does, [h] is a time that may exceed a day.
    void bracket() {
        const auto close = std::min(rest_.find(']'), rest_.size());
        const auto inside = rest_.substr(1, close - 1);
        const bool elapsed = !inside.empty() && std::all_of(inside.begin(), inside.end(), [](char c) {
            return lower(c) == 'h' || lower(c) == 'm' || lower(c) == 's';
        });
        if (elapsed) return add({Token::Kind::date, {}, lower(inside[0]) == 'm' ? 'n' : lower(inside[0]), close + 1});
        const auto currency = inside.starts_with('$') ? inside.substr(1, inside.find('-') - 1) : std::string_view();
        add_literal(currency, close + 1);
    }

    void add_literal(std::string_view text, std::size_t length) {
        add({Token::Kind::literal, std::string(text), '\0', length});
    }

    void add(Token token) {
        rest_.remove_prefix(std::min(rest_.size(), token.length));
        tokens_.push_back(std::move(token));
    }

    // An m next to hours or seconds means minutes.
    void tell_minutes() {
        char before = '\0';
        Token* month = nullptr;
        for (Token& token : tokens_) {
            if (token.kind != Token::Kind::date) continue;
            if (token.letter == 's' && month) month->letter = 'n';
            if (token.letter == 'm' && (before == 'h' || before == 's')) token.letter = 'n';
            month = token.letter == 'm' ? &token : nullptr;
            before = token.letter;
        }
    }

    std::string_view rest_;
    std::vector<Token> tokens_;
};

bool is_date(const std::vector<Token>& tokens) {
    const bool general_number =
        std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.letter == 'G'; });
    return !general_number && std::any_of(tokens.begin(), tokens.end(),
                                          [](const Token& token) { return token.kind == Token::Kind::date; });
}

bool has_letters(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

struct Moment {
    Date day;
    int minutes = 0;
};

int year_of(const Moment& moment) {
    return rules::dates::year_of(moment.day);
}

unsigned month_of(const Moment& moment) {
    return static_cast<unsigned>(std::chrono::year_month_day(moment.day).month());
}

unsigned day_of(const Moment& moment) {
    return static_cast<unsigned>(std::chrono::year_month_day(moment.day).day());
}

std::string clock_of(const Moment& moment) {
    return fmt::format("{:02}:{:02}", moment.minutes / 60, moment.minutes % 60);
}

// The words of the format stay, such as "Tháng" m "năm" yyyy.
std::string in_words(const std::vector<Token>& tokens, const Moment& moment) {
    std::string text;
    for (const Token& token : tokens) {
        switch (token.letter) {
            case 'y': text += std::to_string(year_of(moment)); break;
            case 'm': text += std::to_string(month_of(moment)); break;
            case 'd': text += token.length <= 2 ? std::to_string(day_of(moment)) : std::string(); break;
            case 'h': text += fmt::format("{:02}", moment.minutes / 60); break;
            case 'n': text += fmt::format("{:02}", moment.minutes % 60); break;
            case 's': text += "00"; break;
            default: text += token.text;
        }
    }
    return text;
}

std::string show_date(const Moment& moment, const std::vector<Token>& tokens) {
    const auto has = [&](char letter) {
        return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
            return token.kind == Token::Kind::date && token.letter == letter && (letter != 'd' || token.length <= 2);
        });
    };
    const bool words = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
        return token.kind == Token::Kind::literal && has_letters(token.text);
    });
    const bool clock = has('h') || has('n') || has('s');
    const bool day = has('d');
    const bool month = has('m');
    if (words && (day || month || has('y'))) return in_words(tokens, moment);
    std::string text;
    if (day && month && !has('y'))
        text = fmt::format("{}/{}", day_of(moment), month_of(moment));
    else if (!day && month && has('y'))
        text = fmt::format("{:02}/{}", month_of(moment), year_of(moment));
    else if (!day && !month && has('y'))
        text = std::to_string(year_of(moment));
    else if (!day && month)
        text = fmt::format("Tháng {}", month_of(moment));
    else if (day || !clock)
        text = rules::dates::format_vi(moment.day);
    if (clock && (moment.minutes != 0 || text.empty())) text += (text.empty() ? "" : " ") + clock_of(moment);
    return text;
}

std::optional<Moment> moment_of(double serial, DateSystem system) {
    using namespace std::chrono;
    constexpr double minutes_a_day = 24 * 60;
    if (!(serial >= 0) || serial > 2'958'466) return std::nullopt;
    auto days_since = static_cast<int>(serial);
    auto minutes = static_cast<int>(std::lround((serial - days_since) * minutes_a_day));
    if (minutes == static_cast<int>(minutes_a_day)) ++days_since, minutes = 0;
    constexpr int after_the_day_that_never_was = 60;
    const sys_days first = system == DateSystem::from_1904             ? sys_days(year(1904) / 1 / 1)
                           : days_since > after_the_day_that_never_was ? sys_days(year(1899) / 12 / 30)
                                                                       : sys_days(year(1899) / 12 / 31);
    return Moment{first + days(days_since), minutes};
}

// Rounded as decimal numbers are: half away from zero.
double rounded(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    if (!(std::abs(value) * scale < 1e15)) return value;
    const double scaled = std::strtod(fmt::format("{:.15g}", value * scale).c_str(), nullptr);
    return std::round(scaled) / scale;
}

std::string with_comma(std::string text) {
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string show_general(double value) {
    constexpr double exact = 1e15;
    if (std::abs(value) < exact && value == std::round(value)) return fmt::format("{:.0f}", value + 0.0);
    return with_comma(fmt::format("{:.{}g}", value, std::abs(value) < 1 ? 9 : 10));
}

std::string grouped(std::string digits) {
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, '.');
    return digits;
}

/// The part of a format code around and between the places for digits.
struct Pattern {
    std::string before;
    std::string after;
    std::size_t whole = 0;     ///< digits in front of the comma at least
    std::size_t decimals = 0;  ///< places behind it
    std::size_t fixed = 0;     ///< of these, shown even where they are zero
    bool grouping = false;
    int thousands = 0;  ///< commas at the end divide by 1000 each
    int percent = 0;
    bool plain = true;  ///< nothing in it that this program does not follow
    bool any_digit = false;
};

Pattern pattern_of(const std::vector<Token>& tokens) {
    Pattern pattern;
    bool fraction = false;
    bool gap = false;
    for (const Token& token : tokens) {
        std::string& side = pattern.any_digit ? pattern.after : pattern.before;
        if (token.kind == Token::Kind::digit) {
            pattern.plain &= !gap;
            pattern.grouping |= pattern.thousands > 0;
            pattern.thousands = 0;
            pattern.any_digit = true;
            if (!fraction)
                pattern.whole += token.letter == '0';
            else if (++pattern.decimals; token.letter == '0')
                pattern.fixed = pattern.decimals;
        } else if (token.letter == '.') {
            pattern.any_digit = fraction = true;
        } else if (token.letter == ',') {
            pattern.thousands += pattern.any_digit;
        } else if (token.letter == '%') {
            ++pattern.percent;
            side += '%';
        } else if (token.kind == Token::Kind::literal) {
            gap |= pattern.any_digit && !token.text.empty();
            side += token.text;
        } else {
            pattern.plain = false;
        }
    }
    return pattern;
}

std::string show_pattern(double value, const Pattern& pattern) {
    value *= std::pow(100.0, pattern.percent) / std::pow(1000.0, pattern.thousands);
    const int decimals = static_cast<int>(std::min<std::size_t>(pattern.decimals, 15));
    std::string digits = fmt::format("{:.{}f}", rounded(std::abs(value), decimals), decimals);
    const auto point = std::min(digits.find('.'), digits.size());
    std::string whole = digits.substr(0, point);
    std::string fraction = point == digits.size() ? std::string() : digits.substr(point + 1);
    while (fraction.size() > pattern.fixed && fraction.back() == '0') fraction.pop_back();
    if (whole.size() < pattern.whole) whole.insert(0, pattern.whole - whole.size(), '0');
    if (whole == "0" && pattern.whole == 0) whole.clear();
    if (pattern.grouping) whole = grouped(whole);
    return pattern.before + whole + (fraction.empty() ? "" : "," + fraction) + pattern.after;
}

std::string show_with(double value, const std::vector<Token>& tokens) {
    const auto is = [](char letter) { return [letter](const Token& token) { return token.letter == letter; }; };
    if (const auto at = std::find_if(tokens.begin(), tokens.end(), is('G')); at != tokens.end()) {
        std::string text;
        for (const Token& token : tokens) text += token.letter == 'G' ? show_general(value) : token.text;
        return text;
    }
    const Pattern pattern = pattern_of(tokens);
    if (!pattern.plain) return show_general(value);
    return pattern.any_digit ? show_pattern(value, pattern) : pattern.before;
}

// A condition such as [<1] orders the parts in its own way.
bool has_condition(std::string_view format) {
    return format.find("[<") != std::string_view::npos || format.find("[>") != std::string_view::npos ||
           format.find("[=") != std::string_view::npos;
}

}  // namespace

std::string_view builtin_number_format(unsigned id) noexcept {
    switch (id) {
        case 1: return "0";
        case 2: return "0.00";
        case 3: return "#,##0";
        case 4: return "#,##0.00";
        case 9: return "0%";
        case 10: return "0.00%";
        case 11: return "0.00E+00";
        case 12: return "# ?/?";
        case 13: return "# ?\?/??";
        case 14: return "d/m/yyyy";
        case 15: return "d-mmm-yy";
        case 16: return "d-mmm";
        case 17: return "mmm-yy";
        case 18: return "h:mm AM/PM";
        case 19: return "h:mm:ss AM/PM";
        case 20: return "h:mm";
        case 21: return "h:mm:ss";
        case 22: return "d/m/yyyy h:mm";
        case 37:
        case 38: return "#,##0;-#,##0";
        case 39:
        case 40: return "#,##0.00;-#,##0.00";
        case 41:
        case 42: return "#,##0";
        case 43:
        case 44: return "#,##0.00";
        case 45: return "mm:ss";
        case 46: return "[h]:mm:ss";
        case 47: return "mm:ss.0";
        case 48: return "##0.0E+0";
        case 49: return "@";
        default: break;
    }
    // East Asian formats of dates, whatever their words.
    const bool month_year = id == 33 || id == 55;
    if ((id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || (id >= 57 && id <= 58) || month_year)
        return month_year ? "yyyy/mm" : "d/m/yyyy";
    return general;
}

std::string show_number(double value, std::string_view format, DateSystem system) {
    const auto sections = sections_of(format);
    const bool several = sections.size() > 1 && !has_condition(format);
    const bool below = several && value < 0;
    const bool zero = several && value == 0 && sections.size() > 2;
    const auto section = zero ? sections[2] : below ? sections[1] : sections[0];
    const auto tokens = Lexer(section).run();
    if (is_date(tokens)) {
        const auto moment = moment_of(value, system);
        return moment ? show_date(*moment, tokens) : show_general(value);
    }
    if (has_condition(format) || section.empty()) return show_general(value);
    // The part for negative numbers has its own sign, if any.
    const std::string text = show_with(below ? -value : value, tokens);
    const bool sign = value < 0 && !below && !text.starts_with('-');
    return sign ? "-" + text : text;
}

std::string show_iso_date(std::string_view text, std::string_view format) {
    const auto day = rules::dates::parse_iso(text.substr(0, 10));
    if (!day) return std::string(text);
    Moment moment{*day, 0};
    if (text.size() >= 16 && text[10] == 'T' && text[13] == ':')
        moment.minutes = std::atoi(std::string(text.substr(11, 2)).c_str()) * 60 +
                         std::atoi(std::string(text.substr(14, 2)).c_str());
    const auto sections = sections_of(format);
    const auto tokens = Lexer(sections[0]).run();
    return show_date(moment, is_date(tokens) ? tokens : Lexer("d/m/yyyy").run());
}

std::string show_text(std::string_view text, std::string_view format) {
    const auto sections = sections_of(format);
    const auto tokens = Lexer(sections.size() > 3 ? sections[3] : sections[0]).run();
    const auto is_place = [](const Token& token) { return token.letter == '@'; };
    if (std::none_of(tokens.begin(), tokens.end(), is_place)) return std::string(text);
    std::string shown;
    for (const Token& token : tokens) shown += is_place(token) ? std::string(text) : token.text;
    return shown;
}

}  // namespace dondoc::intake
