#include "rules/dates/calendar.hpp"
#include "rules/dates/holidays.hpp"
#include "rules/dates/period.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <random>
#include <vector>

namespace rules::dates {
namespace {

constexpr std::size_t date_count = 4096;  // a power of two

const Calendar& calendar() {
    static const Calendar made{with_computed_years({}, first_year, last_year)};
    return made;
}

std::vector<Date> some_dates() {
    std::mt19937 random{1};
    std::vector<Date> dates(date_count);
    for (Date& date : dates) {
        date = clamped_date(2020, 1, 1) + std::chrono::days{random() % 5000};
    }
    return dates;
}

template <class Query>
void ask(benchmark::State& state, Query query) {
    const std::vector<Date> dates = some_dates();
    std::size_t i = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(query(dates[i++ % date_count]));
    }
}

void add_working_days(benchmark::State& state) {
    ask(state, [&c = calendar()](Date date) { return c.add_working_days(date, -5); });
}
BENCHMARK(add_working_days);

void on_or_before(benchmark::State& state) {
    ask(state, [&c = calendar()](Date date) { return c.on_or_before(date); });
}
BENCHMARK(on_or_before);

void day_off(benchmark::State& state) {
    ask(state, [&c = calendar()](Date date) { return c.day_off(date); });
}
BENCHMARK(day_off);

void last_day_of_quarter(benchmark::State& state) {
    ask(state, [](Date date) { return period_of(PeriodKind::quarter, date).last(); });
}
BENCHMARK(last_day_of_quarter);

void make_calendar(benchmark::State& state) {
    const std::vector<CalendarYear> years = with_computed_years({}, 2018, 2040);
    for (auto _ : state) {
        benchmark::DoNotOptimize(Calendar{years});
    }
}
BENCHMARK(make_calendar);

void compute_a_year(benchmark::State& state) {
    int year = 2028;
    for (auto _ : state) {
        benchmark::DoNotOptimize(computed_year(year));
        year = year == 2100 ? 2028 : year + 1;
    }
}
BENCHMARK(compute_a_year);

}  // namespace
}  // namespace rules::dates
