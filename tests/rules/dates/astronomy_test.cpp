#include "rules/dates/astronomy.hpp"

#include "generators.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace rules::dates::astronomy {
namespace {

using testing::any_date;
using testing::day;

constexpr double second = 1.0 / 86400;

TEST(Astronomy, finds_the_new_moon_of_february_1977) {
    const Instant published = 2443192.65118 - 2440587.5;
    EXPECT_NEAR(new_moon(-283), published, second);
}

TEST(Astronomy, finds_the_suns_longitude_of_13_october_1992) {
    const Instant noon_less_half_a_day = 2448908.5 - 2440587.5;
    EXPECT_NEAR(solar_longitude(noon_less_half_a_day), 199.906061, 1.0 / 3600);
}

TEST(Astronomy, finds_the_winter_solstice_where_the_longitude_is_270_degrees) {
    for (int year = first_year - 1; year <= last_year + 1; ++year) {
        ASSERT_NEAR(solar_longitude(winter_solstice(year)), 270, 1e-4) << year;
    }
}

TEST(Astronomy, dates_the_winter_solstice_for_vietnam) {
    EXPECT_EQ(day_of(winter_solstice(2026)), day(2026, 12, 22));  // 20:50 UTC on the 21st
    EXPECT_EQ(day_of(winter_solstice(2024)), day(2024, 12, 21));  // 09:20 UTC
}

TEST(Astronomy, dates_a_new_moon_by_vietnamese_midnight) {
    const int moon = new_moon_near(midnight(day(2050, 3, 23)));
    EXPECT_EQ(day_of(new_moon(moon)), day(2050, 3, 23));
    const int close_to_midnight = new_moon_near(midnight(day(2007, 2, 17)));
    EXPECT_EQ(day_of(new_moon(close_to_midnight)), day(2007, 2, 17));  // 16:14 UTC, already the 18th at UTC+8
}

RC_GTEST_PROP(Astronomy, begins_a_day_at_midnight, ()) {
    const Date date = *any_date();
    RC_ASSERT(day_of(midnight(date) + second) == date);
    RC_ASSERT(day_of(midnight(date) - second) == date - std::chrono::days{1});
}

RC_GTEST_PROP(Astronomy, numbers_the_new_moon_nearest_to_an_instant, ()) {
    const Instant instant = midnight(*any_date());
    const int moon = new_moon_near(instant);
    RC_ASSERT(new_moon(moon - 1) < instant);
    RC_ASSERT(instant < new_moon(moon + 1));
}

}  // namespace
}  // namespace rules::dates::astronomy
