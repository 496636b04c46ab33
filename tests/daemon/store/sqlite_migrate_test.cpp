#include "daemon/store/sqlite/migrate.hpp"
#include "temporary.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <vector>

namespace dondoc::store::contract {
namespace {

using sqlite::Migration;

/// Today's steps and more, as a later program would have them.
std::vector<Migration> with(std::initializer_list<Migration> more) {
    const auto known = sqlite::migrations();
    std::vector<Migration> steps(known.begin(), known.end());
    steps.insert(steps.end(), more);
    return steps;
}

std::string text(const std::string& path, const char* sql) {
    return SQLite::Database(path, SQLite::OPEN_READONLY).execAndGet(sql).getString();
}

}  // namespace

TEST(SqliteMigrate, numbers_follow_each_other_from_one) {
    int expected = 0;
    for (const Migration& step : sqlite::migrations()) EXPECT_EQ(step.version, ++expected) << step.name;
}

TEST(SqliteMigrate, a_later_step_is_taken_once_and_keeps_the_rows) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file())->save_plan(plan(3), clerk);
    const auto steps = with({{2, "002", "ALTER TABLE plan ADD COLUMN grade TEXT NOT NULL DEFAULT 'province'"}});

    for (int times = 0; times < 2; ++times) {
        SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE);
        sqlite::migrate(database, directory.file(), steps);
    }

    EXPECT_EQ(text(directory.file(), "SELECT key || ' ' || grade FROM plan"), "ke-hoach-1 province");
    EXPECT_EQ(text(directory.file(), "SELECT count(*) FROM assignment"), "3");
    EXPECT_EQ(text(directory.file(), "PRAGMA user_version"), "2");
}

TEST(SqliteMigrate, a_step_that_fails_takes_the_steps_before_it_back) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file())->save_plan(plan(3), clerk);
    const auto steps =
        with({{2, "002", "CREATE TABLE extra (x INTEGER)"}, {3, "003", "CREATE TABLE good (x INTEGER); x"}});

    {
        SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE);
        EXPECT_THROW(sqlite::migrate(database, directory.file(), steps), SQLite::Exception);
    }

    EXPECT_EQ(text(directory.file(), "PRAGMA user_version"), "1");
    EXPECT_EQ(text(directory.file(), "SELECT count(*) FROM sqlite_schema WHERE name IN ('extra', 'good')"), "0");
    EXPECT_EQ(open_sqlite(directory.file())->assignments().size(), 3U);
}

}  // namespace dondoc::store::contract
