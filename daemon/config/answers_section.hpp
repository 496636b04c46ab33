#pragma once

#include "daemon/config/config.hpp"
#include "rules/language/yaml_reader.hpp"

#include <filesystem>

namespace dondoc::config {

/// `answers: {url, key_file, valid, trusted_proxy, allow_http}`; the file of keys is relative to `base`.
void read_answers(const language::Node& node, const std::filesystem::path& base, Config& config);

}  // namespace dondoc::config
