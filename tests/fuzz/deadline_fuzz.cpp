#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/text.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <array>

namespace deadlines = rules::deadlines;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view words = fuzz::text_of(data, size);
    const auto deadline = deadlines::parse_deadline(words, {.year = 2026});
    fuzz::require(deadline.words == words, "a deadline keeps its words");
    fuzz::require(deadline == deadlines::parse_deadline(words, {.year = 2026}), "the same words mean the same");
    if (deadline.meaning.kind != deadlines::Kind::unresolved && !deadline.meaning.has_condition) {
        const auto again = deadlines::parse_deadline(deadlines::say_vi(deadline.meaning), {.year = 2026});
        fuzz::require(again.meaning == deadline.meaning, "a meaning said in Vietnamese is read back");
    }
    using rules::dates::PeriodKind;
    for (const auto period : {PeriodKind::week, PeriodKind::quarter, PeriodKind::year})
        static_cast<void>(deadlines::parse_due_place(words, period));
    static_cast<void>(deadlines::parse_period(words));
    return 0;
}
