#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/store/store.hpp"

#include <CLI/App.hpp>

#include <memory>
#include <string>
#include <vector>

namespace dondoc::cli {

/// Which messages a command is about: the same options for `deliveries`, `retry` and `drop`.
struct DeliveryOptions {
    std::string state;
    std::string unit;
    std::string channel;
    std::string to;
    std::string since;
    std::vector<std::string> messages;
    bool all = false;

    void add_to(CLI::App& command);
    bool given() const;
    /// Failure where a value is wrong, with what to write instead.
    store::DeliveryFilter filter(Context& context) const;
};

}  // namespace dondoc::cli
