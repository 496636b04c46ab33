#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace notifiers::smtp {

/// True for a path that may stand between "<" and ">": one "@", no control characters, spaces or brackets, at most 254
/// bytes. Whether the mailbox exists is the server's to say.
bool is_mailbox(std::string_view address);

/// The mailboxes of "a@x, b@y", each once; nothing where one of them is none, or there are more than 100.
std::optional<std::vector<std::string>> mailboxes_of(std::string_view list);

/// RFC 3461 section 4: "+" and "=" and what is not printable as "+2B".
std::string xtext(std::string_view text);

/// True where a byte needs 8BITMIME (in a message) or SMTPUTF8 (in an address).
bool has_8bit(std::string_view bytes);

/// The message as it follows the answer to DATA: dots doubled at line starts (RFC 5321 section 4.5.2), bare CR or LF
/// made CRLF so that no server can see an end of data inside, and the end of data itself.
std::string for_data(std::string message);

}  // namespace notifiers::smtp
