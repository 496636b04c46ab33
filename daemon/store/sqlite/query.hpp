#pragma once

#include "daemon/store/store.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

struct sqlite3_stmt;

namespace dondoc::store::sqlite {

/// A prepared statement in use: bind the parameters, step, read the columns. It belongs to the connection's
/// cache and goes back there, reset, when the Query ends. SQLiteCpp's Statement counts references for each
/// cell that is read, which a million rows feel; this one does not.
///
/// Binding copies. A text that was read lives until the next step. Columns count from 0. Errors are
/// SQLite::Exception.
class Query {
public:
    explicit Query(sqlite3_stmt* statement) noexcept : statement_(statement) {}
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    /// Binds all parameters in order and makes the statement ready to step.
    template <class... Values>
    Query& with(const Values&... values) {
        reset();
        int position = 0;
        (bind(++position, values), ...);
        return *this;
    }

    bool next();  ///< steps; true where there is a row
    int run();    ///< steps to the end; rows that were changed

    bool null(int column) const noexcept;
    std::int64_t integer(int column) const noexcept;
    std::string_view text(int column) const noexcept;  ///< blobs as well
    bool flag(int column) const noexcept { return integer(column) != 0; }
    Instant instant(int column) const noexcept { return Instant{std::chrono::seconds{integer(column)}}; }
    std::optional<double> maybe_real(int column) const noexcept;
    std::optional<Instant> maybe_instant(int column) const noexcept;
    std::optional<rules::dates::Date> maybe_date(int column) const noexcept;
    rules::dates::Date date(int column) const noexcept { return maybe_date(column).value_or(rules::dates::Date{}); }
    std::optional<rules::dates::LocalTime> maybe_time(int column) const noexcept;

    struct Blob {
        std::string_view bytes;
    };
    void bind(int position, std::string_view value);
    void bind(int position, Blob value);
    void bind(int position, std::int64_t value);
    void bind(int position, double value);
    void bind(int position, std::nullopt_t);
    void bind(int position, rules::dates::Date value);
    void bind(int position, rules::dates::LocalTime value);
    void bind(int position, Instant value) { bind(position, std::int64_t{value.time_since_epoch().count()}); }
    template <std::integral Integer>
    void bind(int position, Integer value) {
        bind(position, static_cast<std::int64_t>(value));
    }
    template <class Value>
    void bind(int position, const std::optional<Value>& value) {
        if (value) {
            bind(position, *value);
        } else {
            bind(position, std::nullopt);
        }
    }

private:
    void reset() noexcept;
    void check(int result) const;

    sqlite3_stmt* statement_;
};

}  // namespace dondoc::store::sqlite
