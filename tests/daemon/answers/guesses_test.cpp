#include "daemon/answers/guesses.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dondoc::answers {
namespace {

using namespace std::chrono_literals;

const Guesses::Instant start{std::chrono::sys_days{std::chrono::year{2026} / 6 / 5}};

TEST(Guesses, counts_by_address) {
    Guesses guesses;
    EXPECT_EQ(guesses.note("192.0.2.1", start), 1U);
    EXPECT_EQ(guesses.note("192.0.2.1", start + 1s), 2U);
    EXPECT_EQ(guesses.note("192.0.2.2", start + 1s), 1U);
}

TEST(Guesses, begins_anew_after_a_while) {
    Guesses guesses;
    guesses.note("192.0.2.1", start);
    EXPECT_EQ(guesses.note("192.0.2.1", start + Guesses::stretch - 1s), 2U);
    EXPECT_EQ(guesses.note("192.0.2.1", start + Guesses::stretch), 1U);
}

TEST(Guesses, does_not_hold_an_address_for_ever_when_the_clock_is_set_back) {
    Guesses guesses;
    guesses.note("192.0.2.1", start);
    EXPECT_EQ(guesses.note("192.0.2.1", start - 1h), 1U);
}

TEST(Guesses, of_a_hundred_thousand_addresses_take_no_more_memory) {
    Guesses guesses;
    for (int i = 0; i < 100'000; ++i) guesses.note(std::to_string(i), start);
    EXPECT_LE(guesses.addresses(), 4096U);
}

}  // namespace
}  // namespace dondoc::answers
