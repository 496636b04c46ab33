#include "daemon/cli/condition_value.hpp"

#include "rules/dates/date.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cmath>

namespace dondoc::cli {

namespace {

using rules::language::condition::MapEntry;
using rules::language::condition::Value;
using Kind = Value::Kind;

/// What may still be printed, in bytes.
class Room {
public:
    bool take(std::size_t bytes) { return (left_ -= static_cast<std::int64_t>(bytes)) >= 0; }
    bool is_left() const { return left_ >= 0; }

private:
    std::int64_t left_ = std::int64_t{16} << 20;
};

std::string duration_text(const Value& value) {
    return fmt::format("{}{}", value.integer, value.is(Kind::workdays) ? "wd" : "d");
}

std::string key_text(const Value& key) {
    if (key.is(Kind::string)) return std::string(key.view());
    return key.is(Kind::boolean) ? (key.boolean ? "true" : "false") : fmt::format("{}", key.integer);
}

boost::json::value number_json(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
    return number;
}

boost::json::value json_of(const Value& value, Room& room);

boost::json::value entries_json(const Value& map, Room& room) {
    boost::json::object object;
    boost::json::array pairs;
    for (std::size_t i = 0; i < map.size && room.is_left(); ++i) {
        const MapEntry& entry = map.entries[i];
        boost::json::value shown = json_of(entry.value, room);
        pairs.push_back(boost::json::array{json_of(entry.key, room), shown});
        object.emplace(key_text(entry.key), std::move(shown));
    }
    if (object.size() == map.size) return object;
    return pairs;
}

boost::json::value json_of(const Value& value, Room& room) {
    constexpr std::size_t least = 8;
    if (!room.take(least + (value.is(Kind::string) ? value.size : 0))) return nullptr;
    switch (value.kind) {
        case Kind::boolean: return value.boolean;
        case Kind::integer: return value.integer;
        case Kind::number: return number_json(value.number);
        case Kind::string:
        case Kind::type: return boost::json::string(value.view());
        case Kind::date: return boost::json::string(rules::dates::format_iso(value.date()));
        case Kind::days:
        case Kind::workdays: return boost::json::string(duration_text(value));
        case Kind::map: return entries_json(value, room);
        case Kind::list:
        case Kind::strings: break;
        case Kind::null:
        case Kind::error:
        case Kind::unknown: return nullptr;
    }
    boost::json::array items;
    for (std::size_t i = 0; i < value.size && room.is_left(); ++i) items.push_back(json_of(value.item(i), room));
    return items;
}

std::string number_text(double number) {
    std::string text = fmt::format("{}", number);
    const bool looks_whole = std::isfinite(number) && text.find_first_of(".e") == std::string::npos;
    return looks_whole ? text + ".0" : text;
}

std::string text_of(const Value& value, Room& room) {
    constexpr std::size_t least = 8;
    if (!room.take(least + (value.is(Kind::string) ? value.size : 0))) return {};
    switch (value.kind) {
        case Kind::boolean: return value.boolean ? "true" : "false";
        case Kind::integer: return fmt::format("{}", value.integer);
        case Kind::number: return number_text(value.number);
        case Kind::string: return boost::json::serialize(boost::json::string(value.view()));
        case Kind::type: return std::string(value.view());
        case Kind::date: return rules::dates::format_iso(value.date());
        case Kind::days:
        case Kind::workdays: return duration_text(value);
        case Kind::map:
        case Kind::list:
        case Kind::strings: break;
        case Kind::null:
        case Kind::error:
        case Kind::unknown: return "null";
    }
    const bool map = value.is(Kind::map);
    std::string text = map ? "{" : "[";
    for (std::size_t i = 0; i < value.size && room.is_left(); ++i) {
        if (i > 0) text += ", ";
        if (map) text += text_of(value.entries[i].key, room) + ": ";
        text += text_of(map ? value.entries[i].value : value.item(i), room);
    }
    return text + (map ? "}" : "]");
}

}  // namespace

std::optional<boost::json::value> to_json(const Value& value) {
    Room room;
    boost::json::value json = json_of(value, room);
    if (!room.is_left()) return std::nullopt;
    return json;
}

std::optional<std::string> to_text(const Value& value) {
    Room room;
    std::string text = text_of(value, room);
    if (!room.is_left()) return std::nullopt;
    return text;
}

}  // namespace dondoc::cli
