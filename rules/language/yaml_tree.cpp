#include "rules/language/yaml_tree.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>

namespace rules::language {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t longest_shown_line = 400;

/// A bound was passed: ends the parse.
struct Refused {
    YAML::Mark mark;
    std::string message;
};

/// What yaml-cpp says, for people.
std::string explain(const std::string& fault) {
    static const std::map<std::string_view, std::string_view> known = {
        {"end of map not found", "sai thụt lề hoặc thiếu dấu \":\" ở mục này (wrong indentation, or \":\" is missing)"},
        {"end of sequence not found", "sai thụt lề trong danh sách (wrong indentation in a list)"},
        {"end of map flow not found", "thiếu dấu \"}\" (\"}\" is missing)"},
        {"end of sequence flow not found", "thiếu dấu \"]\" (\"]\" is missing)"},
        {"illegal map value",
         "dấu \":\" không hợp lệ ở đây, giá trị có \": \" phải đặt trong dấu nháy "
         "(\":\" is not expected here; a value with \": \" must be quoted)"},
        {"illegal block entry", "dấu \"-\" không hợp lệ ở đây (\"-\" is not expected here)"},
        {"illegal flow end", "dấu đóng ngoặc không khớp (the closing bracket does not match)"},
        {"illegal map key", "khóa không hợp lệ (illegal key)"},
        {"illegal EOF in scalar", "thiếu dấu nháy đóng (the closing quote is missing)"},
        {"the referenced anchor is not defined", "không có mỏ neo mà \"*\" trỏ tới (\"*\" names no anchor)"},
    };
    const auto found = known.find(fault);
    if (found != known.end()) return std::string(found->second);
    return fmt::format("YAML không hợp lệ (invalid YAML): {}", fault);
}

/// The bytes of a quoted text as written, from its opening quote; npos where it does not end.
std::size_t quoted_length(std::string_view written) {
    const char quote = written[0];
    for (std::size_t i = 1; i < written.size(); ++i) {
        if (quote == '"' && written[i] == '\\') {
            ++i;
        } else if (written[i] == quote) {
            const bool doubled = quote == '\'' && i + 1 < written.size() && written[i + 1] == quote;
            if (!doubled) return i + 1;
            ++i;
        }
    }
    return std::string_view::npos;
}

/// Where byte `offset` of a text's value stands in the text as written; nothing where escapes make that
/// unclear.
std::optional<std::size_t> written_offset(std::string_view written, std::string_view value, std::size_t offset) {
    if (written.empty()) return std::nullopt;
    if (written[0] != '"' && written[0] != '\'') {
        return written.starts_with(value) ? std::optional(offset) : std::nullopt;
    }
    std::size_t at = 1;
    for (std::size_t i = 0; i < offset; ++i, ++at) {
        if (at < written.size() && (written[at] == '\\' || written[at] == '\'') &&
            written[0] == (written[at] == '\\' ? '"' : '\''))
            ++at;
        if (at >= written.size() || written[at] != value[i]) return std::nullopt;
    }
    return at;
}

std::size_t without_comment(std::string_view written) {
    const std::size_t end = std::min(written.find(" #"), written.size());
    const std::size_t last = written.substr(0, end).find_last_not_of(" \t");
    return last == std::string_view::npos ? 0 : last + 1;
}

std::size_t written_length(const YamlValue& value, std::string_view written) {
    if (written.empty()) return 1;
    if (written[0] == '"' || written[0] == '\'') {
        return std::min(quoted_length(written), without_comment(written));
    }
    if (value.kind == YamlValue::Kind::text && written.starts_with(value.text)) {
        return std::max<std::size_t>(value.text.size(), 1);
    }
    if (written[0] == '[' || written[0] == '{') return std::max<std::size_t>(without_comment(written), 1);
    return std::max<std::size_t>(std::min(written.find_first_of(": \t"), written.size()), 1);
}

}  // namespace

