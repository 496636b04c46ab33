#pragma once

#include <cstdint>
#include <string_view>

namespace dondoc::intake {

enum class FileKind : std::uint8_t {
    empty,
    docx,
    xlsx,
    other_zip,
    old_office,        ///< .doc, .xls: the binary formats before 2007
    encrypted_office,  ///< a .docx or .xlsx with a password
    pdf,
    rtf,
    html,
    text,  ///< .csv, .tsv, .txt
    unknown,
};

/// Tells the kind of a file by its content; names lie. Looks at no more than a part of it, so `docx` promises only that
/// the file wants to be one. O(size), no allocation.
FileKind detect(std::string_view bytes) noexcept;

}  // namespace dondoc::intake
