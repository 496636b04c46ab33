#include "daemon/cli/plan_reading.hpp"

#include "daemon/cli/plan_file.hpp"
#include "daemon/cli/progress.hpp"
#include "daemon/intake/intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

namespace dondoc::cli {

namespace {

std::string base_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

// "12=7": row 12 of the document is the kept row 7; "12=new": it is none of them.
store::SameRow parse_same(const std::string& text) {
    const auto number = [&](std::string_view part) {
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (error != std::errc{} || end != part.data() + part.size() || value == 0)
            throw Failure(usage_wrong,
                          fmt::format("--same: '{}': viết DÒNG=SỐ, ví dụ 12=7, hoặc 12=new (ROW=KEPT)", text));
        return value;
    };
    const auto equals = std::min(text.find('='), text.size());
    const std::string_view kept = std::string_view(text).substr(std::min(equals + 1, text.size()));
    return {number(std::string_view(text).substr(0, equals)), kept == "new" ? 0 : number(kept)};
}

intake::Stated stated(const PlanWords& words) {
    const auto ours = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (!std::all_of(words.plan.begin(), words.plan.end(), ours))
        throw Failure(
            usage_wrong,
            fmt::format("--plan: '{}' không phải mã kế hoạch, ví dụ 88-kh-ubnd-2026 (no plan id)", words.plan));
    intake::Stated stated{.plan_id = words.plan, .number = words.number, .date = {}, .year = words.year};
    if (!words.date.empty()) stated.date = parse_date_option(words.date, "--date");
    return stated;
}

// Without any register each name would be a doubt; one sentence says the same.
void fold_unknown_units(intake::Draft& draft) {
    std::set<std::string> names;
    std::erase_if(draft.doubts, [&](const intake::Doubt& doubt) {
        if (doubt.kind != intake::Doubt::Kind::unit) return false;
        names.insert(doubt.text);
        return true;
    });
    if (names.empty()) return;
    draft.doubts.push_back(
        {intake::Doubt::Kind::unit,
         {},
         0,
         {},
         fmt::format("không có cấu hình nên không có danh bạ đơn vị: {} tên đơn vị chưa được đối chiếu", names.size()),
         fmt::format("no configuration, so no register of units: {} names were not looked up", names.size())});
}

}  // namespace

intake::Draft read_draft(const Output& output, const std::string& file, const std::string& bytes,
                         const PlanWords& words, const rules::model::UnitDirectory* units) {
    static const rules::model::UnitDirectory no_units;
    intake::Context how;
    how.stated = stated(words);
    const Progress progress(output, fmt::format("Đang đọc {}", base_name(file)));
    auto draft = intake::read_plan(bytes, base_name(file), units != nullptr ? *units : no_units, how);
    if (!draft) throw Failure(data_wrong, fmt::format("{}: {}", file, draft.error().message()));
    if (units == nullptr) fold_unknown_units(*draft);
    return std::move(*draft);
}

store::PlanImport plan_of(const intake::Draft& draft, const std::string& file, const std::string& bytes,
                          const PlanWords& words) {
    store::PlanImport plan;
    plan.plan = draft.plan;
    plan.file_name = base_name(file);
    plan.content_hash = hash_of(bytes);
    for (const auto& assignment : draft.assignments) plan.assignments.push_back(assignment.record());
    for (const auto& indicator : draft.indicators) plan.indicators.push_back(indicator.record);
    for (const auto& text : words.same) plan.same.push_back(parse_same(text));
    return plan;
}

void must_have_rows(const store::PlanComparison& comparison, const store::PlanImport& plan) {
    const std::size_t lost = comparison.assignments.count(store::RowChange::Kind::withdrawn);
    if (!plan.assignments.empty() || lost == 0) return;
    throw Failure(data_wrong,
                  fmt::format("{}: không thấy nhiệm vụ nào, trong khi kế hoạch đã ghi có {}; chưa ghi gì (no "
                              "assignment was read, where {} are kept; nothing is changed)",
                              plan.plan.id, lost, lost));
}

}  // namespace dondoc::cli
