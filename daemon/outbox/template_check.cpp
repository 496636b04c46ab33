#include "daemon/outbox/template_check.hpp"

#include "daemon/outbox/chat.hpp"
#include "daemon/outbox/template_samples.hpp"
#include "daemon/outbox/template_tags.hpp"
#include "daemon/outbox/templates.hpp"
#include "rules/model/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

namespace dondoc::outbox {

namespace {

using kainjow::mustache::context;
using kainjow::mustache::data;
using Kind = TemplateTag::Kind;

/// A message of 400 duties is made of some kilobytes of template.
constexpr std::size_t largest = 256 * 1024;

constexpr std::array<std::string_view, 2> partials{"line", "style"};

void place(TemplateFault& fault, const std::string& text, std::size_t at) {
    const std::string_view before = std::string_view(text).substr(0, at);
    fault.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    fault.column = at - (before.rfind('\n') + 1) + 1;
}

/// Each name that a built-in template uses.
const std::set<std::string>& known_names() {
    static const std::set<std::string> names = [] {
        std::set<std::string> all;
        for (const auto& [name, text] : builtin_templates()) {
            const auto tags = template_tags(text);
            for (const auto& tag : *tags) {
                if (tag.kind != Kind::partial) all.insert(tag.name);
            }
        }
        return all;
    }();
    return names;
}

/// Walks through a template with values of which every section is filled, so that each tag is looked up where it stands.
class Walk {
public:
    Walk(const std::string& text, const std::vector<data>& values, bool is_body) : text_(text), is_body_(is_body) {
        for (const data& value : values) known_.push(&value);
    }

    std::vector<TemplateFault> faults(const std::vector<TemplateTag>& tags) {
        for (const TemplateTag& tag : tags) {
            switch (tag.kind) {
                case Kind::partial:
                    if (std::find(partials.begin(), partials.end(), tag.name) == partials.end()) unknown_partial(tag);
                    break;
                case Kind::end: leave(); break;
                default: enter(tag);
            }
        }
        return std::move(faults_);
    }

private:
    /// What is below a name that does not exist, or has no sample, is not judged.
    enum class Section : std::uint8_t { passed, pushed, unknown };

    void enter(const TemplateTag& tag) {
        // Settings of a channel stand in dondoc.yaml.
        const bool setting = is_body_ && tag.name.starts_with("channel.");
        const data* value = known_.get(tag.name);
        if (value == nullptr && !setting && unknown_ == 0) unknown_name(tag);
        if (tag.kind == Kind::variable) return;
        auto& section = sections_.emplace_back(Section::passed);
        if (tag.kind == Kind::inverted) return;
        if (value == nullptr || value->is_false()) {
            section = Section::unknown;
            ++unknown_;
        } else if (!value->is_bool()) {
            section = Section::pushed;
            known_.push(value->is_non_empty_list() ? &value->list_value().front() : value);
        }
    }

    void leave() {
        if (sections_.back() == Section::pushed) known_.pop();
        if (sections_.back() == Section::unknown) --unknown_;
        sections_.pop_back();
    }

    void add(const TemplateTag& tag, std::string message) {
        TemplateFault fault{.broken = false, .message = std::move(message)};
        place(fault, text_, tag.at);
        const auto end = text_.find("}}", tag.at);
        fault.length = end == std::string::npos ? 0 : end + 2 - tag.at;
        faults_.push_back(std::move(fault));
    }

    void unknown_name(const TemplateTag& tag) {
        rules::model::Nearest nearest(tag.name);
        for (const std::string& name : known_names()) {
            if (known_.get(name) != nullptr) nearest.offer(name);
        }
        const std::string best = nearest.take();
        add(tag, fmt::format("không có biến '{0}' ở đây{1} (no variable '{0}' here{2})", tag.name,
                             best.empty() ? "" : fmt::format(", có phải '{}'?", best),
                             best.empty() ? "" : fmt::format(", did you mean '{}'?", best)));
    }

    void unknown_partial(const TemplateTag& tag) {
        add(tag,
            fmt::format("không có mẫu con '{}', chỉ có {{{{>line}}}} và {{{{>style}}}} (unknown partial)", tag.name));
    }

    const std::string& text_;
    bool is_body_;
    context<std::string> known_;
    std::vector<Section> sections_;  ///< open ones
    int unknown_ = 0;                ///< of them
    std::vector<TemplateFault> faults_;
};

}  // namespace

std::vector<TemplateFault> template_faults(std::string_view name, const std::string& text) {
    if (text.size() > largest) return {{.message = fmt::format("lớn hơn {0} kB (larger than {0} kB)", largest / 1024)}};
    const auto tags = template_tags(text);
    if (!tags) {
        TemplateFault fault{.message = tags.error().message};
        place(fault, text, tags.error().at);
        return {fault};
    }
    if (auto fault = template_fault(text); !fault.empty()) return {{.message = std::move(fault)}};
    const std::string_view file = name.substr(name.rfind('/') + 1);
    const std::string_view stem = file.substr(0, file.find('.'));
    std::vector<TemplateFault> faults;
    if (stem == "body" && !body_fault(text).empty())
        faults.push_back({.message = "không thành JSON (it makes no JSON)"});
    if (const auto values = sample_values(stem)) {
        auto unknown = Walk(text, *values, stem == "body").faults(*tags);
        std::move(unknown.begin(), unknown.end(), std::back_inserter(faults));
    }
    return faults;
}

}  // namespace dondoc::outbox
