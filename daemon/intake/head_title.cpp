#include "daemon/intake/head_title.hpp"

#include "daemon/intake/head_fields.hpp"
#include "daemon/intake/ordinal.hpp"
#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold;
using rules::deadlines::fold_without_tones;
using Lines = std::vector<HeadLine>;

constexpr std::size_t longest_title = 2000;  // bytes

template <std::size_t count>
bool starts_with_any(std::string_view text, const std::array<std::string_view, count>& words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.starts_with(word); });
}

/// "KẾ HOẠCH", "QUYẾT ĐỊNH:"
bool is_kind(const std::string& line) {
    std::string folded = fold(line);
    while (folded.ends_with(':') || folded.ends_with('.') || folded.ends_with(' ')) folded.pop_back();
    const auto& kinds = document_kinds();
    return std::find(kinds.begin(), kinds.end(), folded) != kinds.end();
}

/// The title behind the kind on one line; empty where the line is none of that sort.
std::string title_behind_kind(const HeadLine& line) {
    const auto folded = rules::deadlines::fold_with_origin(line.text.substr(0, longest_title));
    std::size_t longest = 0;
    for (const std::string& kind : document_kinds())
        if (folded.text.starts_with(kind + " ")) longest = std::max(longest, kind.size());
    if (longest == 0 || !is_capitals(line.text.substr(0, folded.origin[longest]))) return {};
    const std::string rest = squeeze(line.text.substr(folded.origin[longest]));
    return line.centred || line.bold || is_capitals(rest) ? rest : std::string();
}

/// Where the body begins for certain.
bool begins_body(const HeadLine& line) {
    constexpr std::array<std::string_view, 4> openings{"can cu ", "- can cu ", "kinh gui", "phan "};
    return starts_with_any(fold_without_tones(line.text), openings) || is_section_heading(line.text) ||
           !line.before_list;
}

bool is_about(const std::string& line) {
    const std::string folded = fold(line);
    return folded.starts_with("v/v") || folded.starts_with("về việc");
}

/// Who decides, between the title and the grounds of a decision: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH".
bool is_authority(const std::string& line) {
    constexpr std::array<std::string_view, 16> openings{
        "chu tich",       "uy ban nhan dan", "giam doc",     "bo truong", "thu tuong",     "hoi dong nhan dan",
        "cuc truong",     "hieu truong",     "truong ban",   "chanh ",    "tong giam doc", "vien truong",
        "chi cuc truong", "tong cuc truong", "truong phong", "thu truong"};
    return is_capitals(line) && starts_with_any(fold_without_tones(line), openings);
}

bool decides(const std::string& kind) {
    const std::string folded = fold(kind);
    return folded.starts_with("quyết định") || folded.starts_with("nghị quyết") || folded.starts_with("chỉ thị");
}

class TitleReader {
public:
    explicit TitleReader(const Lines& lines) : lines_(lines) {}

    HeadTitle read() {
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            const HeadLine& line = lines_[at];
            if (line.kind != HeadLine::Kind::text) continue;
            if (is_kind(line.text)) return {behind(at), at};
            appendix_ |= fold_without_tones(line.text).starts_with("phu luc");
            if (std::string own = appendix_ ? std::string() : title_behind_kind(line); !own.empty())
                return {continued(at, std::move(own), at), at};
            if (begins_body(line)) return about(at);
        }
        return about(lines_.size());
    }

