#include "daemon/intake/intake.hpp"
#include "tests/support/docx_writer.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <malloc.h>

#include <fstream>
#include <iterator>
#include <string>

/// What it costs to read a plan: from the bytes of a .docx to the draft, a register of 200 units at hand. Grows with the
/// rows. peak_MB is the most memory the process had at once while it read, the file itself included.
namespace dondoc::intake {
namespace {

rules::model::UnitDirectory register_of_units() {
    std::vector<rules::model::Unit> units;
    for (int i = 0; i < 200; ++i) {
        rules::model::Unit unit;
        unit.id = fmt::format("don-vi-{}", i);
        unit.name = fmt::format("Phòng Nghiệp vụ số {}", i);
        unit.contacts.push_back({"thu", fmt::format("don-vi-{}@songxanh.example", i)});
        units.push_back(std::move(unit));
    }
    std::vector<rules::model::UnitDirectory::Fault> faults;
    return rules::model::UnitDirectory::make(std::move(units), {"don-vi-0", ""}, faults);
}

/// Every 40th row opens a section; deadlines and units take turns, so that no row is like the one before.
std::string plan_of(int rows) {
    constexpr const char* deadlines[] = {
        "Tháng 3",  "Quý IV/2026", "Thường xuyên",     "Trước ngày 30/6/2026",
        "Hằng năm", "2026-2027",   "Quý II, III/2026", "Sau khi có văn bản hướng dẫn của Bộ Nội vụ"};
    support::DocxWriter docx;
    docx.paragraph("Số: 77/KH-SNV");
    docx.paragraph("Sông Xanh, ngày 05 tháng 01 năm 2026");
    docx.paragraph("KẾ HOẠCH", {.centred = true});
    docx.paragraph("Công tác năm 2026", {.centred = true});
    std::vector<support::DocxRow> table;
    table.push_back({{"TT"}, {"Nội dung"}, {"Đơn vị chủ trì"}, {"Đơn vị phối hợp"}, {"Kết quả"}, {"Thời gian"}});
    for (int i = 1; i <= rows; ++i) {
        if (i % 40 == 1) table.push_back({{fmt::format("{}. Nhóm việc thứ {}", i / 40 + 1, i / 40 + 1), 6}});
        table.push_back({{std::to_string(i)},
                         {fmt::format("Rà soát, hoàn thiện quy trình số {} và hướng dẫn các đơn vị áp dụng", i)},
                         {fmt::format("Phòng Nghiệp vụ số {}", i % 200)},
                         {fmt::format("Phòng Nghiệp vụ số {}; các phòng, đơn vị liên quan", (i + 7) % 200)},
                         {fmt::format("Quy trình số {} được ban hành", i)},
                         {deadlines[i % std::ssize(deadlines)]}});
    }
    docx.table(table);
    return docx.bytes();
}

void forget_peak() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << '5';
}

double peak_megabytes() {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word != "VmHWM:") continue;
        double kilobytes = 0;
        status >> kilobytes;
        return kilobytes / 1024;
    }
    return 0;
}

void read_docx_of_rows(benchmark::State& state) {
    const auto units = register_of_units();
    const std::string bytes = plan_of(static_cast<int>(state.range(0)));
    forget_peak();
    for (auto _ : state) {
        const auto draft = read_plan(bytes, "plan.docx", units, {.year = 2026});
        if (!draft || draft->assignments.size() != static_cast<std::size_t>(state.range(0))) {
            state.SkipWithError("the plan was not read whole");
            return;
        }
    }
    state.counters["peak_MB"] = peak_megabytes();
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(read_docx_of_rows)->Arg(50)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dondoc::intake
