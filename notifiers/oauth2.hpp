#pragma once

#include <tl/expected.hpp>

#include <string>

namespace notifiers {

/// The token for XOAUTH2 in the file that a channel's `oauth2_token` names, or a sentence. Read at each login: whoever renews the
/// token writes the file anew.
tl::expected<std::string, std::string> read_oauth2_token(const std::string& path);

}  // namespace notifiers
