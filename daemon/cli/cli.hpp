#pragma once

#include "daemon/cli/context.hpp"

namespace dondoc::cli {

/// `dondoc`: parses the command line, runs one command, gives the exit code. Everything that a command may look at comes
/// as an argument, so that tests run it in their own process.
int run(int argc, const char* const* argv, Context context);

}  // namespace dondoc::cli
