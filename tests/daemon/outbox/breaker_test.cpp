#include "daemon/outbox/breaker.hpp"

#include <gtest/gtest.h>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using notifiers::Delivery;
using Advice = Breaker::Advice;
using Outcome = Delivery::Outcome;
using State = Breaker::State;

Delivery answer(Outcome outcome, int code = 0) {
    Delivery delivery;
    delivery.outcome = outcome;
    delivery.code = code;
    return delivery;
}

class BreakerTest : public testing::Test {
protected:
    void fail(int times) {
        for (int i = 0; i < times; ++i) {
            const bool probe = breaker_.began();
            breaker_.ended(answer(Outcome::retry), probe, now_);
        }
    }
    Instant now_{std::chrono::sys_days{std::chrono::year{2026} / 6 / 2}};
    Breaker breaker_;
};

TEST_F(BreakerTest, lets_everything_through_at_first) {
    EXPECT_EQ(breaker_.ask(now_), Advice::send);
    EXPECT_EQ(breaker_.state(), State::closed);
}

TEST_F(BreakerTest, opens_after_five_failures_in_a_row) {
    fail(4);
    EXPECT_EQ(breaker_.ask(now_), Advice::send);
    fail(1);
    EXPECT_EQ(breaker_.ask(now_), Advice::later);
    EXPECT_EQ(breaker_.until(), now_ + 30s);
}

TEST_F(BreakerTest, an_answer_in_between_starts_the_count_anew) {
    fail(4);
    EXPECT_FALSE(breaker_.ended(answer(Outcome::rejected, 550), false, now_)) << "it was closed and stays so";
    fail(4);
    EXPECT_EQ(breaker_.state(), State::closed);
}

TEST_F(BreakerTest, one_probe_goes_when_the_pause_is_over) {
    fail(5);
    now_ += 30s;
    EXPECT_EQ(breaker_.ask(now_), Advice::send);
    EXPECT_TRUE(breaker_.began());
    EXPECT_EQ(breaker_.state(), State::half_open);
    EXPECT_EQ(breaker_.ask(now_), Advice::wait);
}

TEST_F(BreakerTest, a_probe_that_works_closes_it) {
    fail(5);
    now_ += 30s;
    EXPECT_TRUE(breaker_.began());
    EXPECT_TRUE(breaker_.ended(answer(Outcome::sent, 250), true, now_));
    EXPECT_EQ(breaker_.ask(now_), Advice::send);
    EXPECT_EQ(breaker_.failures(), 0);
}

TEST_F(BreakerTest, each_probe_that_fails_doubles_the_pause_up_to_ten_minutes) {
    fail(5);
    for (const auto pause : {60s, 120s, 240s, 480s, 600s, 600s}) {
        now_ = breaker_.until();
        EXPECT_TRUE(breaker_.began());
        EXPECT_FALSE(breaker_.ended(answer(Outcome::retry), true, now_)) << "it is still paused";
        EXPECT_EQ(breaker_.until(), now_ + pause);
    }
}

TEST_F(BreakerTest, late_failures_of_what_was_under_way_do_not_lengthen_the_pause) {
    fail(5);
    now_ += 10s;
    EXPECT_FALSE(breaker_.ended(answer(Outcome::retry), false, now_));
    EXPECT_EQ(breaker_.until(), now_ + 20s);
}

TEST_F(BreakerTest, a_late_failure_is_not_taken_for_the_probe) {
    fail(5);
    now_ += 30s;
    EXPECT_TRUE(breaker_.began());
    breaker_.ended(answer(Outcome::retry), false, now_);
    EXPECT_EQ(breaker_.ask(now_), Advice::wait) << "the probe is still under way";
    breaker_.ended(answer(Outcome::retry), true, now_);
    EXPECT_EQ(breaker_.until(), now_ + 60s);
}

TEST_F(BreakerTest, what_was_refused_on_this_side_says_nothing_of_the_server) {
    fail(4);
    breaker_.ended(answer(Outcome::rejected), false, now_);
    fail(1);
    EXPECT_EQ(breaker_.ask(now_), Advice::later);
    now_ += 30s;
    EXPECT_TRUE(breaker_.began());
    breaker_.ended(answer(Outcome::rejected), true, now_);
    EXPECT_EQ(breaker_.ask(now_), Advice::send) << "another probe";
    EXPECT_TRUE(breaker_.began());
}

TEST_F(BreakerTest, a_server_that_asks_for_quiet_gets_it) {
    Delivery delivery = answer(Outcome::retry, 429);
    delivery.retry_after = 34s;
    breaker_.ended(delivery, false, now_);
    EXPECT_EQ(breaker_.state(), State::closed);
    EXPECT_EQ(breaker_.ask(now_ + 33s), Advice::later);
    EXPECT_EQ(breaker_.ask(now_ + 34s), Advice::send);
}

TEST_F(BreakerTest, what_was_kept_back_on_this_side_is_no_failure_of_the_server) {
    Delivery kept_back = answer(Outcome::retry);
    kept_back.needs_person = true;
    for (int i = 0; i < 20; ++i) breaker_.ended(kept_back, false, now_);
    EXPECT_EQ(breaker_.state(), State::closed);
    EXPECT_EQ(breaker_.failures(), 0);
    EXPECT_FALSE(is_server_trouble(kept_back));
    EXPECT_TRUE(reached_server(answer(Outcome::retry)));
}

TEST_F(BreakerTest, time_in_which_nobody_can_have_tried_is_none_of_the_servers) {
    fail(1);
    const Instant first = now_;
    now_ += 11h;
    fail(1);
    EXPECT_EQ(breaker_.failing_since(), first);
    now_ += 63h;  // the machine slept
    fail(1);
    EXPECT_EQ(breaker_.failing_since(), first + 51h);
}

TEST_F(BreakerTest, a_clock_that_was_set_back_does_not_keep_it_open) {
    fail(5);
    EXPECT_EQ(breaker_.ask(now_ - 24h), Advice::send);
}

TEST(ServerTrouble, is_what_any_message_would_have_met) {
    for (const int code : {0, 421, 502, 503, 504}) EXPECT_TRUE(is_server_trouble(answer(Outcome::retry, code))) << code;
    for (const int code : {200, 408, 429, 450, 451, 452, 500})
        EXPECT_FALSE(is_server_trouble(answer(Outcome::retry, code))) << code;
    Delivery login = answer(Outcome::retry, 535);
    login.any_message = true;
    EXPECT_TRUE(is_server_trouble(login));
    EXPECT_FALSE(is_server_trouble(answer(Outcome::rejected, 0)));
    EXPECT_FALSE(is_server_trouble(answer(Outcome::sent, 250)));
}

}  // namespace
}  // namespace dondoc::outbox
