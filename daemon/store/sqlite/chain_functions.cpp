#include "daemon/store/sqlite/chain_functions.hpp"

#include <sodium.h>
#include <sqlite3.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <span>
#include <string_view>

namespace dondoc::store::sqlite {
namespace {

constexpr std::size_t hash_size = 32;
using Arguments = std::span<sqlite3_value*>;

std::string_view bytes_of(sqlite3_value* value) {
    const void* bytes = sqlite3_value_blob(value);  // of a text: its UTF-8
    return bytes == nullptr ? std::string_view{}
                            : std::string_view{static_cast<const char*>(bytes),
                                               static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

class Hash {
public:
    Hash() { crypto_generichash_init(&state_, nullptr, 0, hash_size); }

    void add(std::string_view bytes) {
        // libsodium reads the bytes as unsigned ones; both are bytes.
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    }

    /// `i-42;`, `t5:hello`, `b3:` and the bytes, `n;`: no sequence of values is written like another one. False for a
    /// floating-point number, which has no one way to be written.
    bool add_value(sqlite3_value* value) {
        switch (sqlite3_value_type(value)) {
            case SQLITE_INTEGER: add_number('i', sqlite3_value_int64(value), ';'); return true;
            case SQLITE_TEXT: add_sized('t', bytes_of(value)); return true;
            case SQLITE_BLOB: add_sized('b', bytes_of(value)); return true;
            case SQLITE_NULL: add("n;"); return true;
            default: return false;
        }
    }

    std::array<unsigned char, hash_size> end() {
        std::array<unsigned char, hash_size> hash{};
        crypto_generichash_final(&state_, hash.data(), hash.size());
        return hash;
    }

private:
    void add_number(char kind, std::int64_t number, char after) {
        std::array<char, 24> text{};
        text[0] = kind;
        char* end = std::to_chars(text.data() + 1, text.data() + text.size() - 1, number).ptr;
        *end++ = after;
        add({text.data(), static_cast<std::size_t>(end - text.data())});
    }
    void add_sized(char kind, std::string_view bytes) {
        add_number(kind, static_cast<std::int64_t>(bytes.size()), ':');
        add(bytes);
    }

    crypto_generichash_state state_;
};

void give_hex(sqlite3_context* context, Hash& hash) {
    const auto bytes = hash.end();
    std::array<char, hash_size * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size() - 1), SQLITE_TRANSIENT);
}

void content_hash(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    Hash hash;
    hash.add(bytes_of(*values));
    give_hex(context, hash);
}

bool add_all(sqlite3_context* context, Hash& hash, Arguments values) {
    for (sqlite3_value* value : values) {
        if (hash.add_value(value)) continue;
        sqlite3_result_error(context, "a floating-point number cannot be chained", -1);
        return false;
    }
    return true;
}

void row_hash(sqlite3_context* context, int count, sqlite3_value** values) {
    Hash hash;
    if (add_all(context, hash, {values, static_cast<std::size_t>(count)})) give_hex(context, hash);
}

void chain_hash(sqlite3_context* context, int count, sqlite3_value** values) {
    Hash hash;
    if (!add_all(context, hash, {values, static_cast<std::size_t>(count)})) return;
    const auto bytes = hash.end();
    sqlite3_result_blob(context, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}

using Function = void (*)(sqlite3_context*, int, sqlite3_value**);

void add(SQLite::Database& database, const char* name, int arguments, Function function) {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    const int result = sqlite3_create_function_v2(database.getHandle(), name, arguments, flags, nullptr, function,
                                                  nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) throw SQLite::Exception(database.getHandle(), result);
}

}  // namespace

void add_chain_functions(SQLite::Database& database) {
    if (sodium_init() < 0) throw SQLite::Exception("libsodium");
    add(database, "content_hash", 1, content_hash);
    add(database, "row_hash", -1, row_hash);
    add(database, "chain_hash", 4, chain_hash);
}

}  // namespace dondoc::store::sqlite
