#pragma once

#include "rules/model/decision.hpp"
#include "rules/model/status.hpp"

#include <map>
#include <optional>
#include <vector>

/// What keeps a subject quiet because another one is more pressing.
namespace rules::engine {

/// The inhibitions of a rule book on one day. What inhibits is looked for when it is first asked about, in one pass over the
/// snapshot; where the book has no inhibitions asking costs nothing.
class Inhibitor {
public:
    Inhibitor(const model::Snapshot& snapshot, const model::RuleBook& book, dates::Date today);

    struct By {
        model::Occurrence source;
        std::size_t inhibition = 0;  ///< in RuleBook::inhibitions
    };
    /// What mutes the deadline of an open occurrence, or nothing. A subject does not mute itself, nor does one that is a
    /// source of the same inhibition mute another: equals do not silence each other.
    std::optional<By> by(const model::Occurrence& target) const;

private:
    /// Two are enough: where the first is the target itself the second one mutes it.
    using Sources = std::map<std::uint32_t, std::vector<model::Occurrence>>;

    void find_sources() const;
    void add_source(std::size_t inhibition, const model::Occurrence& occurrence,
                    const std::vector<bool>& parents) const;
    bool holds(const model::Condition& condition, const model::Occurrence& occurrence, model::Status status) const;
    std::vector<std::uint32_t> keys_of(model::Inhibition::Same same, const model::Occurrence& target) const;
    std::optional<std::uint32_t> plan_of(const model::Occurrence& occurrence) const;

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    dates::Date today_;
    mutable std::vector<Sources> sources_;  ///< by inhibition, then by what both must have in common
    mutable bool found_ = false;
};

}  // namespace rules::engine
