#pragma once

#include "daemon/outbox/compose.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A budget of messages per recipient and day: what is one too many is said by the digest of the next morning.
namespace dondoc::outbox {

/// What a message says, short enough to be said by another.
struct HeldItem {
    std::string headline;
    std::vector<std::string> lines;
    friend bool operator==(const HeldItem&, const HeldItem&) = default;
};

std::string to_json(const HeldItem& item);
/// Nothing where it is none.
std::optional<HeldItem> held_item(std::string_view json);

/// Lets the store defer these messages where the budget of the site is used up: all pages to one address or none of them.
/// Without a budget nothing changes.
void put_in_budget(const HeldItem& item, const ComposeContext& context, std::vector<store::OutboxMessage>& messages);

/// Digests made before this time of day are the morning's: they go out whatever the budget.
inline constexpr std::chrono::hours end_of_morning{12};

/// Those that a digest of now may carry: deferred on a day before.
std::vector<store::DeferredMessage> ready_to_carry(std::vector<store::DeferredMessage> deferred,
                                                   rules::dates::LocalTime now, std::chrono::seconds utc_offset);

/// Whom a deferred message was for; nothing where nobody is known by that name any more.
std::optional<model::Recipient> recipient_named(std::string_view name, const model::RuleBook& book);

}  // namespace dondoc::outbox
