#pragma once

#include "rules/language/shape.hpp"

#include <array>
#include <string_view>

/// The keys of test files (see rules/language/shape.hpp).
namespace rules::trial::shapes {

using language::Shape;

/// In the order of model::Status.
inline constexpr std::array<std::string_view, 9> statuses{
    "not_due", "due_soon", "overdue", "done_on_time", "done_late", "waiting", "continuous", "cancelled", "unresolved"};
inline constexpr std::array<std::string_view, 3> alert_states{"raised", "repeated", "cleared"};
inline constexpr std::array<std::string_view, 2> digests{"daily", "single"};

extern const Shape test_file;

// The situation
extern const Shape plan;
extern const Shape assignment;
extern const Shape indicator;
/// One for each thing that may happen, named by the key that says what: "done", "value", "extended" ...
extern const std::array<const Shape*, 10> facts;
extern const language::Form facts_form;  ///< a list of them

// What is expected
extern const Shape test;
extern const Shape filter;
extern const Shape reminder;
extern const Shape alert;
extern const Shape data;
extern const Shape statuses_by_day;
extern const Shape statuses_of_day;
extern const Shape dues;
extern const Shape dues_by_period;
extern const Shape due;
extern const Shape reporters;

}  // namespace rules::trial::shapes
