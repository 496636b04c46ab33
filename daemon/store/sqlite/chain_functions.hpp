#pragma once

namespace SQLite {
class Database;
}

namespace dondoc::store::sqlite {

/// Gives a connection the functions that the schema's triggers call (docs/audit.md describes them for outsiders):
///
///   content_hash(x)                        of a text or blob: its BLAKE2b-256, in hexadecimal
///   row_hash(column, ...)                  of the columns, each written so that no two rows are written alike
///   chain_hash(before, place, source, row) `before` and the result are blobs of 32 bytes, `row` is hexadecimal
///
/// BLAKE2b, because libsodium computes it three times as fast as SHA-256 and `b2sum -l 256` and Python know it as well.
void add_chain_functions(SQLite::Database& database);

}  // namespace dondoc::store::sqlite
