#include "rules/language/condition/cases.hpp"

#include "rules/language/condition/parser.hpp"

#include <algorithm>
#include <limits>

namespace rules::language::condition {
namespace {

using Node = Formula::Node;
using Relation = Formula::Relation;

constexpr std::size_t most_cases = 4096;
constexpr double infinite = std::numeric_limits<double>::infinity();

const Knowledge::Term* known_term(const Knowledge& knowledge, std::string_view name) {
    const auto found = std::find_if(knowledge.never_missing.begin(), knowledge.never_missing.end(),
                                    [name](const Knowledge::Term& term) { return term.name == name; });
    return found == knowledge.never_missing.end() ? nullptr : &*found;
}

}  // namespace

const Knowledge& subject_knowledge() {
    static const Knowledge knowledge{
        {{"subject.kind", {"assignment", "report", "indicator"}},
         {"subject.deadline", {"fixed", "window", "recurring", "continuous", "conditional", "unresolved"}},
         {"subject.id"},
         {"subject.plan"},
         {"subject.rule"}},
        "subject.kind",
        {{"subject.kind", "assignment", "subject.rule", ""},
         {"subject.kind", "report", "subject.deadline", "window"},
         {"subject.kind", "report", "subject.deadline", "continuous"},
         {"subject.kind", "report", "subject.deadline", "conditional"},
         {"subject.kind", "report", "subject.deadline", "unresolved"},
         {"subject.kind", "indicator", "subject.deadline", "window"},
         {"subject.kind", "indicator", "subject.deadline", "continuous"},
         {"subject.kind", "indicator", "subject.deadline", "conditional"},
         {"subject.kind", "indicator", "subject.deadline", "unresolved"}}};
    return knowledge;
}

Cases::Cases(std::string_view text, const Knowledge& knowledge) {
    const auto ast = parse(text);
    if (!ast) return;
    formula_ = to_formula(*ast);
    if (!knowledge.told_apart.empty() && !term(knowledge.told_apart))
        formula_.terms.push_back({std::string(knowledge.told_apart), Formula::Term::Kind::text});
    texts_.resize(formula_.terms.size());
    for (const Node& node : formula_.nodes) {
        if (node.kind != Node::Kind::atom || formula_.terms[node.term].kind != Formula::Term::Kind::text) continue;
        auto& texts = texts_[node.term];
        if (std::find(texts.begin(), texts.end(), node.constant.text) == texts.end())
            texts.push_back(node.constant.text);
    }
    try_all(knowledge);
}

std::vector<Cases::Point> Cases::points_of(std::uint32_t term, const Knowledge& knowledge) const {
    using Kind = Point::Kind;
    const Knowledge::Term* const known = known_term(knowledge, formula_.terms[term].name);
    std::vector<Point> points;
    if (known == nullptr) points.push_back({.kind = Kind::missing});
    switch (formula_.terms[term].kind) {
        case Formula::Term::Kind::truth:
            points.push_back({.kind = Kind::no});
            points.push_back({.kind = Kind::yes});
            return points;
        case Formula::Term::Kind::text:
            if (known != nullptr && !known->values.empty()) {
                for (const std::string_view value : known->values)
                    points.push_back({.kind = Kind::text, .text = value});
                return points;
            }
            for (const std::string_view text : texts_[term]) points.push_back({.kind = Kind::text, .text = text});
            points.push_back({.kind = Kind::other_text, .not_these = &texts_[term]});
            return points;
        case Formula::Term::Kind::number: break;
    }
    std::vector<double> written;
    for (const Node& node : formula_.nodes)
        if (node.kind == Node::Kind::atom && node.term == term) written.push_back(node.constant.number);
    std::sort(written.begin(), written.end());
    double low = -infinite;
    for (const double value : written) {
        if (value == low) continue;
        points.push_back({.kind = Kind::between, .low = low, .high = value});
        points.push_back({.kind = Kind::number, .low = value, .high = value});
        low = value;
    }
    points.push_back({.kind = Kind::between, .low = low, .high = infinite});
    return points;
}

void Cases::try_all(const Knowledge& knowledge) {
    std::vector<std::vector<Point>> points;
    std::size_t count = 1;
    for (std::uint32_t term = 0; term < formula_.terms.size(); ++term) {
        points.push_back(points_of(term, knowledge));
        count *= points.back().size();
        if (count > most_cases) return;
    }
    known_ = true;
    for (std::size_t n = 0; n < count; ++n) {
        Case one;
        std::size_t rest = n;
        for (const auto& of_term : points) {
            one.push_back(of_term[rest % of_term.size()]);
            rest /= of_term.size();
        }
        if (of(formula_.root, one) == Truth::yes && is_possible(one, knowledge)) holding_.push_back(std::move(one));
    }
}

bool Cases::is_possible(const Case& one, const Knowledge& knowledge) const {
    const auto has = [&](std::string_view name, std::string_view value, bool any) {
        const auto found = term(name);
        if (!found || one[*found].kind != Point::Kind::text) return false;
        return any ? !one[*found].text.empty() : one[*found].text == value;
    };
    return std::none_of(knowledge.exclusions.begin(), knowledge.exclusions.end(), [&](const Knowledge::Exclusion& e) {
        return has(e.term, e.value, false) && has(e.other_term, e.other_value, e.other_value.empty());
    });
}

bool Cases::can_hold_with(std::string_view name, std::string_view value) const {
    if (!known_) return true;
    const auto found = term(name);
    if (!found) return !holding_.empty();
    return std::any_of(holding_.begin(), holding_.end(), [&](const Case& one) {
        const Point& point = one[*found];
        return point.kind == Point::Kind::text ? point.text == value : point.kind == Point::Kind::other_text;
    });
}

std::optional<std::uint32_t> Cases::term(std::string_view name) const {
    for (std::uint32_t i = 0; i < formula_.terms.size(); ++i)
        if (formula_.terms[i].name == name) return i;
    return std::nullopt;
}

Cases::Truth Cases::of(std::uint32_t id, const Case& one) const {
    const Node& node = formula_.nodes[id];
    switch (node.kind) {
        case Node::Kind::constant: return node.truth ? Truth::yes : Truth::no;
        case Node::Kind::atom: return of_atom(node, one[node.term]);
        case Node::Kind::all: return of_junction(node, one, Truth::no);
        case Node::Kind::any: return of_junction(node, one, Truth::yes);
        case Node::Kind::negation: {
            const Truth truth = of(node.args[0], one);
            return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : truth;
        }
        case Node::Kind::choice: break;
    }
    const Truth chosen = of(node.args[0], one);
    if (chosen == Truth::yes || chosen == Truth::no) return of(node.args[chosen == Truth::yes ? 1 : 2], one);
    return chosen;
}

/// As the specification has it: one operand may decide whatever the others are, errors included.
Cases::Truth Cases::of_junction(const Node& node, const Case& one, Truth decisive) const {
    Truth result = decisive == Truth::no ? Truth::yes : Truth::no;
    for (const std::uint32_t arg : node.args) {
        const Truth truth = of(arg, one);
        if (truth == decisive) return decisive;
        if (truth == Truth::unknown || (truth == Truth::error && result != Truth::unknown)) result = truth;
    }
    return result;
}

Cases::Truth Cases::of_atom(const Node& node, const Point& point) {
    using Kind = Point::Kind;
    const auto truth = [](bool value) { return value ? Truth::yes : Truth::no; };
    const double number = node.constant.number;
    switch (point.kind) {
        case Kind::missing: return Truth::error;
        case Kind::no: return Truth::no;
        case Kind::yes: return Truth::yes;
        case Kind::text: return truth(point.text == node.constant.text);
        case Kind::other_text: {
            const auto& texts = *point.not_these;
            const bool left_out = std::find(texts.begin(), texts.end(), node.constant.text) != texts.end();
            return left_out ? Truth::no : Truth::unknown;
        }
        case Kind::number:
        case Kind::between: {
            const bool exact = point.kind == Kind::number;
            if (node.relation == Relation::equal && exact) return truth(point.low == number);
            if (exact) return truth(node.relation == Relation::less ? point.low < number : point.low <= number);
            if (point.high <= number) return truth(node.relation != Relation::equal);
            if (point.low >= number) return Truth::no;
            return Truth::unknown;
        }
        case Kind::unknown: break;
    }
    return Truth::unknown;
}

}  // namespace rules::language::condition
