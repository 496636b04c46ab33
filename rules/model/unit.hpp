#pragma once

#include "rules/dates/date.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rules::model {

/// Position of a unit in its directory. Valid for that directory only; the store keeps ids.
enum class UnitIndex : std::uint32_t {};

/// Where a unit can be reached: a configured channel and an address on it.
struct Contact {
    std::string channel;
    std::string to;
    friend bool operator==(const Contact&, const Contact&) = default;
};

/// [a-z0-9-]+
bool is_unit_id(std::string_view text) noexcept;

/// A name that a unit bore until a day, that day included: a document of that time means this unit by it.
struct FormerName {
    std::string name;
    dates::Date until;
    friend bool operator==(const FormerName&, const FormerName&) = default;
};

/// The end of a unit by merger, split or closure: from the day `on` its duties are those of its successors.
struct Replacement {
    dates::Date on;
    std::vector<std::string> by;  ///< ids; one for a merger, several for a split, none where nobody follows

    /// Who of several successors takes which duty: the key of a subject ("142-kh-ubnd-2025/12", "kh142-nam/so-noi-vu"),
    /// or the id of a whole plan or rule for report, and the id of the unit.
    struct Duty {
        std::string subject;
        std::string unit;
        friend bool operator==(const Duty&, const Duty&) = default;
    };
    std::vector<Duty> duties;
    friend bool operator==(const Replacement&, const Replacement&) = default;
};

/// A responsible unit, or a group of units ("các phòng, đơn vị trực thuộc") where `members` or `members_tagged` is given.
struct Unit {
    std::string id;    ///< [a-z0-9-]+, never changes
    std::string name;  ///< as people write it
    std::vector<std::string> aliases;
    std::string parent;  ///< id, or empty
    std::vector<std::string> tags;
    std::string locale = "vi";
    std::vector<Contact> contacts;
    std::vector<Contact> head;         ///< contacts of the unit's head, who gets escalations
    std::vector<std::string> members;  ///< ids; groups may hold groups
    std::string members_tagged;        ///< every unit with this tag
    std::vector<FormerName> former;
    std::optional<Replacement> replaced;  ///< the unit has ended, or will

    bool is_group() const noexcept { return !members.empty() || !members_tagged.empty(); }
};

/// The register of units: who is meant by a name, who belongs to a group, who runs the planning office.
///
/// Immutable once made. Names and aliases are compared folded (case, spacing, Unicode form, punctuation around them),
/// never by edit distance: a near miss is only a suggestion (UnitMatcher knows more). Two units may bear one name where
/// their parents differ (each department has its "Phòng Tài chính") or their times do. `make` reports every fault of the
/// input and never throws; a directory made with faults holds what could be made sense of and is not meant to be used.
class UnitDirectory {
public:
    struct Roles {
        std::string planning_office;  ///< unit id; alerts and what nobody else can be told go here
        std::string leadership;       ///< unit id, may be empty
    };
    /// One fault: which unit (position in the input; the number of units for a fault of the roles) and what is wrong
    /// with it, one sentence, Vietnamese (English).
    struct Fault {
        std::size_t unit;
        std::string what;
    };

    UnitDirectory() = default;
    static UnitDirectory make(std::vector<Unit> units, Roles roles, std::vector<Fault>& faults);

    std::size_t size() const noexcept { return units_.size(); }
    const Unit& operator[](UnitIndex index) const noexcept { return units_[static_cast<std::size_t>(index)]; }
    const std::vector<Unit>& all() const noexcept { return units_; }

    std::optional<UnitIndex> find(std::string_view id) const;
    /// The one unit that bears the name today; nothing where several do.
    std::optional<UnitIndex> find_by_name(std::string_view name) const;

    /// A name or alias of a unit, and the day from which it no longer bears it.
    struct Name {
        UnitIndex unit{};
        std::string_view text;  ///< of the directory
        std::optional<dates::Date> ends;
    };
    std::vector<Name> names() const;

    /// Who of those that bear one name bore it on a day (without: today); where nobody did any more, who bore it last.
    std::vector<UnitIndex> bearers(std::span<const Name> names, std::optional<dates::Date> on) const;
    std::vector<UnitIndex> find_all_by_name(std::string_view name, std::optional<dates::Date> on = std::nullopt) const;

    /// The units a unit or group stands for, without groups and without repetition, in the order of the register.
    std::span<const UnitIndex> expand(UnitIndex index) const noexcept;

    std::optional<UnitIndex> parent(UnitIndex index) const noexcept;

    bool has_ended(UnitIndex index, dates::Date day) const noexcept;
    /// Who follows a unit on a day, through all changes until then: itself where it has not ended; nobody where it ended
    /// without a successor.
    std::vector<UnitIndex> successors(UnitIndex index, dates::Date day) const;
    /// Who has a duty of the unit on a day. Nothing where that is not settled: the unit ended without a successor, or
    /// with several and nobody has said which of them takes this one. `subject` is the subject's key without period.
    std::optional<UnitIndex> heir(UnitIndex index, dates::Date day, std::string_view subject) const;
    std::optional<UnitIndex> planning_office() const noexcept { return planning_office_; }
    std::optional<UnitIndex> leadership() const noexcept { return leadership_; }

    /// The name, alias or id nearest to what was written, for error messages; empty where nothing is near. What looks
    /// like an id is compared with ids first. Costs an edit distance per name of the register.
    std::string nearest(std::string_view name) const;

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    using Index = std::unordered_map<std::string, UnitIndex, TextHash, std::equal_to<>>;
    struct Bearer {
        UnitIndex unit;
        std::optional<dates::Date> ends;
    };
    using Bearers = std::unordered_map<std::string, std::vector<Bearer>, TextHash, std::equal_to<>>;
    class Maker;

    bool follows(UnitIndex successor, UnitIndex unit) const;

    std::vector<Unit> units_;
    Index by_id_;
    Bearers by_name_;  ///< folded name or alias
    std::vector<std::vector<UnitIndex>> expansion_;
    std::vector<std::vector<UnitIndex>> successors_;  ///< the direct ones
    std::vector<std::optional<UnitIndex>> parents_;
    std::optional<UnitIndex> planning_office_;
    std::optional<UnitIndex> leadership_;
};

}  // namespace rules::model
