#include "daemon/outbox/addressing.hpp"

#include "daemon/outbox/mail.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace dondoc::outbox {

using model::Recipient;

namespace {

/// Stable over retries, runs and machines: made from what the message is about.
std::string message_id(std::string_view kind, const std::set<std::string>& parts) {
    crypto_generichash_state state;
    std::array<unsigned char, 16> hash{};
    crypto_generichash_init(&state, nullptr, 0, hash.size());
    for (const std::string& part : parts) {
        // With its terminating zero, so that parts do not run into each other.
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.c_str()), part.size() + 1);
    }
    crypto_generichash_final(&state, hash.data(), hash.size());
    std::array<char, 2 * 16 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return fmt::format("{}-{}", kind, hex.data());
}

bool is_mail(const std::string& kind) {
    return kind == "smtp" || kind == "maildir";
}

const ChatForm* chat_form(const std::string& channel, const ComposeContext& context) {
    if (context.chats == nullptr) return nullptr;
    const auto found = context.chats->find(channel);
    return found == context.chats->end() ? nullptr : &found->second;
}

/// What a recipient gets of one kind makes a conversation.
std::string thread_of(const Addressee& addressee, const Rendering& rendering, const ComposeContext& context) {
    return fmt::format("{}@{}", message_id(fmt::format("{}-thread", rendering.kind), {addressee.id}),
                       context.sender.domain);
}

std::string mail_to(const model::Contact& contact, const std::string& id, const Addressee& addressee,
                    const Rendering& rendering, const ComposeContext& context) {
    return to_rfc5322({.from = context.sender.mail_from,
                       .to = contact.to,
                       .to_name = one_line(addressee.name, 120),
                       .message_id = fmt::format("{}@{}", id, context.sender.domain),
                       .subject = rendering.texts.subject,
                       .text = rendering.texts.text,
                       .html = rendering.texts.html,
                       .language = std::string(rendering.locale),
                       .date = to_instant(context.now, context.utc_offset),
                       .utc_offset = context.utc_offset,
                       .thread = thread_of(addressee, rendering, context),
                       .list_id = fmt::format("don-doc.{}", context.sender.domain),
                       .attachments = rendering.texts.attachments});
}

std::vector<notifiers::Envelope> envelopes_for(const model::Contact& contact, std::set<std::string> about,
                                               const Addressee& addressee, const Rendering& rendering,
                                               const ComposeContext& context) {
    about.insert(fmt::format("to {} {}", contact.channel, contact.to));
    const auto id_of = [&](std::size_t page) {
        auto parts = about;
        if (page > 1) parts.insert(fmt::format("page {}", page));
        return message_id(rendering.kind, parts);
    };
    std::vector<std::string> bodies;
    if (is_mail(context.channels.at(contact.channel))) {
        bodies = {mail_to(contact, id_of(1), addressee, rendering, context)};
    } else if (const ChatForm* form = chat_form(contact.channel, context)) {
        bodies = rendering.chat({.form = *form, .to = contact.to, .subject = rendering.texts.subject, .id_of = id_of});
    } else {
        bodies = {rendering.json()};
    }
    std::vector<notifiers::Envelope> envelopes;
    for (std::string& body : bodies) {
        envelopes.push_back({.id = id_of(envelopes.size() + 1),
                             .channel = contact.channel,
                             .to = contact.to,
                             .bytes = std::move(body)});
    }
    return envelopes;
}

}  // namespace

std::chrono::sys_seconds to_instant(rules::dates::LocalTime time, std::chrono::seconds utc_offset) {
    return std::chrono::sys_seconds{time.time_since_epoch()} - utc_offset;
}

rules::dates::LocalTime after_quiet(rules::dates::LocalTime now, const model::QuietHours& quiet) {
    const auto today = rules::dates::date_of(now);
    const auto time = now - rules::dates::at(today, std::chrono::seconds{0});
    const bool over_midnight = quiet.begin > quiet.end;
    const bool is_quiet =
        over_midnight ? time >= quiet.begin || time < quiet.end : time >= quiet.begin && time < quiet.end;
    if (!is_quiet) return now;
    const auto day = over_midnight && time >= quiet.begin ? today + std::chrono::days{1} : today;
    return rules::dates::at(day, quiet.end);
}

std::vector<model::Contact> contacts_of(const Recipient& recipient, const ComposeContext& context) {
    const model::Unit& unit = context.book.units[recipient.unit];
    std::vector<model::Contact> contacts = recipient.head ? unit.head : unit.contacts;
    if (recipient.address > 0) contacts = {context.book.addresses[recipient.address - 1U]};
    std::vector<model::Contact> reachable;
    for (model::Contact& contact : contacts) {
        const bool written_twice = std::find(reachable.begin(), reachable.end(), contact) != reachable.end();
        if (context.channels.contains(contact.channel) && !written_twice) reachable.push_back(std::move(contact));
    }
    return reachable;
}

std::string name_of(const Recipient& recipient, const model::RuleBook& book) {
    if (recipient.address > 0) return one_line(book.addresses[recipient.address - 1U].to, 200);
    return one_line(book.units[recipient.unit].name, 200);
}

Addressee addressee_of(const Recipient& recipient, const model::RuleBook& book) {
    return {model::recipient_name(recipient, book), name_of(recipient, book)};
}

void mark_copies(std::vector<store::OutboxMessage>& messages) {
    for (std::size_t i = 1; i < messages.size(); ++i) messages[i].copy_of = messages.front().envelope.id;
}

std::vector<store::OutboxMessage> address(const Addressee& addressee, const std::vector<model::Contact>& contacts,
                                          const std::set<std::string>& about, const Rendering& rendering,
                                          std::chrono::sys_seconds not_before, const ComposeContext& context) {
    std::vector<store::OutboxMessage> messages;
    for (const model::Contact& contact : contacts) {
        for (auto& envelope : envelopes_for(contact, about, addressee, rendering, context)) {
            const bool written_twice = std::any_of(messages.begin(), messages.end(),
                                                   [&](const auto& other) { return other.envelope.id == envelope.id; });
            if (written_twice) continue;
            store::OutboxMessage& message = messages.emplace_back();
            message.envelope = std::move(envelope);
            message.recipient = addressee.id;
            message.subject_line = rendering.texts.subject;
            message.not_before = not_before;
        }
    }
    mark_copies(messages);
    return messages;
}

}  // namespace dondoc::outbox
