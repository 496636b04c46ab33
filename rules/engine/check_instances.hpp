#pragma once

#include "rules/engine/statistics.hpp"
#include "rules/model/check.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What checks look at, as values by field: one class for each kind, fields in the order of model::check_fields.
namespace rules::engine {

class UnitInstance final : public model::CheckInstance {
public:
    UnitInstance(const model::Unit& unit, const UnitStatistics& statistics);
    model::CheckValue value(std::size_t field) const override;

private:
    const model::Unit& unit_;
    const UnitStatistics& statistics_;
    std::vector<std::string_view> tags_;
};

class PlanInstance final : public model::CheckInstance {
public:
    PlanInstance(const model::Plan& plan, const Tally& tally) : plan_(plan), tally_(tally) {}
    model::CheckValue value(std::size_t field) const override;

private:
    const model::Plan& plan_;
    const Tally& tally_;
};

/// An assignment or a report. Refers to its arguments.
class SubjectInstance final : public model::CheckInstance {
public:
    SubjectInstance(const Standing& standing, const model::Snapshot& snapshot, const model::RuleBook& book,
                    dates::Date today, std::string_view title = {});
    model::CheckValue value(std::size_t field) const override;
    const std::string& key() const noexcept { return key_; }
    const std::vector<model::UnitIndex>& units() const noexcept { return units_; }

private:
    model::CheckValue common(std::size_t field) const;
    model::CheckValue of_assignment(std::size_t field) const;
    model::CheckValue of_report(std::size_t field) const;

    const Standing& standing_;
    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    dates::Date today_;
    std::string_view title_;  ///< of an assignment, where somebody has read it
    std::string key_;
    std::string period_;
    std::vector<model::UnitIndex> units_;
    std::vector<std::string_view> leads_;
    std::vector<std::string_view> supports_;
};

class ChannelInstance final : public model::CheckInstance {
public:
    explicit ChannelInstance(const model::ChannelCounts& counts) : counts_(counts) {}
    model::CheckValue value(std::size_t field) const override;

private:
    const model::ChannelCounts& counts_;
};

}  // namespace rules::engine
