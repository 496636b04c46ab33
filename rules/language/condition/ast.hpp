#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace rules::language::condition {

using Literal = std::variant<std::nullptr_t, bool, std::int64_t, double, std::string>;

/// One node of a parsed condition. Operators are calls under the names that the CEL specification gives them
/// ("_+_", "_==_", "!_", "@in", "_[_]"), except those that do not evaluate all their arguments.
struct Expr {
    enum class Kind : std::uint8_t {
        literal,
        identifier,  ///< name
        select,      ///< args[0].name
        call,        ///< name(args...), or args[0].name(args[1]...) where `method`
        list,
        map,          ///< key, value, key, value ...
        conjunction,  ///< args[0] && args[1] && ...
        disjunction,
        conditional,  ///< args[0] ? args[1] : args[2]
    };
    Kind kind = Kind::literal;
    bool method = false;
    bool has_operator_form = false;  ///< a call written as an operator
    bool rooted = false;             ///< .name: never the variable of a macro
    std::uint32_t depth = 1;
    std::size_t offset = 0;  ///< of the whole expression in the text, in bytes
    std::size_t length = 0;
    std::size_t name_offset = 0;  ///< of the name or operator alone
    std::size_t name_length = 0;
    std::string name;
    Literal literal;
    std::vector<std::uint32_t> args;  ///< positions in Ast::nodes
};

struct Ast {
    std::vector<Expr> nodes;
    std::uint32_t root = 0;
};

}  // namespace rules::language::condition
