#include "rules/model/collecting.hpp"

#include <algorithm>

namespace rules::model {
namespace {

bool is_asked_for(const ReportRule& rule, const Occurrence& collecting, const ReportDay& day,
                  const Snapshot& snapshot) noexcept {
    if (rule.recurrence && !deadlines::has_period(*rule.recurrence, *collecting.period)) return false;
    if (rule.valid_from && day.due < *rule.valid_from) return false;
    if (rule.begun && day.due < dates::date_of(*rule.begun)) return false;
    if (rule.valid_until && day.due > *rule.valid_until) return false;
    return day.due >= snapshot.tracking_since;
}

const SubjectFacts* facts_of(const ReportRule& rule, UnitIndex reporter, const Snapshot& snapshot,
                             const RuleBook& book) {
    const auto entry = snapshot.report_facts.find(report_key(rule.id, book.units[reporter].id));
    return entry == snapshot.report_facts.end() ? nullptr : &snapshot.facts[entry->second];
}

}  // namespace

std::optional<Collected> collected_for(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book) {
    if (occurrence.kind != SubjectKind::report) return std::nullopt;
    const auto& collects = book.reports[occurrence.index].collects;
    if (!collects) return std::nullopt;
    const ReportRule& rule = book.reports[*collects];
    const auto day = report_day(rule, occurrence.period, book.calendar);
    if (!day || !is_asked_for(rule, occurrence, *day, snapshot)) return std::nullopt;

    Collected collected;
    const std::string period = occurrence.part_key();
    const auto reporters = reporters_of(rule, book.units);
    for (const UnitIndex reporter : reporters) {
        if (!owes(rule, reporter, day->due, reporters, book.units)) continue;
        const SubjectFacts* facts = facts_of(rule, reporter, snapshot, book);
        if (facts != nullptr && facts->cancelled) continue;
        ++collected.asked;
        if (completion_of(facts, period) != nullptr) continue;
        collected.missing.push_back({reporter, *deadline_version(facts, period, day->due).due});
    }
    if (collected.asked == 0) return std::nullopt;
    std::stable_sort(collected.missing.begin(), collected.missing.end(),
                     [](const Collected::Missing& a, const Collected::Missing& b) { return a.due < b.due; });
    return collected;
}

}  // namespace rules::model
