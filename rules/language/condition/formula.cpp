#include "rules/language/condition/formula.hpp"

#include "rules/dates/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace rules::language::condition {
namespace {

using Kind = Expr::Kind;
using Node = Formula::Node;
using Term = Formula::Term;
using Relation = Formula::Relation;

/// A written value, and of which kind: only values of one kind are compared with each other.
struct Written {
    Term::Kind kind = Term::Kind::number;
    char unit = 'n';  ///< n: number, d: date, y: days, w: working days
    Formula::Constant value;
};

class FormulaMaker {
public:
    explicit FormulaMaker(const Ast& ast) : ast_(ast) {}

    Formula run() {
        made_.root = make(ast_.root);
        return std::move(made_);
    }

private:
    const Expr& expr(std::uint32_t id) const { return ast_.nodes[id]; }

    std::uint32_t add(Node node) {
        made_.nodes.push_back(std::move(node));
        return static_cast<std::uint32_t>(made_.nodes.size() - 1);
    }

    std::uint32_t make(std::uint32_t id) {
        const Expr& e = expr(id);
        switch (e.kind) {
            case Kind::conjunction: return join(e, Node::Kind::all);
            case Kind::disjunction: return join(e, Node::Kind::any);
            case Kind::conditional: return join(e, Node::Kind::choice);
            case Kind::literal:
                if (const bool* const truth = std::get_if<bool>(&e.literal))
                    return add({.kind = Node::Kind::constant, .truth = *truth});
                break;
            case Kind::call:
                if (e.name == "!_") return negation(make(e.args[0]));
                if (e.name == "@in") return membership(id);
                if (e.args.size() == 2 && !e.method) return comparison(id);
                break;
            default: break;
        }
        return whole(id);
    }

    std::uint32_t join(const Expr& e, Node::Kind kind) {
        Node node{.kind = kind};
        for (const std::uint32_t arg : e.args) node.args.push_back(make(arg));
        return add(std::move(node));
    }

    std::uint32_t negation(std::uint32_t of) { return add({.kind = Node::Kind::negation, .args = {of}}); }

    std::uint32_t whole(std::uint32_t id) {
        return add({.kind = Node::Kind::atom, .relation = Relation::holds, .term = term(text(id), Term::Kind::truth)});
    }

    std::uint32_t term(std::string name, Term::Kind kind) {
        const auto same = [&](const Term& other) { return other.name == name; };
        const auto found = std::find_if(made_.terms.begin(), made_.terms.end(), same);
        if (found != made_.terms.end()) return static_cast<std::uint32_t>(found - made_.terms.begin());
        made_.terms.push_back({std::move(name), kind});
        return static_cast<std::uint32_t>(made_.terms.size() - 1);
    }

    std::uint32_t atom(std::uint32_t side, Relation relation, Written value) {
        std::string name = text(side);
        if (value.kind == Term::Kind::number) name += fmt::format(" #{}", value.unit);
        return add({.kind = Node::Kind::atom,
                    .relation = relation,
                    .term = term(std::move(name), value.kind),
                    .constant = std::move(value.value)});
    }

    std::uint32_t membership(std::uint32_t id) {
        const Expr& e = expr(id);
        const Expr& list = expr(e.args[1]);
        if (list.kind != Kind::list || written(e.args[0])) return whole(id);
        Node any{.kind = Node::Kind::any};
        for (const std::uint32_t item : list.args) {
            auto value = written(item);
            if (!value) return whole(id);
            any.args.push_back(atom(e.args[0], Relation::equal, std::move(*value)));
        }
        return add(std::move(any));
    }

    /// `a >= 3` is not `a < 3`; what stands on the right is turned round.
    std::uint32_t comparison(std::uint32_t id) {
        const Expr& e = expr(id);
        const bool turned = written(e.args[0]).has_value();
        const std::uint32_t side = e.args[turned ? 1 : 0];
        auto value = written(e.args[turned ? 0 : 1]);
        if (!value || written(side)) return whole(id);
        const bool equal = e.name == "_==_";
        if (equal || e.name == "_!=_") {
            const std::uint32_t made = atom(side, Relation::equal, std::move(*value));
            return equal ? made : negation(made);
        }
        if (value->kind == Term::Kind::text) return whole(id);
        const bool less = e.name == "_<_" || e.name == "_<=_";
        const bool more = e.name == "_>_" || e.name == "_>=_";
        if (!less && !more) return whole(id);
        const bool strict = e.name == "_<_" || e.name == "_>_";
        if (less != turned) return atom(side, strict ? Relation::less : Relation::less_or_equal, std::move(*value));
        return negation(atom(side, strict ? Relation::less_or_equal : Relation::less, std::move(*value)));
    }

    std::optional<Written> written(std::uint32_t id) const {
        const Expr& e = expr(id);
        if (e.kind == Kind::literal) {
            if (const auto* text = std::get_if<std::string>(&e.literal))
                return Written{Term::Kind::text, 't', {*text, 0}};
            if (const auto* whole = std::get_if<std::int64_t>(&e.literal))
                return Written{Term::Kind::number, 'n', {{}, static_cast<double>(*whole)}};
            if (const auto* number = std::get_if<double>(&e.literal))
                return Written{Term::Kind::number, 'n', {{}, *number}};
            return std::nullopt;
        }
        if (e.kind != Kind::call || e.method || e.args.size() != 1 || expr(e.args[0]).kind != Kind::literal)
            return std::nullopt;
        const Literal& argument = expr(e.args[0]).literal;
        if (const auto* text = std::get_if<std::string>(&argument); text != nullptr && e.name == "date") {
            const auto day = dates::parse_iso(*text);
            if (day)
                return Written{Term::Kind::number, 'd', {{}, static_cast<double>(day->time_since_epoch().count())}};
        }
        const auto* count = std::get_if<std::int64_t>(&argument);
        if (count == nullptr || (e.name != "days" && e.name != "workdays")) return std::nullopt;
        return Written{Term::Kind::number, e.name == "days" ? 'y' : 'w', {{}, static_cast<double>(*count)}};
    }

    /// The same for what differs in spaces, brackets or quotes alone.
    std::string text(std::uint32_t id) const {
        const Expr& e = expr(id);
        struct Visitor {
            std::string operator()(std::nullptr_t) const { return "null"; }
            std::string operator()(bool value) const { return value ? "true" : "false"; }
            std::string operator()(std::int64_t value) const { return fmt::format("{}", value); }
            std::string operator()(double value) const { return fmt::format("{}f", value); }
            std::string operator()(const std::string& value) const {
                return fmt::format("'{}:{}'", value.size(), value);
            }
        };
        std::string args;
        for (const std::uint32_t arg : e.args) args += (args.empty() ? "" : ",") + text(arg);
        switch (e.kind) {
            case Kind::literal: return std::visit(Visitor{}, e.literal);
            case Kind::identifier: return (e.rooted ? "." : "") + e.name;
            case Kind::select: return args + "." + e.name;
            case Kind::call: return fmt::format("{}{}({})", e.method ? "." : "", e.name, args);
            case Kind::list: return "[" + args + "]";
            case Kind::map: return "{" + args + "}";
            case Kind::conjunction: return "&&(" + args + ")";
            case Kind::disjunction: return "||(" + args + ")";
            case Kind::conditional: return "?(" + args + ")";
        }
        return args;
    }

    const Ast& ast_;
    Formula made_;
};

}  // namespace

Formula to_formula(const Ast& ast) {
    return FormulaMaker(ast).run();
}

}  // namespace rules::language::condition
