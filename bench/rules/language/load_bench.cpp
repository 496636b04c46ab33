#include "rules/language/load.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace rules::language {
namespace {

Sources with_rules(std::int64_t count) {
    Sources sources;
    sources.units = {"units.yaml",
                     "roles: {planning-office: a}\n"
                     "units:\n"
                     "  - {id: a, name: Sở A, tags: [so], email: a@so.example.vn}\n"
                     "groups:\n"
                     "  - {id: cac-so, name: Các sở, tagged: so}\n"};
    SourceFile file{"rules.yaml", "reports:\n"};
    for (std::int64_t i = 0; i < count; ++i) {
        file.text += fmt::format(
            "  - id: bc-{}\n    title: Báo cáo {}\n    from: cac-so\n    to: a\n    period: year\n    due: "
            "trước ngày 15/11\n",
            i, i);
    }
    sources.rules.push_back(std::move(file));
    return sources;
}

/// What `dondoc check` does, without reading files.
void load_rules(benchmark::State& state) {
    const Sources sources = with_rules(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(load(sources));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(load_rules)->Arg(1)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rules::language
