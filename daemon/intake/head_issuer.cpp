#include "daemon/intake/head_issuer.hpp"

#include "daemon/intake/head_fields.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"
#include "rules/reporting/names.hpp"

#include <algorithm>
#include <array>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold;
using Lines = std::vector<HeadLine>;

constexpr std::size_t longest_line = 150;    // bytes, of a letterhead
constexpr std::size_t longest_issuer = 120;  // bytes

template <std::size_t count>
bool starts_with_any(std::string_view text, const std::array<std::string_view, count>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.starts_with(word); });
}

/// "BAN TUYÊN GIÁO": a name in capitals as the middle of a sentence would write its beginning.
std::string as_name(const std::string& folded) {
    constexpr std::string_view small_d = "đ";
    if (folded.starts_with(small_d)) return "Đ" + folded.substr(small_d.size());
    std::string name = folded;
    if (!name.empty() && name.front() >= 'a' && name.front() <= 'z')
        name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

/// Whether the name above wants to go on: "BAN CHẤP HÀNH" / "ĐẢNG BỘ TỈNH", "SỞ VĂN HÓA," / "THỂ THAO ...".
bool is_open(const std::string& name) {
    const std::string folded = fold(name);
    return folded.ends_with(",") || folded.ends_with(" và") || folded == "ban chấp hành" || folded == "ủy ban" ||
           folded == "uỷ ban" || folded == "ban thường vụ" || folded == "văn phòng";
}

class Letterhead {
public:
    Letterhead(const Lines& lines, std::size_t end) : lines_(lines), end_(std::min(end, lines.size())) {
        const auto first = lines_.begin();
        const auto last = first + static_cast<std::ptrdiff_t>(end_);
        const auto is_number = [](const HeadLine& line) { return number_in(line.text).has_value(); };
        const auto number = std::find_if(first, last, is_number);
        const auto motto =
            std::find_if(first, last, [](const HeadLine& line) { return line.kind == HeadLine::Kind::motto; });
        if (number != last) end_ = static_cast<std::size_t>(number - first);
        has_anchor_ = number != last || motto != last;
        if (number != last) column_ = number->column;
        if (motto != last) motto_column_ = motto->column;
    }

    Issuer read() const {
        std::vector<std::string> names;
        if (!has_anchor_) return {};
        for (std::size_t at = 0; at < end_; ++at) {
            const HeadLine& line = lines_[at];
            if (!may_name(line)) continue;
            const bool goes_on = !names.empty() && (is_open(names.back()) || !begins_body_name(line.text));
            if (goes_on)
                names.back() += ' ' + line.text;
            else
                names.push_back(line.text);
        }
        if (names.empty()) return {};
        return {names.back(), names.size() > 1 ? names[names.size() - 2] : std::string()};
    }

private:
    bool may_name(const HeadLine& line) const {
        if (line.kind != HeadLine::Kind::text || line.text.size() > longest_line || date_in(line.text)) return false;
        const bool columns = column_ != HeadLine::no_column;
        if (columns && line.column != HeadLine::no_column && line.column != column_) return false;
        if (!columns && motto_column_ != HeadLine::no_column &&
            (line.column == motto_column_ || line.column == HeadLine::no_column))
            return false;
        const std::string folded = fold(line.text);
        if (folded.starts_with("v/v") || folded.starts_with("mẫu") || folded.starts_with("phụ lục")) return false;
        if (line.text.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos) return is_capitals(line.text);
        return begins_body_name(line.text);
    }

    const Lines& lines_;
    std::size_t end_;
    std::size_t column_ = HeadLine::no_column;
    std::size_t motto_column_ = HeadLine::no_column;
    bool has_anchor_ = false;
};

}  // namespace

bool begins_body_name(std::string_view line) {
    const std::string folded = fold(line);
    constexpr std::array<std::string_view, 5> party{"đảng bộ", "chi bộ", "ban chấp hành", "đảng đoàn", "ban cán sự"};
    constexpr std::array<std::string_view, 9> committees{"tỉnh ủy",  "tỉnh uỷ", "thành ủy", "thành uỷ", "huyện ủy",
                                                         "huyện uỷ", "quận ủy", "quận uỷ",  "thị ủy"};
    constexpr std::array<std::string_view, 11> places{
        "tỉnh ", "thành phố ", "tp", "xã ", "phường ", "huyện ", "đặc khu ", "quận ", "thị trấn ", "các ", "và "};
    if (starts_with_any(folded, party) || starts_with_any(folded, committees)) return true;
    if (starts_with_any(folded, places) || folded.starts_with("thị xã ")) return false;
    const std::string name = as_name(folded);
    return rules::reporting::begins_unit(rules::reporting::Phrase(name), 0);
}

Issuer issuer_of_letterhead(const Lines& lines, std::size_t end) {
    return Letterhead(lines, end).read();
}

std::string issuer_of_sentence(const Lines& lines) {
    for (const HeadLine& line : lines) {
        const auto folded = rules::deadlines::fold_with_origin(line.text);
        for (const std::string_view verb : {" ban hành kế hoạch", " xây dựng kế hoạch", " ban hành chương trình"}) {
            const auto at = folded.text.find(verb);
            if (at == std::string::npos) continue;
            std::string subject = line.text.substr(0, folded.origin[at]);
            if (const auto comma = subject.find_last_of(",;:"); comma != std::string::npos) subject.erase(0, comma + 1);
            subject = squeeze(subject);
            if (!subject.empty() && subject.size() <= longest_issuer) return subject;
        }
    }
    return {};
}

}  // namespace dondoc::intake
