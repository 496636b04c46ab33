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

/// A zip file in memory, opened for reading single entries. Nothing is ever unpacked to disk.
///
/// `open` refuses what no office program writes and an attacker might: too many entries, entries that promise too much,
/// names that occur twice or point out of the archive. The bytes must outlive the archive.
class ZipArchive {
public:
    static tl::expected<ZipArchive, IntakeError> open(std::string_view bytes, const Limits& limits);

    bool contains(const std::string& name) const;

    /// The unpacked entry, its check sum verified.
    tl::expected<std::string, IntakeError> read(const std::string& name, const Limits& limits) const;

private:
    struct Close {
        void operator()(zip* archive) const noexcept;
    };
    explicit ZipArchive(zip* archive) : archive_(archive) {}

    std::unique_ptr<zip, Close> archive_;
};

}  // namespace dondoc::intake
