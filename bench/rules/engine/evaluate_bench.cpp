#include "rules/engine/coverage.hpp"
#include "rules/engine/simulate.hpp"
#include "rules/language/condition/subject_condition.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <sys/resource.h>
#include <memory>
#include <random>

/// Issue 2's goals, on one core: a day over a million open assignments in under 100 ms, with the agenda built anew; a
/// year over 100,000 in under 1 s; an idle wake-up in microseconds.
namespace {

using namespace rules;
using model::Audience;
using model::Stage;
using std::chrono::days;

constexpr dates::Date today{std::chrono::year{2026} / 6 / 9};
constexpr int unit_count = 1000;

class Always : public model::Condition {
public:
    tl::expected<bool, std::string> holds(const model::SubjectView&) const override { return true; }
    std::optional<bool> constant_for(model::SubjectKind) const override { return true; }
};

class ReportsOnly : public model::Condition {
public:
    tl::expected<bool, std::string> holds(const model::SubjectView& subject) const override {
        return subject.kind == model::SubjectKind::report;
    }
    std::optional<bool> constant_for(model::SubjectKind kind) const override {
        return kind == model::SubjectKind::report;
    }
};

Stage stage(Stage::Kind kind, int count, bool working, Audience::Kind audience) {
    Stage made;
    made.kind = kind;
    made.offset = {static_cast<std::int16_t>(count), working};
    made.audience.kind = audience;
    return made;
}

model::Policy policy(std::shared_ptr<const model::Condition> condition) {
    using K = Stage::Kind;
    using A = Audience::Kind;
    model::Policy made;
    made.condition = std::move(condition);
    made.stages = {stage(K::before, 30, false, A::lead),    stage(K::before, 14, false, A::lead),
                   stage(K::before, 7, false, A::lead),     stage(K::before, 3, true, A::lead),
                   stage(K::before, 1, true, A::lead),      stage(K::before, 0, false, A::lead),
                   stage(K::before, 30, false, A::support), stage(K::every, 2, true, A::lead),
                   stage(K::after, 1, true, A::unit_head),  stage(K::after, 3, true, A::planning_office),
                   stage(K::after, 10, true, A::leadership)};
    made.stages[7].until = model::Offset{30, false};
    return made;
}

/// A province: 1,000 units, 20 report rules that 100 of them owe monthly, and assignments due over two years around
/// today, each with a lead and a supporting unit.
struct Province {
    explicit Province(std::size_t assignments) {
        std::vector<model::Unit> units(unit_count);
        for (std::size_t i = 0; i < units.size(); ++i) {
            units[i].id = fmt::format("don-vi-{}", i);
            units[i].name = fmt::format("Đơn vị {}", i);
            if (i < 100) units[i].tags = {"bao-cao"};
            if (i > 0) units[i].parent = "don-vi-0";
        }
        model::Unit reporters;
        reporters.id = "nhom-bao-cao";
        reporters.name = "Nhóm báo cáo";
        reporters.members_tagged = "bao-cao";
        units.push_back(reporters);
        std::vector<model::UnitDirectory::Fault> faults;
        book.units = model::UnitDirectory::make(std::move(units), {"don-vi-0", "don-vi-1"}, faults);
        book.policies = {policy(std::make_shared<ReportsOnly>()), policy(std::make_shared<Always>())};
        for (int i = 0; i < 20; ++i) {
            model::ReportRule rule;
            rule.id = fmt::format("bao-cao-{}", i);
            rule.from = {*book.units.find("nhom-bao-cao")};
            rule.recurrence.emplace().period = dates::PeriodKind::month;
            book.reports.push_back(std::move(rule));
        }
        add_assignments(assignments);
        snapshot.tracking_since = today - days{30};
        snapshot.evaluated_until = dates::at(today - days{1}, std::chrono::hours{8});
    }

    void add_assignments(std::size_t count) {
        std::mt19937 random(42);
        std::uniform_int_distribution<int> some_day(-30, 700);
        std::uniform_int_distribution<std::uint32_t> some_unit(0, unit_count - 1);
        snapshot.plans.resize(1 + count / 50);
        snapshot.assignments.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            model::Assignment& assignment = snapshot.assignments[i];
            assignment.plan = static_cast<std::uint32_t>(i / 50);
            assignment.seq = static_cast<std::uint32_t>(1 + i % 50);
            assignment.deadline.kind = deadlines::Kind::fixed;
            assignment.deadline.due = today + days{some_day(random)};
            assignment.leads = {model::UnitIndex{some_unit(random)}};
            assignment.supports = {model::UnitIndex{some_unit(random)}};
        }
    }

    model::RuleBook book;
    model::Snapshot snapshot;
};

