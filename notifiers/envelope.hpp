#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace notifiers {

/// A message ready for the wire: complete, rendered bytes and where they go. A notifier adds nothing that a person reads.
struct Envelope {
    std::string id;       ///< stable over retries: the Message-ID's left part, the webhook-id; [A-Za-z0-9_-] only
    std::string channel;  ///< id of the configured channel that carries it
    std::string to;       ///< a mailbox (RFC 5321) or a URL
    std::string bytes;    ///< an RFC 5322 message with CRLF, or an HTTP body
};

/// What an envelope's id may be: it becomes part of headers and file names.
inline bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 200 && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

}  // namespace notifiers
