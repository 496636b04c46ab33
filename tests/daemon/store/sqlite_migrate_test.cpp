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

/// The number after today's last.
int next_step() {
    return sqlite::migrations().back().version + 1;
}

std::string text(const std::string& path, const char* sql) {
    return SQLite::Database(path, SQLite::OPEN_READONLY).execAndGet(sql).getString();
}

}  // namespace

TEST(SqliteMigrate, numbers_ascend_from_one) {
    int last = 0;
    for (const Migration& step : sqlite::migrations()) {
        EXPECT_GT(step.version, last) << step.name;
        last = step.version;
    }
    EXPECT_EQ(sqlite::migrations().front().version, 1);
}

TEST(SqliteMigrate, a_later_step_is_taken_once_and_keeps_the_rows) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file())->save_plan(plan(3), clerk);
    const auto steps =
        with({{next_step(), "next", "ALTER TABLE plan ADD COLUMN grade TEXT NOT NULL DEFAULT 'province'"}});

    for (int times = 0; times < 2; ++times) {
        SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE);
        sqlite::migrate(database, directory.file(), steps);
    }

    EXPECT_EQ(text(directory.file(), "SELECT key || ' ' || grade FROM plan"), "ke-hoach-1 province");
    EXPECT_EQ(text(directory.file(), "SELECT count(*) FROM assignment"), "3");
    EXPECT_EQ(text(directory.file(), "PRAGMA user_version"), std::to_string(next_step()));
}

TEST(SqliteMigrate, a_step_that_fails_takes_the_steps_before_it_back) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file())->save_plan(plan(3), clerk);
    const auto steps = with({{next_step(), "next", "CREATE TABLE extra (x INTEGER)"},
                             {next_step() + 1, "bad", "CREATE TABLE good (x INTEGER); x"}});

    {
        SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE);
        EXPECT_THROW(sqlite::migrate(database, directory.file(), steps), SQLite::Exception);
    }

    EXPECT_EQ(text(directory.file(), "PRAGMA user_version"), std::to_string(next_step() - 1));
    EXPECT_EQ(text(directory.file(), "SELECT count(*) FROM sqlite_schema WHERE name IN ('extra', 'good')"), "0");
    EXPECT_EQ(open_sqlite(directory.file())->assignments().size(), 3U);
}

/// A file as the program made it before lists: made by the first step alone, with one recurring row.
void make_first_schema(const std::string& path) {
    SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA foreign_keys = ON");
    sqlite::migrate(database, path, sqlite::migrations().first(1));
    database.exec("UPDATE site SET tracking_since = '2026-01-01'");
    database.exec(
        "INSERT INTO plan VALUES (1, 'ke-hoach-1', '1/KH-UBND', 'Kế hoạch', 'UBND', NULL, 2026, 'a.docx', '00', 0, 1)");
    database.exec("INSERT INTO recurrence VALUES (7, 'quarter', 3, 1, 'month-of-period', -1, 25, 0, 0, 0)");
    database.exec(
        "INSERT INTO assignment VALUES (1, 1, 1, 1, 0, 0, 'recurring', NULL, NULL, 0, 0, 7, 'so-y-te', '', NULL)");
    database.exec(
        "INSERT INTO assignment_text VALUES (1, 1, 1, '1', '', 'Một việc', '', '', '', 'Quý III hằng năm', '', '', '', "
        "'')");
}

TEST(SqliteMigrate, a_recurrence_of_the_first_schema_keeps_its_period_and_due_day) {
    const TemporaryDirectory directory;
    make_first_schema(directory.file());

    const auto rows = open_sqlite(directory.file())->assignments();

    ASSERT_EQ(rows.size(), 1U);
    rules::deadlines::Recurrence expected;
    expected.period = rules::dates::PeriodKind::quarter;
    expected.only = rules::deadlines::PeriodSet::of(3);
    expected.due = {rules::deadlines::DuePlace::Anchor::month_of_period, -1, 25, 0, 0, 0};
    EXPECT_EQ(rows[0].record.deadline.recurrences, rules::deadlines::Recurrences(expected));
    EXPECT_EQ(rows[0].record.deadline.term, rules::deadlines::Term{});
    EXPECT_EQ(text(directory.file(), "SELECT count(*) FROM pragma_foreign_key_check"), "0");
}

TEST(SqliteMigrate, facts_of_an_earlier_schema_stay_in_order_and_stay_append_only) {
    const TemporaryDirectory directory;
    {
        SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        sqlite::migrate(database, directory.file(), sqlite::migrations().first(4));
        database.exec(
            "INSERT INTO fact (id, subject, plan, period, kind, day, basis, unit, who, at, revision) VALUES "
            "(3, 'a/1', NULL, '', 'cancelled', '2026-05-20', '7/QĐ', '', 'lan', 0, 1), "
            "(9, 'a/1', NULL, '', 'acknowledged', '2026-05-30', '', 'so-y-te', 'lan', 0, 2)");
    }
    open_sqlite(directory.file());

    EXPECT_EQ(text(directory.file(), "SELECT group_concat(id || kind || who) FROM fact"),
              "3cancelledlan,9acknowledgedlan");
    SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE);
    EXPECT_THROW(database.exec("DELETE FROM fact"), SQLite::Exception);
}

}  // namespace dondoc::store::contract
