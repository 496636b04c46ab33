#include "notifiers/transfer/slots.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

namespace asio = boost::asio;
using notifiers::transfer::Slots;
using namespace std::chrono_literals;

class SlotsTest : public testing::Test {
protected:
    /// Asks for a permit and keeps it until `bell` rings.
    asio::awaitable<void> hold(int who, asio::steady_timer& bell, std::chrono::milliseconds longest = 1h) {
        const auto permit = co_await slots.acquire(longest);
        (permit ? served : turned_away).push_back(who);
        if (!permit) co_return;
        boost::system::error_code rung;
        co_await bell.async_wait(asio::redirect_error(asio::use_awaitable, rung));
    }
    void spawn(asio::awaitable<void> work) { asio::co_spawn(io, std::move(work), asio::detached); }
    /// Everything that can go on now.
    void settle() {
        io.restart();
        io.poll();
    }

    asio::io_context io;
    Slots slots{io.get_executor(), 1};
    asio::steady_timer first_bell{io, 24h};
    asio::steady_timer second_bell{io, 24h};
    std::vector<int> served;
    std::vector<int> turned_away;
};

TEST_F(SlotsTest, permits_are_handed_out_in_the_order_of_asking) {
    spawn(hold(1, first_bell));
    spawn(hold(2, second_bell));
    spawn(hold(3, second_bell));
    settle();
    EXPECT_EQ(served, (std::vector{1}));
    first_bell.cancel();
    settle();
    EXPECT_EQ(served, (std::vector{1, 2}));
    second_bell.cancel();
    settle();
    EXPECT_EQ(served, (std::vector{1, 2, 3}));
}

TEST_F(SlotsTest, who_waits_too_long_is_turned_away) {
    spawn(hold(1, first_bell));
    spawn(hold(2, second_bell, 1ms));
    while (turned_away.empty() && io.run_one_for(10s) > 0) {
    }
    EXPECT_EQ(turned_away, (std::vector{2}));
    first_bell.cancel();
    settle();
    spawn(hold(3, second_bell));
    settle();
    EXPECT_EQ(served, (std::vector{1, 3})) << "the permit came back";
}

TEST_F(SlotsTest, a_cancelled_waiter_leaves_the_queue) {
    spawn(hold(1, first_bell));
    asio::cancellation_signal stop;
    asio::co_spawn(io, hold(2, second_bell), asio::bind_cancellation_slot(stop.slot(), asio::detached));
    spawn(hold(3, second_bell));
    settle();
    stop.emit(asio::cancellation_type::terminal);
    settle();
    first_bell.cancel();
    settle();
    EXPECT_EQ(turned_away, (std::vector{2}));
    EXPECT_EQ(served, (std::vector{1, 3}));
}

TEST_F(SlotsTest, a_permit_granted_to_a_coroutine_that_is_cancelled_then_is_not_lost) {
    spawn(hold(1, first_bell));
    asio::cancellation_signal stop;
    asio::co_spawn(io, hold(2, second_bell), asio::bind_cancellation_slot(stop.slot(), asio::detached));
    settle();
    first_bell.cancel();
    io.run_one();  // 1 ends and grants the permit to 2, which has not run yet
    stop.emit(asio::cancellation_type::terminal);
    settle();
    spawn(hold(3, second_bell));
    second_bell.cancel();
    settle();
    EXPECT_EQ(served.back(), 3);
}

TEST(Slots, coroutines_may_outlive_them) {
    asio::io_context io;
    auto slots = std::make_unique<Slots>(io.get_executor(), 1);
    asio::steady_timer bell(io, 24h);
    const auto hold = [&](int) -> asio::awaitable<void> {
        const auto permit = co_await slots->acquire(1h);
        co_await bell.async_wait(asio::use_awaitable);
    };
    asio::co_spawn(io, hold(1), asio::detached);
    asio::co_spawn(io, hold(2), asio::detached);
    io.poll();
    slots.reset();
    bell.cancel();
    EXPECT_NO_THROW(io.poll());
}

}  // namespace
