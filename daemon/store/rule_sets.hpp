#pragma once

#include "rules/dates/date.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the store keeps of rule sets that came into force, and of changes that wait for a person.
namespace dondoc::store {

struct RuleSetFile {
    std::string role;  ///< units, rules, calendar
    std::string path;
    std::string text;
};

/// A policy or a rule for report, and since when it has meant the same.
struct RulePiece {
    std::string name;                              ///< "policy:mac-dinh"
    std::string meaning;                           ///< hash of what decides which reminders there are
    std::optional<rules::dates::LocalTime> since;  ///< empty: from the beginning
};

struct RuleSet {
    std::string hash;  ///< of the files
    std::vector<RuleSetFile> files;
    std::vector<RulePiece> pieces;
};

/// What a change would do to the reminders that are planned.
struct ChangeFigures {
    std::size_t before = 0;  ///< reminders planned now
    std::size_t after = 0;   ///< and with the change
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t moved = 0;    ///< to another day
    std::size_t at_once = 0;  ///< messages of one day, through the next working one, that would not have gone out
    int days = 0;             ///< how far ahead was looked; of a catch-up how long the gap was
    friend bool operator==(const ChangeFigures&, const ChangeFigures&) = default;
};

/// A change that waits, or what became of it.
struct HeldChange {
    enum class Kind : std::uint8_t { rules, import, catch_up };
    enum class State : std::uint8_t {
        waiting,
        confirmed,  ///< the daemon takes these rules as soon as it sees them
        rejected,   ///< these rules are not asked about again
        replaced,   ///< by a newer change, or the files are as they were
        done,
    };
    std::int64_t id = 0;
    Kind kind = Kind::rules;
    std::string hash;  ///< of the files or the document; of a catch-up catch_up_hash
    std::string name;  ///< of an import: the plan's id
    std::string file_name;
    std::string content;  ///< of an import: the document
    std::string options;  ///< of an import: what was said beside it, one word a line
    ChangeFigures figures;
    std::string who;
    std::chrono::sys_seconds at;
    State state = State::waiting;
    std::string settled_by;
};

/// What stands for the gap that began at `since`.
std::string catch_up_hash(std::chrono::sys_seconds since);

/// "rules", "import", "catch-up"
std::string_view change_kind_name(HeldChange::Kind kind) noexcept;
/// The enumerator.
std::string_view change_state_name(HeldChange::State state) noexcept;

}  // namespace dondoc::store
