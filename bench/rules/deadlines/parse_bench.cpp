#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/text.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <string>

namespace {

using namespace rules::deadlines;

constexpr std::array<std::string_view, 12> phrases{
    "Tháng 3",
    "Quý IV/2026",
    "Hằng năm",
    "Thường xuyên",
    "2026-2027 (sau khi Chính phủ phê duyệt)",
    "trước ngày 25/11/2025",
    "Quý III/2026, triển khai thường xuyên",
    "Theo hướng dẫn của Trung ương",
    "Từ năm 2026",
    "ngày 25 tháng cuối quý",
    "trong thời hạn 15 ngày làm việc kể từ ngày 01/6/2026",
    "Đang chờ ý kiến của các đơn vị",
};

void parse_phrases(benchmark::State& state) {
    const rules::dates::Calendar calendar;
    const ParseContext context{.year = 2026, .calendar = &calendar};
    std::size_t next = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(parse_deadline(phrases[next], context));
        next = (next + 1) % phrases.size();
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parse_phrases);

void fold_text(benchmark::State& state) {
    std::string text;
    while (text.size() < 1 << 20) {
        text += phrases[text.size() % phrases.size()];
        text += ' ';
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(fold(text));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(fold_text);

}  // namespace
