#include "daemon/cli/expressions.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace dondoc::cli {

namespace {

bool takes_value(std::string_view option) {
    constexpr std::array<std::string_view, 5> options = {"-c", "--config", "--today", "--with", "--on"};
    return std::find(options.begin(), options.end(), option) != options.end();
}

bool is_option(std::string_view argument) {
    if (argument == "-h" || argument == "-c") return true;
    if (!argument.starts_with("--")) return false;
    const std::string_view name = argument.substr(2, argument.find('=') - 2);
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

/// The position of the first argument that is no option and no option's value.
std::size_t command_at(std::span<const char* const> arguments) {
    std::size_t at = 0;
    while (at < arguments.size() && arguments[at][0] == '-')
        at += takes_value(arguments[at]) ? std::size_t{2} : std::size_t{1};
    return std::min(at, arguments.size());
}

}  // namespace

std::vector<std::string> shield_expressions(std::span<const char* const> arguments) {
    std::vector<std::string> shielded(arguments.begin(), arguments.end());
    const std::size_t command = command_at(arguments);
    if (command == arguments.size() || shielded[command] != "eval") return shielded;
    for (std::size_t i = command + 1; i < shielded.size(); ++i) {
        if (takes_value(shielded[i])) {
            ++i;
        } else if (!is_option(shielded[i])) {
            shielded[i].insert(0, 1, ' ');
        }
    }
    return shielded;
}

std::string unshield(const std::string& expression) {
    return expression.starts_with(' ') ? expression.substr(1) : expression;
}

}  // namespace dondoc::cli
