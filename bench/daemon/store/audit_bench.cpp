#include "daemon/store/audit.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <stdexcept>

/// What it costs to prove that the log is whole: links of every table, their guards, and the database's own check.
namespace dondoc::store {
namespace {

namespace fs = std::filesystem;
constexpr Instant start{std::chrono::seconds{1'780'000'000}};
constexpr std::int64_t messages_a_morning = 10'000;
constexpr std::int64_t reminders_a_message = 9;
constexpr std::int64_t rows_a_morning = messages_a_morning * (2 + reminders_a_message);  // with their receipts

CycleCommit morning(std::int64_t number, std::int64_t revision) {
    CycleCommit commit;
    commit.revision = revision;
    for (std::int64_t i = 0; i < messages_a_morning; ++i) {
        const std::string id = "m" + std::to_string(number) + "-" + std::to_string(i);
        commit.messages.push_back(
            {{id, "mail", "don-vi@example.vn", std::string(500, 'x')}, "don-vi-1", "Nhắc việc", start});
        for (std::int64_t r = 0; r < reminders_a_message; ++r) {
            ReminderRow row;
            row.subject = "ke-hoach-1/" + std::to_string(i * reminders_a_message + r);
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

void send_all(Store& store) {
    for (;;) {
        std::vector<Attempt> attempts;
        for (const Claimed& claim : store.claim_due(start, start + std::chrono::minutes{5}, "mail", 1000))
            attempts.push_back({claim.id,
                                claim.attempt,
                                start,
                                {notifiers::Delivery::Outcome::sent, 250, "2.0.0 Ok", "", {}},
                                MessageState::sent,
                                {}});
        if (attempts.empty()) return;
        store.record(attempts);
    }
}

class LogFile {
public:
    explicit LogFile(std::int64_t rows) {
        const char* chosen = std::getenv("DONDOC_BENCH_DIR");
        path_ = (chosen != nullptr ? fs::path(chosen) : fs::temp_directory_path()) /
                ("dondoc-audit-bench-" + std::to_string(rows));
        fs::remove_all(path_);
        fs::create_directories(path_);
        const auto store = open_sqlite(file());
        for (std::int64_t i = 0; i * rows_a_morning < rows; ++i) {
            if (!store->commit(morning(i, store->revision()), start)) throw std::runtime_error("not committed");
            send_all(*store);
        }
    }
    ~LogFile() { fs::remove_all(path_); }
    LogFile(const LogFile&) = delete;
    LogFile& operator=(const LogFile&) = delete;

    std::string file() const { return (path_ / "log.db").string(); }

private:
    fs::path path_;
};

void verify_the_log(benchmark::State& state) {
    static std::map<std::int64_t, std::unique_ptr<LogFile>> files;
    auto& file = files[state.range(0)];
    if (!file) file = std::make_unique<LogFile>(state.range(0));
    std::int64_t rows = 0;
    for (auto _ : state) {
        const auto report = open_audit(file->file())->verify({}, {});
        if (!report.faults.empty()) state.SkipWithError("the log is not whole");
        rows += report.head.count;
    }
    state.SetItemsProcessed(rows);
}
BENCHMARK(verify_the_log)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace dondoc::store
