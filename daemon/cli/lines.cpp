#include "daemon/cli/lines.hpp"

#include "rules/dates/date.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include <charconv>
#include <istream>
#include <optional>
#include <ostream>

namespace dondoc::cli {

namespace {

constexpr std::size_t longest_line = std::size_t{1} << 20;

/// The next line without its end, and how long it is. Of one that is too long only the beginning is kept.
std::optional<std::size_t> next_line(std::istream& in, std::string& line) {
    line.clear();
    std::streambuf* bytes = in.rdbuf();
    int c = bytes->sbumpc();
    if (c == std::char_traits<char>::eof()) return std::nullopt;
    std::size_t size = 0;
    for (; c != std::char_traits<char>::eof() && c != '\n'; c = bytes->sbumpc(), ++size)
        if (size < longest_line) line += static_cast<char>(c);
    if (size <= longest_line && line.ends_with('\r')) line.pop_back();
    return size;
}

/// The text with U+FFFD for each byte that is not UTF-8, so that what is printed is.
std::string valid_utf8(std::string_view text) {
    std::string valid;
    for (;;) {
        const std::size_t bad = rules::language::find_invalid_utf8(text);
        valid += text.substr(0, bad);
        if (bad == std::string_view::npos) return valid;
        valid += "\uFFFD";
        text.remove_prefix(bad + 1);
    }
}

/// Takes "<TAB>YEAR" off the end.
int take_year(std::string_view& line, int otherwise) {
    const auto tab = line.rfind('\t');
    if (tab == std::string_view::npos) return otherwise;
    std::string_view digits = line.substr(tab + 1);
    while (digits.ends_with(' ')) digits.remove_suffix(1);
    int year = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    if (!digits.empty() && (!whole || year < rules::dates::first_year || year > rules::dates::last_year))
        return otherwise;
    line = line.substr(0, tab);
    return digits.empty() ? otherwise : year;
}

void answer_too_long(const Output& output, std::string_view line, std::size_t size) {
    constexpr std::size_t shown = 60;
    const std::string text = valid_utf8(rules::language::shorten(line, shown)) + "…";
    const std::string error = fmt::format(
        "dòng dài {} byte, quá 1 MiB, không đọc; hãy chia nhỏ (line longer than 1 MiB, not read: split it)", size);
    if (output.json)
        output.print(boost::json::object{{"text", text}, {"error", error}});
    else
        output.out << text << ": " << error << '\n';
    output.out << std::flush;
}

}  // namespace

void for_each_line(const Output& output, const std::function<void(std::string_view line, int number)>& use) {
    if (output.lines == nullptr) throw Failure(usage_wrong, "\"-\": không có đầu vào (no standard input)");
    int number = 0;
    std::string line;
    while (const auto size = next_line(*output.lines, line)) {
        ++number;
        if (*size > longest_line)
            answer_too_long(output, line, *size);
        else
            use(line, number);
    }
}

void for_each_text(const Output& output, const std::vector<std::string>& arguments, int year,
                   const std::function<void(std::string_view text, int year)>& use) {
    for (const std::string& argument : arguments) {
        if (argument != "-") {
            use(valid_utf8(argument), year);
            continue;
        }
        for_each_line(output, [&](std::string_view text, int) {
            const int line_year = take_year(text, year);
            use(valid_utf8(text), line_year);
        });
    }
}

}  // namespace dondoc::cli
