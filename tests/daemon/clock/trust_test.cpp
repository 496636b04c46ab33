#include "daemon/clock/trust.hpp"

#include <gtest/gtest.h>

namespace dondoc::clock {
namespace {

using namespace std::chrono_literals;
using Verdict = Trust::Verdict;
using std::chrono::days;

const Instant morning = std::chrono::sys_days{std::chrono::year{2026} / 6 / 2} + 1h;

TEST(Trust, a_clock_that_goes_on_is_good) {
    Trust trust;
    EXPECT_EQ(trust.judge(morning, 100s, {}), Verdict::good);
    EXPECT_EQ(trust.judge(morning + days{300}, 100s + days{300}, morning), Verdict::good);
}

TEST(Trust, a_year_ahead_at_once_is_not_believed_until_it_is_set_right) {
    Trust trust;
    EXPECT_EQ(trust.judge(morning, 100s, morning - 24h), Verdict::good);
    EXPECT_EQ(trust.judge(morning + days{365}, 160s, morning), Verdict::ahead);
    EXPECT_EQ(trust.judge(morning + days{366}, 160s + 24h, morning), Verdict::ahead);
    EXPECT_EQ(trust.judge(morning + 25h, 100s + 25h, morning), Verdict::good);
}

TEST(Trust, a_year_behind_is_not_believed) {
    Trust trust;
    EXPECT_EQ(trust.judge(morning, 100s, {}), Verdict::good);
    EXPECT_EQ(trust.judge(morning - days{365}, 160s, {}), Verdict::behind);
    EXPECT_EQ(trust.judge(morning - days{365}, 160s, morning), Verdict::behind);
    EXPECT_EQ(trust.judge(morning + 120s, 220s, morning), Verdict::good);
}

TEST(Trust, small_corrections_are) {
    Trust trust;
    Instant now = morning;
    std::chrono::seconds uptime = 100s;
    for (int i = 0; i < 100; ++i) {
        EXPECT_EQ(trust.judge(now, uptime, now), Verdict::good) << i;
        now += 24h + 1h;
        uptime += 24h;
    }
}

TEST(Trust, a_clock_that_starts_in_1970_may_be_set_right) {
    Trust trust;
    EXPECT_EQ(trust.judge(Instant{500s}, 20s, morning), Verdict::behind);
    EXPECT_EQ(trust.judge(morning + days{40}, 50s, morning), Verdict::good);
}

TEST(Trust, what_passed_while_the_program_did_not_run_is_not_judged) {
    Trust trust;
    EXPECT_EQ(trust.judge(morning + days{90}, 50s, morning), Verdict::good);
}

}  // namespace
}  // namespace dondoc::clock