private:
    std::string behind(std::size_t kind) const {
        std::size_t first = kind + 1;
        while (first < lines_.size() && is_passed_over(lines_[first])) ++first;
        if (first == lines_.size() || begins_body(lines_[first]) || reference_in(lines_[first].text)) return {};
        return continued(first, lines_[first].text, kind);
    }

    static bool is_passed_over(const HeadLine& line) {
        return line.kind != HeadLine::Kind::text || number_in(line.text) || date_in(line.text);
    }

    std::string continued(std::size_t first, std::string title, std::size_t kind) const {
        for (std::size_t at = first + 1; at < lines_.size() && title.size() < longest_title; ++at) {
            if (!goes_on(lines_[at - 1], lines_[at], kind)) break;
            title += ' ' + lines_[at].text;
        }
        return title;
    }

    bool goes_on(const HeadLine& line, const HeadLine& next, std::size_t kind) const {
        if (begins_body(next) || is_passed_over(next) || reference_in(next.text) || is_kind(next.text)) return false;
        const std::string folded = fold_without_tones(next.text);
        if (next.text.starts_with('(') && folded.find("kem theo") != std::string::npos) return false;
        if (decides(lines_[kind].text) && is_authority(next.text)) return false;
        if (next.centred != line.centred) return false;
        if (line.centred || next.block == line.block) return true;
        if (line.bold && next.bold) return true;
        if (next.column != line.column) return false;
        const bool capitals = is_capitals(line.text) && is_capitals(next.text);
        const bool small = !next.text.empty() && fold(next.text.substr(0, 1)) == next.text.substr(0, 1) &&
                           next.text.front() >= 'a' && next.text.front() <= 'z';
        return capitals || small || begins_small(next.text) || line.text.ends_with(',') || is_span(folded);
    }

    // Letters with marks too: "đối với", "ứng phó".
    static bool begins_small(const std::string& text) {
        const auto first = text.substr(0, std::min(text.find(' '), text.size()));
        const bool letter = !first.empty() && static_cast<unsigned char>(first.front()) >= 0x80;
        return letter && fold(first) == first && !first.starts_with("“") && !first.starts_with("–");
    }

    // "Giai đoạn 2026 - 2030", "Năm 2026"
    static bool is_span(const std::string& folded) {
        constexpr std::size_t longest = 40;
        return folded.size() <= longest &&
               (folded.starts_with("giai doan 2") || folded.starts_with("nam 2") || folded.starts_with("nhiem ky 2"));
    }

    // What a letter without a kind is about.
    HeadTitle about(std::size_t end) const {
        for (std::size_t at = 0; at < end; ++at) {
            if (!is_about(lines_[at].text)) continue;
            std::string title = lines_[at].text;
            for (std::size_t next = at + 1; next < end && lines_[next].block == lines_[at].block; ++next)
                title += ' ' + lines_[next].text;
            constexpr std::string_view short_words = "V/v";
            const auto words =
                title.starts_with("Về") || title.starts_with("VỀ") ? std::string_view("Về việc") : short_words;
            title.erase(0, std::min(title.find_first_not_of(": ", words.size()), title.size()));
            return {squeeze(title), end};
        }
        return {{}, end};
    }

    const Lines& lines_;
    bool appendix_ = false;
};

}  // namespace

HeadTitle title_of(const Lines& lines) {
    return TitleReader(lines).read();
}

std::string title_above_list(const Lines& lines) {
    constexpr std::size_t most_lines = 8;
    const auto list = std::find_if(lines.begin(), lines.end(), [](const HeadLine& line) { return !line.before_list; });
    if (list == lines.end()) return {};
    std::string title;
    std::size_t count = 0;
    for (auto line = lines.begin(); line != list; ++line) {
        const std::string folded = fold_without_tones(line->text);
        const bool other = line->column == 0 || line->kind != HeadLine::Kind::text || line->text.starts_with('(') ||
                           number_in(line->text) || date_in(line->text);
        const bool appendix_number = folded.starts_with("phu luc") && folded.size() <= 12;
        if (other || appendix_number) continue;
        if (++count > most_lines) return {};
        title += (title.empty() ? "" : " ") + line->text;
    }
    return title;
}

int year_of_title(const std::string& title) {
    const auto words = words_of(fold(title));
    int year = 0;
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const auto number = to_number(words[i + 1]).value_or(0);
        const std::string& before = words[i - 1];
        const bool other = before == "đến" || before == "từ" || before == "nhìn" || before == "hướng" ||
                           before == "trước" || (i >= 2 && words[i - 2] == "tháng");
        if (words[i] == "năm" && number >= 2000 && number <= rules::dates::last_year && !other) year = number;
    }
    return year;
}

}  // namespace dondoc::intake
