#pragma once

#include "daemon/outbox/compose.hpp"
#include "daemon/outbox/render.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace dondoc::outbox {

/// What one recipient would be sent together: the texts, and the message for each address.
struct Preview {
    std::string recipient;              ///< as the store names it: "so-y-te:head"
    std::vector<std::string> subjects;  ///< keys of what it reminds of, with their periods
    Rendered texts;
    std::vector<store::OutboxMessage> messages;  ///< without those that only stand in
};

/// Whether a parcel is asked for: asked before it is rendered.
using WantedPreview = std::function<bool(const std::string& recipient, const std::vector<std::string>& subjects)>;

/// The messages of `compose` with their texts, of those that are wanted; nothing is kept or sent.
std::vector<Preview> preview(const model::Decision& decision, const model::Snapshot& snapshot,
                             std::span<const model::AssignmentText> texts, const ComposeContext& context,
                             const WantedPreview& wanted);

}  // namespace dondoc::outbox
