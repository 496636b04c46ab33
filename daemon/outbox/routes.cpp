#include "daemon/outbox/routes.hpp"

#include <algorithm>
#include <span>

namespace dondoc::outbox {

using model::Recipient;

namespace {

/// Those that a policy wants; all where the recipient has none of them, so that it is told at least.
std::vector<model::Contact> chosen_contacts(const Recipient& recipient, const std::vector<std::string>& channels,
                                            bool first_only, const ComposeContext& context) {
    const std::vector<model::Contact> all = contacts_of(recipient, context);
    std::vector<model::Contact> chosen;
    for (const model::Contact& contact : all) {
        const bool wanted =
            channels.empty() || std::find(channels.begin(), channels.end(), contact.channel) != channels.end();
        if (wanted) chosen.push_back(contact);
    }
    if (chosen.empty()) chosen = all;
    if (first_only && chosen.size() > 1) chosen.resize(1);
    return chosen;
}

/// Who is told instead when a message to `contact` dies, in this order: over the channel's fallback, then the addresses that
/// a policy left out because it takes only the first.
std::vector<model::Contact> stand_ins_for(const model::Contact& contact, const Recipient& recipient,
                                          const std::vector<model::Contact>& chosen, bool first_only,
                                          const ComposeContext& context) {
    std::vector<model::Contact> chain;
    const auto add = [&](const model::Contact& other) {
        const auto is_other = [&](const model::Contact& one) { return one == other; };
        if (std::none_of(chosen.begin(), chosen.end(), is_other) && std::none_of(chain.begin(), chain.end(), is_other))
            chain.push_back(other);
    };
    const std::vector<model::Contact> all = contacts_of(recipient, context);
    if (context.fallbacks != nullptr) {
        auto next = context.fallbacks->find(contact.channel);
        for (std::size_t steps = 0; next != context.fallbacks->end() && steps < context.fallbacks->size(); ++steps) {
            for (const model::Contact& other : all) {
                if (other.channel == next->second) add(other);
            }
            next = context.fallbacks->find(next->second);
        }
    }
    if (first_only) std::for_each(all.begin(), all.end(), add);
    return chain;
}

std::vector<std::string> ids_of(const std::vector<store::OutboxMessage>& messages) {
    std::vector<std::string> ids;
    for (const auto& message : messages) ids.push_back(message.envelope.id);
    return ids;
}

std::vector<model::Contact> contacts_on(const std::vector<Route>& routes) {
    std::vector<model::Contact> contacts;
    for (const Route& route : routes) contacts.push_back({route.front().first, route.front().second});
    return contacts;
}

/// Adds to `messages` what stands in for them, each for the one before it.
void add_stand_ins(const std::vector<Route>& routes, const Addressee& to, const std::set<std::string>& about,
                   const Rendering& rendering, std::chrono::sys_seconds not_before, const ComposeContext& context,
                   std::vector<store::OutboxMessage>& messages) {
    for (const Route& route : routes) {
        if (route.size() == 1) continue;
        std::vector<std::string> before =
            ids_of(address(to, {{route.front().first, route.front().second}}, about, rendering, not_before, context));
        for (const auto& [channel, mailbox] : std::span(route).subspan(1)) {
            auto more = address(to, {{channel, mailbox}}, about, rendering, not_before, context);
            for (auto& message : more) {
                const auto known = std::find_if(messages.begin(), messages.end(), [&](const auto& one) {
                    return one.envelope.id == message.envelope.id;
                });
                auto& others = (known == messages.end() ? messages.emplace_back(message) : *known).stands_in_for;
                for (const std::string& id : before) {
                    if (std::find(others.begin(), others.end(), id) == others.end()) others.push_back(id);
                }
            }
            before = ids_of(more);
        }
    }
}

}  // namespace

std::vector<Route> routes_to(const Recipient& recipient, const std::vector<std::string>& channels, bool first_only,
                             const ComposeContext& context) {
    const auto chosen = chosen_contacts(recipient, channels, first_only, context);
    std::vector<Route> routes;
    for (const model::Contact& contact : chosen) {
        Route& route = routes.emplace_back(Route{{contact.channel, contact.to}});
        for (const model::Contact& other : stand_ins_for(contact, recipient, chosen, first_only, context))
            route.emplace_back(other.channel, other.to);
    }
    return routes;
}

std::vector<store::OutboxMessage> address_on(const std::vector<Route>& routes, const Addressee& to,
                                             const std::set<std::string>& about, const Rendering& rendering,
                                             std::chrono::sys_seconds not_before, const ComposeContext& context) {
    auto messages = address(to, contacts_on(routes), about, rendering, not_before, context);
    add_stand_ins(routes, to, about, rendering, not_before, context, messages);
    mark_copies(messages);
    return messages;
}

}  // namespace dondoc::outbox
