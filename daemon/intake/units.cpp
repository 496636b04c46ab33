#include "daemon/intake/units.hpp"

#include "daemon/intake/text.hpp"
#include "rules/deadlines/text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold;
using rules::model::UnitDirectory;

// A name of the register is not looked for over more parts than this; it bounds the work on a hostile cell.
constexpr std::size_t longest_span = 12;

// Words that begin a unit wherever they stand.
constexpr std::array always_begin{"các", "ubnd", "ủy ban", "uỷ ban", "bhxh", "hđnd", "những"};

// Words that begin a unit when capitalised, or in lower case outside a list opened by "các".
constexpr std::array common_beginnings{
    "sở",        "phòng",    "chi cục",     "trung tâm",       "bệnh viện",      "văn phòng",  "công an",
    "thanh tra", "chủ tịch", "thủ trưởng",  "giám đốc",        "trạm y tế",      "kho bạc",    "ngân hàng",
    "tòa án",    "toà án",   "mặt trận",    "liên đoàn",       "doanh nghiệp",   "đảng ủy",    "đảng uỷ",
    "cấp ủy",    "cấp uỷ",   "thường trực", "bảo hiểm xã hội", "cổng thông tin", "ban quản lý"};

// Bare nouns: they begin a unit only outside such a list.
constexpr std::array loose_beginnings{"cơ quan", "đơn vị", "địa phương"};

// Words that begin a unit only when capitalised and followed by more: "Ban Dân tộc", but not "Các Sở, Ban, Ngành".
constexpr std::array proper_beginnings{
    "ban",      "báo",        "bộ",       "bưu điện", "cao đẳng", "công ty",  "cục",       "đại học",
    "đài",      "đặc khu",    "đoàn",     "hải quan", "hiệp hội", "học viện", "hội",       "hợp tác xã",
    "huyện",    "khu",        "lãnh đạo", "phường",   "quỹ",      "tập đoàn", "thành phố", "thành ủy",
    "thành uỷ", "thị xã",     "thống kê", "thuế",     "tỉnh",     "tổ",       "tổng",      "trạm",
    "trường",   "viễn thông", "viện",     "vụ",       "xã"};

// Their words when they are bare nouns after all.
constexpr std::array never_begin{"ban ngành", "đoàn thể", "tổ chức", "hội đoàn"};

// A last word that says which part a unit plays.
constexpr std::array roles{"chỉ đạo",  "thực hiện", "triển khai", "chủ trì",  "phối hợp",
                           "theo dõi", "tham mưu",  "đầu mối",    "hướng dẫn"};

constexpr std::string_view white_space = " \t\n";
constexpr std::string_view around_names = " \t\n.,;:-+*/";

UChar32 first_code_point(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::int32_t at = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, at, static_cast<std::int32_t>(text.size()), c);
    return c;
}

bool is_capital(std::string_view text) {
    return !text.empty() && u_isupper(first_code_point(text)) != 0;
}

bool begins_with_word(std::string_view folded, std::string_view word) {
    return folded.starts_with(word) && (folded.size() == word.size() || folded[word.size()] == ' ');
}

template <class Words>
bool begins_with_any(std::string_view folded, const Words& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return begins_with_word(folded, word); });
}

// LĐLĐ, MTTQ: at least three capitals.
bool begins_with_abbreviation(std::string_view text) {
    const auto word = text.substr(0, text.find(' '));
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
    const auto length = static_cast<std::int32_t>(word.size());
    int capitals = 0;
    for (std::int32_t at = 0; at < length; ++capitals) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, length, c);
        if (u_isupper(c) == 0) return false;
    }
    return capitals >= 3;
}

std::string_view trimmed(std::string_view text, std::string_view what = white_space) {
    const auto begin = text.find_first_not_of(what);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(what) - begin + 1);
}

std::string joined(std::string a, std::string_view b) {
    if (!a.empty() && !b.empty()) a += "; ";
    return a += b;
}

/// The cell without its brackets, and where each bracket stood.
struct Unbracketed {
    struct Note {
        std::size_t at;
        std::string text;
    };
    std::string text;
    std::vector<Note> notes;
};

Unbracketed take_brackets_out(std::string_view cell) {
    Unbracketed out;
    std::size_t depth = 0;
    for (const char c : cell) {
        if (c == '(' && depth++ == 0)
            out.notes.push_back({out.text.size(), {}});
        else if (c == ')' && depth > 0 && --depth == 0)
            continue;
        else if (depth > 0)
            out.notes.back().text += c;
        else
            out.text += c;
    }
    return out;
}

