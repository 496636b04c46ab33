#pragma once

#include "rules/deadlines/deadline.hpp"
#include "rules/model/unit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rules::model {

/// An issued document: kế hoạch, văn bản.
struct Plan {
    std::string id;      ///< "142-kh-ubnd-2025": part of every subject's key, never changes
    std::string number;  ///< "142/KH-UBND", empty where the document leaves it blank
    std::string title;
    std::string issuer;
    std::optional<dates::Date> date;
    int year = 0;  ///< the year that phrases without a year mean
};

/// The light part of an assignment, all that evaluation needs; a million of them fit in memory. Its texts stay in the
/// store and are read for what is said (AssignmentText).
struct Assignment {
    std::uint32_t plan = 0;          ///< position in Snapshot::plans
    std::uint32_t seq = 0;           ///< 1.. in the plan's appendix order; the ordinal as printed may repeat
    std::uint32_t facts = no_facts;  ///< position in Snapshot::facts
    bool fresh = false;              ///< new or changed since Snapshot::evaluated_until
    bool added = false;              ///< where it is fresh: new, and not only changed
    deadlines::Meaning deadline;
    std::vector<UnitIndex> leads;  ///< as written: may hold groups
    std::vector<UnitIndex> supports;
    /// The row that this one is a part of ("1.2" of "1"): position in Snapshot::assignments, where the snapshot has it.
    std::uint32_t parent = no_parent;

    static constexpr std::uint32_t no_facts = 0xffffffff;
    static constexpr std::uint32_t no_parent = 0xffffffff;
};

/// What the document says about an assignment, in its own words.
struct AssignmentText {
    std::string ordinal;
    std::string section;
    std::string title;
    std::string lead_words;
    std::string support_words;
    std::string deliverable;
    std::string deadline_words;
    std::string condition;
    std::string central_words;  ///< a second time column ("Tiến độ của TW"); its own deadline is not tracked
    std::string note;
    friend bool operator==(const AssignmentText&, const AssignmentText&) = default;
};

/// An assignment as intake hands it on and the store keeps it.
struct AssignmentRecord {
    std::uint32_t seq = 0;
    AssignmentText text;
    deadlines::Meaning deadline;
    std::vector<std::string> leads;  ///< unit or group ids
    std::vector<std::string> supports;
    std::vector<std::string> unresolved_units;  ///< names as written that the register does not know
    friend bool operator==(const AssignmentRecord&, const AssignmentRecord&) = default;
};

/// Lower-case ASCII words joined by "-", without Vietnamese marks: "142/KH-UBND" of 2025 gives "142-kh-ubnd-2025". A
/// title is cut at a word after about 80 characters; text without letters and digits gives "ke-hoach-2025".
std::string make_plan_id(std::string_view number_or_title, int year);

}  // namespace rules::model
