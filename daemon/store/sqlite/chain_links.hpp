#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Links of the chain and the rows they were made of, as schema/013_chain.sql lays them down.
namespace dondoc::store::sqlite {

/// A link as it is stored. Keys are texts here whatever they are in the table: SQLite compares them rightly.
struct Link {
    std::int64_t place = 0;
    std::string source;
    std::string key;
    std::string part;
    std::string hash;  ///< 32 bytes
};

Link link_at(const Query& row);  ///< of SELECT place, source, key, part, hash

/// A table whose rows are chained.
struct ChainSource {
    std::string_view table;
    std::string_view key;      ///< column of chain.key
    std::string_view part;     ///< expression of chain.part; empty: there is none
    std::string_view columns;  ///< those of row_hash, the key's among them
};

std::span<const ChainSource> chain_sources() noexcept;
/// Null where no table of that name is chained.
const ChainSource* chain_source(std::string_view table) noexcept;

/// "12", or "142-kh-ubnd-2025/3 142-kh-ubnd-2025/3 v1 lead:-7d so-y-te": what names the row in its table.
std::string row_name(const Link& link);

/// Hash of a link that comes after `before` (32 bytes) at `place` and is made of `row`'s row; nothing where there is none.
std::optional<std::string> link_hash(Connection& db, std::string_view before, std::int64_t place, const Link& row);

/// The same if that row had the key of another one.
std::optional<std::string> link_hash_as(Connection& db, std::string_view before, std::int64_t place, const Link& row,
                                        const Link& key);

/// row_hash of that row; empty where there is none.
std::string row_hash_of(Connection& db, const Link& row);

std::string to_hex(std::string_view bytes);

}  // namespace dondoc::store::sqlite