/// Turns yaml-cpp's events into the tree and counts what the bounds are about.
class YamlBuilder final : public YAML::EventHandler {
public:
    explicit YamlBuilder(YamlTree& tree) : tree_(tree) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        place(make(YamlValue::Kind::null, mark), anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        if (++aliases_ > YamlTree::most_aliases) {
            refuse(mark, "quá nhiều tham chiếu \"*\" (too many aliases)");
        }
        const auto found = anchors_.find(anchor);
        const bool open = found != anchors_.end() && is_open(found->second);
        if (found == anchors_.end() || open) {
            refuse(mark, "tham chiếu \"*\" trỏ vào chính nó (an alias refers to itself)");
        }
        unfolded_ += found->second->weight;
        if (unfolded_ > YamlTree::most_unfolded) {
            refuse(mark, "tham chiếu \"*\" lồng nhau quá lớn (aliases unfold to too much)");
        }
        attach(found->second);
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        if (!is_closed(mark)) refuse(mark, "thiếu dấu nháy đóng (the closing quote is missing)");
        YamlValue* const made = make(YamlValue::Kind::text, mark);
        made->text = value;
        made->quoted = tag == "!";
        place(made, anchor);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(YamlValue::Kind::list, mark, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(YamlValue::Kind::map, mark, anchor);
    }
    void OnMapEnd() override { close(); }

    const YamlValue* root() const noexcept { return root_; }

private:
    struct Open {
        YamlValue* value;
        const YamlValue* key = nullptr;
        std::map<std::string_view, const YamlValue*> keys;  ///< of a map with many
    };
    /// Up to here looking through the entries is quicker than keeping them sorted.
    static constexpr std::size_t few_keys = 16;

    [[noreturn]] static void refuse(const YAML::Mark& mark, std::string message) {
        throw Refused{mark, std::move(message)};
    }

    /// yaml-cpp takes a quoted text that runs into the end of the file for a closed one.
    bool is_closed(const YAML::Mark& mark) const {
        const auto number = static_cast<std::size_t>(std::max(mark.line, 0));
        if (number >= tree_.line_starts_.size()) return true;
        const std::size_t at = tree_.line_starts_[number] + static_cast<std::size_t>(std::max(mark.column, 0));
        const std::string_view written = tree_.text_.substr(std::min(at, tree_.text_.size()));
        const bool quoted = written.starts_with('"') || written.starts_with('\'');
        return !quoted || quoted_length(written) != std::string_view::npos;
    }

    bool is_open(const YamlValue* value) const {
        return std::any_of(open_.begin(), open_.end(), [value](const Open& o) { return o.value == value; });
    }

    YamlValue* make(YamlValue::Kind kind, const YAML::Mark& mark) {
        if (tree_.values_.size() >= YamlTree::most_values) {
            refuse(mark, "tệp có quá nhiều giá trị (the file holds too many values)");
        }
        YamlValue& value = tree_.values_.emplace_back();
        value.kind = kind;
        value.line = static_cast<std::uint32_t>(std::max(mark.line, 0));
        value.column = static_cast<std::uint32_t>(std::max(mark.column, 0));
        return &value;
    }
    void place(YamlValue* value, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) anchors_[anchor] = value;
        attach(value);
    }
    void open(YamlValue::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (open_.size() >= YamlTree::deepest) refuse(mark, "lồng quá sâu (nested too deeply)");
        YamlValue* const value = make(kind, mark);
        if (anchor != YAML::NullAnchor) anchors_[anchor] = value;
        open_.push_back({value, nullptr, {}});
    }
    void close() {
        const YamlValue* const value = open_.back().value;
        open_.pop_back();
        attach(value);
    }

    void attach(const YamlValue* value) {
        if (open_.empty()) {
            root_ = value;
            return;
        }
        Open& parent = open_.back();
        parent.value->weight += value->weight;
        if (parent.value->kind == YamlValue::Kind::list) {
            parent.value->entries.push_back({nullptr, value});
        } else if (parent.key == nullptr) {
            parent.key = value;
            check_key(parent, *value);
        } else {
            parent.value->entries.push_back({std::exchange(parent.key, nullptr), value});
        }
    }

    /// The key of the map that has the same text, or null.
    static const YamlValue* same_key(Open& map, const YamlValue& key) {
        const std::vector<YamlValue::Entry>& entries = map.value->entries;
        if (entries.size() < few_keys) {
            const auto found = std::find_if(entries.begin(), entries.end(), [&](const YamlValue::Entry& entry) {
                return entry.key->kind == YamlValue::Kind::text && entry.key->text == key.text;
            });
            return found == entries.end() ? nullptr : found->key;
        }
        if (map.keys.empty()) {
            for (const YamlValue::Entry& entry : entries) {
                if (entry.key->kind == YamlValue::Kind::text) map.keys.emplace(entry.key->text, entry.key);
            }
        }
        const auto [first, added] = map.keys.emplace(key.text, &key);
        return added ? nullptr : first->second;
    }

    void check_key(Open& map, const YamlValue& key) const {
        if (key.kind != YamlValue::Kind::text) {
            tree_.report(Problem::Level::error, key, "khóa phải là chữ (a key must be text)");
            return;
        }
        const YamlValue* const first = same_key(map, key);
        if (first == nullptr) return;
        tree_.report(Problem::Level::error, key,
                     fmt::format("khóa \"{0}\" đã có ở dòng {1} (key \"{0}\" is already on line {1})", key.text,
                                 first->line + 1));
    }

    YamlTree& tree_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, const YamlValue*> anchors_;
    std::size_t aliases_ = 0;
    std::size_t unfolded_ = 0;
    const YamlValue* root_ = nullptr;
};

YamlTree::YamlTree(const SourceFile& source, Problems& problems)
    : source_(source), problems_(problems), text_(source.text) {
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
    if (text_.size() > most_bytes) {
        report_line(Problem::Level::error, 0, 0, 0, "tệp lớn hơn 10 MB (the file is larger than 10 MB)");
        return;
    }
    line_starts_.push_back(0);
    for (std::size_t at = text_.find('\n'); at != std::string_view::npos; at = text_.find('\n', at + 1)) {
        line_starts_.push_back(at + 1);
    }
    if (check_text()) parse();
}

