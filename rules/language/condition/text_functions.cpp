#include "rules/language/condition/text_functions.hpp"

#include "rules/language/condition/arithmetic.hpp"
#include "rules/language/condition/pattern.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>

namespace rules::language::condition {
namespace {

using Kind = Value::Kind;
using Args = std::span<const Value>;

constexpr std::size_t bytes_a_step = 8;

bool both_strings(Args args) {
    return args[0].is(Kind::string) && args[1].is(Kind::string);
}

}  // namespace

/// Code points of a string, items of a list or map.
Value size(Args args, Arena& arena) {
    const Value& a = args[0];
    if (a.is_list() || a.is(Kind::map)) return Value::of(std::int64_t{a.size});
    if (!a.is(Kind::string) || !arena.spend(a.size / bytes_a_step)) return no_overload();
    const std::string_view text = a.view();
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return Value::of(static_cast<std::int64_t>(std::count_if(text.begin(), text.end(), begins)));
}

Value starts_with(Args args, Arena&) {
    return both_strings(args) ? Value::of(args[0].view().starts_with(args[1].view())) : no_overload();
}
Value ends_with(Args args, Arena&) {
    return both_strings(args) ? Value::of(args[0].view().ends_with(args[1].view())) : no_overload();
}

/// memmem is linear in both texts, std::string_view::find is not.
Value contains(Args args, Arena& arena) {
    if (!both_strings(args)) return no_overload();
    if (!arena.spend((std::size_t{args[0].size} + args[1].size) / bytes_a_step)) return no_overload();
    return Value::of(args[1].size == 0 || memmem(args[0].text, args[0].size, args[1].text, args[1].size) != nullptr);
}

Value matches(Args args, Arena& arena) {
    constexpr std::size_t compiling = 1000;
    if (!both_strings(args) || !arena.spend(compiling + args[1].size * bytes_a_step)) return no_overload();
    const auto pattern = compile_pattern(args[1].view());
    if (!pattern->ok()) return Value::error("biểu thức chính quy không hợp lệ (invalid regular expression)");
    return match(*pattern, args[0].view(), arena);
}

}  // namespace rules::language::condition
