#include "rules/model/parents.hpp"

#include <map>
#include <string_view>

namespace rules::model {
namespace {

bool is_number(std::string_view ordinal) noexcept {
    return !ordinal.empty() && ordinal.back() >= '0' && ordinal.back() <= '9';
}

/// "1." and "1)" are 1.
std::string_view bare(std::string_view ordinal) noexcept {
    while (ordinal.ends_with('.') || ordinal.ends_with(')')) ordinal.remove_suffix(1);
    return ordinal;
}

/// "a", "-", or no ordinal and a title behind a dash: a line of the numbered row above.
bool is_line(const AssignmentText& text) noexcept {
    const std::string_view ordinal = bare(text.ordinal);
    if (ordinal.empty()) return text.title.starts_with("- ") || text.title.starts_with("+ ");
    const bool lower = ordinal.size() == 1 && ordinal[0] >= 'a' && ordinal[0] <= 'z';
    return lower || ordinal == "đ" || ordinal == "-" || ordinal == "+";
}

/// The rows of one section that can have parts, by their ordinals; the last one of each counts.
struct Section {
    std::map<std::string_view, std::size_t> by_ordinal;
    std::optional<std::size_t> last_numbered;

    std::optional<std::size_t> parent(const AssignmentText& text) const {
        if (is_line(text)) return last_numbered;
        std::string_view ordinal = bare(text.ordinal);
        for (auto dot = ordinal.rfind('.'); dot != std::string_view::npos; dot = ordinal.rfind('.')) {
            ordinal = ordinal.substr(0, dot);
            if (const auto found = by_ordinal.find(ordinal); found != by_ordinal.end()) return found->second;
        }
        return std::nullopt;
    }
};

}  // namespace

std::vector<std::optional<std::size_t>> parents_of(std::span<const AssignmentRecord> rows) {
    std::vector<std::optional<std::size_t>> parents(rows.size());
    std::map<std::string_view, Section> sections;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const AssignmentText& text = rows[i].text;
        Section& section = sections[text.section];
        parents[i] = section.parent(text);
        if (is_line(text)) continue;
        const std::string_view ordinal = bare(text.ordinal);
        section.last_numbered = is_number(ordinal) ? std::optional(i) : std::nullopt;
        if (!ordinal.empty()) section.by_ordinal[ordinal] = i;
    }
    return parents;
}

}  // namespace rules::model
