#pragma once

#include "daemon/cli/context.hpp"
#include "rules/trial/verdict.hpp"

#include <boost/json/array.hpp>

#include <string>

namespace dondoc::cli {

/// Says how tests ended: what fails at once, with the differences; what passes only where everything is told; the counts at
/// the end.
class TestOutput {
public:
    TestOutput(const Output& output, bool verbose) : output_(output), verbose_(verbose) {}

    void problems(const config::Problems& problems);
    void verdict(const rules::trial::Test& test, const rules::trial::Verdict& verdict);
    void end();

    std::size_t passed() const noexcept { return passed_; }
    std::size_t failed() const noexcept { return failed_; }

private:
    void print_failure(const rules::trial::Test& test, const rules::trial::Verdict& verdict) const;

    const Output& output_;
    bool verbose_;
    std::size_t passed_ = 0;
    std::size_t failed_ = 0;
    boost::json::array tests_;
    boost::json::array problems_;
};

}  // namespace dondoc::cli
