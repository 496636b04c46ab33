#include "daemon/cli/trial_plan.hpp"

#include "daemon/cli/plan_file.hpp"
#include "daemon/cli/progress.hpp"
#include "daemon/intake/intake.hpp"

#include <fmt/format.h>

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
    const std::string name = std::filesystem::path(path).filename().string();
    const auto& book = context.site().book;
    const Progress progress(context.output(), fmt::format("Đang đọc {}", name));
    auto draft = intake::read_plan(bytes, name, book.units, {});
    if (!draft) throw Failure(data_wrong, fmt::format("{}: {}", path, draft.error().message()));
    store::PlanImport plan;
    plan.plan = draft->plan;
    plan.file_name = name;
    plan.content_hash = hash_of(bytes);
    for (const auto& assignment : draft->assignments) plan.assignments.push_back(assignment.record());
    for (const auto& indicator : draft->indicators) plan.indicators.push_back(indicator.record);
    plan.calendar = &book.calendar;
    TrialPlan trial{store::open_in_memory(), draft->plan, draft->doubts.size()};
    trial.store->save_plan(plan, context.actor());
    return trial;
}

}  // namespace dondoc::cli
