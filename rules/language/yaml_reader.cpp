#include "rules/language/yaml_reader.hpp"

#include "rules/language/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>

namespace rules::language {
namespace {

std::string shape(const Node& node) {
    if (node.is_map()) return "bảng khóa: giá trị (a mapping)";
    if (node.is_list()) return "danh sách (a list)";
    if (node.is_null()) return "trống (empty)";
    return fmt::format("\"{}\"", shorten(node.text(), 80));
}

}  // namespace

const std::string& Node::text() const noexcept {
    static const std::string none;
    return is_text() ? value_->text : none;
}

std::vector<Node> Node::items() const {
    std::vector<Node> nodes;
    if (!is_list()) return nodes;
    nodes.reserve(value_->entries.size());
    for (const YamlValue::Entry& entry : value_->entries) nodes.emplace_back(*tree_, entry.value, value_);
    return nodes;
}

std::vector<Node> Node::items_or_self() const {
    if (is_list()) return items();
    return exists() ? std::vector<Node>{*this} : std::vector<Node>{};
}

void Node::error_at(std::size_t offset, std::size_t length, std::string message) const {
    if (!is_text()) return error(std::move(message));
    tree_->report_part(Problem::Level::error, *value_, offset, length, std::move(message));
}

void Node::expected(std::string_view vi, std::string_view en) const {
    error(fmt::format("cần {} (expected {}), đây là {}", vi, en, shape(*this)));
}

Fields::Fields(const Node& map) : map_(map) {
    if (map.exists() && !map.is_map()) {
        map.expected("các dòng \"khóa: giá trị\"", "a mapping of keys to values");
    }
}

Fields::Fields(const Node& map, const Shape& shape) : Fields(map) {
    shape_ = &shape;
}

Node Fields::key(std::string_view name) const {
    if (!valid()) return map_;
    for (const YamlValue::Entry& entry : map_.value()->entries) {
        if (entry.key->text == name) return {map_.tree(), entry.key, nullptr};
    }
    return map_;
}

Node Fields::find(std::string_view name) {
    asked_.push_back(name);
    if (!valid()) return {};
    for (const YamlValue::Entry& entry : map_.value()->entries) {
        if (entry.key->kind == YamlValue::Kind::text && entry.key->text == name) {
            return {map_.tree(), entry.value, entry.key};
        }
    }
    return {};
}

Node Fields::operator[](std::string_view name) {
    assert(shape_ == nullptr || (shape_->find(name) != nullptr && (!shape_->find(name)->required || was_asked(name))));
    return find(name);
}

Node Fields::required(std::string_view name) {
    assert(shape_ == nullptr || (shape_->find(name) != nullptr && shape_->find(name)->required));
    const Node found = find(name);
    if (!found.exists() && valid()) {
        map_.error(fmt::format("thiếu khóa \"{0}\" (key \"{0}\" is missing)", name));
    }
    return found;
}

std::optional<std::size_t> Fields::choice(std::string_view name) {
    const Key* const key = shape_->find(name);
    return read_choice(key->required ? required(name) : (*this)[name], key->form->names);
}

std::optional<long> Fields::integer(std::string_view name) {
    const Key* const key = shape_->find(name);
    return read_int(key->required ? required(name) : (*this)[name], key->form->least, key->form->most);
}

bool Fields::was_asked(std::string_view name) const {
    return std::find(asked_.begin(), asked_.end(), name) != asked_.end();
}

bool Fields::knows(std::string_view name) const {
    return shape_ == nullptr ? was_asked(name) : shape_->others != nullptr || shape_->find(name) != nullptr;
}

std::vector<std::string_view> Fields::known() const {
    if (shape_ == nullptr) return asked_;
    std::vector<std::string_view> names;
    for (const Key& key : shape_->keys) names.push_back(key.name);
    return names;
}

void Fields::reject_others() const {
    assert(shape_ == nullptr || std::all_of(shape_->keys.begin(), shape_->keys.end(),
                                            [this](const Key& key) { return was_asked(key.name); }));
    if (!valid()) return;
    for (const YamlValue::Entry& entry : map_.value()->entries) {
        const std::string& name = entry.key->text;
        if (entry.key->kind != YamlValue::Kind::text || knows(name)) continue;
        const std::vector<std::string_view> names = known();
        const Suggestion hint = suggest(nearest(name, names));
        Node(map_.tree(), entry.key, nullptr)
            .error(fmt::format("không có khóa \"{0}\"{1} (unknown key \"{0}\"{2}); các khóa ở đây: {3}", name, hint.vi,
                               hint.en, fmt::join(names, ", ")));
    }
}

std::optional<std::string> read_text(const Node& node) {
    if (!node.exists()) return std::nullopt;
    if (node.is_text() && !node.text().empty()) return node.text();
    node.expected("một dòng chữ", "a text");
    return std::nullopt;
}

std::vector<Node> read_texts(const Node& node) {
    std::vector<Node> texts;
    for (const Node& item : node.items_or_self()) {
        if (read_text(item)) texts.push_back(item);
    }
    return texts;
}

std::optional<bool> read_bool(const Node& node) {
    if (!node.exists()) return std::nullopt;
    if (node.text() == "true") return true;
    if (node.text() == "false") return false;
    node.expected("true hoặc false", "true or false");
    return std::nullopt;
}

std::optional<long> read_int(const Node& node, long least, long most) {
    if (!node.exists()) return std::nullopt;
    long value = 0;
    const std::string& text = node.text();
    const auto [stop, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool read = !text.empty() && fault == std::errc{} && stop == text.data() + text.size();
    if (read && value >= least && value <= most) return value;
    node.expected(fmt::format("số từ {} đến {}", least, most), fmt::format("a number from {} to {}", least, most));
    return std::nullopt;
}

std::optional<std::size_t> read_choice(const Node& node, std::initializer_list<std::string_view> names) {
    return read_choice(node, std::span(names.begin(), names.size()));
}

std::optional<std::size_t> read_choice(const Node& node, std::span<const std::string_view> names) {
    if (!node.exists()) return std::nullopt;
    const auto found = std::find(names.begin(), names.end(), node.text());
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const Suggestion hint = suggest(nearest(node.text(), names));
    node.error(
        fmt::format("cần một trong: {0}{1} (expected one of: {0}{2})", fmt::join(names, ", "), hint.vi, hint.en));
    return std::nullopt;
}

}  // namespace rules::language
