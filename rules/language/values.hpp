#pragma once

#include "rules/language/yaml_reader.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/unit.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// The small values that every kind of rule file is made of. Each reader reports what is wrong and gives
/// nothing.
namespace rules::language {

/// Where ids of one kind were first used, over all files.
class Ids {
public:
    /// An id ([a-z0-9-]+, at most 64 characters) that no other of this kind has.
    std::optional<std::string> read(const Node& node);

private:
    std::map<std::string, model::SourcePlace> first_;
};

/// What rules refer to. Without a directory (units.yaml could not be read) names are not looked up and not
/// reported.
struct Register {
    const model::UnitDirectory* units = nullptr;
    const std::vector<std::string>* channels = nullptr;  ///< likewise
};

/// The id of a configured channel.
std::optional<std::string> read_channel_id(const Node& node, const Register& known);

/// A unit or group by id, name or alias.
std::optional<model::UnitIndex> read_unit(const Node& node, const Register& known);

/// 2026-06-09 or 9/6/2026
std::optional<dates::Date> read_date(const Node& node);

/// "30d" or "3wd", at most ten years
std::optional<model::Offset> parse_offset(std::string_view text);
std::optional<model::Offset> read_offset(const Node& node);

/// "08:00"
std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);

/// "20:00-07:00" or none
std::optional<model::QuietHours> read_quiet_hours(const Node& node);

std::optional<model::Severity> read_severity(const Node& node);

/// lead, support, unit.head, unit.parent, planning-office, leadership, recipient, collector, a unit, or an address outside the
/// register: a@so.example, {email: a@so.example} or {channel: hook, to: "https://..."}
std::optional<model::Audience> read_audience(const Node& node, const Register& known);

}  // namespace rules::language
