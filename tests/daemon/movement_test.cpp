#include "daemon/movement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class MovementTest : public testing::Test {
protected:
    /// Looks every five minutes up to then.
    void busy_until(clock::Instant until) {
        for (; now_ <= until; now_ += 5min) movement_.look({"mail"}, now_);
        now_ = until;
    }
    std::vector<std::string> stuck() const { return movement_.stuck(spans_, now_); }

    Movement movement_;
    Movement::Spans spans_;
    clock::Instant start_ = std::chrono::sys_days{std::chrono::January / 5 / 2026};
    clock::Instant now_ = start_;
};

TEST_F(MovementTest, a_long_queue_that_moves_is_no_trouble) {
    for (int minutes = 0; minutes < 120; minutes += 10) {
        busy_until(start_ + std::chrono::minutes{minutes});
        movement_.attempted("mail", now_, 0s);
        EXPECT_THAT(stuck(), IsEmpty()) << minutes;
    }
}

TEST_F(MovementTest, a_channel_that_ends_no_attempt_for_longer_than_any_may_take_is_stuck) {
    busy_until(start_ + 35min);
    EXPECT_THAT(stuck(), IsEmpty());
    busy_until(start_ + 36min);
    EXPECT_THAT(stuck(), ElementsAre("mail"));
    movement_.attempted("mail", now_, 0s);
    EXPECT_THAT(stuck(), IsEmpty());
}

TEST_F(MovementTest, a_channel_without_anything_to_do_rests_as_long_as_it_likes) {
    movement_.attempted("mail", start_, 0s);
    for (now_ = start_; now_ < start_ + 2h; now_ += 5min) movement_.look({}, now_);
    movement_.look({"mail"}, now_);
    EXPECT_THAT(stuck(), IsEmpty());
}

TEST_F(MovementTest, a_rate_and_a_server_that_asks_for_it_may_take_longer) {
    spans_["mail"] = 1h;
    busy_until(start_ + 94min);
    EXPECT_THAT(stuck(), IsEmpty());
    busy_until(start_ + 96min);
    EXPECT_THAT(stuck(), ElementsAre("mail"));
    spans_.clear();
    movement_.attempted("mail", now_, 30min);
    busy_until(start_ + 160min);
    EXPECT_THAT(stuck(), IsEmpty());
    busy_until(start_ + 162min);
    EXPECT_THAT(stuck(), ElementsAre("mail"));
}

TEST_F(MovementTest, after_the_machine_slept_or_its_clock_was_set_nothing_is_known) {
    busy_until(start_ + 10min);
    for (const auto then : {start_ + 9h, start_ - 9h}) {
        now_ = then;
        movement_.look({"mail"}, now_);
        EXPECT_THAT(stuck(), IsEmpty());
    }
}

}  // namespace
}  // namespace dondoc
