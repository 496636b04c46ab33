#include "daemon/store/store.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <map>

/// What the store costs: reading what evaluation needs, importing, committing a morning, and the outbox's
/// claim and record for each message. Files lie in $DONDOC_BENCH_DIR (or the temporary directory), on a real
/// disk: commits wait for it.
namespace dondoc::store {
namespace {

namespace fs = std::filesystem;
constexpr Instant start{std::chrono::seconds{1'780'000'000}};
constexpr int units_count = 1000;

class Directory {
public:
    Directory() {
        const char* chosen = std::getenv("DONDOC_BENCH_DIR");
        path_ = (chosen != nullptr ? fs::path(chosen) : fs::temp_directory_path()) / "dondoc-store-bench";
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~Directory() { fs::remove_all(path_); }
    /// A new file at each call: a benchmark's function is run several times.
    std::string file(const std::string& name) const {
        return (path_ / (name + "-" + std::to_string(++files_) + ".db")).string();
    }

private:
    fs::path path_;
    mutable int files_ = 0;
};

const Directory& directory() {
    static const Directory one;
    return one;
}

model::UnitDirectory units() {
    std::vector<model::Unit> all(units_count);
    for (int i = 0; i < units_count; ++i) {
        all[static_cast<std::size_t>(i)].id = "don-vi-" + std::to_string(i);
        all[static_cast<std::size_t>(i)].name = "Đơn vị " + std::to_string(i);
    }
    std::vector<model::UnitDirectory::Fault> faults;
    return model::UnitDirectory::make(std::move(all), {"don-vi-0", ""}, faults);
}

model::AssignmentRecord record(std::uint32_t seq, std::uint32_t salt) {
    const std::uint32_t n = seq * 31 + salt * 7;
    const auto unit = [](std::uint32_t i) { return "don-vi-" + std::to_string(i % units_count); };
    model::AssignmentRecord row;
    row.seq = seq;
    row.text = {std::to_string(seq),
                "II. Nhiệm vụ cụ thể",
                "Rà soát, hoàn thiện quy trình số " + std::to_string(n),
                "Phòng Kế hoạch tổng hợp",
                "Các khoa, phòng liên quan",
                "Báo cáo",
                "Tháng 6/2026",
                "",
                "",
                ""};
    row.deadline.kind = rules::deadlines::Kind::fixed;
    row.deadline.due = rules::dates::Date{std::chrono::days{20'600 + n % 700}};
    if (n % 10 == 0) {
        row.deadline = {};
        row.deadline.kind = rules::deadlines::Kind::recurring;
        row.deadline.recurrences = rules::deadlines::Recurrences(rules::deadlines::Recurrence{});
    }
    row.leads = {unit(n)};
    row.supports = {unit(n + 3), unit(n + 7)};
    return row;
}

/// Plans of 1,000 rows each.
PlanImport plan(std::uint32_t number, std::uint32_t rows = 1000) {
    PlanImport import;
    import.plan = {
        "ke-hoach-" + std::to_string(number), std::to_string(number) + "/KH-UBND", "Kế hoạch", "UBND tỉnh", {}, 2026};
    import.file_name = "ke-hoach.docx";
    import.content_hash = std::to_string(number);
    for (std::uint32_t seq = 1; seq <= rows; ++seq) import.assignments.push_back(record(seq, number));
    return import;
}

const Actor clerk{"bench", start};

/// A store with that many open assignments, made once and evaluated, so that nothing in it is fresh.
Store& filled(std::int64_t assignments) {
    static std::map<std::int64_t, std::unique_ptr<Store>> stores;
    std::unique_ptr<Store>& store = stores[assignments];
    if (!store) {
        store = open_sqlite(directory().file("open"));
        for (std::uint32_t i = 0; i < assignments / 1000; ++i) store->save_plan(plan(i), clerk);
        store->commit({store->revision(), {}, {}, {}}, start);
    }
    return *store;
}

void snapshot_of_open_assignments(benchmark::State& state) {
    Store& store = filled(state.range(0));
    const model::UnitDirectory register_of_units = units();
    for (auto _ : state) {
        const model::Snapshot snapshot = store.snapshot(register_of_units);
        benchmark::DoNotOptimize(snapshot.assignments.size());
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(snapshot_of_open_assignments)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void revision(benchmark::State& state) {
    Store& store = filled(10'000);
    for (auto _ : state) benchmark::DoNotOptimize(store.revision());
}
BENCHMARK(revision);

void import_a_new_plan(benchmark::State& state) {
    const auto store = open_sqlite(directory().file("import"));
    std::uint32_t number = 0;
    for (auto _ : state) store->save_plan(plan(++number, static_cast<std::uint32_t>(state.range(0))), clerk);
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(import_a_new_plan)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);

void import_the_same_plan_again(benchmark::State& state) {
    const auto store = open_sqlite(directory().file("again"));
    const PlanImport import = plan(1, 10'000);
    store->save_plan(import, clerk);
    for (auto _ : state) store->save_plan(import, clerk);
    state.SetItemsProcessed(state.iterations() * 10'000);
}
BENCHMARK(import_the_same_plan_again)->Unit(benchmark::kMillisecond);

OutboxMessage mail(const std::string& id) {
    return {{id, "mail", "don-vi@example.vn", std::string(5000, 'x')}, "don-vi-1", "Nhắc việc", start};
}

/// A morning: as many messages of 5 kB, each with ten reminders.
CycleCommit morning(std::int64_t number, std::int64_t messages) {
    CycleCommit commit;
    for (std::int64_t i = 0; i < messages; ++i) {
        const std::string id = "m" + std::to_string(number) + "-" + std::to_string(i);
        commit.messages.push_back(mail(id));
        for (int r = 0; r < 10; ++r) {
            ReminderRow row;
            row.subject = "ke-hoach-1/" + std::to_string(i * 10 + r);
            row.key = row.subject + " v1 lead:-" + std::to_string(number) + "d don-vi-1";
            row.stage = "lead:-7d";
            row.recipient = "don-vi-1";
            row.policy = "mac-dinh";
            row.outcome = "send";
            row.message = id;
            commit.reminders.push_back(std::move(row));
        }
    }
    return commit;
}

void commit_a_morning(benchmark::State& state) {
    const auto store = open_sqlite(directory().file("morning"));
    std::int64_t number = 0;
    for (auto _ : state) {
        state.PauseTiming();
        const CycleCommit commit = morning(++number, state.range(0));
        state.ResumeTiming();
        benchmark::DoNotOptimize(store->commit(commit, start));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(commit_a_morning)->Arg(1)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

/// Items are messages: claimed, read, and recorded with a receipt, in batches.
void claim_and_record(benchmark::State& state) {
    const auto store = open_sqlite(directory().file("outbox"));
    const int batch = static_cast<int>(state.range(0));
    std::int64_t queued = 0;
    std::int64_t number = 0;
    std::vector<Attempt> attempts;
    for (auto _ : state) {
        if (queued < batch) {
            state.PauseTiming();
            CycleCommit fill{store->revision(), {}, {}, {}};
            ++number;
            for (int i = 0; i < 4096; ++i)
                fill.messages.push_back(mail("q" + std::to_string(number) + "-" + std::to_string(i)));
            store->commit(fill, start);
            queued += 4096;
            state.ResumeTiming();
        }
        attempts.clear();
        for (const Claimed& claim : store->claim_due(start, start + std::chrono::minutes{5}, "mail", batch)) {
            attempts.push_back({claim.id,
                                claim.attempt,
                                start,
                                {notifiers::Delivery::Outcome::sent, 250, "2.0.0 Ok: queued as 4XyZ", "", {}},
                                MessageState::sent,
                                {}});
        }
        store->record(attempts);
        queued -= batch;
    }
    state.SetItemsProcessed(state.iterations() * batch);
}
BENCHMARK(claim_and_record)->Arg(1)->Arg(64)->Arg(256)->Arg(1024)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace dondoc::store
