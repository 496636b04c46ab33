#pragma once

#include "rules/language/condition/formula.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// What can be told of conditions without evaluating them for a subject: that one never holds, or only where an earlier one
/// holds as well. Each value of each term that the written values tell apart is tried. Where that is too much, or where a
/// part is left whole, nothing is said: what is said is true of every subject.
namespace rules::language::condition {

/// What is known of the terms of one place.
struct Knowledge {
    struct Term {
        std::string_view name;
        std::vector<std::string_view> values = {};  ///< the only ones; empty: any
    };
    /// Two values that no subject has at once; an empty second one stands for every text that is not empty.
    struct Exclusion {
        std::string_view term;
        std::string_view value;
        std::string_view other_term;
        std::string_view other_value;
    };
    std::vector<Term> never_missing;
    std::string_view told_apart = {};  ///< a term whose values are told apart whether or not a condition names it
    std::vector<Exclusion> exclusions;
};

/// Of the subjects that policies match.
const Knowledge& subject_knowledge();

class Cases {
public:
    /// `text` is a condition that compiles.
    Cases(std::string_view text, const Knowledge& knowledge);
    Cases(Cases&&) noexcept = default;  ///< cases refer to the formula: moved, never copied
    Cases& operator=(Cases&&) noexcept = default;
    Cases(const Cases&) = delete;
    Cases& operator=(const Cases&) = delete;
    ~Cases() = default;

    /// It is false, or cannot be evaluated, whatever the subject.
    bool never() const noexcept { return known_ && holding_.empty(); }

    /// False where it cannot hold for a subject of which the term has that value.
    bool can_hold_with(std::string_view term, std::string_view value) const;

private:
    friend class Precedence;

    enum class Truth : std::uint8_t { no, yes, error, unknown };

    /// One value of a term, or all between two written ones.
    struct Point {
        enum class Kind : std::uint8_t { unknown, missing, no, yes, text, other_text, number, between };
        Kind kind = Kind::unknown;
        std::string_view text = {};
        double low = 0;
        double high = 0;
        const std::vector<std::string_view>* not_these = nullptr;  ///< of other_text
    };
    using Case = std::vector<Point>;  ///< a point for each term

    void try_all(const Knowledge& knowledge);
    std::vector<Point> points_of(std::uint32_t term, const Knowledge& knowledge) const;
    bool is_possible(const Case& one, const Knowledge& knowledge) const;
    Truth of(std::uint32_t node, const Case& one) const;
    Truth of_junction(const Formula::Node& node, const Case& one, Truth decisive) const;
    static Truth of_atom(const Formula::Node& node, const Point& point);
    std::optional<std::uint32_t> term(std::string_view name) const;

    Formula formula_;
    std::vector<std::vector<std::string_view>> texts_;  ///< written texts of each term
    std::vector<Case> holding_;                         ///< cases in which it holds
    bool known_ = false;                                ///< false where there were too many cases
};

/// Conditions in their order, of which the first that holds counts.
class Precedence {
public:
    /// Positions of conditions added before, of which one holds wherever this one does; empty where that is not so, or
    /// not known. `condition` must outlive this.
    std::vector<std::size_t> covering(const Cases& condition);
    void add(const Cases& condition);

private:
    static bool holds(const Cases& earlier, const Cases& condition, const Cases::Case& one);
    std::optional<std::size_t> first_of(const std::vector<std::size_t>& positions, const Cases& condition,
                                        const Cases::Case& one);
    std::optional<std::size_t> first_holding(const Cases& condition, const Cases::Case& one);

    std::vector<const Cases*> conditions_;
    /// By a text that a term must have, so that thousands of policies that name one rule each stay cheap.
    std::unordered_map<std::string, std::vector<std::size_t>> by_text_;
    std::vector<std::size_t> others_;
    std::size_t work_ = 0;
};

}  // namespace rules::language::condition
