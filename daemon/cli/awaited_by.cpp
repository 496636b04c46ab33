#include "daemon/cli/awaited_by.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::cli {

using rules::model::AwaitedWords;

std::vector<AwaitedBy::Event> AwaitedBy::events(std::string_view subject, const intake::AssignmentDraft& assignment) {
    if (!assignment.deadline.meaning.has_condition) return {};
    if (auto kept = linked(subject, assignment.deadline.condition); !kept.empty()) return kept;
    std::vector<Event> events;
    for (const AwaitedWords& words : rules::model::read_condition(assignment.deadline.condition)) {
        if (words.kind == AwaitedWords::Kind::standing)
            events.push_back({{}, words.words, false});
        else if (std::string id = known_for(words.core); !id.empty())
            events.push_back({std::move(id), words.words, false});
        else
            events.push_back({added_for(words).id, words.words, true});
    }
    return events;
}

// What a kept assignment waits for stays, also where a person chose it.
std::vector<AwaitedBy::Event> AwaitedBy::linked(std::string_view subject, const std::string& condition) const {
    std::vector<Event> events;
    for (const auto& event : known_.events) {
        const bool waits = std::any_of(event.rows.begin(), event.rows.end(), [&](const store::AwaitingRow& row) {
            return row.subject == subject && (row.by_hand || row.condition == condition);
        });
        if (waits) events.push_back({event.id, event.words, false});
    }
    return events;
}

// A plan cannot wait for what had happened before it was issued.
std::string AwaitedBy::known_for(const std::string& core) const {
    std::string happened_since;
    for (const auto& event : known_.events) {
        if (core.empty() || event.core != core) continue;
        const bool merged = !event.merged_into.empty();
        const std::string& id = merged ? event.merged_into : event.id;
        if (event.records.empty() && !merged) return id;
        const bool after = !event.records.empty() && plan_.date && event.records.back().on >= *plan_.date;
        if ((after || merged) && happened_since.empty()) happened_since = id;
    }
    return happened_since;
}

const AwaitedBy::Named& AwaitedBy::added_for(const AwaitedWords& words) {
    const auto same = std::find_if(added_.begin(), added_.end(),
                                   [&](const Named& named) { return !words.core.empty() && named.core == words.core; });
    if (same != added_.end()) return *same;
    const std::string base = rules::model::make_event_id(words.words);
    const auto taken = [&](const std::string& id) {
        return std::any_of(known_.events.begin(), known_.events.end(),
                           [&](const auto& event) { return event.id == id; }) ||
               std::any_of(added_.begin(), added_.end(), [&](const Named& named) { return named.id == id; });
    };
    std::string id = base;
    for (int number = 2; taken(id); ++number) id = fmt::format("{}-{}", base, number);
    added_.push_back({std::move(id), words.core});
    return added_.back();
}

}  // namespace dondoc::cli
