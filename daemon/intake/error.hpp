#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace dondoc::intake {

/// Why a file could not be read: one sentence that says what kind of file was expected or met, what is wrong with it and
/// what to do, in both languages.
struct IntakeError {
    enum class Cause : std::uint8_t {
        wrong_kind,     ///< another kind of file than intake reads
        damaged,        ///< the right kind, but broken or cut off
        locked,         ///< protected by a password
        too_large,      ///< beyond the limits
        no_task_table,  ///< well-formed, but nothing in it looks like a list of assignments
    };
    Cause cause = Cause::damaged;
    std::string vi;
    std::string en;

    /// Vietnamese first, English in brackets.
    std::string message() const { return vi + " (" + en + ")"; }
};

}  // namespace dondoc::intake
