#include "daemon/intake/units.hpp"

#include "daemon/intake/text.hpp"
#include "daemon/intake/unit_beginnings.hpp"
#include "daemon/intake/unit_parts.hpp"
#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <array>

namespace dondoc::intake {

namespace {

using rules::deadlines::fold;
using rules::model::UnitMatcher;

// A name of the register is not looked for over more parts than this; it bounds the work on a hostile cell.
constexpr std::size_t longest_span = 12;

// A last word that says which part a unit plays.
constexpr std::array roles{"chỉ đạo",  "thực hiện", "triển khai", "chủ trì",  "phối hợp",
                           "theo dõi", "tham mưu",  "đầu mối",    "hướng dẫn"};

std::size_t end_of_words(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (; count > 0 && end < text.size(); --count) end = std::min(text.find(' ', end + 1), text.size());
    return end;
}

/// Words in front that say the role: "Chủ trì:", "Cơ quan phối hợp:", "phối hợp với".
struct LeadingRole {
    std::size_t bytes = 0;  ///< 0: there are none
    bool label = false;     ///< with a colon
};

LeadingRole leading_role(std::string_view name) {
    constexpr std::size_t longest = 60;
    if (const auto colon = name.substr(0, longest).find(':'); colon != std::string_view::npos) {
        const std::string folded = fold(name.substr(0, colon));
        std::string_view label = folded;
        for (const std::string_view who : {"cơ quan ", "đơn vị "})
            if (label.starts_with(who)) label.remove_prefix(who.size());
        if (std::find(roles.begin(), roles.end(), label) != roles.end()) return {colon + 1, true};
    }
    const std::string folded = fold(name.substr(0, longest));
    for (const std::string_view role : {"phối hợp cùng với", "phối hợp với", "phối hợp cùng"}) {
        if (!begins_with_word(folded, role) || folded.size() == role.size()) continue;
        const auto words = static_cast<std::size_t>(std::count(role.begin(), role.end(), ' ')) + 1;
        return {end_of_words(name, words), false};
    }
    return {};
}

std::string joined(std::string a, std::string_view b) {
    if (!a.empty() && !b.empty()) a += "; ";
    return a += b;
}

class Splitter {
public:
    Splitter(std::string_view cell, const UnitMatcher* known)
        : cell_(cell), source_(take_brackets_out(with_dashes(cell))), parts_(parts_of(source_.text)), known_(known) {}

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
        if (!known_) return false;
        const std::string bare = squeeze(name.substr(leading_role(name).bytes));
        return known_->knows(separate_qualifier(bare).name);
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
        if (leading_role(text).bytes > 0) return true;
        if (goes_on_with_title(part, current) || is_office_of_both(part, current)) return false;
        if (fold(words(current, part - 1)) == "báo") return false;  // "Báo và Đài ..." is one
        if (parts_[part].before == Before::slash && begins_with_word(fold(text), "doanh nghiệp")) return true;
        return begins_unit(text, opens_list(words(current, current)));
    }

    /// "Đồng chí Nguyễn Văn A, Chủ tịch UBND xã" is one person.
    bool goes_on_with_title(std::size_t part, std::size_t current) const {
        if (parts_[part].before != Part::Before::comma || !begins_with_title(words(part, part))) return false;
        return names_somebody(words(current, std::min(part - 1, current + 1)));  // "Đ/c" has two parts
    }

    /// "Văn phòng HĐND và UBND xã" and "Văn phòng Đoàn ĐBQH và HĐND tỉnh" are one office each.
    bool is_office_of_both(std::size_t part, std::size_t current) const {
        if (parts_[part].before != Part::Before::conjunction) return false;
        if (!begins_with_word(fold(words(current, current)), "văn phòng")) return false;
        const std::string office = fold(words(current, part - 1));
        const auto last = office.substr(office.rfind(' ') + 1);
        return last == "hđnd" || last == "đbqh";
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

    /// "Chủ trì: Sở Y tế; Sở Nội vụ" holds until the next such label, "phối hợp với Sở A, Sở B" until a semicolon.
    void take_leading_role(UnitMention& unit, Part::Before before) {
        using Before = Part::Before;
        const bool new_line = before == Before::semicolon || before == Before::dash || before == Before::line;
        if (new_line && !by_label_) role_.clear();
        if (const auto [bytes, label] = leading_role(unit.name); bytes > 0) {
            role_ = trimmed(std::string_view(unit.name).substr(0, bytes), around_names);
            by_label_ = label;
            unit.name = std::string(trimmed(std::string_view(unit.name).substr(bytes), around_names));
        }
        unit.qualifier = joined(role_, unit.qualifier);
    }

    std::size_t emit(std::size_t first, std::size_t last) {
        UnitMention unit = separate_qualifier(squeeze(words(first, last)));
        take_leading_role(unit, parts_[first].before);
        unit.qualifier = joined(unit.qualifier, notes_in(first, last));
        if (names_parent(first, last + 1)) {
            unit.qualifier = joined(unit.qualifier, squeeze(words(last + 1, last + 1)));
            ++last;
        }
        const bool only_label = unit.name.empty() && unit.qualifier == role_;
        if (!only_label) units_.push_back(std::move(unit));
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
    const UnitMatcher* known_;
    std::vector<UnitMention> units_;
    std::string role_;       ///< said in front, for the units that follow
    bool by_label_ = false;  ///< with a colon
};

}  // namespace

std::vector<UnitMention> split_units(std::string_view cell) {
    return Splitter(cell, nullptr).run();
}

std::vector<UnitMention> split_units(std::string_view cell, const UnitMatcher& known) {
    return Splitter(cell, &known).run();
}

}  // namespace dondoc::intake
