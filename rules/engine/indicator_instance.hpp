#pragma once

#include "rules/engine/standings.hpp"
#include "rules/model/indicator.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rules::engine {

/// How far an indicator has come in the period of an occurrence; a rule that asks once asks for the year of its day.
model::IndicatorStanding standing_of(const model::Occurrence& occurrence, const model::Snapshot& snapshot);

/// A value that is asked for, as checks see it. Refers to its arguments.
class IndicatorInstance final : public model::CheckInstance {
public:
    IndicatorInstance(const Standing& standing, const model::Snapshot& snapshot, const model::RuleBook& book,
                      dates::Date today);
    model::CheckValue value(std::size_t field) const override;
    const std::string& key() const noexcept { return key_; }
    const std::vector<model::UnitIndex>& units() const noexcept { return units_; }

private:
    const model::TrackedIndicator& indicator() const;

    const Standing& standing_;
    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    dates::Date today_;
    std::string key_;
    std::string period_;
    std::vector<model::UnitIndex> units_;
    std::vector<std::string_view> leads_;
    model::IndicatorStanding reached_;
    std::string target_;
};

}  // namespace rules::engine
