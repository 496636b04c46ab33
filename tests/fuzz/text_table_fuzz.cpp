#include "daemon/intake/intake.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto draft = dondoc::intake::read_plan(fuzz::text_of(data, size), "plan.csv", {}, {.year = 2026});
    if (!draft) fuzz::require(!draft.error().vi.empty(), "a refusal says why");
    return 0;
}
