#include "rules/trial/world.hpp"

#include "rules/language/silences.hpp"
#include "rules/model/awaited.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::trial {
namespace {

using dates::Date;
using std::chrono::days;

/// Deadlines that have no day before their event comes.
bool waits_for_a_day(deadlines::Kind kind) noexcept {
    return kind == deadlines::Kind::conditional || kind == deadlines::Kind::unresolved;
}

}  // namespace

ToldEvent::ToldEvent(const std::string& words) : words_(words) {
    const auto parts = model::read_condition(words);
    if (parts.size() == 1) core_ = parts.front().core;
}

bool ToldEvent::is(const AwaitedEvent& event) const {
    return words_ == event.id || (!core_.empty() && core_ == event.core);
}

bool ToldEvent::is_awaited_by(const SceneAssignment& assignment) const {
    return std::any_of(assignment.awaited.begin(), assignment.awaited.end(),
                       [this](const AwaitedEvent& event) { return is(event); });
}

World::World(const Scene& scene, const model::RuleBook& book, Date since, Date start) : scene_(scene), book_(book) {
    snapshot_.tracking_since = since;
    snapshot_.evaluated_until = dates::at(start, std::chrono::seconds{0});
}

void World::import(std::size_t position, bool fresh) {
    const ScenePlan& plan = scene_.plans[position];
    const auto index = static_cast<std::uint32_t>(snapshot_.plans.size());
    const auto first = static_cast<std::uint32_t>(snapshot_.assignments.size());
    snapshot_.plans.push_back(plan.plan);
    imported_.push_back(plan.imported.value_or(snapshot_.tracking_since));
    for (const SceneAssignment& row : plan.assignments) {
        const auto place = static_cast<std::uint32_t>(snapshot_.assignments.size());
        model::Assignment& assignment = snapshot_.assignments.emplace_back(row.assignment);
        assignment.plan = index;
        if (assignment.parent != model::Assignment::no_parent) assignment.parent += first;
        assignment.fresh = fresh;
        assignments_.push_back(&row);
        positions_.emplace(model::assignment_key(plan.plan.id, assignment.seq), place);
        if (!row.awaited.empty()) waiting_.emplace(place, Waiting(row.awaited.size()));
    }
    for (model::TrackedIndicator indicator : plan.indicators) {
        indicator.plan = index;
        indicator.fresh = fresh;
        snapshot_.indicators.push_back(std::move(indicator));
    }
    list_awaited();
}

void World::list_awaited() {
    snapshot_.awaited.clear();
    std::vector<std::string> cores;  // like snapshot_.awaited
    for (const auto& [assignment, happened] : waiting_) {
        const std::uint32_t plan = snapshot_.assignments[assignment].plan;
        const auto& awaited = assignments_[assignment]->awaited;
        for (std::size_t i = 0; i < awaited.size(); ++i) {
            if (happened[i]) continue;
            std::size_t place = 0;
            while (place < cores.size() && snapshot_.awaited[place].id != awaited[i].id &&
                   (cores[place].empty() || cores[place] != awaited[i].core))
                ++place;
            if (place == cores.size()) {
                cores.push_back(awaited[i].core);
                snapshot_.awaited.push_back({awaited[i].id, awaited[i].words, imported_[plan], {}});
            }
            model::AwaitedEvent& event = snapshot_.awaited[place];
            event.since = std::min(event.since, imported_[plan]);
            if (event.waiting.empty() || event.waiting.back() != assignment) event.waiting.push_back(assignment);
        }
    }
}

const SceneAssignment& World::scene_of(std::uint32_t assignment) const {
    return *assignments_[assignment];
}

model::SubjectFacts& World::facts_of(const std::string& base) {
    const auto next = static_cast<std::uint32_t>(snapshot_.facts.size());
    std::uint32_t place = next;
    if (const auto found = positions_.find(base); found != positions_.end()) {
        model::Assignment& assignment = snapshot_.assignments[found->second];
        assignment.fresh = true;
        if (assignment.facts == model::Assignment::no_facts) assignment.facts = next;
        place = assignment.facts;
    } else {
        place = snapshot_.report_facts.try_emplace(base, next).first->second;
    }
    if (place == next) snapshot_.facts.emplace_back();
    snapshot_.facts[place].fresh = true;
    return snapshot_.facts[place];
}

