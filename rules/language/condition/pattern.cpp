#include "rules/language/condition/pattern.hpp"

#include <re2/re2.h>

namespace rules::language::condition {

std::shared_ptr<const re2::RE2> compile_pattern(std::string_view pattern) {
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(1 << 20);
    return std::make_shared<const re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
}

Value match(const re2::RE2& pattern, std::string_view text, Arena& arena) {
    constexpr std::size_t bytes_a_step = 8;
    constexpr std::size_t ordinary_program = 100;  // a larger one may be too large for the fast automaton
    const std::size_t weight = 1 + static_cast<std::size_t>(pattern.ProgramSize()) / ordinary_program;
    if (!arena.spend(text.size() / bytes_a_step * weight)) return Value::of(false);
    return Value::of(re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern));
}

}  // namespace rules::language::condition
