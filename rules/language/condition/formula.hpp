#pragma once

#include "rules/language/condition/ast.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rules::language::condition {

/// A condition as a formula over comparisons of a term with a written value: `subject.rule == "a"`, `unit.overdue >= 3`,
/// `subject.due < date("2026-01-01")`. What is no such comparison is left whole, as a term that is true or false.
struct Formula {
    struct Constant {
        std::string text = {};  ///< of a text
        double number = 0;
    };
    enum class Relation : std::uint8_t { holds, equal, less, less_or_equal };  ///< `holds`: the term itself

    struct Node {
        enum class Kind : std::uint8_t { constant, atom, negation, all, any, choice };
        Kind kind = Kind::constant;
        bool truth = false;  ///< of a constant
        Relation relation = Relation::holds;
        std::uint32_t term = 0;
        Constant constant = {};
        std::vector<std::uint32_t> args = {};
    };
    struct Term {
        enum class Kind : std::uint8_t { truth, text, number };
        std::string name;  ///< as written, but for spaces and quotes; with what kind of value it is compared
        Kind kind = Kind::truth;
    };

    std::vector<Term> terms;
    std::vector<Node> nodes;
    std::uint32_t root = 0;
};

Formula to_formula(const Ast& ast);

}  // namespace rules::language::condition