void World::apply(const Fact& fact, Date day) {
    using Kind = Fact::Kind;
    const std::string& base = fact.subject.base;
    switch (fact.kind) {
        case Kind::done:
        case Kind::value:
            facts_of(base).completions.push_back({fact.subject.period, day, fact.words});
            facts_of(base).data_told = day;
            break;
        case Kind::extended:
            facts_of(base).extensions.push_back({fact.subject.period, *fact.until, fact.words, day});
            break;
        case Kind::cancelled: facts_of(base).cancelled = model::Cancellation{day, fact.words}; break;
        case Kind::resumed:
            facts_of(base).cancelled.reset();
            facts_of(base).resumed.push_back(day);
            facts_of(base).data_told = day;
            break;
        case Kind::acknowledged:
            for (const std::string& unit : fact.units)
                facts_of(base).acknowledgements.push_back({unit, *fact.until, {}, fact.words});
            break;
        case Kind::progress:
            facts_of(base).progress.push_back({day, fact.percent, fact.words, fact.subject.period});
            facts_of(base).data_told = day;
            break;
        case Kind::silenced: silence(fact); break;
        case Kind::event: happen(fact, day); break;
        case Kind::requested: request(fact, day); break;
    }
}

void World::silence(const Fact& fact) {
    model::Silence silence;
    silence.reason = fact.words;
    silence.from = dates::at(*fact.on, std::chrono::seconds{0});
    silence.until = dates::at(*fact.until + days{1}, std::chrono::seconds{0});
    silence.match = fact.match;
    const std::string& base = fact.subject.base;
    const Subjects subjects(scene_, book_);
    if (subjects.rule(base) != nullptr) {
        silence.rule = base;
    } else if (subjects.plan(base) != nullptr) {
        silence.plan = base;
    } else {
        silence.subject = fact.subject.text();
    }
    if (fact.units.empty()) snapshot_.silences.push_back(silence);
    for (const std::string& unit : fact.units) {
        silence.unit = unit;
        snapshot_.silences.push_back(silence);
    }
    language::compile_silences(snapshot_);
}

void World::request(const Fact& fact, Date day) {
    model::ReportRequest request;
    request.rule = fact.subject.base;
    for (const model::ReportRequest& earlier : snapshot_.requests) {
        if (earlier.rule == request.rule) ++request.number;
    }
    request.due = *fact.due;
    request.asked = day;
    request.basis = fact.words;
    request.units = fact.units;
    request.fresh = true;
    snapshot_.requests.push_back(std::move(request));
}

void World::happen(const Fact& fact, Date day) {
    const ToldEvent told(fact.words);
    for (auto& [assignment, waiting] : waiting_) {
        const auto& awaited = assignments_[assignment]->awaited;
        std::optional<Happened> news;
        for (std::size_t i = 0; i < awaited.size(); ++i) {
            if (told.is(awaited[i]))
                news = waiting[i] = Happened{awaited[i].id, fact.dated.value_or(day), fact.document};
        }
        const bool all =
            std::all_of(waiting.begin(), waiting.end(), [](const auto& happened) { return happened.has_value(); });
        if (news && all) arrive(assignment, waiting, *news, fact, day);
    }
    list_awaited();
}

void World::arrive(std::uint32_t position, const Waiting& waiting, const Happened& news, const Fact& fact, Date day) {
    Date latest = news.on;
    for (const auto& happened : waiting) latest = std::max(latest, happened->on);
    const model::Assignment& assignment = snapshot_.assignments[position];
    const deadlines::Meaning& meaning = assignment.deadline;
    model::SubjectFacts& facts = facts_of(model::assignment_key(snapshot_.plans[assignment.plan].id, assignment.seq));
    if (facts.cancelled || model::completion_of(&facts, {}) != nullptr) return;
    const bool set_by_person = !facts.extensions.empty() && facts.extensions.back().event.empty();
    if (waits_for_a_day(meaning.kind) && !set_by_person) {
        auto due = model::due_after(meaning, assignments_[position]->condition, latest, book_.calendar);
        if (!due) due = fact.due;
        if (due) facts.extensions.push_back({{}, *due, news.document, day, news.event});
    }
    const int number = static_cast<int>(facts.arrivals.size()) + 1;
    facts.arrivals.push_back({news.event, number, news.on, news.document, day});
}

}  // namespace rules::trial
