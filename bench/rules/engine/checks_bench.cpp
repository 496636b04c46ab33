#include "rules/engine/checks.hpp"
#include "rules/language/condition/check_condition.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <random>

/// A morning's checks over 100,000 assignments of 1,000 units: what the daemon does once a day, and `simulate` for each
/// working day of a year.
namespace {

using namespace rules;
using model::CheckEach;
using std::chrono::days;

constexpr dates::Date today{std::chrono::year{2026} / 6 / 9};
constexpr std::uint32_t unit_count = 1000;

struct Province {
    explicit Province(std::size_t assignments) {
        std::vector<model::Unit> units(unit_count);
        for (std::size_t i = 0; i < units.size(); ++i) {
            units[i].id = fmt::format("don-vi-{}", i);
            units[i].name = fmt::format("Đơn vị {}", i);
        }
        std::vector<model::UnitDirectory::Fault> faults;
        book.units = model::UnitDirectory::make(std::move(units), {"don-vi-0", "don-vi-1"}, faults);
        std::mt19937 random(42);
        std::uniform_int_distribution<int> some_day(-150, 200);
        std::uniform_int_distribution<std::uint32_t> some_unit(0, unit_count - 1);
        snapshot.plans.resize(1 + assignments / 50);
        for (std::size_t i = 0; i < snapshot.plans.size(); ++i) {
            snapshot.plans[i].id = fmt::format("{}-kh-ubnd-2026", i);
            snapshot.plans[i].year = 2026;
        }
        for (std::uint32_t i = 0; i < assignments; ++i) {
            model::Assignment& assignment = snapshot.assignments.emplace_back();
            assignment.plan = i / 50;
            assignment.seq = 1 + i % 50;
            assignment.deadline.kind = deadlines::Kind::fixed;
            assignment.deadline.due = today + days{some_day(random)};
            assignment.leads = {model::UnitIndex{some_unit(random)}};
            if (i % 3 != 0) continue;
            assignment.facts = static_cast<std::uint32_t>(snapshot.facts.size());
            snapshot.facts.emplace_back().completions.push_back({"", today - days{i % 90}, ""});
        }
    }

    void add(CheckEach each, std::string_view when) {
        model::Check check;
        check.id = fmt::format("quy-tac-{}", book.checks.size());
        check.each = each;
        check.condition = language::condition::compile_check_condition(when, each).value();
        check.message.parts = {{"cảnh báo", std::nullopt}};
        book.checks.push_back(std::move(check));
    }

    model::RuleBook book;
    model::Snapshot snapshot;
};

void count(benchmark::State& state) {
    state.counters["per_assignment"] =
        benchmark::Counter(static_cast<double>(state.range(0)),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void statistics(benchmark::State& state) {
    const Province world(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(engine::statistics_of(world.snapshot, world.book, 2026, today).all.days_overdue);
    count(state);
}

void checks_of_units(benchmark::State& state) {
    Province world(static_cast<std::size_t>(state.range(0)));
    world.add(CheckEach::unit, "unit.overdue >= 60 || unit.on_time_rate < 0.1");
    for (auto _ : state)
        benchmark::DoNotOptimize(engine::evaluate_checks({world.snapshot, world.book, today}, {}).alerts.size());
    count(state);
}

void checks_of_assignments(benchmark::State& state) {
    Province world(static_cast<std::size_t>(state.range(0)));
    world.add(CheckEach::assignment, "assignment.status == 'overdue' && assignment.days_overdue > 149");
    for (auto _ : state)
        benchmark::DoNotOptimize(engine::evaluate_checks({world.snapshot, world.book, today}, {}).alerts.size());
    count(state);
}

BENCHMARK(statistics)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(checks_of_units)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(checks_of_assignments)->Arg(100'000)->Unit(benchmark::kMillisecond);

}  // namespace
