#include "rules/language/condition/parser.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace rules::language::condition {
namespace {

constexpr std::array<std::string_view, 17> reserved = {"as",        "break",  "const",  "continue", "else", "for",
                                                       "function",  "if",     "import", "let",      "loop", "package",
                                                       "namespace", "return", "var",    "void",     "while"};
constexpr std::array<std::string_view, 7> relations = {"==", "!=", "<=", ">=", "<", ">", "in"};
constexpr std::array<std::string_view, 2> additions = {"+", "-"};
constexpr std::array<std::string_view, 3> multiplications = {"*", "/", "%"};

bool contains(std::span<const std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Recursive descent, one function for each rule of the grammar. Failure travels as an exception inside this
/// file only, which keeps each rule as short as the grammar states it.
class Parser {
public:
    explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    Ast run() {
        ast_.root = expression();
        if (now().kind != Token::Kind::end) fail_here();
        return std::move(ast_);
    }

private:
    using Id = std::uint32_t;

    class Nested {
    public:
        explicit Nested(Parser& parser) : parser_(parser) {
            if (++parser_.nesting_ > deepest) throw parser_.too_deep(parser_.now());
        }
        ~Nested() { --parser_.nesting_; }
        Nested(const Nested&) = delete;
        Nested& operator=(const Nested&) = delete;

    private:
        Parser& parser_;
    };

    const Token& now() const { return tokens_[at_]; }
    const Token& before() const { return tokens_[at_ - 1]; }
    bool sees(std::string_view symbol) const {
        const bool is_in = symbol == "in" && now().kind == Token::Kind::identifier;
        return (now().kind == Token::Kind::symbol || is_in) && now().text == symbol;
    }
    bool sees_any(std::span<const std::string_view> symbols) const {
        return std::any_of(symbols.begin(), symbols.end(), [this](std::string_view s) { return sees(s); });
    }
    bool take(std::string_view symbol) {
        if (!sees(symbol)) return false;
        ++at_;
        return true;
    }
    void expect(std::string_view symbol) {
        if (take(symbol)) return;
        throw Error{now().offset, now().length, fmt::format("cần \"{0}\" ở đây (expected \"{0}\" here)", symbol)};
    }

    static Error too_deep(const Token& token) {
        return {token.offset, token.length, "điều kiện lồng quá sâu (the condition is nested too deeply)"};
    }
    [[noreturn]] void fail_here() const {
        if (now().kind == Token::Kind::end) {
            throw Error{now().offset, 0, "điều kiện còn thiếu ở cuối (the condition ends too early)"};
        }
        const std::string_view shown = now().text;
        for (const auto& [word, symbol] : {std::pair("and", "&&"), std::pair("or", "||"), std::pair("not", "!")}) {
            if (now().kind != Token::Kind::identifier || shown != word) continue;
            throw Error{now().offset, now().length,
                        fmt::format("\"{0}\" viết là \"{1}\" (\"{0}\" is written \"{1}\")", word, symbol)};
        }
        if (shown.empty())
            throw Error{now().offset, now().length,
                        "thiếu phép toán trước giá trị này (an operator is missing before this value)"};
        throw Error{now().offset, now().length,
                    fmt::format("không chờ \"{0}\" ở đây (\"{0}\" is not expected here)", shown)};
    }

    Id add(Expr node) {
        for (const Id arg : node.args) node.depth = std::max(node.depth, ast_.nodes[arg].depth + 1);
        if (node.depth > deepest) throw too_deep(now());
        node.length = before().offset + before().length - node.offset;
        ast_.nodes.push_back(std::move(node));
        return static_cast<Id>(ast_.nodes.size() - 1);
    }
    Expr begin(Expr::Kind kind, std::size_t offset) const {
        Expr node;
        node.kind = kind;
        node.offset = offset;
        return node;
    }
    static void name(Expr& node, std::string text, const Token& token) {
        node.name = std::move(text);
        node.name_offset = token.offset;
        node.name_length = token.length;
    }
    std::size_t offset_of(Id id) const { return ast_.nodes[id].offset; }

    Id expression() {
        const Nested nested(*this);
        const Id condition = junction("||", Expr::Kind::disjunction);
        if (!take("?")) return condition;
        Expr node = begin(Expr::Kind::conditional, offset_of(condition));
        node.args = {condition, junction("||", Expr::Kind::disjunction)};
        expect(":");
        node.args.push_back(expression());
        return add(std::move(node));
    }

    Id junction(std::string_view symbol, Expr::Kind kind) {
        const auto operand = [&] {
            return kind == Expr::Kind::disjunction ? junction("&&", Expr::Kind::conjunction) : relation();
        };
        const Id first = operand();
        if (!sees(symbol)) return first;
        Expr node = begin(kind, offset_of(first));
        name(node, std::string(symbol), now());
        node.args = {first};
        while (take(symbol)) node.args.push_back(operand());
        return add(std::move(node));
    }

    template <class Operand>
    Id left_associative(std::span<const std::string_view> symbols, Operand operand) {
        Id left = operand();
        while (sees_any(symbols)) {
            const Token token = now();
            ++at_;
            Expr node = begin(Expr::Kind::call, offset_of(left));
            name(node, token.text == "in" ? "@in" : fmt::format("_{}_", token.text), token);
            node.has_operator_form = true;
            node.args = {left, operand()};
            left = add(std::move(node));
        }
        return left;
    }
    Id relation() {
        return left_associative(relations, [this] { return addition(); });
    }
    Id addition() {
        return left_associative(additions, [this] { return multiplication(); });
    }
    Id multiplication() {
        return left_associative(multiplications, [this] { return unary(); });
    }

    Id unary() {
        if (!sees("!") && !sees("-")) return member();
        const Nested nested(*this);
        const Token token = now();
        ++at_;
        if (token.text == "-" && now().kind == Token::Kind::integer) return member(token);
        if (token.text == "-" && now().kind == Token::Kind::number) return member(token);
        Expr node = begin(Expr::Kind::call, token.offset);
        name(node, token.text + "_", token);
        node.has_operator_form = true;
        node.args = {unary()};
        return add(std::move(node));
    }

    Id member(const Token& sign = {}) {
        Id id = primary(sign);
        while (true) {
            if (take(".")) {
                id = selection(id);
            } else if (sees("[")) {
                id = indexing(id);
            } else {
                return id;
            }
        }
    }

    Id selection(Id target) {
        const bool is_name = now().kind == Token::Kind::identifier && !is_keyword(now().text);
        if (!is_name && now().kind != Token::Kind::quoted) fail_here();
        const Token field = now();
        ++at_;
        Expr node = begin(Expr::Kind::select, offset_of(target));
        name(node, field.text, field);
        node.args = {target};
        if (is_name && take("(")) {
            node.kind = Expr::Kind::call;
            node.method = true;
            list_until(")", node.args);
        }
        return add(std::move(node));
    }

    Id indexing(Id target) {
        const Token token = now();
        ++at_;
        Expr node = begin(Expr::Kind::call, offset_of(target));
        name(node, "_[_]", token);
        node.has_operator_form = true;
        node.args = {target, expression()};
        expect("]");
        return add(std::move(node));
    }

    /// Expressions with commas up to the closing symbol, which is consumed.
    void list_until(std::string_view closing, std::vector<Id>& items, bool may_end_with_comma = false) {
        if (take(closing)) return;
        do {
            if (may_end_with_comma && sees(closing)) break;
            items.push_back(expression());
        } while (take(","));
        expect(closing);
    }

    Id primary(const Token& sign) {
        const Token& token = now();
        switch (token.kind) {
            case Token::Kind::integer: return integer(sign);
            case Token::Kind::number: {
                const double value = sign.text == "-" ? -token.number : token.number;
                return literal(value, sign.text.empty() ? token.offset : sign.offset);
            }
            case Token::Kind::string: return literal(token.text, token.offset);
            case Token::Kind::identifier: return identifier();
            case Token::Kind::symbol: return bracketed();
            case Token::Kind::quoted:
            case Token::Kind::end: break;
        }
        fail_here();
    }

    Id literal(Literal value, std::size_t offset) {
        ++at_;
        Expr node = begin(Expr::Kind::literal, offset);
        node.literal = std::move(value);
        return add(std::move(node));
    }

    Id integer(const Token& sign) {
        constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        const std::uint64_t magnitude = now().integer;
        const bool negative = sign.text == "-";
        if (magnitude > largest + (negative ? 1 : 0)) {
            throw Error{now().offset, now().length, "số nằm ngoài phạm vi 64 bit (number out of the 64-bit range)"};
        }
        const auto value = static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
        return literal(value, negative ? sign.offset : now().offset);
    }

    Id identifier() {
        const Token token = now();
        if (token.text == "true" || token.text == "false") return literal(token.text == "true", token.offset);
        if (token.text == "null") return literal(nullptr, token.offset);
        if (token.text == "in") fail_here();
        if (contains(reserved, token.text)) {
            throw Error{token.offset, token.length,
                        fmt::format("\"{0}\" là từ dành riêng (\"{0}\" is a reserved word)", token.text)};
        }
        ++at_;
        Expr node = begin(Expr::Kind::identifier, token.offset);
        name(node, token.text, token);
        if (take("(")) {
            node.kind = Expr::Kind::call;
            list_until(")", node.args);
        } else if (sees("{")) {
            throw Error{now().offset, 1, "không hỗ trợ tạo đối tượng (message construction is not supported)"};
        }
        return add(std::move(node));
    }

    Id bracketed() {
        const Token token = now();
        if (take("(")) {
            const Id inner = expression();
            expect(")");
            return inner;
        }
        if (take(".")) {
            if (now().kind != Token::Kind::identifier || is_keyword(now().text)) fail_here();
            const Id id = identifier();
            ast_.nodes[id].rooted = true;
            return id;
        }
        if (take("[")) {
            Expr node = begin(Expr::Kind::list, token.offset);
            list_until("]", node.args, true);
            return add(std::move(node));
        }
        if (take("{")) return map(token);
        fail_here();
    }

    Id map(const Token& opening) {
        Expr node = begin(Expr::Kind::map, opening.offset);
        while (!take("}")) {
            node.args.push_back(expression());
            expect(":");
            node.args.push_back(expression());
            if (take(",")) continue;
            expect("}");
            break;
        }
        return add(std::move(node));
    }

    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::uint32_t nesting_ = 0;
    Ast ast_;
};

}  // namespace

tl::expected<Ast, Error> parse(std::string_view text) {
    if (text.size() > longest_text) {
        return tl::unexpected(Error{0, 0, "điều kiện quá dài (the condition is too long)"});
    }
    tl::expected<std::vector<Token>, Error> tokens = tokenize(text);
    if (!tokens) return tl::unexpected(std::move(tokens.error()));
    try {
        return Parser(std::move(*tokens)).run();
    } catch (Error& error) {
        return tl::unexpected(std::move(error));
    }
}

}  // namespace rules::language::condition
