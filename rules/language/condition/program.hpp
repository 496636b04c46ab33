#pragma once

#include "rules/language/condition/functions.hpp"
#include "rules/language/condition/type.hpp"
#include "rules/language/condition/value.hpp"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace re2 {
class RE2;
}

namespace rules::language::condition {

/// One step of a compiled condition; its arguments are other steps.
struct Step {
    enum class Op : std::uint8_t {
        constant,
        field,          ///< Bindings::get(slot)
        field_present,  ///< has(subject.due)
        local,          ///< the variable of a macro
        map_field,      ///< args[0].text
        map_has,        ///< has(args[0].text)
        conjunction,
        disjunction,
        conditional,
        builtin,           ///< call(args...)
        matches_constant,  ///< args[0].matches(pattern), compiled beforehand
        list,
        map,
        all,  ///< over args[0] with local `slot`: args[1]
        exists,
        exists_one,
        filter,
        map_each,     ///< args[1], or args[2] where args[1] holds
        map_entries,  ///< the same as the values of a map with the keys of args[0]
    };
    Op op = Op::constant;
    bool pairs = false;  ///< a macro with two variables: local `slot` is the index or key, the next one the value
    std::uint16_t slot = 0;
    std::uint32_t first = 0;  ///< arguments are Program::args[first .. first + count]
    std::uint32_t count = 0;
    Value constant;  ///< of a constant, or the name of a map's field or of a built-in
    Builtin call = nullptr;
    std::uint32_t pattern = 0;
};

/// Where in the text a step was written, in bytes.
struct Place {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
};

/// A compiled condition: flat, immutable, shared between threads.
struct Program {
    std::vector<Step> steps;
    std::vector<std::uint32_t> args;
    std::vector<Place> places;  ///< one for each step
    std::uint32_t root = 0;
    std::uint16_t locals = 0;
    Type type;
    std::deque<std::string> texts;  ///< what constants refer to
    std::deque<std::vector<Value>> lists;
    std::deque<std::vector<MapEntry>> maps;
    std::vector<std::shared_ptr<const re2::RE2>> patterns;

    std::span<const std::uint32_t> arguments(const Step& step) const noexcept {
        return std::span(args).subspan(step.first, step.count);
    }

    /// What failed, for an error that evaluation gave; the whole text where that is not known.
    Place place_of(const Value& error) const noexcept {
        return places[error.origin > 0 ? error.origin - std::size_t{1} : root];
    }
};

}  // namespace rules::language::condition
