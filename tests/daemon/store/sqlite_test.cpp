#include "daemon/store/sqlite/migrate.hpp"
#include "temporary.hpp"

#include <gmock/gmock.h>
#include <SQLiteCpp/Database.h>

#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace dondoc::store::contract {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class SqliteSite final : public Site {
public:
    std::unique_ptr<Store> open() override { return open_sqlite(directory_.file()); }

private:
    TemporaryDirectory directory_;
};

void sql(const std::string& path, const std::string& text) {
    SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(text);
}

std::int64_t number(const std::string& path, const std::string& text) {
    SQLite::Database database(path, SQLite::OPEN_READONLY);
    return database.execAndGet(text).getInt64();
}

/// The sentence with which opening fails; empty where it does not.
std::string refusal(const std::string& path) {
    try {
        open_sqlite(path);
        return {};
    } catch (const StoreError& error) {
        return error.what();
    }
}

}  // namespace

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract,
                         testing::Values(SiteFactory([] { return std::make_unique<SqliteSite>(); })),
                         [](const auto&) { return std::string("sqlite"); });

TEST(SqliteStore, a_new_file_carries_its_mark_and_version) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file());
    EXPECT_EQ(number(directory.file(), "PRAGMA application_id"), 0x646f6e64);
    EXPECT_EQ(number(directory.file(), "PRAGMA user_version"), sqlite::migrations().back().version);
    EXPECT_EQ(faults(directory.file()), "");
}

TEST(SqliteStore, a_newer_schema_is_refused_with_both_versions) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file());
    sql(directory.file(), "PRAGMA user_version = 99");
    EXPECT_THAT(refusal(directory.file()),
                AllOf(HasSubstr(directory.file()), HasSubstr("99"),
                      HasSubstr("phiên bản " + std::to_string(sqlite::migrations().back().version) + " ")));
    EXPECT_EQ(number(directory.file(), "PRAGMA user_version"), 99);
}

TEST(SqliteStore, another_programs_database_is_left_alone) {
    const TemporaryDirectory directory;
    sql(directory.file(), "CREATE TABLE theirs (x)");
    EXPECT_THAT(refusal(directory.file()), HasSubstr("chương trình khác"));
    EXPECT_EQ(number(directory.file(), "SELECT count(*) FROM sqlite_schema"), 1);
}

TEST(SqliteStore, a_file_that_is_no_database_is_refused) {
    const TemporaryDirectory directory;
    std::ofstream(directory.file()) << std::string(5000, 'x');
    EXPECT_THAT(refusal(directory.file()), AllOf(HasSubstr(directory.file()), HasSubstr("not a database")));
    EXPECT_EQ(fs::file_size(directory.file()), 5000U);
}

TEST(SqliteStore, a_missing_directory_is_named) {
    const TemporaryDirectory directory;
    EXPECT_THAT(refusal(directory.file("khong-co/dondoc.db")), HasSubstr(directory.file("khong-co")));
}

TEST(SqliteStore, a_directory_is_not_a_file) {
    const TemporaryDirectory directory;
    EXPECT_THAT(refusal(directory.path().string()), HasSubstr("không mở được"));
}

/// Runs `body` in a child without root's rights and gives what it wrote: permissions do not bind root.
template <class Body>
std::string as_nobody(Body&& body) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) return "pipe";
    const pid_t child = fork();
    if (child == 0) {
        std::string said = "cannot become another user";
        if (geteuid() != 0 || (setgid(65534) == 0 && setuid(65534) == 0)) said = body();
        _exit(write(pipe_ends[1], said.data(), said.size()) < 0 ? 1 : 0);
    }
    close(pipe_ends[1]);
    std::string said(4096, '\0');
    const ssize_t size = read(pipe_ends[0], said.data(), said.size());
    said.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    close(pipe_ends[0]);
    waitpid(child, nullptr, 0);
    return said;
}

TEST(SqliteStore, a_file_or_directory_without_write_permission_is_refused) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file());
    fs::permissions(directory.file(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    fs::permissions(directory.path(), fs::perms::owner_all & ~fs::perms::owner_write, fs::perm_options::replace);
    fs::permissions(directory.path(),
                    fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec,
                    fs::perm_options::add);

    EXPECT_THAT(as_nobody([&] { return refusal(directory.file()); }), HasSubstr("quyền"));
    EXPECT_THAT(as_nobody([&] { return refusal(directory.file("new.db")); }), HasSubstr("quyền"));

    fs::permissions(directory.path(), fs::perms::owner_all);
}

TEST(SqliteStore, damage_in_the_middle_is_an_error_and_not_a_crash) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file())->save_plan(plan(2000), clerk);
    sql(directory.file(), "PRAGMA wal_checkpoint(TRUNCATE)");
    {
        std::fstream file(directory.file(), std::ios::in | std::ios::out | std::ios::binary);
        const auto size = static_cast<std::streamoff>(fs::file_size(directory.file()));
        for (std::streamoff page = 4096; page < size; page += 4096) {
            file.seekp(page);
            file << std::string(4000, '\x5a');
        }
    }
    EXPECT_THROW(
        {
            const auto store = open_sqlite(directory.file());
            store->assignments();
        },
        StoreError);
}

