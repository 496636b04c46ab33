#include "daemon/outbox/retry.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

const Instant now = std::chrono::sys_days{std::chrono::year{2026} / 6 / 2} + 1h;

TEST(NextAttempt, is_at_least_ten_seconds_away) {
    for (int tries = 1; tries < 30; ++tries) EXPECT_GE(*next_attempt("m-1", tries, 0s, now, {}), now + 10s) << tries;
}

TEST(NextAttempt, waits_no_longer_than_the_doubled_time) {
    EXPECT_LE(*next_attempt("m-1", 1, 0s, now, {}), now + 1min);
    EXPECT_LE(*next_attempt("m-1", 4, 0s, now, {}), now + 8min);
    EXPECT_LE(*next_attempt("m-1", 29, 0s, now, {}), now + 4h);
}

TEST(NextAttempt, is_the_same_for_the_same_message_and_number) {
    EXPECT_EQ(next_attempt("m-1", 5, 0s, now, {}), next_attempt("m-1", 5, 0s, now, {}));
}

TEST(NextAttempt, spreads_messages_that_failed_together) {
    std::set<Instant> times;
    for (int i = 0; i < 100; ++i) times.insert(*next_attempt("m-" + std::to_string(i), 6, 0s, now, {}));
    EXPECT_GT(times.size(), 80U);
}

TEST(NextAttempt, honours_what_the_server_asked_for) {
    EXPECT_GE(*next_attempt("m-1", 1, 0s, now, seconds{3600}), now + 1h);
}

TEST(NextAttempt, is_made_once_more_when_two_days_of_trying_end) {
    EXPECT_EQ(next_attempt("m-1", 12, give_up_after - 5s, now, {}), now + 5s);
}

TEST(NextAttempt, is_given_up_after_two_days_of_trying) {
    EXPECT_EQ(next_attempt("m-1", 13, give_up_after, now, {}), std::nullopt);
}

TEST(NextAttempt, does_not_let_a_server_postpone_it_past_the_two_days) {
    EXPECT_EQ(next_attempt("m-1", 1, 1h, now, seconds{864000}), now + give_up_after - 1h);
}

TEST(NextAttempt, what_waits_for_its_server_is_given_up_two_days_after_that_began) {
    EXPECT_EQ(give_up_waiting(now - 240h, now), now + give_up_after) << "nobody could try before";
    EXPECT_EQ(give_up_waiting(now, now - 240h), now + give_up_after) << "made while the server did not work";
}

}  // namespace
}  // namespace dondoc::outbox
