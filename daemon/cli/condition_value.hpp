#pragma once

#include "rules/language/condition/value.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>

/// The value of a condition, to be printed. Its lists may share their items and so be far larger written out than they
/// ever were in memory: both give nothing for what would not fit into a few megabytes.
namespace dondoc::cli {

/// Dates and durations as texts ("2026-06-09", "7d", "3wd"), types by their names, NaN and infinity as "NaN",
/// "Infinity", "-Infinity". Keys of a map become texts; where two become the same, the map is an array of [key, value].
std::optional<boost::json::value> to_json(const rules::language::condition::Value& value);

/// As an expression would write it.
std::optional<std::string> to_text(const rules::language::condition::Value& value);

}  // namespace dondoc::cli
