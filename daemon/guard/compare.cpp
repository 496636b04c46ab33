#include "daemon/guard/compare.hpp"

#include "rules/engine/forecast.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace dondoc::guard {

namespace {

namespace engine = rules::engine;
namespace model = rules::model;
using rules::dates::LocalTime;

model::RuleBook without_checks(const model::RuleBook& book) {
    model::RuleBook quiet = book;
    quiet.checks.clear();
    return quiet;
}

/// A recipient gets one message a morning, however many reminders it carries.
std::size_t messages(const std::vector<engine::ForecastLine>& lines, LocalTime until) {
    std::set<std::pair<LocalTime, std::uint32_t>> messages;
    for (const engine::ForecastLine& line : lines) {
        if (line.at <= until) messages.emplace(line.at, line.recipient);
    }
    return messages.size();
}

}  // namespace

store::ChangeFigures compare(const State& before, const State& after, LocalTime now, const config::Guard& limits) {
    const auto today = rules::dates::date_of(now);
    const LocalTime until = rules::dates::at(today + std::chrono::days{limits.days}, std::chrono::seconds{0});
    const LocalTime soon = rules::dates::at(after.book.calendar.on_or_after(today + std::chrono::days{1}),
                                            std::chrono::hours{24} - std::chrono::seconds{1});
    engine::SharedTexts texts;
    const auto planned = engine::forecast(before.snapshot, without_checks(before.book), now, until, texts);
    const auto wanted = engine::forecast(after.snapshot, without_checks(after.book), now, until, texts);
    const auto counts = engine::difference(planned, wanted).counts;
    const std::size_t messages_before = messages(planned, soon);
    const std::size_t messages_after = messages(wanted, soon);
    return {.before = counts.before,
            .after = counts.after,
            .added = counts.added,
            .removed = counts.removed,
            .moved = counts.moved,
            .at_once = messages_after - std::min(messages_before, messages_after),
            .days = limits.days};
}

bool is_harmless(const store::ChangeFigures& figures, const config::Guard& limits) noexcept {
    if (!limits.on) return true;
    if (figures.at_once > limits.at_once) return false;
    const std::size_t lost = figures.removed + figures.moved;
    return lost < limits.at_least || static_cast<double>(lost) <= limits.changed * static_cast<double>(figures.before);
}

model::Snapshot only_plan(model::Snapshot snapshot, std::string_view plan) {
    std::erase_if(snapshot.assignments,
                  [&](const model::Assignment& one) { return snapshot.plans[one.plan].id != plan; });
    return snapshot;
}

}  // namespace dondoc::guard
