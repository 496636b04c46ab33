#include "daemon/store/sqlite/sqlite_store.hpp"

#include <sodium.h>

namespace dondoc::store {
namespace sqlite {

std::int64_t SqliteStore::revision() {
    return db_.look([&] {
        Query query = db_.query("SELECT revision FROM site");
        query.next();
        return query.integer(0);
    });
}

void SqliteStore::begin_tracking(rules::dates::Date day) {
    db_.write([&] {
        const int changed =
            db_.query("UPDATE site SET tracking_since = ? WHERE tracking_since IS NULL").with(day).run();
        if (changed > 0) raise_revision(db_);
    });
}

std::string SqliteStore::site_key() {
    return db_.write([&] {
        std::string key(32, '\0');
        randombytes_buf(key.data(), key.size());
        db_.query("UPDATE site SET key = ? WHERE key IS NULL").with(Query::Blob{key}).run();
        Query row = db_.query("SELECT key FROM site");
        row.with().next();
        return std::string(row.text(0));
    });
}

std::int64_t raise_revision(Connection& db) {
    Query query = db.query("UPDATE site SET revision = revision + 1 RETURNING revision");
    query.with().next();
    const std::int64_t revision = query.integer(0);
    query.run();
    return revision;
}

}  // namespace sqlite

std::unique_ptr<Store> open_sqlite(const std::string& path) {
    return std::make_unique<sqlite::SqliteStore>(path);
}

std::unique_ptr<Store> open_in_memory() {
    return std::make_unique<sqlite::SqliteStore>(":memory:");
}

}  // namespace dondoc::store
