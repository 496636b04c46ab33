#include "daemon/intake/head_fields.hpp"

#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <charconv>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold;

constexpr std::size_t longest_line = 200;       // bytes, of number and date
constexpr std::size_t longest_reference = 400;  // bytes
constexpr std::size_t longest_issuer = 120;     // bytes
constexpr std::string_view digits = "0123456789";
constexpr std::string_view ellipsis = "…";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_blank(char c) {
    return c == ' ' || c == '.' || c == '_';
}

void skip_blanks(std::string_view& text) {
    while (true) {
        if (!text.empty() && is_blank(text.front()))
            text.remove_prefix(1);
        else if (text.starts_with(ellipsis))
            text.remove_prefix(ellipsis.size());
        else
            return;
    }
}

std::string_view take_digits(std::string_view& text) {
    const auto taken = text.substr(0, text.find_first_not_of(digits));
    text.remove_prefix(taken.size());
    return taken;
}

bool is_sign_byte(char c) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return letter || is_digit(c) || c == '/' || c == '-' || c == '.' || c == '&' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// "/KH-UBND", "-KH/TU", "/2026/ KH - UBND": blanks are allowed around the strokes, and left out.
std::string take_sign(std::string_view& text) {
    std::string sign;
    while (!text.empty()) {
        const char c = text.front();
        const auto next = text.find_first_not_of(' ');
        const bool before_stroke = next != std::string_view::npos && (text[next] == '-' || text[next] == '/');
        const bool after_stroke =
            !sign.empty() && (sign.back() == '-' || sign.back() == '/') && next != std::string_view::npos && next > 0 &&
            (std::isupper(static_cast<unsigned char>(text[next])) != 0 || text.substr(next).starts_with("Đ"));
        if (c == ' ' && (before_stroke || after_stroke)) {
            text.remove_prefix(next);
        } else if (is_sign_byte(c)) {
            sign += c;
            text.remove_prefix(1);
        } else {
            break;
        }
    }
    while (!sign.empty() && (sign.back() == '.' || sign.back() == '-' || sign.back() == '/')) sign.pop_back();
    return sign;
}

bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return c != '/' && c != '-' && c != '.' && !is_digit(c); });
}

/// A number without the word "số" in front.
std::optional<NumberLine> number_here(std::string_view rest) {
    skip_blanks(rest);
    const auto number = take_digits(rest);
    skip_blanks(rest);
    if (rest.empty() && number.empty()) return NumberLine{};
    if (!rest.starts_with('/') && !rest.starts_with('-')) return std::nullopt;
    const std::string sign = take_sign(rest);
    if (!has_letter(sign)) return std::nullopt;
    return NumberLine{number.empty() ? std::string() : std::string(number) + sign, squeeze(rest)};
}

IssueDate issue_date(int day, int month, int year) {
    IssueDate issued;
    issued.year = year;
    if (day != 0 && month != 0 && year != 0) issued.date = rules::dates::make_date(year, month, day);
    return issued;
}

// "21 tháng 11 năm 2025" and nothing behind it; day, month and year may be blank. Folded.
std::optional<IssueDate> in_words(const std::string& text) {
    const auto words = words_of(text);
    const auto month = std::find(words.begin(), words.end(), "tháng");
    const auto year = std::find(month, words.end(), "năm");
    if (year == words.end() || year - words.begin() > 4) return std::nullopt;
    const auto value = [&](auto word) { return word != words.end() ? to_number(*word).value_or(0) : 0; };
    const bool ends = words.end() - year <= 2;
    if (!ends) return std::nullopt;
    const int day = month == words.begin() ? 0 : value(month - 1);
    return issue_date(day, value(month + 1), value(year + 1) >= 1000 ? value(year + 1) : 0);
}

// "21/11/2025", " / /2026"; `whole`: with nothing behind it.
std::optional<IssueDate> in_digits(std::string_view text, bool whole) {
    int numbers[3] = {0, 0, 0};
    for (int part = 0; part < 3; ++part) {
        skip_blanks(text);
        numbers[part] = to_number(take_digits(text)).value_or(0);
        while (text.starts_with(' ')) text.remove_prefix(1);
        if (part == 2) break;
        if (text.empty() || std::string_view("/.-").find(text.front()) == std::string_view::npos) return std::nullopt;
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.front() == '.' || text.front() == ')')) text.remove_prefix(1);
    if (numbers[2] < 1000 || (whole && !text.empty())) return std::nullopt;
    return issue_date(numbers[0], numbers[1], numbers[2]);
}

// What a sentence says behind the word "ngày": "07 tháng 6 năm 2018 của ...".
IssueDate date_after_word(const std::string& text) {
    if (const auto digits_only = in_digits(text, false)) return *digits_only;
    auto words = words_of(text);
    const auto year = std::find(words.begin(), words.end(), "năm");
    if (year == words.end() || year - words.begin() > 3) return {};
    std::string date;
    for (auto word = words.begin(); word != words.end() && word <= year + 1; ++word) date += *word + ' ';
    return in_words(date).value_or(IssueDate{});
}

std::string name_until(const std::string& text, std::string_view marks) {
    const std::string name = squeeze(text.substr(0, text.find_first_of(marks)));
    return name.size() <= longest_issuer ? name : std::string();
}

}  // namespace

const std::vector<std::string>& document_kinds() {
    static const std::vector<std::string> kinds{"kế hoạch",
                                                "chương trình",
                                                "quyết định",
                                                "chỉ thị",
                                                "thông báo",
                                                "đề án",
                                                "phương án",
                                                "công văn",
                                                "nghị quyết",
                                                "hướng dẫn",
                                                "kế hoạch hành động",
                                                "chương trình công tác",
                                                "chương trình hành động",
                                                "kế hoạch công tác",
                                                "kết luận",
                                                "thông báo kết luận",
                                                "quy chế",
                                                "quy định",
                                                "chiến lược",
                                                "lịch công tác",
                                                "báo cáo",
                                                "tờ trình",
                                                "công điện",
                                                "dự án"};
    return kinds;
}

