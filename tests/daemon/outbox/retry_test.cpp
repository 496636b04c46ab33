#include "daemon/outbox/retry.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

const Instant created = std::chrono::sys_days{std::chrono::year{2026} / 6 / 2} + 1h;

TEST(NextAttempt, is_at_least_ten_seconds_away) {
    for (int attempt = 1; attempt < 30; ++attempt) {
        EXPECT_GE(*next_attempt("m-1", attempt, created, created, {}), created + 10s) << attempt;
    }
}

TEST(NextAttempt, waits_no_longer_than_the_doubled_time) {
    EXPECT_LE(*next_attempt("m-1", 1, created, created, {}), created + 1min);
    EXPECT_LE(*next_attempt("m-1", 4, created, created, {}), created + 8min);
    EXPECT_LE(*next_attempt("m-1", 29, created, created, {}), created + 4h);
}

TEST(NextAttempt, is_the_same_for_the_same_message_and_attempt) {
    EXPECT_EQ(next_attempt("m-1", 5, created, created, {}), next_attempt("m-1", 5, created, created, {}));
}

TEST(NextAttempt, spreads_messages_that_failed_together) {
    std::set<Instant> times;
    for (int i = 0; i < 100; ++i) times.insert(*next_attempt("m-" + std::to_string(i), 6, created, created, {}));
    EXPECT_GT(times.size(), 80U);
}

TEST(NextAttempt, honours_what_the_server_asked_for) {
    EXPECT_GE(*next_attempt("m-1", 1, created, created, seconds{3600}), created + 1h);
}

TEST(NextAttempt, is_made_once_more_when_the_two_days_end) {
    const Instant late = created + give_up_after - 5s;
    EXPECT_EQ(next_attempt("m-1", 12, created, late, {}), created + give_up_after);
}

TEST(NextAttempt, is_given_up_after_two_days) {
    EXPECT_EQ(next_attempt("m-1", 13, created, created + give_up_after, {}), std::nullopt);
}

TEST(NextAttempt, does_not_let_a_server_postpone_it_past_the_two_days) {
    EXPECT_EQ(next_attempt("m-1", 1, created, created, seconds{864000}), created + give_up_after);
}

}  // namespace
}  // namespace dondoc::outbox
