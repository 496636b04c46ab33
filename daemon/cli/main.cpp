#include "daemon/cli/cli.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

namespace {

std::size_t terminal_width() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

std::string environment(const char* name, const char* otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : otherwise;
}

}  // namespace

int main(int argc, char** argv) {
    const bool terminal = isatty(STDOUT_FILENO) != 0;
    const bool draws = environment("TERM", "dumb") != "dumb";
    const bool colours = terminal && draws && std::getenv("NO_COLOR") == nullptr;
    dondoc::cli::Output output{.out = std::cout,
                               .err = std::cerr,
                               .colours = colours,
                               .width = terminal ? terminal_width() : 0,
                               .progress = draws && isatty(STDERR_FILENO) != 0,
                               .in = terminal && isatty(STDIN_FILENO) != 0 ? &std::cin : nullptr,
                               .lines = &std::cin};
    dondoc::cli::Context context(output, "/etc/dondoc/dondoc.yaml",
                                 std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
                                 environment("SUDO_USER", environment("USER", "?").c_str()));
    if (const auto named = environment("DONDOC_CONFIG", ""); !named.empty()) context.use_config(named);
    try {
        return dondoc::cli::run(argc, argv, std::move(context));
    } catch (const std::exception& error) {
        std::cerr << "dondoc: " << error.what() << '\n';
        return dondoc::cli::out_of_reach;
    }
}
