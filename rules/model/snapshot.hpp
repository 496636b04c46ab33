#pragma once

#include "rules/model/check.hpp"
#include "rules/model/facts.hpp"
#include "rules/model/indicator.hpp"
#include "rules/model/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace rules::model {

/// An indicator as far as its values are asked for: a row of a plan's table that the document still has.
struct TrackedIndicator {
    std::uint32_t plan = 0;  ///< position in Snapshot::plans
    std::uint32_t seq = 0;
    std::string name;
    std::string unit_of_measure;
    std::vector<UnitIndex> owners;  ///< as written: may hold groups
    bool fresh = false;             ///< new or changed since Snapshot::evaluated_until
    /// What is wanted and what was told; only where all assignments were asked for.
    std::vector<Target> baseline = {};
    std::vector<Target> targets = {};
    std::vector<Measure> measures = {};  ///< in the order they were told
};

/// An event that has not happened yet, as far as assignments of the snapshot wait for it.
struct AwaitedEvent {
    std::string id;                      ///< "van-ban-huong-dan-cua-bo-y-te"
    std::string words;                   ///< as first met in a document
    dates::Date since;                   ///< from which the first of them waits
    std::vector<std::uint32_t> waiting;  ///< positions in Snapshot::assignments, ascending
};

/// What the store knew at one revision: the facts that evaluation works on.
struct Snapshot {
    std::int64_t revision = 0;                        ///< grows with every change of the store that evaluation can see
    std::optional<dates::LocalTime> evaluated_until;  ///< the end of the last window that was committed
    dates::Date tracking_since;  ///< periods of recurring duties due before this day are not asked for
    std::vector<Plan> plans;
    std::vector<Assignment> assignments;  ///< the open ones, unless all were asked for
    std::vector<SubjectFacts> facts;
    std::unordered_map<std::string, std::uint32_t> report_facts;  ///< report key without period -> position in facts
    std::vector<ReportRequest> requests;
    std::vector<TrackedIndicator>
        indicators;                     ///< by plan and seq; their facts stand among report_facts, under their keys
    std::vector<AwaitedEvent> awaited;  ///< in the order they were met
    std::vector<Silence> silences;
    bool alerts_stand = false;                 ///< whether there are check states, loaded or not
    std::vector<CheckState> check_states;      ///< alerts that stand, by key; only where all assignments were asked for
    std::unordered_set<std::string> recorded;  ///< keys of reminders already written for fresh subjects
};

}  // namespace rules::model
