#include "daemon/outbox/templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace dondoc::outbox {

namespace mustache = kainjow::mustache;

namespace {

/// What is sought in a name: a service's own template stands in a folder more.
constexpr std::array<std::string_view, 3> digest_bodies{"digest.txt.", "digest.html.", "digest.chat."};

Templates read_templates() {
    Templates templates;
    for (const auto& [name, text] : embedded_templates()) templates.emplace(name, text);
    return templates;
}

const std::string& builtin_template(std::string_view name, std::string_view locale) {
    const Templates& builtin = builtin_templates();
    auto found = builtin.find(fmt::format("{}/{}.mustache", locale, name));
    if (found == builtin.end()) found = builtin.find(fmt::format("vi/{}.mustache", name));
    if (found == builtin.end()) found = builtin.find(fmt::format("{}.mustache", name));
    assert(found != builtin.end());
    return found->second;
}

const std::string* sound_one(const std::string& name, const Templates& site) {
    const auto own = site.find(name);
    return own != site.end() && template_fault(own->second).empty() ? &own->second : nullptr;
}

}  // namespace

const Templates& builtin_templates() {
    static const Templates templates = read_templates();
    return templates;
}

std::string template_fault(const std::string& text) {
    mustache::mustache view(text);
    return view.is_valid() ? std::string() : view.error_message();
}

const std::string& pick_template(std::string_view name, std::string_view locale, const Templates& site,
                                 std::string_view service) {
    if (!service.empty()) {
        if (const auto* own = sound_one(fmt::format("{}/{}/{}.mustache", service, locale, name), site)) return *own;
    }
    for (const std::string& own_name :
         {fmt::format("{}/{}.mustache", locale, name), fmt::format("{}.mustache", name)}) {
        if (const auto* own = sound_one(own_name, site)) return *own;
    }
    return builtin_template(name, locale);
}

void leave_out_without(std::string_view section, Templates& site) {
    const auto is_body = [](const std::string& name) {
        return std::any_of(digest_bodies.begin(), digest_bodies.end(),
                           [&](std::string_view body) { return name.find(body) != std::string::npos; });
    };
    std::erase_if(site, [&](const auto& entry) {
        return is_body(entry.first) && entry.second.find(section) == std::string::npos;
    });
}

std::string fill(const std::string& text, const mustache::data& values, const Escape& escape) {
    mustache::mustache view(text);
    if (escape) view.set_custom_escape(escape);
    return view.render(values);
}

std::string as_it_is(const std::string& value) {
    return value;
}

}  // namespace dondoc::outbox