std::optional<int> to_number(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text + " ") {
        const bool ends = c == ' ' || c == ',' || c == '.' || c == '(' || c == ')' || c == ':' || c == ';' || c == '_';
        if (!ends)
            word += c;
        else if (!word.empty())
            words.push_back(std::move(word)), word.clear();
    }
    std::erase(words, std::string(ellipsis));
    return words;
}

std::optional<NumberLine> number_in(const std::string& line) {
    constexpr std::string_view word = "Số";
    const std::string folded = fold(line.substr(0, longest_line));
    if (line.size() > longest_line || !folded.starts_with("số")) return std::nullopt;
    std::string_view rest = std::string_view(line).substr(std::min(line.size(), word.size()));
    if (folded.starts_with("số hiệu")) rest.remove_prefix(std::min(rest.size(), rest.find(':')));
    if (!rest.empty() && std::string_view(": .").find(rest.front()) == std::string_view::npos &&
        !is_digit(rest.front()) && rest.front() != '/')
        return std::nullopt;
    while (rest.starts_with(' ') || rest.starts_with(':')) rest.remove_prefix(1);
    return number_here(rest);
}

std::optional<IssueDate> date_in(const std::string& line) {
    if (line.size() > longest_line) return std::nullopt;
    const std::string text = fold(line);
    constexpr std::string_view word = "ngày";
    const auto at = text.find(word);
    const std::string place =
        text.substr(0, std::min(at, text.rfind(',') == std::string::npos ? at : text.rfind(',') + 1));
    constexpr std::size_t longest_place = 7;  // words: "Thành phố Hồ Chí Minh"
    if (words_of(place).size() > longest_place || place.find_first_of(digits) != std::string::npos) return std::nullopt;
    if (at == std::string::npos)
        return place.ends_with(',') ? in_digits(std::string_view(text).substr(place.size()), true) : std::nullopt;
    const std::string after = text.substr(at + word.size());
    if (auto words = in_words(after)) return words;
    return in_digits(after, true);
}

std::optional<Reference> reference_in(const std::string& line) {
    if (!line.starts_with('(') || line.size() > longest_reference) return std::nullopt;
    const auto folded = rules::deadlines::fold_with_origin(line);
    for (const std::string& kind : document_kinds()) {
        const std::string words = "theo " + kind + " số";
        const auto at = folded.text.find(words);
        if (at == std::string::npos) continue;
        Reference reference;
        reference.words = line;
        std::string_view after = std::string_view(line).substr(folded.origin[at + words.size()]);
        while (after.starts_with(' ') || after.starts_with(':')) after.remove_prefix(1);
        reference.number = number_here(after).value_or(NumberLine{}).number;
        const auto day = folded.text.find(" ngày", at);
        const auto of = folded.text.find(" của ", at);
        const std::size_t day_word = std::string_view(" ngày").size();
        if (day != std::string::npos)
            reference.issued = date_after_word(folded.text.substr(day + day_word, of - day - day_word));
        if (of != std::string::npos)
            reference.issuer = name_until(line.substr(folded.origin[of + std::string_view(" của ").size()]), ");,");
        return reference;
    }
    return std::nullopt;
}

std::optional<Reference> find_reference(const Document& document) {
    std::string open;
    for (const Block& block : document.blocks) {
        const auto* paragraph = std::get_if<Paragraph>(&block);
        if (!paragraph || paragraph->text.size() > longest_reference) continue;
        const std::string text = squeeze(open + " " + paragraph->text);
        open.clear();
        const auto bracket = text.rfind('(');
        if (bracket == std::string::npos) continue;
        if (text.find(')', bracket) == std::string::npos)
            open = text.substr(bracket);
        else if (auto reference = reference_in(text.substr(bracket)))
            return reference;
    }
    return std::nullopt;
}

std::optional<NamedLine> named_in(const std::string& line) {
    constexpr std::size_t longest = 600;
    const auto folded = rules::deadlines::fold_with_origin(line.substr(0, longest));
    for (const std::string& kind : document_kinds()) {
        const std::string words = kind + " số ";
        if (!folded.text.starts_with(words)) continue;
        auto number = number_here(std::string_view(line).substr(folded.origin[words.size()]));
        if (!number || number->number.empty()) return std::nullopt;
        NamedLine named;
        named.number = number->number;
        const auto rest = rules::deadlines::fold_with_origin(number->rest);
        std::size_t about = std::string::npos;
        for (const std::string_view opening : {"về việc ", "v/v ", "về "}) {
            const auto at = rest.text.find(opening);
            if (at == std::string::npos || (at > 0 && rest.text[at - 1] != ' ') || at >= about) continue;
            about = at;
            named.title = number->rest.substr(rest.origin[at + opening.size()]);
        }
        if (named.title.empty()) return std::nullopt;
        const std::string between = rest.text.substr(0, about);
        if (between.starts_with("ngày "))
            named.issued = date_after_word(between.substr(std::string_view("ngày ").size()));
        if (const auto of = between.find("của "); of != std::string::npos)
            named.issuer =
                name_until(number->rest.substr(rest.origin[of + std::string_view("của ").size()],
                                               rest.origin[about] - rest.origin[of + std::string_view("của ").size()]),
                           ",;");
        return named;
    }
    return std::nullopt;
}

}  // namespace dondoc::intake
