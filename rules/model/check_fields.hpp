#pragma once

#include "rules/model/check.hpp"

#include <array>

/// Which fields each kind of a check's subjects has. rules/language makes names and types of them, rules/engine values,
/// in the same order.
namespace rules::model {

namespace check_field_tables {

using Type = CheckField::Type;

template <std::size_t... Sizes>
constexpr auto join(const std::array<CheckField, Sizes>&... tables) {
    std::array<CheckField, (Sizes + ...)> all{};
    std::size_t next = 0;
    const auto append = [&](const auto& table) {
        for (const CheckField& field : table) all[next++] = field;
    };
    (append(tables), ...);
    return all;
}

inline constexpr std::array<std::string_view, 9> statuses{
    "not_due", "due_soon", "overdue", "done_on_time", "done_late", "waiting", "continuous", "cancelled", "unresolved"};

/// Counts of assignments: one for each of model::Status under its name, then what follows from them.
inline constexpr std::array<CheckField, 19> tally{{
    {"not_due"},
    {"due_soon"},
    {"overdue"},
    {"done_on_time"},
    {"done_late"},
    {"waiting"},
    {"continuous"},
    {"cancelled"},
    {"unresolved"},
    {"assigned"},
    {"carried_over"},
    {"open"},
    {"done"},
    {"fell_due"},
    {"on_time_rate", Type::rate},
    {"on_time_rate_all", Type::rate},
    {"days_overdue"},
    {"days_overdue_total"},
    {"update_rate", Type::rate},
}};

inline constexpr std::array<CheckField, 6> report_tally{{
    {"reports_asked"},
    {"reports_on_time"},
    {"reports_late"},
    {"reports_missing"},
    {"reports_on_time_rate", Type::rate},
    {"consecutive_late_reports"},
}};

inline constexpr std::array<CheckField, 5> value_tally{{
    {"values_asked"},
    {"values_on_time"},
    {"values_late"},
    {"values_missing"},
    {"values_off_target"},
}};

inline constexpr std::array<CheckField, 4> unit_own{{
    {"id", Type::text},
    {"name", Type::text},
    {"parent", Type::text},
    {"tags", Type::texts},
}};

inline constexpr std::array<CheckField, 4> plan_own{{
    {"id", Type::text},
    {"number", Type::text},
    {"title", Type::text},
    {"year"},
}};

/// What assignments and reports have in common.
inline constexpr std::array<CheckField, 8> subject{{
    {"id", Type::text},
    {"plan", Type::text},
    {"leads", Type::texts},
    {"period", Type::text},
    {"status", Type::text, false, statuses},
    {"due", Type::date},
    {"days_left"},
    {"days_overdue"},
}};

inline constexpr std::array<CheckField, 5> assignment_own{{
    {"supports", Type::texts},
    {"extended"},
    {"percent"},
    {"days_since_update"},
    {"title", Type::text, true},
}};

inline constexpr std::array<CheckField, 3> report_own{{
    {"rule", Type::text},
    {"title", Type::text},
    {"to", Type::text},
}};

}  // namespace check_field_tables

inline constexpr auto unit_check_fields =
    check_field_tables::join(check_field_tables::unit_own, check_field_tables::tally, check_field_tables::report_tally,
                             check_field_tables::value_tally);
inline constexpr auto plan_check_fields =
    check_field_tables::join(check_field_tables::plan_own, check_field_tables::tally);
inline constexpr auto assignment_check_fields =
    check_field_tables::join(check_field_tables::subject, check_field_tables::assignment_own);
inline constexpr auto report_check_fields =
    check_field_tables::join(check_field_tables::subject, check_field_tables::report_own);

namespace check_field_tables {
inline constexpr std::array<std::string_view, 5> standings{"missing", "met", "off_target", "no_target", "not_measured"};
}

inline constexpr std::array<CheckField, 13> indicator_check_fields{{
    {"id", check_field_tables::Type::text},
    {"plan", check_field_tables::Type::text},
    {"name", check_field_tables::Type::text},
    {"leads", check_field_tables::Type::texts},
    {"period", check_field_tables::Type::text},
    {"status", check_field_tables::Type::text, false, check_field_tables::statuses},
    {"due", check_field_tables::Type::date},
    {"days_left"},
    {"days_overdue"},
    {"value", check_field_tables::Type::number},
    {"standing", check_field_tables::Type::text, false, check_field_tables::standings},
    {"target", check_field_tables::Type::text},
    {"rule", check_field_tables::Type::text},
}};

inline constexpr std::array<CheckField, 5> channel_check_fields{{
    {"id", check_field_tables::Type::text},
    {"sent"},
    {"dead"},
    {"waiting"},
    {"oldest_waiting_hours"},
}};

}  // namespace rules::model
