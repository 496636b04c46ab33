#include "daemon/intake/intake.hpp"
#include "tests/daemon/intake/shared_plans.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

/// The tables of indicators of the real plans against the labels made by hand.
namespace dondoc::intake {
namespace {

using rules::model::Target;
using testdata::Record;

std::string value_of(const Target& target) {
    if (!target.value) return "text:" + target.words;
    return (target.is_change && *target.value > 0 ? "+" : "") + fmt::format("{}", *target.value);
}

std::string baseline_of(const std::vector<Target>& baseline) {
    if (baseline.empty()) return {};
    const auto sign = comparator_sign(baseline.front().comparator);
    return (sign == "=" ? std::string() : std::string(sign)) + value_of(baseline.front());
}

std::string targets_of(const std::vector<Target>& targets) {
    std::string all;
    for (const Target& target : targets)
        all += fmt::format("{}{}={}{}", all.empty() ? "" : ";", target.year, comparator_sign(target.comparator),
                           value_of(target));
    return all;
}

Record record_of(const rules::model::IndicatorRecord& record) {
    return {{"seq", std::to_string(record.seq)},
            {"ordinal", record.ordinal},
            {"group", record.group},
            {"name", record.name},
            {"unit", record.unit_of_measure},
            {"baseline", baseline_of(record.baseline)},
            {"targets", targets_of(record.targets)},
            {"owner", record.owner_words},
            {"advisor", record.advisor_words}};
}

/// "62.0" and "62" are the same number.
std::string plain(std::string text) {
    for (auto at = text.find(".0"); at != std::string::npos; at = text.find(".0", at + 1))
        if (at + 2 == text.size() || text[at + 2] == ';') text.erase(at, 2);
    for (auto at = text.find(".00"); at != std::string::npos; at = text.find(".00", at + 1)) text.erase(at, 3);
    return text;
}

class IndicatorPlans : public testing::TestWithParam<std::tuple<const char*, const char*>> {};

TEST_P(IndicatorPlans, every_row_and_column_is_as_expected) {
    SKIP_WITHOUT_PLANS();
    const std::string name = std::get<0>(GetParam());
    const std::string file = name + std::get<1>(GetParam());
    const auto draft = read_plan(testdata::read_file(testdata::plans_folder() / file), file, {});
    ASSERT_TRUE(draft) << draft.error().message();

    const auto gold = testdata::read_tsv(testdata::plans_folder() / (name + ".indicators.tsv"));
    std::vector<std::string> differences;
    std::size_t compared = 0;
    for (std::size_t i = 0; i < std::min(gold.size(), draft->indicators.size()); ++i)
        for (const auto& [column, value] : record_of(draft->indicators[i].record)) {
            ++compared;
            if (plain(value) != plain(gold[i].at(column)))
                differences.push_back(
                    fmt::format("row {} {}: '{}', expected '{}'", i + 1, column, value, gold[i].at(column)));
        }
    EXPECT_THAT(differences, testing::IsEmpty());
    EXPECT_EQ(draft->indicators.size(), gold.size());
    for (const auto& doubt : draft->doubts)
        if (doubt.kind == Doubt::Kind::indicator)
            std::cout << doubt.where.vi() << ": " << doubt.vi << " [" << doubt.text << "]\n";
    std::cout << fmt::format("{}: {} indicators, {} values\n", file, draft->indicators.size(), compared);
}

INSTANTIATE_TEST_SUITE_P(Real, IndicatorPlans,
                         testing::Combine(testing::Values("bn-683", "bn-142", "nb-syt"),
                                          testing::Values(".docx", ".xlsx")));

TEST(IndicatorPlans, plans_without_a_table_of_indicators_have_none) {
    SKIP_WITHOUT_PLANS();
    const auto draft = read_plan(testdata::read_file(testdata::plans_folder() / "bn-200.docx"), "bn-200.docx", {});
    ASSERT_TRUE(draft) << draft.error().message();
    EXPECT_TRUE(draft->indicators.empty());
}

}  // namespace
}  // namespace dondoc::intake
