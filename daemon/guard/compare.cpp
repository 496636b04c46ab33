#include "daemon/guard/compare.hpp"

#include "rules/engine/forecast.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace dondoc::guard {

namespace {

namespace engine = rules::engine;
namespace model = rules::model;
using rules::dates::Date;
using rules::dates::LocalTime;

model::RuleBook without_checks(const model::RuleBook& book) {
    model::RuleBook quiet = book;
    quiet.checks.clear();
    return quiet;
}

/// A recipient gets one message a morning, however many reminders it carries.
std::map<Date, std::size_t> messages(const std::vector<engine::ForecastLine>& lines, Date last) {
    std::set<std::pair<LocalTime, std::uint32_t>> seen;
    std::map<Date, std::size_t> count;
    for (const engine::ForecastLine& line : lines) {
        const Date day = rules::dates::date_of(line.at);
        if (day <= last && seen.emplace(line.at, line.recipient).second) ++count[day];
    }
    return count;
}

/// The most that one day through the next working one would have more than before.
std::size_t sent_at_once(const std::vector<engine::ForecastLine>& planned,
                         const std::vector<engine::ForecastLine>& wanted, Date last) {
    auto before = messages(planned, last);
    std::size_t most = 0;
    for (const auto& [day, count] : messages(wanted, last)) most = std::max(most, count - std::min(count, before[day]));
    return most;
}

}  // namespace

store::ChangeFigures compare(const State& before, const State& after, LocalTime now, const config::Guard& limits) {
    const auto today = rules::dates::date_of(now);
    const LocalTime until = rules::dates::at(today + std::chrono::days{limits.days}, std::chrono::seconds{0});
    const Date next_working_day = after.book.calendar.on_or_after(today + std::chrono::days{1});
    engine::SharedTexts texts;
    const auto planned = engine::forecast(before.snapshot, without_checks(before.book), now, until, texts);
    const auto wanted = engine::forecast(after.snapshot, without_checks(after.book), now, until, texts);
    const auto counts = engine::difference(planned, wanted).counts;
    return {.before = counts.before,
            .after = counts.after,
            .added = counts.added,
            .removed = counts.removed,
            .moved = counts.moved,
            .at_once = sent_at_once(planned, wanted, next_working_day),
            .days = limits.days};
}

bool is_harmless(const store::ChangeFigures& figures, const config::Guard& limits) noexcept {
    if (!limits.on) return true;
    if (figures.at_once > limits.at_once) return false;
    const std::size_t lost = figures.removed + figures.moved;
    return lost < limits.at_least || static_cast<double>(lost) <= limits.changed * static_cast<double>(figures.before);
}

model::Snapshot only_plan(model::Snapshot snapshot, std::string_view plan) {
    // They stay where they are, since others may refer to their positions.
    const auto given_up = static_cast<std::uint32_t>(snapshot.facts.size());
    snapshot.facts.emplace_back().cancelled = model::Cancellation{};
    for (model::Assignment& one : snapshot.assignments) {
        if (snapshot.plans[one.plan].id != plan) one.facts = given_up;
    }
    return snapshot;
}

}  // namespace dondoc::guard
