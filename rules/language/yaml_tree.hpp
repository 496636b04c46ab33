#pragma once

#include "rules/language/problems.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace rules::language {

/// One value of a YAML file, where it stands. Aliases point to the value of their anchor.
struct YamlValue {
    enum class Kind : std::uint8_t { null, text, list, map };
    struct Entry {
        const YamlValue* key;  ///< null in a list
        const YamlValue* value;
    };
    Kind kind = Kind::null;
    bool quoted = false;
    std::uint32_t line = 0;    ///< from 0
    std::uint32_t column = 0;  ///< from 0, in bytes
    std::uint32_t weight = 1;  ///< values in it with aliases written out
    std::string text;
    std::vector<Entry> entries;
};

/// A YAML file as a tree that remembers lines and columns: yaml-cpp parses, this keeps the places and the
/// bounds.
///
/// Refused with a located problem: what is not UTF-8 or not YAML, tabs in indentation, keys twice in one
/// mapping, a second document, more than 10 MB, 64 levels, 500,000 values, 1,000 aliases, and aliases that
/// would unfold to more than 100,000 values.
class YamlTree {
public:
    static constexpr std::size_t most_bytes = 10 * 1024 * 1024;
    static constexpr std::size_t deepest = 64;
    static constexpr std::size_t most_values = 500'000;
    static constexpr std::size_t most_aliases = 1'000;
    static constexpr std::size_t most_unfolded = 100'000;

    /// `source` and `problems` must outlive the tree.
    YamlTree(const SourceFile& source, Problems& problems);

    /// Null where the file could not be read; then there is a problem. An empty file has a root of
    /// Kind::null.
    const YamlValue* root() const noexcept { return root_; }

    void report(Problem::Level level, const YamlValue& value, std::string message) const;
    /// `offset` and `length` are bytes of the value's text; the place is that of the whole value where it is
    /// written with line breaks or escapes that hide the position.
    void report_part(Problem::Level level, const YamlValue& value, std::size_t offset, std::size_t length,
                     std::string message) const;
    void report_line(Problem::Level level, std::size_t line, std::size_t column, std::size_t length,
                     std::string message) const;

    model::SourcePlace place(const YamlValue& value) const;

private:
    friend class YamlBuilder;
    std::string_view line(std::size_t number) const noexcept;
    std::string_view from(const YamlValue& value) const noexcept;
    bool check_text() const;
    void parse();

    const SourceFile& source_;
    Problems& problems_;
    std::string_view text_;  ///< without the byte order mark
    std::vector<std::size_t> line_starts_;
    std::deque<YamlValue> values_;
    const YamlValue* root_ = nullptr;
};

}  // namespace rules::language
