#pragma once

#include "rules/engine/stopped_by.hpp"

#include <string>
#include <string_view>

/// Why nobody is reminded, as commands say it.
namespace dondoc::cli {

/// For programs: "no-policy" (docs/cli.md).
std::string_view stop_name(rules::engine::Stop stop) noexcept;

/// For people, with what they can do about it; of a silence and an acknowledgement who, why and until when.
std::string stop_vi(const rules::engine::StoppedBy& stopped);

}  // namespace dondoc::cli
