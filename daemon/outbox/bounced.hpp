#pragma once

#include "daemon/outbox/compose.hpp"

#include <vector>

namespace dondoc::outbox {

/// Tells the planning office that a mail came back from an address that does not work: once for each address and year.
/// Nothing where the mail was such an alert itself.
std::vector<store::OutboxMessage> compose_bounce(const store::Claimed& message, const store::Bounce& bounce,
                                                 const ComposeContext& context);

}  // namespace dondoc::outbox
