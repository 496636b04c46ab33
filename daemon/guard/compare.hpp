#pragma once

#include "daemon/config/config.hpp"
#include "daemon/store/rule_sets.hpp"
#include "rules/model/rule_book.hpp"
#include "rules/model/snapshot.hpp"

/// The flood guard: what a change would send at once, drop or move, before it takes effect. Pure.
namespace dondoc::guard {

/// One state of things: what is known, and the rules.
struct State {
    const rules::model::Snapshot& snapshot;
    const rules::model::RuleBook& book;
};

/// Plans the reminders of both from `now` on, for as many days as `limits` says, as if nobody answered. Alerts of checks
/// are left out: they speak of what is, not of what was planned. Costs two simulations.
store::ChangeFigures compare(const State& before, const State& after, rules::dates::LocalTime now,
                             const config::Guard& limits);

/// Whether the change may take effect by itself.
bool is_harmless(const store::ChangeFigures& figures, const config::Guard& limits) noexcept;

/// All assignments but those of one plan given up: an import changes no others.
rules::model::Snapshot only_plan(rules::model::Snapshot snapshot, std::string_view plan);

}  // namespace dondoc::guard
