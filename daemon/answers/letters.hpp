#pragma once

#include "daemon/answers/matter.hpp"
#include "daemon/outbox/compose.hpp"
#include "daemon/store/answers.hpp"

#include <string_view>
#include <vector>

/// What the planning office is asked, and what the unit is told of its decision.
namespace dondoc::answers {

/// To the planning office: an answer that waits for it, and the commands that settle it. Nothing where there is no office.
std::vector<store::OutboxMessage> compose_request(const store::Answer& answer, const Matter& matter,
                                                  const outbox::ComposeContext& context);

/// To whoever answered. Nothing where the unit has no address any more.
std::vector<store::OutboxMessage> compose_settled(const store::Answer& answer, const store::Settlement& settlement,
                                                  const Matter& matter, const outbox::ComposeContext& context);

/// "xin gia hạn" / "asks for more time"
std::string_view answer_words(store::Answer::Kind kind, bool english);

}  // namespace dondoc::answers
