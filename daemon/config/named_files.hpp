#pragma once

#include "daemon/config/config.hpp"

#include <optional>
#include <string>

namespace dondoc::config {

/// Why a file cannot serve as a secret, for a person: missing, readable by others, unreadable or empty. One that the service
/// manager passes may have any mode. Nothing where it can.
std::optional<std::string> wrong_secret_file(const std::string& path, bool from_manager);

/// What is wrong with the files that the configuration names (secrets, tokens, certificates), as the user sees it who runs this.
/// Warnings: the daemon may run as another user, and systemd may pass it secrets that lie elsewhere.
Problems doubts_about_named_files(const Config& config);

}  // namespace dondoc::config
