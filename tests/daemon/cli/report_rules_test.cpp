#include "daemon/intake/report_rules.hpp"
#include "rules/language/load.hpp"
#include "rules/reporting/sentence.hpp"

#include <gtest/gtest.h>

namespace dondoc::cli {
namespace {

constexpr std::string_view units = R"(
roles: {planning-office: so-noi-vu}
units:
  - {id: so-noi-vu, name: Sở Nội vụ}
  - {id: so-tai-chinh, name: Sở Tài chính}
)";

constexpr std::string_view policies = R"(
policies:
  - {id: mac-dinh, match: "true", remind: {lead: [7d]}}
)";

intake::Draft draft_of(std::string_view text) {
    intake::Draft draft;
    draft.plan.number = "88/KH-UBND";
    for (auto& duty : rules::reporting::read_paragraph(text, {.year = 2026}).duties) {
        intake::ReportDraft report;
        report.clause = "IV.2";
        report.sentence = text;
        report.duty = std::move(duty);
        report.reporters = {{"Sở Tài chính", {}, "so-tai-chinh", {}}};
        report.recipients = {{"Sở Nội vụ", {}, "so-noi-vu", {}}};
        report.via = {{"Phòng \"mới\": chưa có", {}, {}, {}}};
        draft.reports.push_back(std::move(report));
    }
    return draft;
}

TEST(ReportRules, of_a_draft_load_as_they_are) {
    const auto draft = draft_of(
        "Sở Tài chính báo cáo Sở Nội vụ hằng tuần (thứ Sáu), hằng tháng (trước ngày 20), hằng quý (chậm nhất ngày 25 "
        "tháng "
        "cuối quý), 6 tháng (trước ngày 15/6), 9 tháng (trước ngày 20/9), năm (trước ngày 15/12). Báo cáo Sở Nội vụ "
        "trước "
        "ngày 25/11/2026. Định kỳ hằng quý báo cáo Sở Nội vụ sau 05 ngày làm việc kể từ khi kết thúc quý. Định kỳ báo "
        "cáo "
        "Sở Nội vụ hằng tháng chậm nhất ngày 05 của tháng tiếp theo. Báo cáo đột xuất khi có yêu cầu.");
    ASSERT_EQ(draft.reports.size(), 10u);

    rules::language::Sources sources;
    sources.units = {"units.yaml", std::string(units)};
    sources.rules = {{"reports.yaml", intake::report_rules(draft)}, {"policies.yaml", std::string(policies)}};
    const auto loaded = rules::language::load(sources);

    for (const auto& problem : loaded.problems)
        EXPECT_NE(problem.level, rules::language::Problem::Level::error)
            << format(problem) << intake::report_rules(draft);
    ASSERT_TRUE(loaded.book);
    ASSERT_EQ(loaded.book->reports.size(), 10u);
    for (std::size_t at = 0; at < loaded.book->reports.size(); ++at) {
        const auto& rule = loaded.book->reports[at];
        const auto& duty = draft.reports[at].duty;
        EXPECT_EQ(rule.recurrence, duty.recurrence) << rule.id;
        EXPECT_EQ(rule.once, duty.due) << rule.id;
        EXPECT_EQ(rule.on_request, duty.frequency == rules::reporting::Frequency::on_request) << rule.id;
    }
}

}  // namespace
}  // namespace dondoc::cli
