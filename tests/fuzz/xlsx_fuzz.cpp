#include "daemon/intake/intake.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/docx_writer.hpp"
#include "tests/support/xlsx_writer.hpp"

#include <string>

// Bytes that begin like a zip file are read as they are; anything else becomes the first sheet of a workbook.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    std::string file(bytes);
    if (!bytes.starts_with("PK")) {
        support::XlsxWriter workbook;
        workbook.sheet("Phụ lục").row(1, {"TT", "Nội dung"});
        auto parts = workbook.parts();
        for (auto& [name, part] : parts)
            if (name.ends_with("sheet1.xml")) part = std::string(bytes);
        file = support::zip_of(parts);
    }
    dondoc::intake::Context context{.year = 2026};
    context.limits.part_bytes = 1U << 20U;
    const auto draft = dondoc::intake::read_plan(file, "plan.xlsx", {}, context);
    if (!draft) fuzz::require(!draft.error().vi.empty(), "a refusal says why");
    return 0;
}
