#include "rules/reporting/forms.hpp"
#include "rules/reporting/sentence.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reading = rules::reporting::read_paragraph(fuzz::text_of(data, size), {.year = 2026});
    for (const auto& duty : reading.duties) {
        fuzz::require((duty.frequency == rules::reporting::Frequency::once) == duty.due.has_value(),
                      "a duty that comes once, and no other, names its day");
        static_cast<void>(rules::reporting::due_form(duty));
    }
    return 0;
}
