#include "child.hpp"
#include "temporary.hpp"

#include <sqlite3.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <csignal>
#include <map>
#include <random>
#include <sstream>

/// kill -9 inside SQLite's own writes: the child dies at a seeded write to the file or its log, half of that
/// write done.
namespace dondoc::store::contract {
namespace {

int writes_left = 0;

ssize_t write_and_die(int file, const void* bytes, std::size_t size, off_t offset) {
    if (--writes_left > 0) return pwrite(file, bytes, size, offset);
    [[maybe_unused]] const ssize_t half = pwrite(file, bytes, size / 2, offset);
    kill(getpid(), SIGKILL);
    return -1;
}

void die_at_write(int count) {
    writes_left = count;
    sqlite3_vfs* files = sqlite3_vfs_find(nullptr);
    for (const char* name : {"pwrite", "pwrite64"}) {
        files->xSetSystemCall(files, name, reinterpret_cast<sqlite3_syscall_ptr>(write_and_die));
    }
}

/// Does what a daemon and a clerk do, in an order that the seed gives, and tells each thing that was
/// confirmed to it.
class Worker {
public:
    Worker(std::string path, unsigned seed, int listener)
        : path_(std::move(path)), round_(std::to_string(seed)), random_(seed), listener_(listener) {}

    void run() {
        store_ = open_sqlite(path_);
        store_->save_plan(plan(20), clerk);
        for (step_ = 0; step_ < 200; ++step_) {
            switch (random_() % 8) {
                case 0: import(); break;
                case 1: extend(); break;
                case 2:
                case 3: deliver(); break;
                case 4: reopen(); break;
                default: remind(); break;
            }
        }
    }

private:
    std::string name() const { return round_ + "-" + std::to_string(step_); }
    std::uint32_t any_row() { return 1 + static_cast<std::uint32_t>(random_() % 20); }

    void remind() {
        const std::string id = name();
        std::vector<ReminderRow> reminders;
        for (std::uint32_t seq = 1, last = any_row(); seq <= last; ++seq) {
            reminders.push_back(reminder(seq, "lead:" + id, id));
        }
        OutboxMessage sent = message(id);
        sent.envelope.bytes.append(random_() % 20'000, 'x');
        if (store_->commit(cycle(store_->revision(), reminders, {sent}), instant(0))) tell(listener_, "reminded " + id);
    }

    void deliver() {
        std::vector<Attempt> attempts;
        const auto claims = store_->claim_due(instant(0), instant(1), "", 5);
        for (const Claimed& claim : claims) attempts.push_back(delivered(claim));
        store_->record(attempts);
        for (const Claimed& claim : claims) tell(listener_, "delivered " + claim.envelope.id);
    }

    void extend() {
        store_->extend(subject(any_row()), {"", day("2026-09-01"), name(), day("2026-06-01")}, clerk);
        tell(listener_, "extended " + name());
    }

    void import() {
        PlanImport changed = plan(15 + static_cast<std::uint32_t>(random_() % 10));
        changed.assignments[3].text.title = name();
        store_->save_plan(changed, clerk);
    }

    /// The last connection copies the log into the file when it closes: writes that can be cut short as well.
    void reopen() {
        store_.reset();
        store_ = open_sqlite(path_);
        store_->release_claims();
    }

    std::string path_;
    std::string round_;
    std::mt19937 random_;
    int listener_;
    std::unique_ptr<Store> store_;
    int step_ = 0;
};

/// What was confirmed to the child must be there.
void expect_kept(const std::string& path, const std::string& said) {
    SQLite::Database database(path, SQLite::OPEN_READONLY);
    const std::map<std::string, std::string> proof{
        {"reminded", "SELECT count(*) FROM message WHERE key = ?"},
        {"delivered",
         "SELECT count(*) FROM message m JOIN outbox o ON o.message = m.id WHERE key = ? AND state = 'sent'"},
        {"extended", "SELECT count(*) FROM fact WHERE basis = ?"},
    };
    std::istringstream lines(said);
    for (std::string what, id; lines >> what >> id;) {
        ASSERT_TRUE(proof.contains(what)) << said;
        SQLite::Statement query(database, proof.at(what));
        query.bind(1, id);
        query.executeStep();
        EXPECT_EQ(query.getColumn(0).getInt(), 1) << what << " " << id;
    }
}

}  // namespace

TEST(SqliteCrash, killed_at_any_write_nothing_confirmed_is_lost_and_nothing_is_half_there) {
    const TemporaryDirectory directory;
    std::mt19937 random(20260609);
    int kills = 0;
    for (unsigned round = 0; round < 100; ++round) {
        const int at = 1 + static_cast<int>(random() % (round % 4 == 0 ? 20 : 400));
        Child child([&](int listener) {
            die_at_write(at);
            Worker(directory.file(), round, listener).run();
        });
        const std::string said = child.hear();
        ASSERT_TRUE(child.killed() || child.succeeded()) << said;
        kills += child.killed() ? 1 : 0;

        open_sqlite(directory.file());
        ASSERT_EQ(faults(directory.file()), "") << "round " << round << ", write " << at;
        expect_kept(directory.file(), said);
    }
    EXPECT_GE(kills, 90);
}

}  // namespace dondoc::store::contract
