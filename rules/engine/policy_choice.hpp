#pragma once

#include "rules/model/decision.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rules::engine {

/// Which policy an occurrence has: the first whose condition holds. Where the policies for a kind of subject depend on
/// nothing else the answer is known beforehand, and a million subjects cost no call.
///
/// A condition that fails for a subject (an error, not "false") does not hold for it.
class PolicyChoice {
public:
    PolicyChoice(const model::Snapshot& snapshot, const model::RuleBook& book);

    /// The policy of every subject of the kind, where it is the same for all.
    const std::optional<std::uint16_t>& constant(model::SubjectKind kind) const noexcept {
        return constant_[static_cast<std::size_t>(kind)];
    }

    /// Position in RuleBook::policies; nothing where no policy matches.
    std::optional<std::uint16_t> of(const model::Occurrence& occurrence) const;

private:
    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    std::array<std::optional<std::uint16_t>, model::subject_kinds> constant_;
};

/// What conditions see of an occurrence. Owns the texts that the view refers to; neither copied nor moved.
class ViewedSubject {
public:
    ViewedSubject(const model::Occurrence& occurrence, const model::Snapshot& snapshot, const model::RuleBook& book,
                  model::Status status = model::Status::not_due);
    ViewedSubject(const ViewedSubject&) = delete;
    ViewedSubject& operator=(const ViewedSubject&) = delete;

    const model::SubjectView& view() const noexcept { return view_; }

private:
    void add_units(const std::vector<model::UnitIndex>& units, const model::UnitDirectory& directory,
                   std::vector<std::string_view>& ids);
    void add_tags(model::UnitIndex unit, const model::UnitDirectory& directory);

    std::string id_;
    model::SubjectView view_;
};

}  // namespace rules::engine
