#include "rules/engine/stopped_by.hpp"

#include <algorithm>

namespace rules::engine {

Stop stopped_by_facts(const deadlines::Meaning& meaning, const SubjectPeriod& period,
                      const model::SubjectFacts* facts) {
    if (period.completion != nullptr) return Stop::done;
    if (facts != nullptr && facts->cancelled) return Stop::cancelled;
    if (period.version.due) return Stop::none;
    switch (meaning.kind) {
        case deadlines::Kind::conditional:
            if (facts == nullptr || facts->arrivals.empty()) return Stop::conditional;
            return meaning.then_continuous ? Stop::continuous : Stop::needs_due;
        case deadlines::Kind::continuous: return Stop::continuous;
        default: return Stop::unresolved;
    }
}

StoppedBy stopped_by_mute(const model::Occurrence& occurrence, const model::Recipient& recipient, const Mutes& mutes) {
    if (const model::Silence* silence = mutes.silence(occurrence, recipient)) return {Stop::silenced, silence};
    if (const auto* acknowledgement = mutes.acknowledgement(occurrence, recipient))
        return {Stop::acknowledged, nullptr, acknowledgement};
    return {};
}

StoppedBy stopped_by_inhibition(const model::Occurrence& occurrence, const Inhibitor& inhibitor) {
    auto by = inhibitor.by(occurrence);
    return by ? StoppedBy{Stop::inhibited, nullptr, nullptr, std::move(by)} : StoppedBy{};
}

std::span<const model::Contact> contacts_of(const model::Recipient& recipient, const model::RuleBook& book) {
    if (recipient.address > 0) return std::span(book.addresses).subspan(recipient.address - 1U, 1);
    const model::Unit& unit = book.units[recipient.unit];
    return recipient.head ? unit.head : unit.contacts;
}

const model::Contact* reachable_contact(const model::Recipient& recipient, const model::RuleBook& book,
                                        const HasChannel& has_channel) {
    const auto contacts = contacts_of(recipient, book);
    const auto found = std::find_if(contacts.begin(), contacts.end(), [&has_channel](const model::Contact& contact) {
        return has_channel(contact.channel);
    });
    return found == contacts.end() ? nullptr : &*found;
}

Stop stopped_by_contacts(const model::Recipient& recipient, const model::RuleBook& book,
                         const HasChannel& has_channel) {
    if (contacts_of(recipient, book).empty()) return Stop::no_contact;
    return reachable_contact(recipient, book, has_channel) == nullptr ? Stop::no_channel : Stop::none;
}

Stop stopped_by_delivery(const model::Reminder& reminder, const model::Snapshot& snapshot, const model::RuleBook& book,
                         const HasChannel& has_channel) {
    const auto inheritance = model::inheritance_of(reminder, snapshot, book);
    if (inheritance && !inheritance->settled) return Stop::no_heir;
    return stopped_by_contacts(reminder.recipient, book, has_channel);
}

}  // namespace rules::engine
