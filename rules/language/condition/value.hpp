#pragma once

#include "rules/dates/date.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace rules::language::condition {

struct MapEntry;

/// A value while a condition is evaluated: 16 bytes, trivially copyable, refers to texts and lists that live
/// elsewhere (the subject, the compiled program, or the evaluation's arena).
///
/// `error` and `unknown` are values too, since `&&` and `||` may absorb them: `false && error` is false.
struct Value {
    enum class Kind : std::uint8_t {
        error,
        unknown,
        null,
        boolean,
        integer,
        number,
        string,
        list,
        strings,
        map,
        date,
        days,
        workdays,
        type
    };

    Kind kind = Kind::null;
    std::uint16_t origin = 0;  ///< of an error: 1 + the step of the program that failed
    std::uint32_t size = 0;    ///< bytes of a string, items of a list or map
    union {
        bool boolean;
        std::int64_t integer = 0;  ///< also days since 1970 of a date, and a count of days or working days
        double number;
        const char* text;  ///< string, name of a type, and the sentence of an error
        const Value* items;
        const std::string_view* strings;  ///< a list of strings as the subject keeps it
        const MapEntry* entries;
    };

    static Value of(bool value) noexcept;
    static Value of(std::int64_t value) noexcept;
    static Value of(double value) noexcept;
    static Value of(std::string_view value) noexcept;
    static Value of(const Value* items, std::size_t count) noexcept;
    static Value of(const std::string_view* items, std::size_t count) noexcept;
    static Value of(const MapEntry* entries, std::size_t count) noexcept;
    static Value of(dates::Date date) noexcept;
    static Value days(std::int64_t count) noexcept;
    static Value workdays(std::int64_t count) noexcept;
    static Value type(std::string_view name) noexcept;  ///< the name lives as long as the program
    static Value error(std::string_view sentence) noexcept;
    static Value unknown() noexcept;

    bool is(Kind k) const noexcept { return kind == k; }
    bool is_list() const noexcept { return kind == Kind::list || kind == Kind::strings; }
    bool is_numeric() const noexcept { return kind == Kind::integer || kind == Kind::number; }
    /// An error or an unknown: what an operator hands on instead of computing.
    bool is_absent() const noexcept { return kind == Kind::error || kind == Kind::unknown; }
    std::string_view view() const noexcept { return {text, size}; }
    dates::Date date() const noexcept { return dates::Date{dates::Date::duration{static_cast<std::int32_t>(integer)}}; }
    Value item(std::size_t i) const noexcept;
};

struct MapEntry {
    Value key;
    Value value;
};

/// Whether a map may have it for a key: a text, an int or a bool.
bool is_map_key(const Value& value) noexcept;

/// -1, 0, 1; 2 where the two have no order (NaN, or types that do not compare).
int compare(const Value& a, const Value& b) noexcept;

/// The name that type() gives: int, double, string, bool, list, map, null_type, type, date, duration, workdays.
std::string_view kind_name(Value::Kind kind) noexcept;

}  // namespace rules::language::condition
