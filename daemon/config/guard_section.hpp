#pragma once

#include "daemon/config/config.hpp"
#include "rules/language/yaml_reader.hpp"

#include <vector>

namespace dondoc::config {

/// `guard: off`, or `guard: {at_once, changed, at_least, days}`; what is not said stays.
void read_guard(const language::Node& node, Guard& guard);

/// `admins`: mail addresses, or {channel, to} for other channels, which must be configured.
std::vector<rules::model::Contact> read_admins(const language::Node& node, const outbox::ChannelKinds& channels);

}  // namespace dondoc::config
