#pragma once

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/mail.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dondoc::outbox {

/// The three texts of a message: what templates make of a digest or an alert; and what a mail carries beside them.
struct Rendered {
    std::string subject;
    std::string text;
    std::string html;
    std::vector<Attachment> attachments = {};
};

/// Renders with the site's template of the locale, else the built-in one. A template of the site that is broken is
/// passed over for the built-in one: the message must go out.
Rendered render_digest(const Digest& digest, const ComposeContext& context);

/// What the planning office is told about a message that will not arrive.
struct DeadLetter {
    std::string recipient;
    std::string to;
    std::string channel;
    std::string subject_line;
    std::string reason;
    std::string answer;
    int attempts = 1;
    std::string note = {};  ///< what else the reader has to know; mostly empty
};
Rendered render_dead_letter(const DeadLetter& letter, std::string_view locale, const ComposeContext& context);

/// What whoever looks after the program is told about it.
struct NoticeText {
    std::string headline;
    std::string intro;
    std::vector<std::string> lines;
    std::size_t more = 0;  ///< lines that are left out
    std::string todo;
};
Rendered render_notice(const NoticeText& notice, std::string_view locale, const ComposeContext& context);

/// Body of a generic webhook (Standard Webhooks: type, timestamp, data).
std::string render_json(const Digest& digest, const ComposeContext& context);
std::string render_json(const DeadLetter& letter, const ComposeContext& context);
std::string render_json(std::string_view type, const NoticeText& notice, const ComposeContext& context);

}  // namespace dondoc::outbox
