#pragma once

#include "daemon/outbox/compose.hpp"

#include <kainjow/mustache.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace dondoc::outbox {

/// The templates that are part of the program, by name: "vi/digest.txt.mustache", "slack/body.json.mustache".
const Templates& builtin_templates();

/// The same as they were embedded.
std::span<const std::pair<std::string_view, std::string_view>> embedded_templates() noexcept;

/// What is wrong with a template (mustache syntax), or empty.
std::string template_fault(const std::string& text);

/// The site's template where it is there and sound, else the built-in one of the locale, else Vietnamese. A service's own
/// ("slack/vi/digest.chat.mustache") goes before the site's for all. What has no language ("style.css.mustache") stands in
/// no folder.
const std::string& pick_template(std::string_view name, std::string_view locale, const Templates& site,
                                 std::string_view service = {});

/// Takes the site's templates of digests away that were written before there was such a section ("{{#held}}") and would lose it.
void leave_out_without(std::string_view section, Templates& site);

/// How a value is written so that it cannot be taken for markup.
using Escape = std::function<std::string(const std::string&)>;

/// A template with its values. An empty `escape` is that of HTML.
std::string fill(const std::string& text, const kainjow::mustache::data& values, const Escape& escape);
std::string as_it_is(const std::string& value);

}  // namespace dondoc::outbox
