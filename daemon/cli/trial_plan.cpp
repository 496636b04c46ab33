#include "daemon/cli/trial_plan.hpp"

#include "daemon/cli/plan_file.hpp"
#include "daemon/cli/plan_reading.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace dondoc::cli {

bool is_plan_file(const std::string& text) {
    static constexpr std::array<std::string_view, 5> endings{".docx", ".xlsx", ".csv", ".tsv", ".txt"};
    const std::string ending = std::filesystem::path(text).extension().string();
    if (std::find(endings.begin(), endings.end(), ending) != endings.end()) return true;
    std::error_code error;
    return std::filesystem::is_regular_file(text, error);
}

TrialPlan read_trial_plan(Context& context, const std::string& path) {
    const std::string bytes = read_plan_file(path);
    const auto& book = context.site().book;
    const auto draft = read_draft(context.output(), path, bytes, {}, &book.units);
    store::PlanImport plan = plan_of(draft, path, bytes, {});
    plan.calendar = &book.calendar;
    TrialPlan trial{store::open_in_memory(), draft.plan, draft.doubts.size()};
    trial.store->save_plan(plan, context.actor());
    return trial;
}

}  // namespace dondoc::cli
