#include "rules/trial/names.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::trial {
namespace {

using language::Node;

void report_unknown(const Node& node, std::string_view vi, std::string_view en, std::string_view near) {
    const language::Suggestion hint = language::suggest(near);
    node.error(fmt::format("không có {0} \"{2}\"{3} (unknown {1} \"{2}\"{4})", vi, en,
                           language::shorten(node.text(), 120), hint.vi, hint.en));
}

/// Whether `id` is that of one of the things; otherwise it is reported.
template <class Things>
bool is_id(const Node& node, const std::string& id, const Things& things, std::string_view vi, std::string_view en) {
    std::vector<std::string_view> ids;
    for (const auto& thing : things) ids.push_back(thing.id);
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) return true;
    report_unknown(node, vi, en, language::nearest(id, ids));
    return false;
}

template <class Things>
std::optional<std::string> read_id(const Node& node, const Things& things, std::string_view vi, std::string_view en) {
    auto text = language::read_text(node);
    if (text && !is_id(node, *text, things, vi, en)) text.reset();
    return text;
}

}  // namespace

std::vector<Node> read_list(const Node& node) {
    if (node.exists() && !node.is_list())
        node.expected("danh sách, mỗi mục bắt đầu bằng dấu \"-\"", "a list of \"- \" items");
    return node.items();
}

std::vector<std::pair<Node, Node>> read_entries(const Node& node, std::string_view vi, std::string_view en) {
    std::vector<std::pair<Node, Node>> all;
    if (!node.exists()) return all;
    if (!node.is_map()) {
        node.expected(vi, en);
        return all;
    }
    for (const language::YamlValue::Entry& entry : node.value()->entries)
        all.emplace_back(Node(node.tree(), entry.key, nullptr), Node(node.tree(), entry.value, entry.key));
    return all;
}

std::optional<model::SubjectKey> NameReader::subject(const Node& node) const {
    const auto text = language::read_text(node);
    if (!text) return std::nullopt;
    model::SubjectKey key = model::SubjectKey::parse(*text);
    if (!subjects_.exists(key.base)) {
        const language::Suggestion hint = language::suggest(subjects_.nearest(key.base));
        node.error(
            fmt::format("không có \"{0}\"{1} (there is no \"{0}\"{2}); cần mã quy tắc, kế hoạch, nhiệm vụ như "
                        "kh88/3, báo cáo như bao-cao/so-y-te",
                        language::shorten(key.base, 120), hint.vi, hint.en));
        return std::nullopt;
    }
    if (!key.period.empty() && !subjects_.has_period(key.base, key.period)) {
        node.error(fmt::format("\"{0}\" không có kỳ \"{1}\" (has no period \"{1}\")", key.base,
                               language::shorten(key.period, 40)));
        return std::nullopt;
    }
    return key;
}

std::vector<std::string> NameReader::subjects(const Node& node) const {
    std::vector<std::string> all;
    for (const Node& item : node.items_or_self()) {
        if (const auto key = subject(item)) all.push_back(key->text());
    }
    return all;
}

std::optional<std::string> NameReader::recipient(const Node& node) const {
    const auto text = language::read_text(node);
    if (!text) return std::nullopt;
    for (const model::Contact& contact : book().addresses) {
        const std::string full = fmt::format("{}:{}", contact.channel, contact.to);
        if (*text == full || *text == contact.to) return full;
    }
    constexpr std::string_view head = ":head";
    const bool of_head = text->ends_with(head);
    const std::string name = of_head ? text->substr(0, text->size() - head.size()) : *text;
    const model::UnitDirectory& units = book().units;
    auto unit = units.find(name);
    if (!unit) unit = units.find_by_name(name);
    if (!unit) {
        report_unknown(node, "nơi nhận", "recipient", units.nearest(name));
        return std::nullopt;
    }
    if (units[*unit].is_group()) {
        node.error(fmt::format("\"{0}\" là một nhóm; cần từng đơn vị (\"{0}\" is a group; units are needed)", name));
        return std::nullopt;
    }
    return units[*unit].id + std::string(of_head ? head : "");
}

std::vector<std::string> NameReader::recipients(const Node& node) const {
    std::vector<std::string> all;
    for (const Node& item : node.items_or_self()) {
        if (auto name = recipient(item)) all.push_back(std::move(*name));
    }
    return all;
}

std::vector<std::string> NameReader::units(const Node& node) const {
    std::vector<model::UnitIndex> found;
    for (const Node& item : language::read_texts(node)) {
        const auto written = language::read_unit(item, known_);
        if (!written) continue;
        for (const model::UnitIndex unit : book().units.expand(*written)) found.push_back(unit);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::vector<std::string> ids;
    for (const model::UnitIndex unit : found) ids.push_back(book().units[unit].id);
    return ids;
}

std::optional<std::string> NameReader::rule(const Node& node) const {
    return read_id(node, book().reports, "chế độ báo cáo", "report rule");
}

std::optional<std::string> NameReader::policy(const Node& node) const {
    return read_id(node, book().policies, "chính sách", "policy");
}

std::optional<std::string> NameReader::alert(const Node& node) const {
    auto text = language::read_text(node);
    if (text && !is_id(node, text->substr(0, text->find('/')), book().checks, "quy tắc tuân thủ", "check"))
        text.reset();
    return text;
}

}  // namespace rules::trial
