#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace dondoc::outbox {

/// A file that a mail carries.
struct Attachment {
    std::string name;   ///< as people see it, in UTF-8, one line
    std::string type;   ///< media type with its parameters: "text/calendar; charset=utf-8; method=PUBLISH"
    std::string bytes;  ///< as they are: nothing is done to line ends
};

/// A mail to be: texts in UTF-8, addresses checked by the configuration.
struct Mail {
    std::string from;        ///< "Tên hiển thị <address>" or a bare address
    std::string to;          ///< bare address, or several: "a@b,c@d"
    std::string to_name;     ///< may be empty
    std::string message_id;  ///< without angle brackets
    std::string subject;
    std::string text;
    std::string html;
    std::string language = "vi";
    std::chrono::sys_seconds date;
    std::chrono::seconds utc_offset;  ///< for the Date header
    /// What mails of one conversation share, shaped as a Message-ID; none: the mail stands alone. It goes into References,
    /// not into In-Reply-To: these mails follow each other, none answers another. No mail has this id itself, so all of a
    /// conversation are siblings, and one that was deleted leaves no gap.
    std::string thread = {};
    std::string list_id = {};  ///< RFC 2919, "don-doc.so.gov.vn": what filters of mail programs go by; may be empty
    std::vector<Attachment> attachments = {};
};

/// The whole RFC 5322 message with CRLF: multipart/alternative of text and HTML, inside multipart/mixed where there are
/// attachments; Auto-Submitted as RFC 3834 asks, header texts as RFC 2047 encoded words, file names as RFC 2231 says. Each
/// text is quoted-printable or base64, whichever is shorter. No line is longer than 78 bytes, no header takes a line end from a
/// text, whatever the text is.
std::string to_rfc5322(const Mail& mail);

}  // namespace dondoc::outbox
