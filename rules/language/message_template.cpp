#include "rules/language/message_template.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace rules::language {
namespace {

constexpr std::string_view open_braces = "{{";
constexpr std::string_view close_braces = "}}";

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

class Reader {
public:
    Reader(const Node& node, model::CheckEach each)
        : node_(node), owner_(model::check_each_name(each)), fields_(model::check_fields(each)) {}

    model::MessageTemplate read() {
        const std::string_view text = node_.text();
        model::MessageTemplate message;
        std::size_t done = 0;
        for (std::size_t open = text.find(open_braces); open != std::string_view::npos;
             open = text.find(open_braces, done)) {
            const std::size_t close = text.find(close_braces, open);
            if (close == std::string_view::npos) {
                node_.error_at(open, open_braces.size(), "\"{{\" thiếu \"}}\" (\"{{\" without \"}}\")");
                return message;
            }
            const std::string_view name = text.substr(open + 2, close - open - 2);
            message.parts.push_back({std::string(text.substr(done, open - done)), field(trimmed(name), open + 2)});
            done = close + close_braces.size();
        }
        message.parts.push_back({std::string(text.substr(done)), std::nullopt});
        return message;
    }

private:
    std::optional<std::size_t> field(std::string_view name, std::size_t offset) const {
        if (name.find_first_of("#/^{>&!=") == 0) {
            node_.error_at(
                offset, name.size(),
                fmt::format("ở đây chỉ dùng được {{{{{0}.tên}}}} (only {{{{{0}.field}}}} can be used here)", owner_));
            return std::nullopt;
        }
        std::vector<std::string> full;
        for (const model::CheckField& known : fields_) full.push_back(fmt::format("{}.{}", owner_, known.name));
        const auto found = std::find(full.begin(), full.end(), name);
        if (found != full.end()) return static_cast<std::size_t>(found - full.begin());
        const std::vector<std::string_view> names(full.begin(), full.end());
        const Suggestion hint = suggest(nearest(name, names));
        node_.error_at(
            offset, std::max<std::size_t>(name.size(), 1),
            fmt::format("không có trường \"{0}\"{1} (unknown field \"{0}\"{2})", shorten(name, 80), hint.vi, hint.en));
        return std::nullopt;
    }

    const Node& node_;
    std::string_view owner_;
    std::span<const model::CheckField> fields_;
};

}  // namespace

model::MessageTemplate read_message_template(const Node& node, model::CheckEach each) {
    if (!read_text(node)) return {};
    return Reader(node, each).read();
}

}  // namespace rules::language
