#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// Which keys a configuration file may hold, and what each looks like: one table for the parser, which refuses every
/// other key (yaml_reader.hpp), and for the JSON Schema that editors complete from (json_schema.hpp). A key that is in
/// the table and that no code reads, or the other way round, fails an assertion.
namespace rules::language {

struct Shape;

/// What one value may look like, as far as that can be said without reading anything else.
struct Form {
    enum class Kind : std::uint8_t {
        text,
        condition,  ///< a text that may also be a bare true or false
        boolean,
        integer,  ///< from `least` to `most`
        choice,   ///< one of `names`
        list,     ///< of `item`
        one_or_list,
        mapping,  ///< of `shape`
        either,   ///< one of `forms`
    };
    Kind kind = Kind::text;
    std::string_view pattern = {};  ///< of a text: an expression of ECMA-262
    bool numeric = true;            ///< a text that may be written as a bare number
    long least = 0;
    long most = 0;
    std::span<const std::string_view> names = {};
    const Form* item = nullptr;
    const Shape* shape = nullptr;
    std::span<const Form* const> forms = {};
};

struct Key {
    std::string_view name;
    const Form* form;
    std::string_view vi;  ///< what it is for, shown by editors
    std::string_view en;
    bool required = false;
};

struct Shape {
    std::string_view name;
    std::span<const Key> keys;
    /// Keys of which one set must be there, "date|from,to"; empty where the keys themselves say what is required.
    std::string_view alternatives = {};
    const Form* others = nullptr;  ///< values of keys that are names of something (a unit), where it has such keys

    constexpr const Key* find(std::string_view key) const noexcept {
        for (const Key& candidate : keys)
            if (candidate.name == key) return &candidate;
        return nullptr;
    }
};

namespace forms {

inline constexpr Form text{};
inline constexpr Form condition{Form::Kind::condition};
inline constexpr Form boolean{Form::Kind::boolean};

constexpr Form matching(std::string_view pattern) noexcept {
    return {Form::Kind::text, pattern, false};
}
constexpr Form whole(long least, long most) noexcept {
    return {.kind = Form::Kind::integer, .least = least, .most = most};
}
constexpr Form one_of(std::span<const std::string_view> names) noexcept {
    return {.kind = Form::Kind::choice, .names = names};
}
constexpr Form list_of(const Form& item) noexcept {
    return {.kind = Form::Kind::list, .item = &item};
}
constexpr Form one_or_list(const Form& item) noexcept {
    return {.kind = Form::Kind::one_or_list, .item = &item};
}
constexpr Form mapping(const Shape& shape) noexcept {
    return {.kind = Form::Kind::mapping, .shape = &shape};
}
constexpr Form either(std::span<const Form* const> forms) noexcept {
    return {.kind = Form::Kind::either, .forms = forms};
}

inline constexpr Form id{Form::Kind::text, "^[a-z0-9-]{1,64}$"};
inline constexpr Form date = matching("^([0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{1,4})$");
inline constexpr Form offset = matching("^[0-9]{1,4}w?d$");
inline constexpr Form every = matching("^every [0-9]{1,4}w?d$");
inline constexpr Form time_of_day = matching("^[0-9]{1,2}:[0-9]{2}$");
inline constexpr Form quiet_hours = matching("^(none|[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2})$");

}  // namespace forms

}  // namespace rules::language
