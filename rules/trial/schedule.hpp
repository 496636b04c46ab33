#pragma once

#include "rules/trial/test_file.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rules::trial {

/// A day on which the world changes: a plan comes in, or somebody tells something.
struct Step {
    dates::Date day;
    std::optional<std::size_t> plan;  ///< in Scene::plans
    const Fact* fact = nullptr;
    model::SubjectKey subject;
};

/// All that happens in a test, in the order of its days: what is said of a whole rule or plan, or of due days, taken apart.
class Schedule {
public:
    Schedule(const Test& test, const std::vector<Fact>& facts, const Subjects& subjects);

    const std::vector<Step>& steps() const noexcept { return steps_; }
    /// Whether somebody tells something about a subject (without period).
    bool touches(std::string_view base) const { return touched_.contains(base); }
    bool touches_any() const noexcept { return !touched_.empty(); }

private:
    void add(const Fact& fact);
    void touch_waiting(const Fact& fact);
    void add_on_due_days(const Fact& fact);
    std::vector<std::string> bases(const std::string& base) const;
    void put(dates::Date day, const Fact& fact, model::SubjectKey key);

    const Test& test_;
    const Subjects& subjects_;
    std::vector<Step> steps_;
    std::set<std::string, std::less<>> touched_;
};

}  // namespace rules::trial
