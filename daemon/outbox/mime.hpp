#pragma once

#include <string>
#include <string_view>

/// How texts and bytes are written so that every mail server passes them on unchanged: seven-bit lines of at most 76 bytes.
namespace dondoc::outbox {

/// RFC 2047: as it is where it is printable ASCII, else encoded words of at most 75 bytes, cut between characters.
/// `used` is the length already on the line.
std::string encode_header(std::string_view text, std::size_t used);

/// A parameter of a header with what goes before it, each piece on a line of its own: `;\r\n name="text"`. What does not fit
/// between quotes is written as RFC 2231 says, in several pieces where it is long.
std::string encode_parameter(std::string_view name, std::string_view text);

/// RFC 2045 quoted-printable of a text whose lines end in LF.
std::string quoted_printable(std::string_view text);

/// RFC 2045 base64 in lines; each ends in CRLF.
std::string base64_lines(std::string_view bytes);

std::string base64(std::string_view bytes);

bool is_plain_ascii(std::string_view text);

}  // namespace dondoc::outbox
