#pragma once

#include "daemon/outbox/addressing.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

/// Which of its addresses a recipient is told on, and who is told instead where one of them fails.
namespace dondoc::outbox {

/// An address (channel, to), and behind it those that stand in for it, each for the one before.
using Route = std::vector<std::pair<std::string, std::string>>;

inline const Route::value_type& address_of(const Route& route) {
    return route.front();
}

/// To the addresses on these channels (none: all), or only to the first of them. Who has none of them is told on those that
/// there are. In the order of the register: the same choice gives the same routes, in whatever words it is made.
std::vector<Route> routes_to(const model::Recipient& recipient, const std::vector<std::string>& channels,
                             bool first_only, const ComposeContext& context);

/// The same message on each of these routes, with those that stand in for it.
std::vector<store::OutboxMessage> address_on(const std::vector<Route>& routes, const Addressee& to,
                                             const std::set<std::string>& about, const Rendering& rendering,
                                             std::chrono::sys_seconds not_before, const ComposeContext& context);

}  // namespace dondoc::outbox
