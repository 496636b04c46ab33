#pragma once

#include "rules/language/shape.hpp"
#include "rules/language/yaml_tree.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Reading configuration out of a YamlTree: what has the wrong shape becomes a problem at its place and is
/// left out, so that one pass finds everything. Used for rule files and for the daemon's own configuration.
namespace rules::language {

/// A value and its tree; or the absence of one, which reads as nothing and reports at the mapping it is
/// missing from.
class Node {
public:
    Node() = default;
    Node(const YamlTree& tree, const YamlValue* value, const YamlValue* key) : tree_(&tree), value_(value), key_(key) {}

    bool exists() const noexcept { return value_ != nullptr; }
    bool is_map() const noexcept { return is(YamlValue::Kind::map); }
    bool is_list() const noexcept { return is(YamlValue::Kind::list); }
    bool is_text() const noexcept { return is(YamlValue::Kind::text); }
    bool is_null() const noexcept { return is(YamlValue::Kind::null); }

    /// The text as written, without quotes; empty for what is not text.
    const std::string& text() const noexcept;
    std::vector<Node> items() const;          ///< of a list; nothing for anything else
    std::vector<Node> items_or_self() const;  ///< a list, or one value that stands for a list of one
    const YamlValue* value() const noexcept { return value_; }
    const YamlTree& tree() const noexcept { return *tree_; }

    model::SourcePlace place() const { return tree_->place(anchor()); }
    void error(std::string message) const { tree_->report(Problem::Level::error, anchor(), std::move(message)); }
    void warning(std::string message) const { tree_->report(Problem::Level::warning, anchor(), std::move(message)); }
    /// At a part of the text, in bytes.
    void error_at(std::size_t offset, std::size_t length, std::string message) const;

    /// "cần WHAT" with what is there instead.
    void expected(std::string_view vi, std::string_view en) const;

private:
    bool is(YamlValue::Kind kind) const noexcept { return value_ != nullptr && value_->kind == kind; }
    /// An empty value has no place of its own: its key stands for it.
    const YamlValue& anchor() const noexcept { return (is_null() || !exists()) && key_ != nullptr ? *key_ : *value_; }

    const YamlTree* tree_ = nullptr;
    const YamlValue* value_ = nullptr;
    const YamlValue* key_ = nullptr;
};

/// A mapping whose keys are asked for by name; `reject_others` then reports those that it cannot have. With a shape those
/// are the keys that the shape does not know, and it is a bug to ask for another one or to leave one unread; without one,
/// those that nobody asked for.
class Fields {
public:
    explicit Fields(const Node& map);
    Fields(const Node& map, const Shape& shape);

    /// False where the value is no mapping (reported).
    bool valid() const noexcept { return map_.is_map(); }
    const Node& node() const noexcept { return map_; }
    Node key(std::string_view name) const;  ///< the key itself, for problems about it

    Node operator[](std::string_view name);
    /// Reports a missing or empty one.
    Node required(std::string_view name);
    void reject_others() const;

    /// As the shape says: the position of one of the names, a number within the bounds.
    std::optional<std::size_t> choice(std::string_view name);
    std::optional<long> integer(std::string_view name);

    /// Visits each key that is a name of something, with its value.
    template <class Visit>
    void for_each_other(Visit visit) const {
        if (!valid()) return;
        for (const YamlValue::Entry& entry : map_.value()->entries) {
            if (shape_->find(entry.key->text) == nullptr)
                visit(Node(map_.tree(), entry.key, nullptr), Node(map_.tree(), entry.value, entry.key));
        }
    }

private:
    bool was_asked(std::string_view name) const;
    bool knows(std::string_view name) const;
    std::vector<std::string_view> known() const;
    Node find(std::string_view name);

    Node map_;
    const Shape* shape_ = nullptr;
    std::vector<std::string_view> asked_;
};

/// Each reports what is wrong; an absent node gives nothing without a word, and an empty value is an error.
std::optional<std::string> read_text(const Node& node);
std::vector<Node> read_texts(const Node& node);  ///< one text or a list of texts
std::optional<bool> read_bool(const Node& node);
std::optional<long> read_int(const Node& node, long least, long most);
/// One of the names, as its position.
std::optional<std::size_t> read_choice(const Node& node, std::span<const std::string_view> names);
std::optional<std::size_t> read_choice(const Node& node, std::initializer_list<std::string_view> names);

}  // namespace rules::language
