#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rules::language::condition {

/// What the checker knows of an expression before it is evaluated. `dynamic` is "not known", and goes with
/// everything.
struct Type {
    enum class Kind : std::uint8_t {
        dynamic,
        null,
        boolean,
        integer,
        number,
        string,
        list,
        map,
        date,
        days,
        workdays,
        type,
        object
    };
    Kind kind = Kind::dynamic;
    Kind element = Kind::dynamic;  ///< of a list; what lies deeper is dynamic

    static constexpr Type list_of(Kind element) noexcept { return {Kind::list, element}; }
    bool is(Kind k) const noexcept { return kind == k; }
    bool is_numeric() const noexcept { return kind == Kind::integer || kind == Kind::number; }
    friend bool operator==(const Type&, const Type&) = default;
};

/// As CEL names it; the domain adds `date`, `duration` (whole days) and `workdays`.
std::string type_name(const Type& type);

/// What conditions of one place may speak about: `subject` with its fields, and where each comes from.
struct Schema {
    struct Field {
        std::string name;
        Type type;
        std::uint16_t slot = 0;           ///< handed to Bindings::get
        std::vector<std::string> values;  ///< the only texts it can hold, where that is known; others are slips
    };
    struct Variable {
        std::string name;
        Type type;  ///< Kind::object where it has fields
        std::vector<Field> fields;
        std::uint16_t slot = 0;  ///< for what is not an object
    };
    std::vector<Variable> variables;
};

}  // namespace rules::language::condition
