#include "rules/language/condition/check.hpp"
#include "rules/language/condition/evaluate.hpp"
#include "rules/language/condition/subject_condition.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <string>

namespace {

namespace condition = rules::language::condition;

class NoBindings final : public condition::Bindings {
public:
    condition::Value get(std::uint16_t) const override { return condition::Value::unknown(); }
    bool has(std::uint16_t) const override { return false; }
};

void require_inside(std::size_t offset, std::size_t length, std::string_view text) {
    fuzz::require(offset + length <= text.size(), "an error lies in the text");
}

void evaluate(const condition::Program& program, std::string_view text) {
    constexpr std::int64_t small_budget = 20'000;
    condition::Arena arena(nullptr, small_budget);
    const condition::Value value = condition::evaluate(program, NoBindings(), arena);
    if (!value.is(condition::Value::Kind::error)) return;
    fuzz::require(value.size > 0, "an error says what it is");
    const condition::Place place = program.place_of(value);
    require_inside(place.offset, place.length, text);
}

}  // namespace

// A condition as a stranger writes it: what a rule file takes, gradual checking takes too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const condition::Schema schema = condition::subject_schema();
    const std::string text(fuzz::text_of(data, size));
    const auto strict = condition::compile(text, schema);
    const auto gradual = condition::compile(text, schema, condition::Strictness::gradual);
    fuzz::require(gradual.has_value() || !strict.has_value(), "gradual checking refuses no more");
    if (!strict) {
        fuzz::require(!strict.error().empty(), "a refusal says why");
        for (const condition::Error& error : strict.error()) require_inside(error.offset, error.length, text);
    }
    if (strict) evaluate(*strict, text);
    if (gradual) evaluate(*gradual, text);
    return 0;
}
