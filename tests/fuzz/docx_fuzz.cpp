#include "daemon/intake/intake.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/docx_writer.hpp"

#include <string>

// Bytes that begin like a zip file are read as they are; anything else is put into one as its main part, since an
// unpacked part is where mutations find something.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    const std::string file = bytes.starts_with("PK") ? std::string(bytes) : support::docx_of(std::string(bytes));
    dondoc::intake::Context context{.year = 2026};
    context.limits.part_bytes = 1U << 20U;
    const auto draft = dondoc::intake::read_plan(file, "plan.docx", {}, context);
    if (!draft) fuzz::require(!draft.error().vi.empty(), "a refusal says why");
    return 0;
}
