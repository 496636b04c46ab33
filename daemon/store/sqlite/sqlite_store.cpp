#include "daemon/store/sqlite/sqlite_store.hpp"

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
