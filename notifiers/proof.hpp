#pragma once

#include <string>
#include <string_view>

namespace notifiers {

/// What a report of a message's fate must show to be believed: made of the message's id with a key of the site. It travels in
/// the envelope (ENVID, RFC 3461), which mail servers see and readers of the mail do not. Empty without a key (16 to 64 bytes).
std::string proof_of(std::string_view id, std::string_view key);

/// False for an empty one.
bool proves(std::string_view proof, std::string_view id, std::string_view key);

}  // namespace notifiers
