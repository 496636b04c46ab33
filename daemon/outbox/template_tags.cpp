#include "daemon/outbox/template_tags.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

namespace dondoc::outbox {

namespace {

using Kind = TemplateTag::Kind;

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {}

    tl::expected<std::vector<TemplateTag>, TagFault> run() {
        for (std::size_t at = text_.find(open_); at != std::string_view::npos; at = text_.find(open_, after_)) {
            if (auto fault = take(at)) return tl::unexpected(std::move(*fault));
        }
        if (!sections_.empty()) {
            const TemplateTag& section = sections_.back();
            return tl::unexpected(TagFault{section.at, fmt::format("{0} mở mà không có {{{{/{1}}}}} đóng lại ({0} is "
                                                                   "never closed)",
                                                                   written(section), section.name)});
        }
        return std::move(tags_);
    }

private:
    static std::string written(const TemplateTag& section) {
        return fmt::format("{{{{{}{}}}}}", section.kind == Kind::inverted ? '^' : '#', section.name);
    }

    /// One tag; what is wrong with it, if anything is.
    std::optional<TagFault> take(std::size_t at) {
        std::size_t begin = at + open_.size();
        const bool triple = open_ == "{{" && text_.substr(begin, 1) == "{";
        const std::string end = triple ? "}}}" : close_;
        if (triple) ++begin;
        const auto stop = text_.find(end, begin);
        if (stop == std::string_view::npos)
            return TagFault{at, fmt::format("thẻ mở mà không có {0} đóng lại (a tag without its {0})", end)};
        after_ = stop + end.size();
        std::string_view inside = trimmed(text_.substr(begin, stop - begin));
        if (inside.starts_with('!')) return std::nullopt;
        if (inside.starts_with('=')) return change_delimiters(inside, at);
        Kind kind = Kind::variable;
        static constexpr std::string_view marks = "#^/>&";
        static constexpr std::array kinds{Kind::section, Kind::inverted, Kind::end, Kind::partial, Kind::variable};
        if (const auto mark = marks.find(inside.substr(0, 1)); !triple && !inside.empty() && mark != marks.npos) {
            kind = kinds.at(mark);
            inside = trimmed(inside.substr(1));
        }
        if (inside.empty()) return TagFault{at, "thẻ không có tên (a tag without a name)"};
        return add({kind, std::string(inside), at});
    }

    std::optional<TagFault> add(TemplateTag tag) {
        if (tag.kind == Kind::section || tag.kind == Kind::inverted) sections_.push_back(tag);
        if (tag.kind == Kind::end) {
            if (sections_.empty())
                return TagFault{tag.at, fmt::format("{{{{/{}}}}} đóng mà không có gì mở (closes nothing)", tag.name)};
            if (sections_.back().name != tag.name)
                return TagFault{
                    tag.at, fmt::format("{{{{/{0}}}}} đóng trong khi đang mở {1} (closes while {1} is open)", tag.name,
                                        written(sections_.back()))};
            sections_.pop_back();
        }
        tags_.push_back(std::move(tag));
        return std::nullopt;
    }

    /// "{{=<% %>=}}"
    std::optional<TagFault> change_delimiters(std::string_view inside, std::size_t at) {
        const auto blank = inside.find_first_of(blanks);
        if (inside.size() < 5 || !inside.ends_with('=') || blank == std::string_view::npos)
            return TagFault{at, "dấu phân cách viết sai, đúng là {{=<% %>=}} (delimiters are written {{=<% %>=}})"};
        const std::string opening(inside.substr(1, blank - 1));
        inside.remove_suffix(1);
        close_ = trimmed(inside.substr(blank));
        open_ = opening;
        return std::nullopt;
    }

    std::string_view text_;
    std::string open_ = "{{";
    std::string close_ = "}}";
    std::size_t after_ = 0;
    std::vector<TemplateTag> tags_;
    std::vector<TemplateTag> sections_;  ///< open ones
};

}  // namespace

tl::expected<std::vector<TemplateTag>, TagFault> template_tags(std::string_view text) {
    return Scanner(text).run();
}

}  // namespace dondoc::outbox
