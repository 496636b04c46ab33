#include "daemon/store/sqlite/connection.hpp"

#include "daemon/store/sqlite/chain_functions.hpp"
#include "daemon/store/sqlite/migrate.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <system_error>

namespace dondoc::store::sqlite {
namespace {

namespace fs = std::filesystem;

/// Long enough for another program's import of a large plan.
constexpr int busy_ms = 15'000;

/// Counting what it allocates costs SQLite a lock for each allocation.
void count_no_memory() {
    [[maybe_unused]] static const int once = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

SQLite::Database open_file(const std::string& path, int flags = SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    count_no_memory();
    std::error_code ignored;
    const fs::path directory = fs::absolute(path, ignored).parent_path();
    if (!fs::is_directory(directory, ignored)) throw missing_directory(path, directory.string());
    try {
        // One thread uses the connection: without its mutex each column that is read costs half.
        return SQLite::Database(path, flags | SQLite::OPEN_NOMUTEX, busy_ms);
    } catch (const SQLite::Exception& error) {
        throw explain(path, error);
    }
}

/// The busy timeout does not cover the change of the journal mode, so two programs that make a file together
/// may meet here; the one that comes second finds the work done.
void use_wal(SQLite::Database& database) {
    for (int tries = 0;; ++tries) {
        try {
            database.exec("PRAGMA journal_mode = WAL");
            return;
        } catch (const SQLite::Exception& error) {
            if (error.getErrorCode() != SQLITE_BUSY || tries == busy_ms / 20) throw;
            sqlite3_sleep(20);
        }
    }
}

}  // namespace

Connection::Connection(const std::string& path) : path_(path), database_(open_file(path)) {
    told([&] {
        check_identity(database_, path_);
        use_wal(database_);
        database_.exec(
            "PRAGMA synchronous = FULL;"
            "PRAGMA foreign_keys = ON;"
            "PRAGMA temp_store = MEMORY;"
            "PRAGMA cache_size = -16000;"
            "PRAGMA wal_autocheckpoint = 4000;"
            "PRAGMA journal_size_limit = 67108864;");
        migrate(database_, path_);
    });
}

Connection::Connection(const std::string& path, ReadOnly /*mark*/)
    : path_(path), database_(open_file(path, SQLite::OPEN_READONLY)) {
    told([&] {
        check_identity(database_, path_);
        check_version(database_, path_);
        add_chain_functions(database_);
        database_.exec("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;");
    });
}

Connection::~Connection() = default;

void Connection::be_patient_for(std::chrono::milliseconds time) {
    told([&] { database_.setBusyTimeout(static_cast<int>(time.count())); });
}

std::int64_t Connection::last_id() const noexcept {
    return sqlite3_last_insert_rowid(database_.getHandle());
}

Query Connection::query(std::string_view sql) {
    auto place = statements_.find(sql);
    if (place == statements_.end()) {
        sqlite3_stmt* statement = nullptr;
        const int result = sqlite3_prepare_v3(database_.getHandle(), sql.data(), static_cast<int>(sql.size()),
                                              SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (result != SQLITE_OK) throw SQLite::Exception(database_.getHandle(), result);
        place = statements_.emplace(std::string(sql), Statement(statement)).first;
    }
    return Query(place->second.get());
}

void Connection::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

Connection::Relaxed::Relaxed(SQLite::Database& database, Durability durability) {
    if (durability == Durability::full) return;
    database.exec("PRAGMA synchronous = NORMAL");
    database_ = &database;
}

Connection::Relaxed::~Relaxed() {
    if (database_ != nullptr) database_->tryExec("PRAGMA synchronous = FULL");
}

}  // namespace dondoc::store::sqlite