/// A stretch between two possible separators.
struct Part {
    std::size_t begin;
    std::size_t end;
    // The stronger first.
    enum class Before : std::uint8_t { nothing, semicolon, dash, comma, conjunction, slash, line } before;
};

struct Separator {
    Part::Before kind = Part::Before::nothing;
    std::size_t length = 0;
};

Separator separator_at(std::string_view text, std::size_t at) {
    const auto rest = text.substr(at);
    switch (rest.front()) {
        case ';': return {Part::Before::semicolon, 1};
        case ',': return {Part::Before::comma, 1};
        case '/': return {Part::Before::slash, 1};
        case '\n': {
            const auto next = trimmed(rest.substr(0, 64));
            const bool dash = next.starts_with("- ") || next.starts_with("+ ") || next.starts_with("• ");
            return {dash ? Part::Before::dash : Part::Before::line, 1};
        }
        default: break;
    }
    for (const std::string_view word : {" và ", " Và ", " VÀ ", "\nvà "})
        if (rest.starts_with(word)) return {Part::Before::conjunction, word.size() - 1};
    return {};
}

std::vector<Part> parts_of(std::string_view text) {
    std::vector<Part> parts;
    Part part{0, 0, Part::Before::nothing};
    for (std::size_t at = 0; at < text.size();) {
        const auto separator = separator_at(text, at);
        if (separator.kind == Part::Before::nothing) {
            ++at;
            continue;
        }
        part.end = at;
        // An empty part leaves its stronger separator to the next one: ",\n- Sở" is a dash.
        if (!trimmed(text.substr(part.begin, part.end - part.begin)).empty()) {
            parts.push_back(part);
            part.before = separator.kind;
        } else if (separator.kind < part.before || part.before == Part::Before::nothing) {
            part.before = separator.kind;
        }
        at += separator.length;
        part.begin = at;
    }
    part.end = text.size();
    if (!trimmed(text.substr(part.begin)).empty()) parts.push_back(part);
    return parts;
}

class Splitter {
public:
    Splitter(std::string_view cell, const UnitDirectory* known)
        : cell_(cell), source_(take_brackets_out(cell)), parts_(parts_of(source_.text)), known_(known) {}

    std::vector<UnitMention> run() {
        for (std::size_t first = 0; first < parts_.size();) {
            std::size_t last = last_known(first);
            if (last != none) {
                first = emit(first, last);
                continue;
            }
            last = last_by_language(first);
            first = emit_shortened(first, last) ? last + 1 : emit(first, last);
        }
        if (units_.empty() && !squeeze(cell_).empty()) units_.push_back({squeeze(cell_), {}});
        return std::move(units_);
    }

private:
    static constexpr std::size_t none = std::string::npos;

    std::string_view words(std::size_t first, std::size_t last) const {
        const auto begin = parts_[first].begin;
        return trimmed(std::string_view(source_.text).substr(begin, parts_[last].end - begin), around_names);
    }

    bool is_known(std::string_view name) const {
        return known_ && known_->find_by_name(separate_qualifier(squeeze(name)).name).has_value();
    }

    std::size_t last_known(std::size_t first) const {
        if (!known_) return none;
        for (std::size_t last = std::min(parts_.size(), first + longest_span) - 1; last + 1 > first; --last) {
            if (is_known(words(first, last)) && (last + 1 == parts_.size() || may_begin(last + 1, first))) return last;
            if (last == first) break;
        }
        return none;
    }

    // After a known name: a new unit by language, or another known name.
    bool may_begin(std::size_t part, std::size_t current) const {
        if (splits_before(part, current)) return true;
        for (std::size_t last = part; last < std::min(parts_.size(), part + longest_span); ++last)
            if (is_known(words(part, last))) return true;
        return false;
    }

    std::size_t last_by_language(std::size_t first) const {
        std::size_t last = first;
        while (last + 1 < parts_.size() && !splits_before(last + 1, first)) ++last;
        return last;
    }

    bool splits_before(std::size_t part, std::size_t current) const {
        using Before = Part::Before;
        if (parts_[part].before == Before::semicolon || parts_[part].before == Before::dash) return true;
        const auto text = words(part, part);
        const std::string folded = fold(text);
        if (begins_with_any(folded, always_begin) || begins_with_abbreviation(text)) return true;
        if (!is_list(current) && begins_with_any(folded, loose_beginnings)) return true;
        if (is_capital(text)) return begins_with_any(folded, common_beginnings) || begins_properly(text, folded);
        if (parts_[part].before == Before::slash && begins_with_word(folded, "doanh nghiệp")) return true;
        return !is_list(current) && begins_with_any(folded, common_beginnings);
    }

