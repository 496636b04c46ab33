#include "rules/model/decision.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace rules::model {
namespace {

std::string_view audience_name(const Audience& audience) noexcept {
    switch (audience.kind) {
        case Audience::Kind::lead: return "lead";
        case Audience::Kind::support: return "support";
        case Audience::Kind::unit_head: return "unit.head";
        case Audience::Kind::unit_parent: return "unit.parent";
        case Audience::Kind::planning_office: return "planning-office";
        case Audience::Kind::leadership: return "leadership";
        case Audience::Kind::recipient: return "recipient";
        case Audience::Kind::collector: return "collector";
        case Audience::Kind::unit:
        case Audience::Kind::address: return audience.text;
    }
    return {};
}

/// "event:van-ban-huong-dan-cua-bo-y-te"
std::string arrival_name(const Reminder& reminder, const Snapshot& snapshot) {
    const Assignment& assignment = snapshot.assignments[reminder.occurrence.index];
    const Arrival& arrival = snapshot.facts[assignment.facts].arrivals[reminder.announcement->arrival];
    return arrival.number == 1 ? fmt::format("event:{}", arrival.event)
                               : fmt::format("event:{}#{}", arrival.event, arrival.number);
}

/// Those whom the document names for the stage's audience, groups expanded.
std::vector<UnitIndex> named_units(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book) {
    const Occurrence& occurrence = reminder.occurrence;
    if (occurrence.kind == SubjectKind::report) return {occurrence.reporter};
    const Assignment& assignment = snapshot.assignments[occurrence.index];
    const auto audience = reminder.announcement ? reminder.announcement->audience
                                                : book.policies[reminder.policy].stages[reminder.stage].audience.kind;
    std::vector<UnitIndex> named;
    for (const UnitIndex written : audience == Audience::Kind::support ? assignment.supports : assignment.leads) {
        const auto expanded = book.units.expand(written);
        named.insert(named.end(), expanded.begin(), expanded.end());
    }
    return named;
}

}  // namespace

std::string stage_name(const Stage& stage, int repeat, int round) {
    const std::string_view audience = audience_name(stage.audience);
    const std::string_view unit = stage.offset.working ? "wd" : "d";
    const int count = stage.offset.count * (stage.repeats() ? repeat : 1);
    if (stage.kind == Stage::Kind::update) {
        return round == 0 ? fmt::format("{}:update:+{}{}", audience, count, unit)
                          : fmt::format("{}:update#{}:+{}{}", audience, round, count, unit);
    }
    if (stage.kind != Stage::Kind::before) return fmt::format("{}:+{}{}", audience, count, unit);
    return count == 0 ? fmt::format("{}:0{}", audience, unit) : fmt::format("{}:-{}{}", audience, count, unit);
}

std::string stage_name(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book) {
    if (!reminder.announcement)
        return stage_name(book.policies[reminder.policy].stages[reminder.stage], reminder.repeat,
                          reminder.occurrence.round);
    Audience audience;
    audience.kind = reminder.announcement->audience;
    return fmt::format("{}:{}", audience_name(audience), arrival_name(reminder, snapshot));
}

std::string recipient_name(const Recipient& recipient, const RuleBook& book) {
    if (recipient.address > 0) {
        const Contact& contact = book.addresses[recipient.address - 1U];
        return fmt::format("{}:{}", contact.channel, contact.to);
    }
    const std::string& id = book.units[recipient.unit].id;
    return recipient.head ? id + ":head" : id;
}

SubjectKey subject_key(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book) {
    SubjectKey key;
    if (occurrence.period) key.period = occurrence.period->key();
    if (occurrence.kind == SubjectKind::report) {
        key.base = report_key(book.reports[occurrence.index].id, book.units[occurrence.reporter].id);
    } else {
        const Assignment& assignment = snapshot.assignments[occurrence.index];
        key.base = assignment_key(snapshot.plans[assignment.plan].id, assignment.seq);
    }
    return key;
}

std::string reminder_key(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book) {
    const SubjectKey subject = subject_key(reminder.occurrence, snapshot, book);
    const std::string recipient = recipient_name(reminder.recipient, book);
    if (reminder.announcement)
        return fmt::format("{} {} {}", subject.base, arrival_name(reminder, snapshot), recipient);
    // Progress belongs to no version of the deadline: an extension does not ask for it again.
    if (book.policies[reminder.policy].stages[reminder.stage].kind == Stage::Kind::update)
        return fmt::format("{} {} {}", subject.base, stage_name(reminder, snapshot, book), recipient);
    return fmt::format("{} v{} {} {}", subject.text(), reminder.occurrence.version,
                       stage_name(reminder, snapshot, book), recipient);
}

std::optional<Inheritance> inheritance_of(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book) {
    if (reminder.recipient.address > 0) return std::nullopt;
    const auto named = named_units(reminder, snapshot, book);
    const UnitIndex told = reminder.recipient.unit;
    if (std::find(named.begin(), named.end(), told) != named.end()) return std::nullopt;
    for (const UnitIndex unit : named) {
        if (!book.units.has_ended(unit, reminder.day)) continue;
        const auto heir = book.units.heir(unit, reminder.day, subject_key(reminder.occurrence, snapshot, book).base);
        if (heir == told) return Inheritance{unit, true};
        if (!heir && book.units.planning_office() == told) return Inheritance{unit, false};
    }
    return std::nullopt;
}

}  // namespace rules::model
