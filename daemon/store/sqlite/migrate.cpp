#include "daemon/store/sqlite/migrate.hpp"

#include "daemon/store/sqlite/chain_functions.hpp"
#include "daemon/store/sqlite/errors.hpp"

#include <fmt/format.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <charconv>
#include <vector>

namespace dondoc::store::sqlite {
namespace {

int pragma(SQLite::Database& database, const char* sql) {
    return database.execAndGet(sql).getInt();
}

int version_of(SQLite::Database& database) {
    return pragma(database, "PRAGMA user_version");
}

bool is_empty(SQLite::Database& database) {
    return pragma(database, "SELECT count(*) FROM sqlite_schema") == 0;
}

void examine(SQLite::Database& database, const std::string& path) {
    const int id = pragma(database, "PRAGMA application_id");
    if (id != application_id && (id != 0 || !is_empty(database))) throw foreign_database(path);
    const int found = version_of(database);
    const int known = migrations().back().version;
    if (found > known) throw newer_schema(path, found, known);
}

std::vector<Migration> read_migrations() {
    std::vector<Migration> steps;
    for (const auto& [name, sql] : schema_files()) {
        Migration step{.version = 0, .name = name, .sql = sql};
        std::from_chars(name.data(), name.data() + name.size(), step.version);
        steps.push_back(step);
    }
    return steps;
}

}  // namespace

std::span<const Migration> migrations() {
    static const std::vector<Migration> steps = read_migrations();
    return steps;
}

void check_identity(SQLite::Database& database, const std::string& path) {
    // One state for all questions: another program may be making the file at this moment.
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::DEFERRED);
    examine(database, path);
    transaction.commit();
}

void check_version(SQLite::Database& database, const std::string& path) {
    const int found = version_of(database);
    const int known = migrations().back().version;
    if (found < known) throw older_schema(path, found, known);
}

void migrate(SQLite::Database& database, const std::string& path, std::span<const Migration> steps) {
    add_chain_functions(database);
    if (version_of(database) == steps.back().version) return;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    examine(database, path);  // again, since another program may have come first
    for (const Migration& step : steps) {
        if (step.version <= version_of(database)) continue;
        database.exec(std::string(step.sql));
        database.exec(fmt::format("PRAGMA user_version = {}", step.version));
    }
    database.exec(fmt::format("PRAGMA application_id = {}", application_id));
    transaction.commit();
}

}  // namespace dondoc::store::sqlite
