#pragma once

#include "rules/dates/date.hpp"
#include "rules/model/unit.hpp"
#include "rules/model/unit_names.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rules::model {

/// How a name as written is understood.
struct UnitMatch {
    enum class How : std::uint8_t {
        unknown,       ///< no unit of the register; `suggestion` is the nearest
        ambiguous,     ///< `candidates` all bear the name
        open,          ///< "các đơn vị liên quan": the words leave open who is meant
        name,          ///< a name or alias, case and spacing aside
        spelling,      ///< a name but for conventions of spelling: "Uỷ ban", "kĩ", "&", "UBND"
        abbreviation,  ///< abbreviations that only one unit's name fits
        members,       ///< a group that holds exactly the units that the words mean
    };
    How how = How::unknown;
    std::optional<UnitIndex> unit;      ///< taken
    std::string title;                  ///< as written: "Giám đốc", where the words name the unit's head
    std::string parent;                 ///< as written: "Sở Y tế", where the words name the body it belongs to
    std::vector<UnitIndex> candidates;  ///< of an ambiguous name
    std::string suggestion;             ///< name of the register, for people; of an open group: the widest it can be
};

/// name, spelling, abbreviation, members, ambiguous, open, unknown
std::string_view how_name(UnitMatch::How how) noexcept;

/// Finds who is meant by names as documents write them. Only what fits one unit is taken: slips of typing, lost tone
/// marks and names that fit several units are for a person.
class UnitMatcher {
public:
    /// Keeps a reference to `units`. `on` is the day of the document, for names that changed; without it: today's names.
    explicit UnitMatcher(const UnitDirectory& units, std::optional<dates::Date> on = std::nullopt);

    /// `parent` is the body that the document names beside it: "Phòng Tài chính (of) Sở Y tế"; a name may also hold it:
    /// "Phòng Tài chính thuộc Sở Y tế". Costs a comparison with every name where nothing fits at once.
    UnitMatch match(std::string_view name, std::string_view parent = {}) const;

    /// Whether the name, a spelling of it, or either with a title in front is in the register. Does not look at
    /// abbreviations, so it costs nearly nothing.
    bool knows(std::string_view name) const;

    const UnitDirectory& units() const noexcept { return units_; }

private:
    struct Name {
        UnitIndex unit;
        std::optional<dates::Date> ends;
        std::string text;
        NameForm form;
        std::string key;
        std::string plain;
    };
    using Units = std::vector<UnitIndex>;

    UnitMatch match_name(std::string_view name, std::optional<UnitIndex> parent, bool parent_named) const;
    UnitMatch match_within(std::string_view name) const;
    Units found_at_once(std::string_view name) const;
    Units bearers(const std::vector<std::size_t>& positions) const;
    Units spelled(const NameForm& form) const;
    Units abbreviated(const NameForm& form) const;
    Units grouped(const NameForm& form) const;
    Units within(const Units& found, std::optional<UnitIndex> parent, bool parent_named) const;
    bool is_below(UnitIndex unit, UnitIndex parent) const;
    std::string widest(NameForm form) const;
    std::string suggest(std::string_view name) const;

    const UnitDirectory& units_;
    std::optional<dates::Date> on_;
    std::vector<Name> names_;
    std::unordered_multimap<std::string, std::size_t> by_key_;
};

/// The units of the register that the words of a group mean by their kind: "các bệnh viện" every "Bệnh viện ...", "UBND
/// các xã, phường" every commune. Nothing where the words do not say a kind. In the order of the register.
std::vector<UnitIndex> units_of_kind(const NameForm& group, const UnitDirectory& units,
                                     std::optional<dates::Date> on = std::nullopt);

}  // namespace rules::model
