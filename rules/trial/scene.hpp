#pragma once

#include "rules/model/rule_book.hpp"
#include "rules/model/snapshot.hpp"
#include "rules/model/subject.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The plans that a test file gives: what would have been imported.
namespace rules::trial {

/// One of the events that an assignment waits for, as model::AwaitedWords and its id.
struct AwaitedEvent {
    std::string core;
    std::string id;
    std::string words = {};
};

struct SceneAssignment {
    model::Assignment assignment;  ///< `plan` is its position in Scene::plans, `parent` one in ScenePlan::assignments
    std::string title;
    std::string deliverable;
    std::string condition;  ///< what it waits for, in the words of its deadline
    std::vector<AwaitedEvent> awaited = {};
};

struct ScenePlan {
    model::Plan plan;
    std::optional<dates::Date> imported;  ///< nothing: it has always been there
    std::vector<SceneAssignment> assignments;
    std::vector<model::TrackedIndicator> indicators;
};

struct Scene {
    std::vector<ScenePlan> plans;
};

/// A subject, or one period of it, that a text may mean.
struct SubjectPart {
    model::SubjectKey key;
    std::optional<dates::Date> due;           ///< as the document states it; of a report after `roll`
    const model::ReportRule* rule = nullptr;  ///< that asks for it; null for an assignment
    std::optional<dates::Period> period;
};

/// Answers which subjects there are: assignments and indicators of the scene, reports of the rule book.
class Subjects {
public:
    Subjects(const Scene& scene, const model::RuleBook& book) : scene_(scene), book_(book) {}

    const model::RuleBook& book() const noexcept { return book_; }
    const Scene& scene() const noexcept { return scene_; }

    /// Null where there is none of that id.
    const model::ReportRule* rule(std::string_view id) const;
    const ScenePlan* plan(std::string_view id) const;

    /// Whether a text without period names something: a rule, a plan, or one subject of either ("kh88/3", "kh88/ct1",
    /// "bao-cao-nam/so-y-te").
    bool exists(std::string_view base) const;
    bool is_one_subject(std::string_view base) const;
    bool is_indicator(std::string_view base) const;
    /// Whether any of what `base` names is owed more than once: by period or on request.
    bool recurs(std::string_view base) const;
    /// The key nearest to what was written, for "did you mean"; may be empty.
    std::string nearest(std::string_view written) const;

    /// All that `base` names, period by period for what recurs and is due from `from` to `until`. Parts without a due day
    /// and those that do not recur are all there.
    std::vector<SubjectPart> parts(std::string_view base, dates::Date from, dates::Date until) const;
    /// The periods of a rule that are due from `from` to `until`, as the rule names them; once for all its reporters.
    std::vector<SubjectPart> parts_of(const model::ReportRule& rule, dates::Date from, dates::Date until) const;
    /// Whether what `base` names has this period at all.
    bool has_period(std::string_view base, std::string_view period) const;

private:
    bool is_awaited(std::string_view key) const;  ///< "event:ID"
    std::vector<std::string> keys() const;
    bool look_for_period(std::string_view base, std::string_view period) const;
    void add_assignments(const ScenePlan& plan, std::string_view base, dates::Date from, dates::Date until,
                         std::vector<SubjectPart>& parts) const;
    void add_indicators(const ScenePlan& plan, std::string_view base, dates::Date from, dates::Date until,
                        std::vector<SubjectPart>& parts) const;

    const Scene& scene_;
    const model::RuleBook& book_;
    mutable std::map<std::string, bool, std::less<>> periods_;  ///< what has_period has found
    mutable int suggestions_ = 0;
};

}  // namespace rules::trial
