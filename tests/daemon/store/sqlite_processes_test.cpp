#include "child.hpp"
#include "temporary.hpp"

#include <SQLiteCpp/Database.h>

#include <list>

/// Several daemons and commands on one file, each a process of its own.
namespace dondoc::store::contract {
namespace {

constexpr int windows = 40;

/// One daemon: says each window's reminders unless another one has, then delivers what is due.
void run_daemon(const std::string& path) {
    const auto store = open_sqlite(path);
    store->save_plan(plan(10), clerk);
    for (int window = 0; window < windows; ++window) {
        const std::string id = "w" + std::to_string(window);
        store->commit(cycle(store->revision(), {reminder(1, id, id), reminder(2, id, id)}, {message(id)}), instant(0));
        for (const Claimed& claim : store->claim_due(instant(0), instant(1000), "", 3)) {
            store->record(std::vector{delivered(claim)});
        }
    }
}

/// One clerk at the command line: facts that move the revision under the daemons' feet.
void run_clerk(const std::string& path) {
    const auto store = open_sqlite(path);
    for (int i = 0; i < 30; ++i) store->acknowledge(subject(3), {"so-y-te", day("2026-06-01")}, clerk);
}

std::int64_t number(const std::string& path, const char* sql) {
    return SQLite::Database(path, SQLite::OPEN_READONLY).execAndGet(sql).getInt64();
}

}  // namespace

TEST(SqliteProcesses, make_one_new_file_together) {
    for (int round = 0; round < 20; ++round) {
        const TemporaryDirectory directory;
        std::list<Child> children;
        for (int i = 0; i < 6; ++i) children.emplace_back([&](int) { open_sqlite(directory.file())->revision(); });
        for (Child& child : children) {
            const std::string said = child.hear();
            EXPECT_TRUE(child.succeeded()) << said;
        }
        EXPECT_EQ(faults(directory.file()), "");
    }
}

TEST(SqliteProcesses, say_and_deliver_everything_once) {
    const TemporaryDirectory directory;
    std::list<Child> children;
    for (int i = 0; i < 3; ++i) children.emplace_back([&](int) { run_daemon(directory.file()); });
    children.emplace_back([&](int) { run_clerk(directory.file()); });
    for (Child& child : children) {
        const std::string said = child.hear();
        EXPECT_TRUE(child.succeeded()) << said;
    }

    run_daemon(directory.file());  // what every daemon lost to the clerk

    EXPECT_EQ(faults(directory.file()), "");
    EXPECT_EQ(number(directory.file(), "SELECT count(*) FROM message"), windows);
    EXPECT_EQ(number(directory.file(), "SELECT count(*) FROM outbox WHERE state = 'sent'"), windows);
    EXPECT_EQ(number(directory.file(), "SELECT count(*) FROM reminder WHERE outcome = 'send'"), 2 * windows);
    EXPECT_EQ(number(directory.file(), "SELECT count(*) FROM fact"), 30);
    EXPECT_EQ(number(directory.file(), "SELECT coalesce(max(attempt), 1) FROM receipt"), 1);
    EXPECT_EQ(number(directory.file(), "SELECT count(*) FROM plan"), 1);
}

}  // namespace dondoc::store::contract
