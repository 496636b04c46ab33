#pragma once

#include "rules/language/condition/check.hpp"
#include "rules/language/condition/evaluate.hpp"

#include <fmt/format.h>

#include <string>

namespace rules::language::condition::testing {

class NoBindings final : public Bindings {
public:
    Value get(std::uint16_t) const override { return Value::unknown(); }
    bool has(std::uint16_t) const override { return false; }
};

/// A value as an expression would write it.
inline std::string show(const Value& value) {
    switch (value.kind) {
        case Value::Kind::error: return "error";
        case Value::Kind::unknown: return "unknown";
        case Value::Kind::null: return "null";
        case Value::Kind::boolean: return value.boolean ? "true" : "false";
        case Value::Kind::integer: return fmt::format("{}", value.integer);
        case Value::Kind::number: return fmt::format("{:#}", value.number);
        case Value::Kind::string: return fmt::format("'{}'", value.view());
        case Value::Kind::date: return dates::format_iso(value.date());
        case Value::Kind::days: return fmt::format("{}d", value.integer);
        case Value::Kind::workdays: return fmt::format("{}wd", value.integer);
        case Value::Kind::type: return std::string(value.view());
        case Value::Kind::list:
        case Value::Kind::strings: break;
        case Value::Kind::map: return fmt::format("map of {}", value.size);
    }
    std::string out = "[";
    for (std::size_t i = 0; i < value.size; ++i) out += (i > 0 ? ", " : "") + show(value.item(i));
    return out + "]";
}

/// The value of an expression without variables; "error" at run time, "rejected" where it does not compile.
inline std::string evaluate_text(std::string_view text) {
    const auto program = compile(text, {});
    if (!program) return "rejected";
    Arena arena;
    return show(evaluate(*program, NoBindings(), arena));
}

/// The same under gradual checking, with a calendar if one is given; "refused" where it cannot be read.
inline std::string evaluate_gradually(std::string_view text, const dates::Calendar* calendar = nullptr) {
    const auto program = compile(text, {}, Strictness::gradual);
    if (!program) return "refused";
    Arena arena(calendar);
    return show(evaluate(*program, NoBindings(), arena));
}

}  // namespace rules::language::condition::testing
