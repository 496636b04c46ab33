#include "daemon/summaries/known_then.hpp"

#include <algorithm>

namespace dondoc::summaries {

namespace model = rules::model;
using rules::dates::Date;

namespace {

/// Calls `visit(list, day_of)` with each list of facts that a status depends on.
template <class Facts, class Visit>
void visit_lists(Facts& facts, Visit&& visit) {
    visit(facts.completions, &model::Completion::on);
    visit(facts.extensions, &model::Extension::decided);
    visit(facts.arrivals, &model::Arrival::on);
}

bool has_later(const model::SubjectFacts& facts, Date day) {
    bool later = facts.cancelled && facts.cancelled->on > day;
    visit_lists(facts, [&](const auto& list, auto day_of) {
        later = later || std::ranges::any_of(
                             list, [day](Date on) { return on > day; }, day_of);
    });
    return later;
}

void forget_later(model::SubjectFacts& facts, Date day) {
    if (facts.cancelled && facts.cancelled->on > day) facts.cancelled.reset();
    visit_lists(facts, [&](auto& list, auto day_of) {
        std::erase_if(list, [&](const auto& fact) { return fact.*day_of > day; });
    });
}

}  // namespace

std::optional<model::Snapshot> known_then(const model::Snapshot& snapshot, Date day) {
    if (std::ranges::none_of(snapshot.facts, [day](const auto& facts) { return has_later(facts, day); }))
        return std::nullopt;
    model::Snapshot then = snapshot;
    for (model::SubjectFacts& facts : then.facts) forget_later(facts, day);
    return then;
}

}  // namespace dondoc::summaries
