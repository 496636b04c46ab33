#include "rules/model/decision.hpp"

#include "rules/model/indicator.hpp"
#include "rules/model/status.hpp"

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

/// Takes time proportional to what the groups hold, or to the directory where that is much: a group may be all units of a
/// province.
std::vector<UnitIndex> expanded(const std::vector<UnitIndex>& written, const UnitDirectory& units) {
    constexpr std::size_t few = 16;
    std::vector<UnitIndex> all;
    std::vector<bool> seen;
    const auto is_new = [&](UnitIndex unit) {
        if (all.size() < few) return std::find(all.begin(), all.end(), unit) == all.end();
        if (seen.empty()) {
            seen.resize(units.size());
            for (const UnitIndex known : all) seen[static_cast<std::size_t>(known)] = true;
        }
        auto place = seen[static_cast<std::size_t>(unit)];
        const bool known = place;
        place = true;
        return !known;
    };
    for (const UnitIndex each : written) {
        for (const UnitIndex unit : units.expand(each)) {
            if (is_new(unit)) all.push_back(unit);
        }
    }
    return all;
}

/// "event:van-ban-huong-dan-cua-bo-y-te"
std::string arrival_name(const Reminder& reminder, const Snapshot& snapshot) {
    const Assignment& assignment = snapshot.assignments[reminder.occurrence.index];
    const Arrival& arrival = snapshot.facts[assignment.facts].arrivals[reminder.announcement->arrival];
    return arrival.number == 1 ? fmt::format("event:{}", arrival.event)
                               : fmt::format("event:{}#{}", arrival.event, arrival.number);
}

