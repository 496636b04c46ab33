#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace notifiers {

/// What a server said, fit to be kept as a receipt: one line of valid UTF-8 of at most 500 bytes. Control characters
/// become spaces, broken bytes "?"; each of `secrets` (empty ones ignored) is replaced by "***" before anything is cut.
std::string kept_answer(std::string_view raw, std::initializer_list<std::string_view> secrets = {});
std::string kept_answer(std::string_view raw, const std::vector<std::string>& secrets);

}  // namespace notifiers
