#pragma once

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/render.hpp"

#include <kainjow/mustache.hpp>

#include <string>
#include <string_view>

namespace dondoc::outbox {

struct SummaryWords;

/// What templates can show of a message.
kainjow::mustache::data digest_data(const Digest& digest, const ComposeContext& context);
kainjow::mustache::data line_data(const DigestLine& line);
kainjow::mustache::data letter_data(const DeadLetter& letter, const ComposeContext& context);
kainjow::mustache::data notice_data(const NoticeText& notice, const ComposeContext& context);

kainjow::mustache::data summary_data(const SummaryWords& words, const ComposeContext& context);

/// The texts that the templates of a name make of values.
Rendered fill_all(std::string_view name, std::string_view locale, kainjow::mustache::data values,
                  const Templates& site);

/// A text for a section that is shown only where it says something.
void set_optional(kainjow::mustache::data& values, const std::string& name, const std::string& text);

}  // namespace dondoc::outbox
