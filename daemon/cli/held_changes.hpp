#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/cli/plan_reading.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

/// Changes that wait for `dondoc confirm`.
namespace dondoc::cli {

/// Keeps the import for a person to confirm where it would send, drop or move more than the guard allows; nothing where it
/// may take effect. Before the first cycle of the daemon everything may.
std::optional<store::HeldChange> hold_if_much(Context& context, const store::PlanImport& plan, const std::string& bytes,
                                              const PlanWords& words);

/// What was said beside the document of a held import.
PlanWords words_of(const store::HeldChange& change);

/// What it is, and its figures: a few lines for a person.
std::vector<std::string> describe(const store::HeldChange& change);
void print_waiting(const Output& output, const store::HeldChange& change);

boost::json::object to_json(const store::HeldChange& change);

}  // namespace dondoc::cli
