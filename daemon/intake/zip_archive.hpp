#pragma once

#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"

#include <tl/expected.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace dondoc::intake {

/// The kind of office document that an archive is meant to be: for messages.
struct OfficeKind {
    std::string_view vi;         ///< "tệp Word (.docx)"
    std::string_view en;         ///< "Word file (.docx)"
    std::string_view program;    ///< "Word"
    std::string_view extension;  ///< ".docx"
};

inline constexpr OfficeKind word_file{"tệp Word (.docx)", "Word file (.docx)", "Word", ".docx"};
inline constexpr OfficeKind excel_file{"tệp Excel (.xlsx)", "Excel file (.xlsx)", "Excel", ".xlsx"};

/// A zip file in memory, opened for reading single entries. Nothing is ever unpacked to disk.
///
/// `open` refuses what no office program writes and an attacker might: too many entries, entries that promise too much,
/// names that occur twice or point out of the archive. The bytes must outlive the archive.
class ZipArchive {
public:
    static tl::expected<ZipArchive, IntakeError> open(std::string_view bytes, const Limits& limits,
                                                      const OfficeKind& kind = word_file);

    bool contains(const std::string& name) const;

    /// The unpacked entry, its check sum verified.
    tl::expected<std::string, IntakeError> read(const std::string& name, const Limits& limits) const;

private:
    struct Close {
        void operator()(zip* archive) const noexcept;
    };
    ZipArchive(zip* archive, const OfficeKind& kind) : archive_(archive), kind_(kind) {}

    std::unique_ptr<zip, Close> archive_;
    OfficeKind kind_;
};

}  // namespace dondoc::intake
