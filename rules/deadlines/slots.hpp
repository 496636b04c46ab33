#pragma once

#include "rules/deadlines/grammar.hpp"

/// How actions find what they need among the values of a line's slots.
namespace rules::deadlines::make {

/// The first value of a type, or null.
template <class T>
const T* find(Values slots) {
    for (const Value& slot : slots) {
        if (const T* found = std::get_if<T>(&slot)) {
            return found;
        }
    }
    return nullptr;
}

inline int integer(Values slots, std::size_t n) {
    return std::get<int>(slots[n]);
}

inline std::int8_t small(int value) {
    return static_cast<std::int8_t>(value);
}

}  // namespace rules::deadlines::make
