#include "daemon/answers/form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace dondoc::answers {
namespace {

using rules::dates::Date;
using Kind = store::Answer::Kind;

constexpr std::size_t most_fields = 16;
constexpr std::size_t longest_document = 100;  // characters
constexpr std::size_t longest_reason = 1000;
constexpr int furthest_years = 5;

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
            const auto low = i + 2 < text.size() ? hex_digit(text[i + 2]) : std::nullopt;
            if (!high || !low) return std::nullopt;
            out += static_cast<char>(*high * 16 + *low);
            i += 2;
        }
    }
    return out;
}

/// The character at the beginning of `text`, and how many bytes it has; 0 where that is no UTF-8.
struct Character {
    char32_t code = 0;
    std::size_t bytes = 0;
};

Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
    char32_t code = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        code = (code << 6U) | (byte(i) & 0x3FU);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < smallest.at(bytes) || surrogate || code > 0x10FFFF) return {};
    return {code, bytes};
}

bool is_blank(char32_t code) {
    return code <= 0x20 || (code >= 0x7F && code <= 0xA0) || code == 0x2028 || code == 0x2029;
}

/// Invisible characters that change how what stands beside them is shown.
bool turns_writing(char32_t code) {
    return code == 0x200E || code == 0x200F || code == 0x061C || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

/// One line of visible text; nothing where it is no UTF-8 or holds a zero.
std::optional<std::string> clean(std::string_view text) {
    std::string out;
    bool blank = false;
    while (!text.empty()) {
        const Character character = first_character(text);
        if (character.bytes == 0 || character.code == 0) return std::nullopt;
        if (is_blank(character.code)) {
            blank = true;
        } else if (!turns_writing(character.code)) {
            if (blank && !out.empty()) out += ' ';
            blank = false;
            out += text.substr(0, character.bytes);
        }
        text.remove_prefix(character.bytes);
    }
    return out;
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string field(const Fields& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
}

std::string read_text(const Fields& fields, const std::string& name, std::size_t longest, Faults& faults) {
    std::string text = field(fields, name);
    if (text.empty())
        faults[name] = "cần ghi mục này (please fill this in)";
    else if (length_of(text) > longest)
        faults[name] = fmt::format("dài quá {} ký tự (longer than {} characters)", longest, longest);
    return text;
}

std::optional<Date> read_day(const Fields& fields, Faults& faults) {
    const auto day = parse_day(field(fields, "day"));
    if (!day) faults["day"] = "cần ghi ngày/tháng/năm, ví dụ 05/6/2026 (a day such as 05/6/2026)";
    return day;
}

std::optional<Date> read_done_on(const Fields& fields, const Days& days, Faults& faults) {
    const auto day = read_day(fields, faults);
    if (day && *day > days.today) {
        faults["day"] = fmt::format("{} còn ở phía trước (is in the future)", rules::dates::format_vi(*day));
    } else if (day && days.earliest && *day < *days.earliest) {
        faults["day"] = fmt::format("{} trước khi giao việc, {} (is before the task was given)",
                                    rules::dates::format_vi(*day), rules::dates::format_vi(*days.earliest));
    }
    return day;
}

std::optional<Date> read_wanted(const Fields& fields, const Days& days, Faults& faults) {
    const auto day = read_day(fields, faults);
    if (day && days.due && *day <= *days.due) {
        faults["day"] = fmt::format("{} không sau hạn đang có, {} (is not after the deadline in force)",
                                    rules::dates::format_vi(*day), rules::dates::format_vi(*days.due));
    } else if (day && *day <= days.today) {
        faults["day"] = fmt::format("{} không còn ở phía trước (is not in the future)", rules::dates::format_vi(*day));
    } else if (day && *day > rules::dates::add_months(days.today, 12 * furthest_years)) {
        faults["day"] = fmt::format("{} quá xa (is too far away)", rules::dates::format_vi(*day));
    }
    return day;
}

}  // namespace

std::optional<Fields> parse_form(std::string_view body) {
    Fields fields;
    while (!body.empty()) {
        const auto end = std::min(body.find('&'), body.size());
        const std::string_view pair = body.substr(0, end);
        body.remove_prefix(std::min(end + 1, body.size()));
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        const auto name = decoded(pair.substr(0, equals));
        const auto value = decoded(pair.substr(std::min(equals + 1, pair.size())));
        if (!name || !value) return std::nullopt;
        auto shown = clean(*value);
        const bool plain = std::all_of(name->begin(), name->end(), [](char c) { return c > ' ' && c < '\x7f'; });
        if (!shown || !plain || fields.size() == most_fields) return std::nullopt;
        if (!fields.emplace(*name, std::move(*shown)).second) return std::nullopt;
    }
    return fields;
}

std::optional<Date> parse_day(std::string_view text) {
    if (const auto day = rules::dates::parse_iso(text)) return day;
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, numbers.at(i));
        const auto digits = stop - text.data();
        if (error != std::errc{} || numbers.at(i) < 0 || digits > (i == 2 ? 4 : 2)) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(digits));
        if (i == 2) break;
        if (text.empty() || std::string_view("/.-").find(text.front()) == std::string_view::npos) return std::nullopt;
        text.remove_prefix(1);
        while (text.starts_with(' ')) text.remove_prefix(1);
    }
    return text.empty() ? rules::dates::make_date(numbers[2], numbers[1], numbers[0]) : std::nullopt;
}

tl::expected<Given, Faults> read_answer(Kind kind, const Fields& fields, const Days& days) {
    Given given;
    Faults faults;
    switch (kind) {
        case Kind::received: given.day = days.today; break;
        case Kind::completed:
            given.day = read_done_on(fields, days, faults);
            given.document = read_text(fields, "document", longest_document, faults);
            break;
        case Kind::extension:
            given.day = read_wanted(fields, days, faults);
            given.reason = read_text(fields, "reason", longest_reason, faults);
            break;
        case Kind::not_ours: given.reason = read_text(fields, "reason", longest_reason, faults); break;
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return given;
}

}  // namespace dondoc::answers
