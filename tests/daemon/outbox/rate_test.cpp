#include "daemon/outbox/rate.hpp"

#include <gtest/gtest.h>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;

const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 6 / 2} + 12h};

TEST(Rate, is_a_count_and_a_span) {
    EXPECT_EQ(parse_rate("30/m"), (Rate{30, 60s}));
    EXPECT_EQ(parse_rate("1/s"), (Rate{1, 1s}));
    EXPECT_EQ(parse_rate("100000/h"), (Rate{100'000, 3600s}));
    for (const char* text :
         {"", "30", "/m", "0/m", "-1/m", "30/d", "30/mm", "30 /m", "100001/h", "99999999999999999999/s"})
        EXPECT_FALSE(parse_rate(text)) << text;
}

TEST(RateLimit, never_lets_more_through_in_any_span) {
    RateLimit limit({3, 60s});
    for (const auto at : {0s, 10s, 50s}) {
        EXPECT_EQ(limit.next(noon + at), noon + at);
        limit.take(noon + at);
    }
    EXPECT_EQ(limit.free(noon + 50s), 0U);
    EXPECT_EQ(limit.next(noon + 50s), noon + 60s);
    EXPECT_EQ(limit.free(noon + 60s), 1U);
    limit.take(noon + 60s);
    EXPECT_EQ(limit.next(noon + 60s), noon + 70s) << "when the one of ten seconds past is a span away";
}

TEST(RateLimit, a_clock_that_was_set_back_holds_nothing_up) {
    RateLimit limit({1, 1h});
    limit.take(noon);
    EXPECT_EQ(limit.next(noon - 24h), noon - 24h);
}

}  // namespace
}  // namespace dondoc::outbox
