#pragma once

#include "rules/dates/calendar.hpp"
#include "rules/language/load.hpp"

#include <span>
#include <string_view>
#include <utility>
#include <vector>

/// The years of etc/calendars, made part of the program: a decision of the Prime Minister holds for every office, so a
/// site needs files of its own only for what was decided after this version, or for days of its own.
namespace dondoc::config {

/// Their files, by name: "2026.yaml".
std::span<const std::pair<std::string_view, std::string_view>> calendar_files() noexcept;

std::vector<rules::language::SourceFile> official_calendars();

/// The calendar of an office without files of its own.
rules::dates::Calendar official_calendar();

}  // namespace dondoc::config
