#pragma once

#include "rules/language/shape.hpp"

/// The shapes of the files that admins edit: rules.d, units.yaml and calendars. A new key is a row in the table here and
/// a line in the code that reads it.
namespace rules::language::shapes {

inline constexpr std::array<std::string_view, 3> severities{"info", "warning", "critical"};

// Rule files
extern const Shape rules_file;
extern const Shape report;
extern const Shape cut_off;
extern const Shape valid;
extern const Shape indicators;
extern const Shape chosen_units;
extern const Shape policy;
extern const Shape remind;
extern const Shape overdue;
extern const Shape update;
extern const Shape ask;
extern const Shape escalation;
extern const Shape address;
extern const Shape inhibition;
extern const Shape check;

// units.yaml
extern const Shape units_file;
extern const Shape roles;
extern const Shape unit;
extern const Shape group;
extern const Shape head;
extern const Shape contact;
extern const Shape former_name;
extern const Shape replaced;
extern const Shape duties;

// Calendars
extern const Shape calendar_year;
extern const Shape calendar_supplement;
extern const Shape day_off;
extern const Shape worked_day;

}  // namespace rules::language::shapes
