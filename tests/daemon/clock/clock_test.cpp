#include "daemon/clock/clock.hpp"

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <string>

namespace dondoc::clock {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

const Instant start = std::chrono::sys_days{std::chrono::year{2026} / 6 / 2};

class SimulatedClockTest : public testing::Test {
protected:
    /// A sleeper that writes its letter when it wakes.
    std::unique_ptr<Alarm> sleeper(char letter, std::optional<Instant> time) {
        auto alarm = clock_.make_alarm(io_.get_executor());
        asio::co_spawn(io_, sleep(*alarm, letter, time), asio::detached);
        io_.poll();
        io_.restart();
        return alarm;
    }

    asio::awaitable<void> sleep(Alarm& alarm, char letter, std::optional<Instant> time) {
        co_await alarm.sleep_until(time);
        woken_ += letter;
    }

    bool advance(Instant limit) {
        const bool moved = clock_.advance(limit);
        io_.poll();
        io_.restart();
        return moved;
    }

    asio::io_context io_{1};
    SimulatedClock clock_{start};
    std::string woken_;
};

TEST_F(SimulatedClockTest, moves_to_the_earliest_sleeper) {
    const auto late = sleeper('b', start + 2h);
    const auto early = sleeper('a', start + 1h);
    EXPECT_TRUE(advance(start + 10h));
    EXPECT_EQ(clock_.now(), start + 1h);
    EXPECT_EQ(woken_, "a");
}

TEST_F(SimulatedClockTest, wakes_all_who_sleep_until_the_same_time) {
    const auto one = sleeper('a', start + 1h);
    const auto two = sleeper('b', start + 1h);
    advance(start + 10h);
    EXPECT_EQ(woken_.size(), 2U);
}

TEST_F(SimulatedClockTest, stops_at_the_limit) {
    const auto alarm = sleeper('a', start + 5h);
    EXPECT_FALSE(advance(start + 1h));
    EXPECT_EQ(clock_.now(), start + 1h);
    EXPECT_EQ(woken_, "");
}

TEST_F(SimulatedClockTest, does_not_move_where_nobody_waits_for_a_time) {
    const auto alarm = sleeper('a', std::nullopt);
    EXPECT_FALSE(advance(start + 1h));
    EXPECT_TRUE(alarm->sleeping());
}

TEST_F(SimulatedClockTest, remembers_a_ring_that_came_before_the_sleep) {
    auto alarm = clock_.make_alarm(io_.get_executor());
    alarm->ring();
    asio::co_spawn(io_, sleep(*alarm, 'a', std::nullopt), asio::detached);
    io_.poll();
    EXPECT_EQ(woken_, "a");
}

TEST(SystemClock, wakes_at_once_for_a_time_that_is_past) {
    asio::io_context io{1};
    SystemClock clock;
    auto alarm = clock.make_alarm(io.get_executor());
    bool woken = false;
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
            co_await alarm->sleep_until(clock.now() - 1h);
            woken = true;
        },
        asio::detached);
    io.run_for(5s);
    EXPECT_TRUE(woken);
}

TEST(SystemClock, is_woken_by_a_ring) {
    asio::io_context io{1};
    SystemClock clock;
    auto alarm = clock.make_alarm(io.get_executor());
    bool woken = false;
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
            co_await alarm->sleep_until(std::nullopt);
            woken = true;
        },
        asio::detached);
    io.poll();
    EXPECT_TRUE(alarm->sleeping());
    alarm->ring();
    io.restart();
    io.run_for(5s);
    EXPECT_TRUE(woken);
}

}  // namespace
}  // namespace dondoc::clock
