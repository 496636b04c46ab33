#include "notifiers/smtp/classify.hpp"
#include "notifiers/http/classify.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace {

using notifiers::Delivery;
using Outcome = Delivery::Outcome;
using namespace std::chrono_literals;

/// Each code of a class is judged like `usual`, except those listed.
struct Class {
    const char* what;
    int first;
    int last;
    Outcome usual;
    std::vector<int> except;
    Outcome exception = Outcome::retry;
};

void expect_judgement(const std::vector<Class>& classes, const std::function<Outcome(int)>& judge) {
    for (const Class& codes : classes) {
        for (int code = codes.first; code <= codes.last; ++code) {
            const bool excepted = std::find(codes.except.begin(), codes.except.end(), code) != codes.except.end();
            EXPECT_EQ(judge(code), excepted ? codes.exception : codes.usual) << codes.what << ", " << code;
        }
    }
}

TEST(Classify, every_smtp_code) {
    expect_judgement(
        {
            {"no reply", 0, 199, Outcome::retry, {}},
            {"taken", 200, 299, Outcome::sent, {}},
            {"intermediate, out of place at the end", 300, 399, Outcome::retry, {}},
            {"for now", 400, 499, Outcome::retry, {}},
            {"for good, unless it is our login", 500, 599, Outcome::rejected, {530, 534, 535, 538}},
            {"not SMTP", 600, 999, Outcome::retry, {}},
        },
        notifiers::smtp::classify_smtp);
}

TEST(Classify, every_http_status) {
    expect_judgement(
        {
            {"no answer", 0, 99, Outcome::retry, {}},
            {"not final", 100, 199, Outcome::retry, {}},
            {"taken", 200, 299, Outcome::sent, {}},
            {"redirects are not followed", 300, 399, Outcome::rejected, {}},
            {"refused, unless it is a matter of time", 400, 499, Outcome::rejected, {408, 425, 429}},
            {"failed", 500, 599, Outcome::retry, {}},
            {"not HTTP", 600, 999, Outcome::retry, {}},
        },
        notifiers::http::classify_http);
}

TEST(Classify, gone_says_so) {
    EXPECT_STREQ(notifiers::http::explain_http(410), "endpoint gone");
}

TEST(NotAllowed, a_name_is_tried_again_and_an_address_never) {
    using notifiers::http::not_allowed;
    for (const char* host : {"10.0.0.1", "[fd00::1]", "[::ffff:10.0.0.1]", "localhost", "LOCALHOST.", "a.localhost"})
        EXPECT_EQ(not_allowed(host, "10.0.0.1").outcome, Outcome::rejected) << host;
    for (const char* host : {"chat.example.vn", "localhost.example.vn", "notlocalhost", "10.example.vn"}) {
        const Delivery delivery = not_allowed(host, "10.0.0.1");
        EXPECT_EQ(delivery.outcome, Outcome::retry) << host;
        EXPECT_TRUE(delivery.needs_person) << host << ": it says nothing of the server";
        EXPECT_THAT(delivery.reason, testing::HasSubstr("nothing was sent")) << host;
        EXPECT_THAT(delivery.reason, testing::HasSubstr("allow_private")) << host;
    }
}

TEST(RetryAfter, seconds_and_dates) {
    const auto now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + 1h;
    using notifiers::http::retry_after;
    EXPECT_EQ(retry_after("120", now), 120s);
    EXPECT_EQ(retry_after("0", now), 0s);
    EXPECT_EQ(retry_after("Sun, 22 Nov 2026 01:02:03 GMT", now), 123s);
    EXPECT_EQ(retry_after("Sat, 21 Nov 2026 01:00:00 GMT", now), 0s) << "in the past";
}

TEST(RetryAfter, nonsense_is_no_wish_and_greed_is_bounded) {
    const auto now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);
    using notifiers::http::retry_after;
    EXPECT_EQ(retry_after("", now), std::nullopt);
    EXPECT_EQ(retry_after("soon", now), std::nullopt);
    EXPECT_EQ(retry_after("-5", now), std::nullopt);
    EXPECT_EQ(retry_after("99999999999999999999999", now), std::chrono::weeks(1));
    EXPECT_EQ(retry_after("Fri, 31 Dec 2099 23:59:59 GMT", now), std::chrono::weeks(1));
}

}  // namespace
