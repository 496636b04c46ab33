#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace dondoc::outbox {

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
};

/// The whole RFC 5322 message with CRLF: multipart/alternative of text and HTML, quoted-printable, Auto-Submitted as
/// RFC 3834 asks, header texts as RFC 2047 encoded words. No line is longer than 78 bytes, no header takes a line end
/// from a text, whatever the text is.
std::string to_rfc5322(const Mail& mail);

/// RFC 2047: as it is where it is printable ASCII, else encoded words of at most 75 bytes, cut between characters.
/// `used` is the length already on the line.
std::string encode_header(std::string_view text, std::size_t used);

/// RFC 2045 quoted-printable of a text whose lines end in LF.
std::string quoted_printable(std::string_view text);

}  // namespace dondoc::outbox
