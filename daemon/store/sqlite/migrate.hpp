#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace SQLite {
class Database;
}

namespace dondoc::store::sqlite {

/// A step of the schema: the file daemon/store/schema/NNN_*.sql, embedded at build time.
struct Migration {
    int version;  ///< that the schema has afterwards, kept in PRAGMA user_version
    std::string_view name;
    std::string_view sql;
};

/// Names and texts of daemon/store/schema, in order.
std::span<const std::pair<std::string_view, std::string_view>> schema_files() noexcept;

/// All steps, ascending. The number at the beginning of a file's name is the version that it leads to.
std::span<const Migration> migrations();

/// "dond": marks the file as ours in its header, so that another program's database is never touched.
inline constexpr int application_id = 0x646f6e64;

/// Refuses a file that is not ours or is newer than this program, before anything is written to it.
void check_identity(SQLite::Database& database, const std::string& path);

/// Refuses a file whose schema is older than this program: who only looks cannot bring it up to date.
void check_version(SQLite::Database& database, const std::string& path);

/// Takes the schema to the newest version, all missing steps in one transaction. Two programs may do so at
/// once. From then on the connection knows the functions that the schema calls.
void migrate(SQLite::Database& database, const std::string& path, std::span<const Migration> steps = migrations());

}  // namespace dondoc::store::sqlite
