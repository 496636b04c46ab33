#include "daemon/store/sqlite/query.hpp"

#include "rules/dates/date.hpp"

#include <sqlite3.h>
#include <SQLiteCpp/Exception.h>

namespace dondoc::store::sqlite {

Query::~Query() {
    reset();
}

void Query::reset() noexcept {
    sqlite3_reset(statement_);  // its result repeats what the last step has already thrown
}

void Query::check(int result) const {
    if (result != SQLITE_OK) throw SQLite::Exception(sqlite3_db_handle(statement_), result);
}

bool Query::next() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) throw SQLite::Exception(sqlite3_db_handle(statement_), result);
    return false;
}

int Query::run() {
    while (next()) {
    }
    return sqlite3_changes(sqlite3_db_handle(statement_));
}

bool Query::null(int column) const noexcept {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const noexcept {
    return sqlite3_column_int64(statement_, column);
}

std::string_view Query::text(int column) const noexcept {
    const void* bytes = sqlite3_column_blob(statement_, column);  // texts are UTF-8 already: nothing is converted
    const int size = sqlite3_column_bytes(statement_, column);
    return bytes == nullptr ? std::string_view{}
                            : std::string_view{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::optional<double> Query::maybe_real(int column) const noexcept {
    if (null(column)) return std::nullopt;
    return sqlite3_column_double(statement_, column);
}

std::optional<Instant> Query::maybe_instant(int column) const noexcept {
    if (null(column)) return std::nullopt;
    return instant(column);
}

std::optional<rules::dates::Date> Query::maybe_date(int column) const noexcept {
    const std::string_view value = text(column);
    return value.empty() ? std::nullopt : rules::dates::parse_iso(value);
}

std::optional<rules::dates::LocalTime> Query::maybe_time(int column) const noexcept {
    const std::string_view value = text(column);
    return value.empty() ? std::nullopt : rules::dates::parse_iso_time(value);
}

void Query::bind(int position, std::string_view value) {
    const char* bytes = value.data() == nullptr ? "" : value.data();  // a null pointer would bind NULL
    check(sqlite3_bind_text64(statement_, position, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::bind(int position, Blob value) {
    const char* bytes = value.bytes.data() == nullptr ? "" : value.bytes.data();
    check(sqlite3_bind_blob64(statement_, position, bytes, value.bytes.size(), SQLITE_TRANSIENT));
}

void Query::bind(int position, std::int64_t value) {
    check(sqlite3_bind_int64(statement_, position, value));
}

void Query::bind(int position, double value) {
    check(sqlite3_bind_double(statement_, position, value));
}

void Query::bind(int position, std::nullopt_t) {
    check(sqlite3_bind_null(statement_, position));
}

void Query::bind(int position, rules::dates::Date value) {
    bind(position, std::string_view{rules::dates::format_iso(value)});
}

void Query::bind(int position, rules::dates::LocalTime value) {
    bind(position, std::string_view{rules::dates::format_iso(value)});
}

}  // namespace dondoc::store::sqlite
