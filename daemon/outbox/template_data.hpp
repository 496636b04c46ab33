#pragma once

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/render.hpp"

#include <kainjow/mustache.hpp>

#include <string>

namespace dondoc::outbox {

/// What templates can show of a message.
kainjow::mustache::data digest_data(const Digest& digest, const ComposeContext& context);
kainjow::mustache::data line_data(const DigestLine& line);
kainjow::mustache::data letter_data(const DeadLetter& letter, const ComposeContext& context);
kainjow::mustache::data notice_data(const NoticeText& notice, const ComposeContext& context);

/// A text for a section that is shown only where it says something.
void set_optional(kainjow::mustache::data& values, const std::string& name, const std::string& text);

}  // namespace dondoc::outbox