/// What yaml-cpp would misread or report badly.
bool YamlTree::check_text() const {
    if (const std::size_t at = find_invalid_utf8(text_); at != std::string_view::npos) {
        const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), at);
        const auto number = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
        report_line(Problem::Level::error, number, at - line_starts_[number], 1,
                    "tệp phải là UTF-8 (the file must be UTF-8)");
        return false;
    }
    bool good = true;
    for (std::size_t i = 0; i < line_starts_.size(); ++i) {
        const std::string_view shown = line(i);
        const std::size_t first = shown.find_first_not_of(" \t");
        const std::size_t tab = shown.find('\t');
        if (first == std::string_view::npos || shown[first] == '#' || tab >= first) continue;
        report_line(Problem::Level::error, i, tab, 1,
                    "thụt lề bằng dấu cách, không dùng phím Tab (indent with spaces, not tabs)");
        good = false;
    }
    return good;
}

void YamlTree::parse() {
    const auto fail = [this](const YAML::Mark& mark, std::string message) {
        const auto number = static_cast<std::size_t>(std::max(mark.line, 0));
        report_line(Problem::Level::error, number, static_cast<std::size_t>(std::max(mark.column, 0)), 1,
                    std::move(message));
    };
    try {
        std::istringstream stream{std::string(text_)};
        YAML::Parser parser(stream);
        YamlBuilder builder(*this);
        if (!parser.HandleNextDocument(builder)) {
            root_ = &values_.emplace_back();
            return;
        }
        const YamlValue* const root = builder.root();
        YamlBuilder second(*this);
        if (parser.HandleNextDocument(second)) {
            report(Problem::Level::error, *second.root(),
                   "chỉ một tài liệu trong một tệp (only one document in a file)");
            return;
        }
        root_ = root;
    } catch (const Refused& refused) {
        fail(refused.mark, refused.message);
    } catch (const YAML::DeepRecursion& fault) {
        fail(fault.mark, "lồng quá sâu (nested too deeply)");
    } catch (const YAML::Exception& fault) {
        fail(fault.mark, explain(fault.msg));
    }
}

std::string_view YamlTree::line(std::size_t number) const noexcept {
    if (number >= line_starts_.size()) return {};
    const std::string_view rest = text_.substr(line_starts_[number]);
    std::string_view shown = rest.substr(0, rest.find('\n'));
    if (shown.ends_with('\r')) shown.remove_suffix(1);
    return shown;
}

/// The line from where the value stands, past its anchor and tag.
std::string_view YamlTree::from(const YamlValue& value) const noexcept {
    const std::string_view shown = line(value.line);
    std::string_view rest = shown.substr(std::min<std::size_t>(value.column, shown.size()));
    while (rest.starts_with('&') || rest.starts_with('!')) {
        const std::size_t end = rest.find(' ');
        if (end == std::string_view::npos) break;
        rest.remove_prefix(std::min(rest.find_first_not_of(' ', end), rest.size()));
    }
    return rest;
}

model::SourcePlace YamlTree::place(const YamlValue& value) const {
    const std::string_view shown = line(value.line);
    const std::size_t column = count_characters(shown.substr(0, shown.size() - from(value).size()));
    return {source_.path, static_cast<int>(value.line) + 1, static_cast<int>(column) + 1};
}

void YamlTree::report(Problem::Level level, const YamlValue& value, std::string message) const {
    const std::string_view written = from(value);
    report_line(level, value.line, line(value.line).size() - written.size(), written_length(value, written),
                std::move(message));
}

void YamlTree::report_part(Problem::Level level, const YamlValue& value, std::size_t offset, std::size_t length,
                           std::string message) const {
    const std::string_view written = from(value);
    const auto begin = written_offset(written, value.text, std::min(offset, value.text.size()));
    const auto end = written_offset(written, value.text, std::min(offset + length, value.text.size()));
    if (!begin || !end) return report(level, value, std::move(message));
    const std::size_t column = line(value.line).size() - written.size() + *begin;
    report_line(level, value.line, column, std::max<std::size_t>(*end - *begin, 1), std::move(message));
}

void YamlTree::report_line(Problem::Level level, std::size_t number, std::size_t column, std::size_t length,
                           std::string message) const {
    const std::string_view shown = line(number);
    const std::string_view before = shown.substr(0, std::min(column, shown.size()));
    const std::string_view part = shown.substr(before.size(), length);
    Problem problem;
    problem.level = level;
    problem.place = {source_.path, static_cast<int>(number) + 1, static_cast<int>(count_characters(before)) + 1};
    problem.length = static_cast<int>(std::max<std::size_t>(count_characters(part), 1));
    problem.message = std::move(message);
    problem.line = std::string(shorten(shown, longest_shown_line));
    problems_.add(std::move(problem));
}

}  // namespace rules::language