/// Made once per size; only one is kept, so that peak memory is that of the size.
const Province& province(std::size_t assignments) {
    static std::unique_ptr<Province> kept;
    if (!kept || kept->snapshot.assignments.size() != assignments) {
        kept.reset();
        kept = std::make_unique<Province>(assignments);
    }
    return *kept;
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

engine::Window morning_of(dates::Date day) {
    return {dates::at(day - days{1}, std::chrono::hours{8}), dates::at(day, std::chrono::hours{8})};
}

void count(benchmark::State& state, std::size_t reminders) {
    const auto assignments = static_cast<double>(state.range(0));
    state.counters["per_assignment"] =
        benchmark::Counter(assignments, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    state.counters["reminders"] = static_cast<double>(reminders);
    state.counters["peak_MB"] = peak_megabytes();
}

/// After a restart or a change: the agenda is built from the snapshot, and a day evaluated.
void day_cold(benchmark::State& state) {
    const Province& world = province(static_cast<std::size_t>(state.range(0)));
    std::size_t reminders = 0;
    for (auto _ : state) {
        const auto decision = engine::evaluate(world.snapshot, world.book, morning_of(today));
        reminders = decision.reminders.size();
        benchmark::DoNotOptimize(decision.reminders.data());
    }
    count(state, reminders);
}

/// The same day with the agenda in memory.
void day_warm(benchmark::State& state) {
    const Province& world = province(static_cast<std::size_t>(state.range(0)));
    const engine::Agenda agenda(world.snapshot, world.book, today);
    std::size_t reminders = 0;
    for (auto _ : state) {
        const auto decision = agenda.evaluate(morning_of(today));
        reminders = decision.reminders.size();
        benchmark::DoNotOptimize(decision.reminders.data());
    }
    count(state, reminders);
}

/// The same where units with something overdue are not pressed for the rest: what inhibits is looked for once.
void day_inhibited(benchmark::State& state) {
    const Province& world = province(static_cast<std::size_t>(state.range(0)));
    model::RuleBook book = world.book;
    const auto schema = language::condition::inhibit_schema();
    model::Inhibition inhibition;
    inhibition.source_holds =
        language::condition::compile_subject_condition("subject.status == 'overdue'", schema).value();
    inhibition.target_holds =
        language::condition::compile_subject_condition("subject.status != 'overdue'", schema).value();
    inhibition.same = model::Inhibition::Same::unit;
    book.inhibitions = {inhibition};
    const engine::Agenda agenda(world.snapshot, book, today);
    std::size_t reminders = 0;
    for (auto _ : state) {
        const auto decision = agenda.evaluate(morning_of(today));
        reminders = decision.reminders.size();
        benchmark::DoNotOptimize(decision.reminders.data());
    }
    count(state, reminders);
}

/// Each working day's window of a year, the agenda included.
void year(benchmark::State& state) {
    const Province& world = province(static_cast<std::size_t>(state.range(0)));
    std::size_t reminders = 0;
    for (auto _ : state) {
        reminders = 0;
        const engine::Agenda agenda(world.snapshot, world.book, today + days{365});
        dates::Date last = today - days{1};
        for (dates::Date day = today; day <= today + days{365}; day += days{1}) {
            if (!world.book.calendar.is_working_day(day)) continue;
            const engine::Window window{dates::at(last, std::chrono::hours{8}), dates::at(day, std::chrono::hours{8})};
            reminders += agenda.evaluate(window).reminders.size();
            last = day;
        }
    }
    count(state, reminders);
}

/// What `dondoc simulate` walks through: from wake-up to wake-up.
void simulated_year(benchmark::State& state) {
    const Province& world = province(static_cast<std::size_t>(state.range(0)));
    std::size_t reminders = 0;
    for (auto _ : state) {
        reminders = 0;
        engine::simulate(world.snapshot, world.book, dates::at(today, std::chrono::hours{0}),
                         dates::at(today + days{365}, std::chrono::hours{0}),
                         [&reminders](const model::Decision& decision, const model::Snapshot&) {
                             reminders += decision.reminders.size();
                         });
    }
    count(state, reminders);
}

/// What `dondoc coverage` asks of each open duty.
void coverage(benchmark::State& state) {
    const Province& world = province(static_cast<std::size_t>(state.range(0)));
    std::size_t gaps = 0;
    for (auto _ : state) {
        gaps = 0;
        engine::for_each_coverage(
            world.snapshot, world.book, dates::at(today, std::chrono::hours{9}), [](std::string_view) { return true; },
            [&gaps](const engine::Coverage& each) { gaps += each.covered() ? 0U : 1U; });
    }
    count(state, gaps);
}

/// Somebody woke the daemon an hour later: nothing to say, and when to wake up next.
void idle_wake_up(benchmark::State& state) {
    const Province& world = province(static_cast<std::size_t>(state.range(0)));
    const engine::Agenda agenda(world.snapshot, world.book, today + days{30});
    const auto eight = dates::at(today, std::chrono::hours{8});
    const engine::Window window{eight, eight + std::chrono::hours{1}};
    std::size_t reminders = 0;
    for (auto _ : state) {
        reminders += agenda.evaluate(window).reminders.size();
        benchmark::DoNotOptimize(agenda.next_wake_up(window.until));
    }
    count(state, reminders);
}

BENCHMARK(day_cold)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(day_warm)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(idle_wake_up)->Arg(10'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(day_cold)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(day_warm)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(day_inhibited)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(idle_wake_up)->Arg(100'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(year)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(simulated_year)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(coverage)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(day_cold)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(day_warm)->Arg(1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(idle_wake_up)->Arg(1'000'000)->Unit(benchmark::kMicrosecond);

}  // namespace
