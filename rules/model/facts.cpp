#include "rules/model/facts.hpp"

namespace rules::model {

DeadlineVersion deadline_version(const SubjectFacts* facts, std::string_view period,
                                 std::optional<dates::Date> first_due, std::optional<dates::Date> on) noexcept {
    DeadlineVersion version{1, first_due, nullptr};
    if (facts == nullptr) return version;
    for (const Extension& extension : facts->extensions) {
        if (extension.period != period || (on && extension.decided > *on)) continue;
        ++version.number;
        version.due = extension.until;
        version.extension = &extension;
    }
    return version;
}

const Completion* completion_of(const SubjectFacts* facts, std::string_view period) noexcept {
    if (facts == nullptr) return nullptr;
    for (const Completion& completion : facts->completions) {
        if (completion.period.empty() || completion.period == period) return &completion;
    }
    return nullptr;
}

}  // namespace rules::model