TEST(SqliteStore, a_full_disk_is_an_error_and_loses_nothing) {
    const TemporaryDirectory directory;
    if (mount("tmpfs", directory.path().c_str(), "tmpfs", 0, "size=2m") != 0) {
        GTEST_SKIP() << "a small file system cannot be mounted here";
    }
    std::string said;
    std::uint32_t kept = 0;
    {
        const auto store = open_sqlite(directory.file());
        store->save_plan(plan(100), clerk);
        try {
            for (int i = 0; i < 1000; ++i) {
                OutboxMessage large = message("m" + std::to_string(i));
                large.envelope.bytes.assign(20'000, 'x');
                store->enqueue(std::vector{large}, instant(0));
                ++kept;
            }
        } catch (const StoreError& error) {
            said = error.what();
        }
        EXPECT_EQ(store->deliveries({}).size(), kept);
    }
    EXPECT_THAT(said, AllOf(HasSubstr(directory.file()), HasSubstr("hết chỗ")));
    EXPECT_EQ(faults(directory.file()), "");
    umount(directory.path().c_str());
}

TEST(SqliteStore, history_cannot_be_rewritten) {
    const TemporaryDirectory directory;
    const auto store = open_sqlite(directory.file());
    store->save_plan(plan(1), clerk);
    store->complete(subject(1), {"", day("2026-05-20"), ""}, clerk);
    const auto silence = store->silence({.plan = {},
                                         .subject = subject(1),
                                         .unit = {},
                                         .author = "",
                                         .reason = "",
                                         .from = time("2026-05-01T00:00:00"),
                                         .until = time("2026-06-01T00:00:00")},
                                        clerk);
    ASSERT_TRUE(store->end_silence(silence, time("2026-05-10T00:00:00"), clerk));
    for (const char* attempt :
         {"DELETE FROM event", "UPDATE event SET who = 'x'", "DELETE FROM fact", "UPDATE fact SET day = '2026-01-01'",
          "DELETE FROM silence_end", "UPDATE silence_end SET until_time = '2027-01-01T00:00:00'"}) {
        EXPECT_THROW(sql(directory.file(), attempt), SQLite::Exception) << attempt;
    }
}

TEST(SqliteStore, what_an_import_changed_is_in_the_event_log) {
    const TemporaryDirectory directory;
    const auto store = open_sqlite(directory.file());
    store->save_plan(plan(1), clerk);
    PlanImport second = plan(1);
    second.assignments[0].text.title = "Nhiệm vụ \"số 1\"";
    second.assignments[0].deadline.due = day("2026-07-01");
    store->save_plan(second, clerk);

    SQLite::Database database(directory.file(), SQLite::OPEN_READONLY);
    EXPECT_EQ(database
                  .execAndGet("SELECT detail ->> 'title' || ' ' || (detail ->> 'due_on') FROM event "
                              "WHERE verb = 'assignment.changed' AND who = 'phong-khth'")
                  .getString(),
              "Nhiệm vụ số 1 2026-06-01");
}

std::string faults(const std::string& path) {
    std::string found;
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    const std::string integrity = database.execAndGet("PRAGMA integrity_check").getString();
    if (integrity != "ok") found += integrity + "\n";
    const std::pair<const char*, const char*> rules[] = {
        {"rows that point nowhere", "SELECT count(*) FROM pragma_foreign_key_check"},
        {"reminders to send without their message",
         "SELECT count(*) FROM reminder WHERE outcome = 'send' AND message IS NULL"},
        {"messages without a place in the outbox",
         "SELECT count(*) FROM message WHERE id NOT IN (SELECT message FROM outbox)"},
        {"messages that lack reminders",
         "SELECT count(*) FROM message m WHERE reminders <> (SELECT count(*) FROM reminder WHERE message = "
         "m.id)"},
        {"messages that are done without a receipt",
         "SELECT count(*) FROM outbox WHERE next_at IS NULL AND NOT EXISTS (SELECT 1 FROM receipt r WHERE "
         "r.message = outbox.message AND r.attempt = outbox.attempts)"},
        {"plans without their rows",
         "SELECT count(*) FROM assignment a LEFT JOIN assignment_text t USING (plan, seq) WHERE t.id IS "
         "NULL"},
    };
    for (const auto& [name, query] : rules) {
        if (const int count = database.execAndGet(query).getInt(); count > 0) {
            found += std::to_string(count) + " " + name + "\n";
        }
    }
    return found;
}

}  // namespace dondoc::store::contract
