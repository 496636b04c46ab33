#pragma once

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

    bool is_group() const noexcept { return !members.empty() || !members_tagged.empty(); }
};

/// The register of units: who is meant by a name, who belongs to a group, who runs the planning office.
///
/// Immutable once made. Names and aliases are compared folded (case, spacing, Unicode form, punctuation around them),
/// never by edit distance: a near miss is only a suggestion. `make` reports every fault of the input and never throws;
/// a directory made with faults holds what could be made sense of and is not meant to be used.
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
    std::optional<UnitIndex> find_by_name(std::string_view name) const;

    /// The units a unit or group stands for, without groups and without repetition, in the order of the register.
    std::span<const UnitIndex> expand(UnitIndex index) const noexcept;

    std::optional<UnitIndex> parent(UnitIndex index) const noexcept;
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
    class Maker;

    std::vector<Unit> units_;
    Index by_id_;
    Index by_name_;  ///< folded name or alias
    std::vector<std::vector<UnitIndex>> expansion_;
    std::vector<std::optional<UnitIndex>> parents_;
    std::optional<UnitIndex> planning_office_;
    std::optional<UnitIndex> leadership_;
};

}  // namespace rules::model
