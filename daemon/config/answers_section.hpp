#pragma once

#include "daemon/config/config.hpp"
#include "rules/language/yaml_reader.hpp"

#include <filesystem>
#include <optional>

namespace dondoc::config {

/// `answers: {url, key_file, valid, trusted_proxy, allow_http}`; the file of keys is relative to `base`.
void read_answers(const language::Node& node, const std::filesystem::path& base, Config& config);

/// What is likely to be forgotten: a daemon on loopback whose pages others open is reached through a proxy, and where that is
/// not named every answer and every stranger seems to come from this machine.
std::optional<language::Problem> doubt_about_answers(const Config& config);

}  // namespace dondoc::config
