#pragma once

#include "daemon/cli/context.hpp"

#include <memory>
#include <string>

namespace dondoc::cli {

/// A plan read as `dondoc import` would read it, in a database that nobody keeps.
struct TrialPlan {
    std::unique_ptr<store::Store> store;
    rules::model::Plan plan;
    std::size_t doubts = 0;  ///< what a person would have to look at before it is kept
};

/// Whether what stands behind `--plan` is the document of a plan rather than the key of a kept one.
bool is_plan_file(const std::string& text);

/// Throws Failure where the file cannot be read.
TrialPlan read_trial_plan(Context& context, const std::string& path);

}  // namespace dondoc::cli
