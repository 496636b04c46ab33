#pragma once

#include "daemon/outbox/compose.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What the planning office is told of single messages that did not arrive.
namespace dondoc::outbox {

/// A message that tells of another one is not told of in turn.
bool is_dead_letter(std::string_view id) noexcept;

/// Tells the planning office that a message will not arrive. Nothing where the message was such an alert itself. `note`:
/// what else there is to say, in the office's language.
std::vector<store::OutboxMessage> compose_dead_letter(const store::Claimed& claimed,
                                                      const notifiers::Delivery& delivery,
                                                      const ComposeContext& context, const std::string& note = {});

/// Tells the planning office that a mail came back from an address that does not work: once for each address and year.
/// Nothing where the mail was such an alert itself.
std::vector<store::OutboxMessage> compose_bounce(const store::Claimed& message, const store::Bounce& bounce,
                                                 const ComposeContext& context);

}  // namespace dondoc::outbox
