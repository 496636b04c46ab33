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
    /// The parts of what an assignment waits for, in the order of its words.
    struct Waiting {
        std::vector<std::string> cores;
        std::vector<std::string> ids;
        std::vector<std::optional<Happened>> happened;
    };

    model::SubjectFacts& facts_of(const std::string& base);
    void happen(const Fact& fact, dates::Date day);
    void arrive(std::uint32_t assignment, const Waiting& waiting, const Happened& news, const Fact& fact,
                dates::Date day);
    void silence(const Fact& fact, dates::Date day);
    void request(const Fact& fact, dates::Date day);

    const Scene& scene_;
    const model::RuleBook& book_;
    model::Snapshot snapshot_;
    std::vector<const SceneAssignment*> assignments_;  ///< like Snapshot::assignments
    std::map<std::string, std::uint32_t, std::less<>> positions_;
    std::map<std::uint32_t, Waiting> waiting_;
};

/// What the words of an event have in common with those of deadlines that wait for it, or its id; empty where they name
/// no event.
std::string event_core(const std::string& words);
/// Whether an assignment of the scene waits for it.
bool waits_for(const SceneAssignment& assignment, const std::string& event);

}  // namespace rules::trial
