#pragma once

#include "daemon/outbox/compose.hpp"
#include "daemon/outbox/render.hpp"

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What all messages have in common: a stable identity, contacts, quiet hours, one rendering per kind of channel.
namespace dondoc::outbox {

std::chrono::sys_seconds to_instant(rules::dates::LocalTime time, std::chrono::seconds utc_offset);

/// The earliest time from `now` on that is not quiet.
rules::dates::LocalTime after_quiet(rules::dates::LocalTime now, const model::QuietHours& quiet);

/// On configured channels; others are named by `dondoc check`.
std::vector<model::Contact> contacts_of(const model::Recipient& recipient, const ComposeContext& context);

std::string name_of(const model::Recipient& recipient, const model::RuleBook& book);

/// Who a message is for.
struct Addressee {
    std::string id;    ///< as the store keeps it
    std::string name;  ///< as people read it
};

/// The same message for each of these contacts, rendered once per kind. Its id is made of `kind`, what it is `about` and
/// the contact: the same over retries, runs and machines.
std::vector<store::OutboxMessage> address(const Addressee& addressee, const std::vector<model::Contact>& contacts,
                                          std::string_view kind, const std::set<std::string>& about,
                                          const Rendered& rendered, std::string_view locale,
                                          const std::function<std::string()>& render_json,
                                          std::chrono::sys_seconds not_before, const ComposeContext& context);

}  // namespace dondoc::outbox