/// "ask:2026-07"
std::string question_name(const Reminder& reminder) {
    const std::chrono::year_month_day month{reminder.nominal};
    return fmt::format("ask:{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

bool is_question(const Reminder& reminder) noexcept {
    return !reminder.announcement && reminder.occurrence.kind == SubjectKind::event;
}

/// Those whom the document names for the stage's audience, groups expanded.
std::vector<UnitIndex> named_units(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book) {
    const Occurrence& occurrence = reminder.occurrence;
    const auto audience = reminder.announcement ? reminder.announcement->audience
                                                : book.policies[reminder.policy].stages[reminder.stage].audience.kind;
    if (audience == Audience::Kind::support && occurrence.kind == SubjectKind::assignment)
        return expanded(snapshot.assignments[occurrence.index].supports, book.units);
    return responsible_units(occurrence, snapshot, book);
}

}  // namespace

std::string stage_name(const Stage& stage, int repeat, int round) {
    const std::string_view audience = audience_name(stage.audience);
    const std::string_view unit = stage.offset.working ? "wd" : "d";
    const int count = stage.offset.count * (stage.repeats() ? repeat : 1);
    if (stage.kind == Stage::Kind::ask) return fmt::format("{}:ask:monthly", audience);
    if (stage.kind == Stage::Kind::update) {
        return round == 0 ? fmt::format("{}:update:+{}{}", audience, count, unit)
                          : fmt::format("{}:update#{}:+{}{}", audience, round, count, unit);
    }
    if (stage.kind != Stage::Kind::before) return fmt::format("{}:+{}{}", audience, count, unit);
    return count == 0 ? fmt::format("{}:0{}", audience, unit) : fmt::format("{}:-{}{}", audience, count, unit);
}

std::string stage_name(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book) {
    if (is_question(reminder)) return question_name(reminder);
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

std::string Occurrence::part_key() const {
    if (period) return period->key();
    return request == 0 ? std::string() : request_key(request);
}

std::vector<UnitIndex> responsible_units(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book) {
    switch (occurrence.kind) {
        case SubjectKind::report: return {occurrence.reporter};
        case SubjectKind::indicator: return expanded(snapshot.indicators[occurrence.indicator].owners, book.units);
        case SubjectKind::event: {
            std::vector<UnitIndex> leads;
            for (const std::uint32_t index : snapshot.awaited[occurrence.index].waiting) {
                const auto& written = snapshot.assignments[index].leads;
                leads.insert(leads.end(), written.begin(), written.end());
            }
            return expanded(leads, book.units);
        }
        case SubjectKind::assignment: break;
    }
    return expanded(snapshot.assignments[occurrence.index].leads, book.units);
}

std::vector<std::uint32_t> still_waiting(const AwaitedEvent& event, const Snapshot& snapshot) {
    std::vector<std::uint32_t> waiting;
    for (const std::uint32_t index : event.waiting) {
        const Assignment& assignment = snapshot.assignments[index];
        const SubjectFacts* facts =
            assignment.facts == Assignment::no_facts ? nullptr : &snapshot.facts[assignment.facts];
        // What waits has no due day, so the day it is asked on does not matter.
        if (status_of(assignment.deadline, facts, std::nullopt, assignment.deadline.due, {}) == Status::waiting)
            waiting.push_back(index);
    }
    return waiting;
}

const SubjectFacts* facts_of(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book) {
    if (occurrence.kind == SubjectKind::assignment) {
        const std::uint32_t facts = snapshot.assignments[occurrence.index].facts;
        return facts == Assignment::no_facts ? nullptr : &snapshot.facts[facts];
    }
    if (occurrence.kind == SubjectKind::event || snapshot.report_facts.empty()) return nullptr;
    const auto entry = snapshot.report_facts.find(subject_key(occurrence, snapshot, book).base);
    return entry == snapshot.report_facts.end() ? nullptr : &snapshot.facts[entry->second];
}

const ReportRequest* request_of(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book) {
    if (occurrence.kind != SubjectKind::report || occurrence.request == 0) return nullptr;
    const std::string& rule = book.reports[occurrence.index].id;
    for (const ReportRequest& request : snapshot.requests) {
        if (request.number == occurrence.request && request.rule == rule) return &request;
    }
    return nullptr;
}

SubjectKey subject_key(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book) {
    SubjectKey key;
    key.period = occurrence.part_key();
    switch (occurrence.kind) {
        case SubjectKind::report:
            key.base = report_key(book.reports[occurrence.index].id, book.units[occurrence.reporter].id);
            break;
        case SubjectKind::indicator: {
            const TrackedIndicator& indicator = snapshot.indicators[occurrence.indicator];
            key.base = indicator_key(snapshot.plans[indicator.plan].id, indicator.seq);
            break;
        }
        case SubjectKind::event: key.base = event_key(snapshot.awaited[occurrence.index].id); break;
        case SubjectKind::assignment: {
            const Assignment& assignment = snapshot.assignments[occurrence.index];
            key.base = assignment_key(snapshot.plans[assignment.plan].id, assignment.seq);
            break;
        }
    }
    return key;
}

namespace {

/// A rule that names another day says everything anew; what was asked for on request has its own day.
std::string rule_version(const Occurrence& occurrence, const RuleBook& book) {
    if (occurrence.kind == SubjectKind::assignment || occurrence.request != 0) return {};
    const auto& since = book.reports[occurrence.index].since;
    return since ? "." + dates::format_iso(*since) : std::string();
}

}  // namespace

std::string reminder_key(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book) {
    const SubjectKey subject = subject_key(reminder.occurrence, snapshot, book);
    const std::string recipient = recipient_name(reminder.recipient, book);
    if (reminder.announcement)
        return fmt::format("{} {} {}", subject.base, arrival_name(reminder, snapshot), recipient);
    if (is_question(reminder)) return fmt::format("{} {} {}", subject.base, question_name(reminder), recipient);
    // Progress belongs to no version of the deadline: an extension does not ask for it again.
    if (book.policies[reminder.policy].stages[reminder.stage].kind == Stage::Kind::update)
        return fmt::format("{} {} {}", subject.base, stage_name(reminder, snapshot, book), recipient);
    return fmt::format("{} v{}{} {} {}", subject.text(), reminder.occurrence.version,
                       rule_version(reminder.occurrence, book), stage_name(reminder, snapshot, book), recipient);
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
