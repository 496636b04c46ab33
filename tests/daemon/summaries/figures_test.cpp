#include "daemon/summaries/figures.hpp"

#include <gtest/gtest.h>

namespace dondoc::summaries {
namespace {

TEST(SummaryFigures, what_is_kept_is_what_is_compared_with) {
    Figures figures;
    figures.units = {{.id = "so-a",
                      .name = "Sở A",
                      .assigned = 40,
                      .done = 13,
                      .on_time = 12,
                      .fell_due = 15,
                      .due_soon = 2,
                      .overdue = 2,
                      .reports_missing = 1}};
    figures.all = figures.units[0];
    const auto day = *rules::dates::parse_iso("2026-06-07");
    const auto kept = from_json(to_json(figures, day, 2026));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->as_of, day);
    EXPECT_EQ(kept->year, 2026);
    EXPECT_EQ(kept->units.at("so-a").on_time, 12U);
    EXPECT_EQ(kept->units.at("so-a").of_due(), 0.8);
    EXPECT_EQ(kept->all.of_all(), 0.3);
}

TEST(SummaryFigures, what_is_damaged_is_compared_with_nothing) {
    for (const char* text : {"", "{}", "[]", R"({"as_of":"x","year":2026,"all":[1,2,3,4,5,6,7],"units":{}})",
                             R"({"as_of":"2026-06-07","year":2026,"all":[1,2],"units":{}})",
                             R"({"as_of":"2026-06-07","year":2026,"all":[1,2,3,4,5,6,-7],"units":{}})"})
        EXPECT_FALSE(from_json(text)) << text;
}

TEST(SummaryFigures, a_rate_without_denominator_is_no_rate) {
    const outbox::SummaryFigures none;
    EXPECT_FALSE(none.of_due());
    EXPECT_FALSE(none.of_all());
}

}  // namespace
}  // namespace dondoc::summaries
