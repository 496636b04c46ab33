#pragma once

#include "rules/trial/fact.hpp"
#include "rules/trial/scene.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rules::trial {

/// What the program knows at one moment of a test: a snapshot that grows by imports and facts, as a store's would.
class World {
public:
    /// Nothing is imported yet. Recurring duties are followed from `since`, and all is taken to have been evaluated until
    /// the beginning of `start`.
    World(const Scene& scene, const model::RuleBook& book, dates::Date since, dates::Date start);

    /// `fresh`: it has just come. What was there before the start is not.
    void import(std::size_t plan, bool fresh);
    /// `fact.subject` is one subject that has been imported; its day is `day`.
    void apply(const Fact& fact, dates::Date day);

    const model::Snapshot& snapshot() const noexcept { return snapshot_; }
    /// What is left of the snapshot after time has passed.
    void go_on(model::Snapshot snapshot) { snapshot_ = std::move(snapshot); }
    /// A reminder that was written down, by model::reminder_key.
    void record(std::string key) { snapshot_.recorded.insert(std::move(key)); }

    const SceneAssignment& scene_of(std::uint32_t assignment) const;

private:
    struct Happened {
        std::string event;
        dates::Date on;
        std::string document;
    };
    using Waiting = std::vector<std::optional<Happened>>;  ///< like SceneAssignment::awaited

    model::SubjectFacts& facts_of(const std::string& base);
    void happen(const Fact& fact, dates::Date day);
    /// What has not happened, as a store would hand it out.
    void list_awaited();
    void arrive(std::uint32_t assignment, const Waiting& waiting, const Happened& news, const Fact& fact,
                dates::Date day);
    void silence(const Fact& fact);
    void request(const Fact& fact, dates::Date day);

    const Scene& scene_;
    const model::RuleBook& book_;
    model::Snapshot snapshot_;
    std::vector<const SceneAssignment*> assignments_;  ///< like Snapshot::assignments
    std::vector<dates::Date> imported_;                ///< like Snapshot::plans
    std::map<std::string, std::uint32_t, std::less<>> positions_;
    std::map<std::uint32_t, Waiting> waiting_;
};

/// What somebody tells has come about: by the words of the document or by its id.
class ToldEvent {
public:
    explicit ToldEvent(const std::string& words);
    bool is(const AwaitedEvent& event) const;
    bool is_awaited_by(const SceneAssignment& assignment) const;

private:
    std::string words_;
    std::string core_;  ///< empty where the words name no event
};

}  // namespace rules::trial
