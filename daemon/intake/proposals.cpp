#include "daemon/intake/proposals.hpp"

#include "daemon/intake/headings.hpp"
#include "daemon/intake/proposed_units.hpp"
#include "daemon/intake/text.hpp"

#include <fmt/format.h>

namespace dondoc::intake {

namespace {

// A longer list is no help: who looks through it should make a register first.
constexpr std::size_t most_shown = 500;

/// Double-quoted YAML: quotes, colons, emoji and anything else a document may hold.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
            continue;
        }
        out += c;
    }
    return out + '"';
}

std::string quoted_list(const std::vector<std::string>& texts) {
    std::string list;
    for (const auto& text : texts) list += (list.empty() ? "" : ", ") + quoted(text);
    return "[" + list + "]";
}

std::string plain_list(const std::vector<std::string>& ids) {
    return fmt::format("[{}]", fmt::join(ids, ", "));
}

/// Text of a document on one line of a comment.
std::string comment(std::string_view text) {
    constexpr std::size_t longest = 300;
    std::string line = squeeze(text);
    if (line.size() <= longest) return line;
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
    return line.substr(0, end) + "…";
}

std::string remark(const ProposedUnit& unit) {
    std::string text = comment(unit.where);
    if (unit.times > 1) text += fmt::format(" và {} chỗ khác", unit.times - 1);
    if (!unit.nearest.empty()) text += fmt::format("; gần giống: {}", comment(unit.nearest));
    return text;
}

std::string entry(const ProposedUnit& unit) {
    std::string yaml = fmt::format("  # {}\n  - id: {}\n    name: {}\n", remark(unit), unit.id, quoted(unit.name));
    if (!unit.aliases.empty()) yaml += fmt::format("    aliases: {}\n", quoted_list(unit.aliases));
    if (!unit.parent.empty()) yaml += fmt::format("    parent: {}\n", unit.parent);
    if (!unit.tag.empty()) yaml += fmt::format("    tags: [{}]\n", quoted(unit.tag));
    if (!unit.members.empty()) yaml += fmt::format("    members: {}\n", plain_list(unit.members));
    return yaml;
}

}  // namespace

std::string propose_units(const Draft& draft, const rules::model::UnitDirectory& units) {
    const auto proposed = find_proposals(draft, units);
    if (proposed.empty()) return {};
    std::string unit_entries;
    std::string group_entries;
    std::string remarks;
    std::size_t shown = 0;
    for (const auto& unit : proposed) {
        if (++shown > most_shown) break;
        if (!unit.why_not.empty())
            remarks += fmt::format("# - {} ({}): {}\n", comment(unit.name), remark(unit), unit.why_not);
        else
            (unit.members.empty() ? unit_entries : group_entries) += entry(unit);
    }
    std::string yaml =
        "# Đề xuất cho danh bạ đơn vị (units.yaml): xem lại từng mục, thêm email rồi mới dùng.\n"
        "# Proposed for the register of units: look through it and add addresses before use.\n";
    if (!unit_entries.empty()) yaml += "units:\n" + unit_entries;
    if (!group_entries.empty()) yaml += "groups:\n" + group_entries;
    if (!remarks.empty()) yaml += "# Chưa thành mục được, cần người quyết định (left to a person):\n" + remarks;
    if (proposed.size() > most_shown)
        yaml += fmt::format("# ... và {} tên nữa (and more names)\n", proposed.size() - most_shown);
    return yaml;
}

}  // namespace dondoc::intake
