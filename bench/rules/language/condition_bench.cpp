#include "rules/language/condition/subject_condition.hpp"

#include <benchmark/benchmark.h>

namespace rules::language::condition {
namespace {

model::SubjectView some_subject() {
    model::SubjectView subject;
    subject.kind = model::SubjectKind::report;
    subject.id = "kh88-6-thang/so-noi-vu";
    subject.plan = "88/KH-UBND";
    subject.rule = "kh88-6-thang";
    subject.leads = {"so-noi-vu"};
    subject.tags = {"so-nganh", "xa-phuong"};
    subject.deadline = deadlines::Kind::recurring;
    subject.due = dates::make_date(2026, 6, 9);
    return subject;
}

void holds(benchmark::State& state, const char* text) {
    const auto condition = *compile_subject_condition(text, subject_schema());
    const model::SubjectView subject = some_subject();
    for (auto _ : state) benchmark::DoNotOptimize(condition->holds(subject));
}
BENCHMARK_CAPTURE(holds, kind, "subject.kind == \"report\"");
BENCHMARK_CAPTURE(holds, three_terms,
                  "subject.kind == \"report\" && \"so-noi-vu\" in subject.leads && subject.due > date(\"2026-01-01\")");
BENCHMARK_CAPTURE(holds, two_terms, "subject.kind == \"report\" && \"so-noi-vu\" in subject.leads");
BENCHMARK_CAPTURE(holds, one_of_a_list, "subject.rule in [\"kh88-nam\", \"hoat-dong-quy\", \"kh88-6-thang\"]");
BENCHMARK_CAPTURE(holds, exists, "subject.tags.exists(t, t == \"xa-phuong\")");
BENCHMARK_CAPTURE(holds, matches, "subject.id.matches(\"^kh[0-9]+-6\")");

void compile_text(benchmark::State& state) {
    const Schema schema = subject_schema();
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            compile_subject_condition("subject.kind == \"report\" && \"a\" in subject.leads", schema));
    }
}
BENCHMARK(compile_text);

}  // namespace
}  // namespace rules::language::condition
