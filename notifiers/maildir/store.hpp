#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace notifiers::maildir {

/// Puts one message into a maildir: written under tmp/, brought to disk, renamed into new/. The directories are made
/// where missing (0700), the file is 0600. The name comes from `id`: a message that is delivered again replaces itself
/// in new/, and one that a reader has already moved to cur/ stays there as it is.
///
/// Nothing when the message is safely on disk, otherwise what the system said, naming the path.
std::optional<std::string> store(const std::filesystem::path& maildir, const std::string& id, std::string_view bytes);

}  // namespace notifiers::maildir
