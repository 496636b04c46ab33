#include "daemon/store/sqlite/events.hpp"

namespace dondoc::store::sqlite {

void add_event(Connection& db, const Actor& actor, std::string_view verb, std::string_view subject,
               const Detail& detail) {
    std::string sql = "INSERT INTO event (at, who, verb, subject, detail) VALUES (?, ?, ?, ?, json_object(";
    for (std::size_t i = 0; i < detail.size(); ++i) sql += i == 0 ? "?, ?" : ", ?, ?";
    sql += "))";

    Query insert = db.query(sql);
    insert.with(actor.at, std::string_view{actor.who}, verb, subject);
    int position = 4;
    for (const auto& [name, value] : detail) {
        insert.bind(++position, name);
        insert.bind(++position, std::string_view{value});
    }
    insert.run();
}

}  // namespace dondoc::store::sqlite