    static bool begins_properly(std::string_view text, std::string_view folded) {
        return text.find(' ') != std::string_view::npos && begins_with_any(folded, proper_beginnings) &&
               !begins_with_any(folded, never_begin);
    }

    // "Các sở, ban", "UBND các xã, phường", "UBND xã, phường": bare nouns go on.
    bool is_list(std::size_t part) const {
        const std::string folded = fold(words(part, part));
        return begins_with_word(folded, "các") || folded.find(" các ") != std::string::npos ||
               begins_with_word(folded, "ubnd xã") || begins_with_word(folded, "ubnd phường");
    }

    /// Takes "theo ..." and a last role off a name.
    static UnitMention separate_qualifier(std::string name) {
        UnitMention unit{std::move(name), {}};
        if (const auto at = unit.name.find(" theo "); at != std::string::npos) {
            unit.qualifier = unit.name.substr(at + 1);
            unit.name.resize(at);
        }
        for (const std::string_view role : roles) {
            const bool is_last = unit.name.size() > role.size() && unit.name.ends_with(role) &&
                                 unit.name[unit.name.size() - role.size() - 1] == ' ';
            if (!is_last) continue;
            unit.qualifier = joined(std::string(role), unit.qualifier);
            unit.name.resize(unit.name.size() - role.size() - 1);
            break;
        }
        return unit;
    }

    /// "Chủ trì: Sở Y tế": a role in front.
    static void separate_label(UnitMention& unit) {
        const auto colon = unit.name.find(": ");
        if (colon == std::string::npos) return;
        const std::string label = fold(unit.name.substr(0, colon));
        if (std::find(roles.begin(), roles.end(), label) == roles.end()) return;
        unit.qualifier = joined(unit.name.substr(0, colon), unit.qualifier);
        unit.name.erase(0, colon + 2);
    }

    std::size_t emit(std::size_t first, std::size_t last) {
        UnitMention unit = separate_qualifier(squeeze(words(first, last)));
        separate_label(unit);
        unit.qualifier = joined(unit.qualifier, notes_in(first, last));
        if (names_parent(first, last + 1)) {
            unit.qualifier = joined(unit.qualifier, squeeze(words(last + 1, last + 1)));
            ++last;
        }
        if (!unit.name.empty() || !unit.qualifier.empty()) units_.push_back(std::move(unit));
        return last + 1;
    }

    /// "Các Sở: Y tế, Nội vụ": the kind of unit is said once. Only where the register knows every name so made.
    bool emit_shortened(std::size_t first, std::size_t last) {
        if (!known_) return false;
        std::string head = squeeze(words(first, first));
        if (begins_with_word(fold(head), "các")) head.erase(0, head.find(' ') + 1);
        if (head.empty()) return false;
        if (const auto colon = head.find(':'); colon != std::string::npos) head.erase(colon, 1);
        const std::string kind = head.substr(0, head.find(' ') + 1);
        std::vector<UnitMention> units;
        for (std::size_t begin = first; begin <= last;) {
            const auto [name, end] =
                longest_known(begin == first ? head : kind + squeeze(words(begin, begin)), begin, last);
            if (name.empty()) return false;
            units.push_back({name, notes_in(begin, end)});
            begin = end + 1;
        }
        units_.insert(units_.end(), units.begin(), units.end());
        return true;
    }

    struct Found {
        std::string name;
        std::size_t end;
    };

    /// The longest known name that begins with `name` and goes on with the parts after `begin`.
    Found longest_known(std::string name, std::size_t begin, std::size_t last) const {
        Found found{{}, begin};
        for (std::size_t end = begin;; ++end) {
            if (is_known(name)) found = {name, end};
            if (end == last || end + 1 >= begin + longest_span) return found;
            const auto from = parts_[end].end;
            name = squeeze(name + source_.text.substr(from, parts_[end + 1].end - from));
        }
    }

    std::string notes_in(std::size_t first, std::size_t last) const {
        std::string text;
        for (const auto& note : source_.notes)
            if (note.at >= parts_[first].begin && note.at <= parts_[last].end) text = joined(text, squeeze(note.text));
        return text;
    }

    bool names_parent(std::size_t office, std::size_t parent) const {
        return parent < parts_.size() && parts_[parent].before == Part::Before::comma &&
               begins_with_word(fold(words(office, office)), "phòng") &&
               begins_with_word(fold(words(parent, parent)), "sở");
    }

    std::string_view cell_;
    Unbracketed source_;
    std::vector<Part> parts_;
    const UnitDirectory* known_;
    std::vector<UnitMention> units_;
};

}  // namespace

std::vector<UnitMention> split_units(std::string_view cell, const UnitDirectory* known) {
    return Splitter(cell, known).run();
}

}  // namespace dondoc::intake
