#pragma once

#include "daemon/app.hpp"

#include <optional>
#include <string>

namespace dondoc {

/// The daemon's command line: options, or what to print and the exit code (0 for --help and --version, 2 for misuse).
struct ParsedOptions {
    std::optional<Options> options;
    std::string message;
    int exit_code = 0;
};

/// Also reads $CREDENTIALS_DIRECTORY: the one place of the daemon that looks at the environment.
ParsedOptions parse_options(int argc, const char* const* argv);

}  // namespace dondoc
