#include "daemon/app.hpp"
#include "daemon/options.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace {

/// Under systemd the journal has the time already.
void set_up_log() {
    auto logger = spdlog::stderr_color_mt("dondocd");
    logger->set_pattern(std::getenv("JOURNAL_STREAM") != nullptr ? "%l: %v" : "%Y-%m-%d %H:%M:%S %^%l%$ %v");
    spdlog::set_default_logger(std::move(logger));
}

}  // namespace

int main(int argc, char** argv) {
    const auto parsed = dondoc::parse_options(argc, argv);
    if (!parsed.options) {
        std::fputs(parsed.message.c_str(), parsed.exit_code == 0 ? stdout : stderr);
        return parsed.exit_code;
    }
    set_up_log();
    try {
        return dondoc::App(*parsed.options).run();
    } catch (const dondoc::StartError& error) {
        std::fprintf(stderr, "dondocd: %s\n", error.what());
        return error.exit_code;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "dondocd: %s\n", error.what());
        return 3;
    }
}
