#include "rules/model/indicator.hpp"

#include <gtest/gtest.h>

namespace rules::model {
namespace {

using dates::Period;
using dates::PeriodKind;

constexpr Period year_2026{PeriodKind::year, 1, 2026};

IndicatorRecord wanted(std::vector<Target> targets) {
    IndicatorRecord record;
    record.targets = std::move(targets);
    record.baseline = {{2025, Comparator::equal, 10.0, "10", false}};
    return record;
}

std::string standing(const IndicatorRecord& record, std::optional<double> value, const char* words = "x") {
    const std::vector<Measure> measures{{"2026", value, words, "", {}}};
    return std::string(standing_name(indicator_standing(record, measures, year_2026).standing));
}

TEST(IndicatorStanding, compares_as_the_document_wants_it) {
    const auto with = [](Comparator comparator) { return wanted({{2026, comparator, 95.0, "95", false}}); };
    EXPECT_EQ(standing(with(Comparator::at_least), 95.0), "met");
    EXPECT_EQ(standing(with(Comparator::at_least), 94.9), "off_target");
    EXPECT_EQ(standing(with(Comparator::more_than), 95.0), "off_target");
    EXPECT_EQ(standing(with(Comparator::at_most), 95.0), "met");
    EXPECT_EQ(standing(with(Comparator::less_than), 95.0), "off_target");
    EXPECT_EQ(standing(with(Comparator::less_than), 94.0), "met");
    EXPECT_EQ(standing(with(Comparator::equal), 95.0), "met");
    EXPECT_EQ(standing(with(Comparator::equal), 95.1), "off_target");
}

TEST(IndicatorStanding, a_span_is_reached_from_both_sides) {
    const auto span =
        wanted({{2026, Comparator::at_least, 80.0, "80-85", false}, {2026, Comparator::at_most, 85.0, "80-85", false}});
    EXPECT_EQ(standing(span, 82.0), "met");
    EXPECT_EQ(standing(span, 86.0), "off_target");
    EXPECT_EQ(standing(span, 79.0), "off_target");
}

TEST(IndicatorStanding, a_change_counts_from_the_baseline) {
    const auto change = wanted({{2026, Comparator::at_most, -0.5, "Giảm 0,5", true}});
    EXPECT_EQ(standing(change, 9.5), "met");
    EXPECT_EQ(standing(change, 9.6), "off_target");
    auto unknown = change;
    unknown.baseline.clear();
    EXPECT_EQ(standing(unknown, 9.5), "not_measured");
}

TEST(IndicatorStanding, words_are_left_to_a_person) {
    EXPECT_EQ(standing(wanted({{2026, Comparator::equal, std::nullopt, "toàn dân", false}}), 99.0), "not_measured");
    EXPECT_EQ(standing(wanted({{2026, Comparator::at_least, 1.0, "1", false}}), std::nullopt, "Có"), "not_measured");
}

TEST(IndicatorStanding, other_years_and_periods_do_not_count) {
    const auto later = wanted({{2030, Comparator::at_least, 95.0, "95", false}});
    EXPECT_EQ(standing(later, 1.0), "no_target");
    const std::vector<Measure> last_year{{"2025", 99.0, "99", "", {}}};
    EXPECT_EQ(
        indicator_standing(wanted({{2026, Comparator::at_least, 95.0, "95", false}}), last_year, year_2026).standing,
        Standing::missing);
}

TEST(IndicatorStanding, the_last_value_told_counts) {
    const auto record = wanted({{2026, Comparator::at_least, 95.0, "95", false}});
    const std::vector<Measure> measures{{"2026", 99.0, "99", "", {}}, {"2026", 90.0, "90", "", {}}};
    const auto result = indicator_standing(record, measures, year_2026);
    EXPECT_EQ(result.standing, Standing::off_target);
    EXPECT_EQ(result.measure, &measures[1]);
    EXPECT_EQ(result.targets.size(), 1U);
}

TEST(IndicatorKey, is_read_back) {
    const auto key = parse_indicator_key(indicator_key("142-kh-ubnd-2025", 12));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->plan, "142-kh-ubnd-2025");
    EXPECT_EQ(key->seq, 12U);
    for (const char* text : {"", "/ct1", "a/ct", "a/ct0", "a/ct01", "a/ct1x", "a/12"}) {
        EXPECT_FALSE(parse_indicator_key(text)) << text;
    }
}

}  // namespace
}  // namespace rules::model
