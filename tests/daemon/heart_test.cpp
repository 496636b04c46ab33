#include "daemon/heart.hpp"

#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>

namespace dondoc {
namespace {

using namespace std::chrono_literals;
using clock::Instant;

constexpr Instant now{std::chrono::sys_days{std::chrono::year{2026} / 6 / 2} + 3h};  // 10:00 in Vietnam

class HeartTest : public testing::Test {
protected:
    boost::asio::io_context io_;
    clock::SimulatedClock clock_{now};
    Heart heart_{io_.get_executor(), clock_};
    config::Heartbeat heartbeat_{.url = "https://watch.example/abc", .settings = {}, .to = {}};
};

TEST_F(HeartTest, without_a_url_it_never_beats) {
    EXPECT_EQ(heart_.use({}, 7h), "");
    EXPECT_FALSE(heart_.next());
}

TEST_F(HeartTest, beats_at_once_when_the_daemon_starts) {
    EXPECT_EQ(heart_.use(heartbeat_, 7h), "");
    EXPECT_LE(*heart_.next(), now);
}

TEST_F(HeartTest, what_is_wrong_keeps_it_still_and_is_looked_at_again_soon) {
    heart_.use(heartbeat_, 7h);
    heart_.beat(now, "Sở", {.troubles = {"outbox"}});
    EXPECT_EQ(heart_.next(), now + 5min);
    EXPECT_EQ(io_.poll(), 0U) << "nobody was asked";
}

TEST_F(HeartTest, a_setting_that_is_wrong_is_told) {
    heartbeat_.settings = {{"allow_private", "10.0.0.0/99"}};
    EXPECT_NE(heart_.use(heartbeat_, 7h), "");
}

}  // namespace
}  // namespace dondoc
