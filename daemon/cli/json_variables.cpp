#include "daemon/cli/json_variables.hpp"

#include "rules/language/condition/subject_condition.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <algorithm>

namespace dondoc::cli {

namespace {

namespace condition = rules::language::condition;
using condition::MapEntry;
using condition::Type;
using condition::Value;

std::string_view view(const boost::json::string& text) {
    return {text.data(), text.size()};
}

/// The text as a date, or as it is where it is none.
Value dated(const Value& value) {
    if (!value.is(Value::Kind::string)) return value;
    const auto date = rules::dates::parse_iso(value.view());
    return date ? Value::of(*date) : value;
}

bool is_date_field(const condition::Schema::Variable& known, std::string_view name) {
    return std::any_of(known.fields.begin(), known.fields.end(), [&](const condition::Schema::Field& field) {
        return field.name == name && field.type.is(Type::Kind::date);
    });
}

}  // namespace

JsonVariables::JsonVariables(const boost::json::object& object) {
    const condition::Schema known = condition::subject_schema();
    for (const auto& member : object) {
        const std::string_view name = keep(std::string_view(member.key().data(), member.key().size()));
        const Value value = read(member.value());
        set(name, name == "today" ? dated(value) : value);
        if (!value.is(Value::Kind::map)) continue;
        for (const auto& variable : known.variables) {
            if (variable.name != name) continue;
            for (MapEntry& entry : maps_.back()) {
                if (is_date_field(variable, entry.key.view())) entry.value = dated(entry.value);
            }
        }
    }
}

void JsonVariables::set_today(rules::dates::Date today) {
    set("today", Value::of(today));
}

void JsonVariables::set(std::string_view name, Value value) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found != names_.end()) {
        values_[static_cast<std::size_t>(found - names_.begin())] = value;
        return;
    }
    names_.push_back(name);
    values_.push_back(value);
}

condition::Schema JsonVariables::schema() const {
    condition::Schema schema;
    for (std::size_t i = 0; i < names_.size(); ++i) {
        schema.variables.push_back({std::string(names_[i]), {}, {}, static_cast<std::uint16_t>(i)});
    }
    return schema;
}

Value JsonVariables::read(const boost::json::value& json) {
    switch (json.kind()) {
        case boost::json::kind::null: return {};
        case boost::json::kind::bool_: return Value::of(json.get_bool());
        case boost::json::kind::int64: return Value::of(json.get_int64());
        case boost::json::kind::uint64: return Value::of(static_cast<double>(json.get_uint64()));
        case boost::json::kind::double_: return Value::of(json.get_double());
        case boost::json::kind::string: return Value::of(keep(view(json.get_string())));
        case boost::json::kind::array: break;
        case boost::json::kind::object: return read(json.get_object());
    }
    std::vector<Value> items;
    for (const boost::json::value& item : json.get_array()) items.push_back(read(item));
    const std::vector<Value>& kept = lists_.emplace_back(std::move(items));
    return Value::of(kept.data(), kept.size());
}

Value JsonVariables::read(const boost::json::object& object) {
    std::vector<MapEntry> entries;
    for (const auto& member : object) {
        const std::string_view key = keep(std::string_view(member.key().data(), member.key().size()));
        entries.push_back({Value::of(key), read(member.value())});
    }
    const std::vector<MapEntry>& kept = maps_.emplace_back(std::move(entries));
    return Value::of(kept.data(), kept.size());
}

}  // namespace dondoc::cli
