#pragma once

#include "rules/engine/inhibit.hpp"
#include "rules/engine/mutes.hpp"
#include "rules/engine/occurrences.hpp"

#include <functional>
#include <optional>
#include <string_view>

/// Why nobody is reminded: the one list of reasons, which explanations and coverage share. They stand in the order in
/// which evaluation meets them, so that the first one that holds is the answer.
namespace rules::engine {

enum class Stop : std::uint8_t {
    none,
    done,
    cancelled,
    not_tracked,    ///< due before tracking began or before the rule asked the reporter, or outside its validity
    not_asked_for,  ///< the duty has no such period
    covered,        ///< the reporter has ended, and all its successors owe the same report themselves
    conditional,    ///< waits for an event that has not been recorded
    continuous,     ///< no due day; only reporting applies
    unresolved,     ///< a person must decide what the words mean
    needs_due,      ///< what it waited for has come; a person must set the day
    no_policy,      ///< none matches
    no_stage,       ///< the policy has none left
    silenced,
    acknowledged,
    inhibited,   ///< another subject is more pressing
    no_heir,     ///< the unit has ended, and it is not settled who has this duty: the planning office is told instead
    no_contact,  ///< the recipient has none: the planning office is told instead
    no_channel,  ///< none of the recipient's contacts is on a configured channel: as before
};

struct StoppedBy {
    Stop what = Stop::none;
    const model::Silence* silence = nullptr;                  ///< where it is silenced
    const model::Acknowledgement* acknowledgement = nullptr;  ///< where it is acknowledged
    std::optional<Inhibitor::By> by = {};                     ///< where another subject inhibits it

    explicit operator bool() const noexcept { return what != Stop::none; }
};

/// What of the facts and the deadline of an open or closed part of a subject leaves nothing to count from. `facts` may be
/// null.
Stop stopped_by_facts(const deadlines::Meaning& meaning, const SubjectPeriod& period, const model::SubjectFacts* facts);

/// Somebody has asked for quiet: at the time of `mutes`.
StoppedBy stopped_by_mute(const model::Occurrence& occurrence, const model::Recipient& recipient, const Mutes& mutes);

/// Another subject is more pressing, on the day of `inhibitor`.
StoppedBy stopped_by_inhibition(const model::Occurrence& occurrence, const Inhibitor& inhibitor);

/// The contacts that a recipient has, on whatever channels.
std::span<const model::Contact> contacts_of(const model::Recipient& recipient, const model::RuleBook& book);

/// Whether a channel of that id is configured.
using HasChannel = std::function<bool(std::string_view channel)>;

/// The first of those on a configured channel, or null.
const model::Contact* reachable_contact(const model::Recipient& recipient, const model::RuleBook& book,
                                        const HasChannel& has_channel);
Stop stopped_by_contacts(const model::Recipient& recipient, const model::RuleBook& book, const HasChannel& has_channel);

/// The way to the one who is meant: who it is, and where a message can be brought.
Stop stopped_by_delivery(const model::Reminder& reminder, const model::Snapshot& snapshot, const model::RuleBook& book,
                         const HasChannel& has_channel);

}  // namespace rules::engine
