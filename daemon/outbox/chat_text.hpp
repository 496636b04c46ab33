#pragma once

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/templates.hpp"
#include "notifiers/service.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc::outbox {

/// How a service wants values written, so that a plan's words cannot be taken for markup, links or calls of people.
Escape escape_for(notifiers::Service::Escape kind);

/// At most `limit` UTF-16 units: cut at the end of a line where there is one, never within a character or an escape.
std::string cut_text(const std::string& text, std::size_t limit);

/// A line whose texts are so short that it fits any message.
void shorten(DigestLine& line);

/// The same for what was held from a day before: long texts lose their middle, so that their day stays.
void shorten(HeldItem& item);

/// How many lines there are to say of what was held; an item without lines is one.
std::size_t held_lines(const std::vector<HeldItem>& held);

/// Lines `begin` to `end` of these, under their headlines.
std::vector<HeldItem> held_between(const std::vector<HeldItem>& held, std::size_t begin, std::size_t end);

/// The first day that a digest names, or "-".
std::string first_due(const Digest& digest);

/// Without blank lines at either end, and at most one in between.
std::string tidy(const std::string& text);

std::vector<std::string> split(const std::string& text, std::string_view separator);

}  // namespace dondoc::outbox
