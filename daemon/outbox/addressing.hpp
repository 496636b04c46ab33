#pragma once

#include "daemon/outbox/chat.hpp"
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

/// On configured channels, each once; others are named by `dondoc check`.
std::vector<model::Contact> contacts_of(const model::Recipient& recipient, const ComposeContext& context);

std::string name_of(const model::Recipient& recipient, const model::RuleBook& book);

/// Who a message is for.
struct Addressee {
    std::string id;    ///< as the store keeps it
    std::string name;  ///< as people read it
};
Addressee addressee_of(const model::Recipient& recipient, const model::RuleBook& book);

/// How a message is rendered: once for mail, once for webhooks, once for each contact of a messaging service.
struct Rendering {
    std::string_view kind;  ///< of the message: part of its id
    const Rendered& texts;
    std::string_view locale;
    std::function<std::string()> json;
    std::function<std::vector<std::string>(const ChatAddress&)>
        chat;  ///< several where a service takes only short ones
};

/// All of them say what the first one says.
void mark_copies(std::vector<store::OutboxMessage>& messages);

/// The same message for each of these contacts. Its id is made of its kind, what it is `about`, the contact and the page: the
/// same over retries, runs and machines.
std::vector<store::OutboxMessage> address(const Addressee& addressee, const std::vector<model::Contact>& contacts,
                                          const std::set<std::string>& about, const Rendering& rendering,
                                          std::chrono::sys_seconds not_before, const ComposeContext& context);

}  // namespace dondoc::outbox
