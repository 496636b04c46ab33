#include "tests/notifiers/classification.hpp"

#include "notifiers/http/classify.hpp"
#include "notifiers/service/judge.hpp"
#include "notifiers/smtp/classify.hpp"

namespace {

using notifiers::Delivery;

Delivery::Outcome judged(const Classified& row, int code) {
    if (row.kind == "smtp" && row.phase == "mail") return notifiers::smtp::classify_smtp_sender(code);
    if (row.kind == "smtp") return notifiers::smtp::classify_smtp(code);
    if (row.kind == "webhook") return notifiers::http::classify_http(code);
    const auto service = notifiers::parse_service(row.kind, notifiers::builtin_service(row.kind));
    EXPECT_TRUE(service) << row.kind;
    return notifiers::service::judge(*service, {.status = code, .body = row.body, .retry_after = {}}, {})
        .delivery.outcome;
}

/// The greeting and EHLO are no part of a message's transaction: what is said there is judged by the session.
bool is_of_the_message(const Classified& row) {
    return row.phase != "connect" && row.phase != "ehlo";
}

TEST(Classification, each_answer_means_what_the_table_says) {
    for (const Classified& row : classification()) {
        if (!is_of_the_message(row)) continue;
        for (int code = row.first; code <= row.last; ++code)
            EXPECT_EQ(judged(row, code), row.means) << row.told() << ", " << code;
    }
}

TEST(Classification, the_table_leaves_out_no_code) {
    for (const std::string kind : {"smtp", "webhook"}) {
        std::vector<int> times(1000);
        for (const Classified& row : classification()) {
            if (row.kind != kind || row.phase != "any") continue;
            for (int code = row.first; code <= row.last; ++code) ++times.at(static_cast<std::size_t>(code));
        }
        for (std::size_t code = 0; code < times.size(); ++code) EXPECT_EQ(times[code], 1) << kind << " " << code;
    }
}

}  // namespace
