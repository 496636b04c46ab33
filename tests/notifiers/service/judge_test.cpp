#include "notifiers/service/judge.hpp"

#include <gmock/gmock.h>

namespace {

using notifiers::Delivery;
using notifiers::Service;
using notifiers::service::judge;
using testing::HasSubstr;
using testing::Not;
using Outcome = Delivery::Outcome;
using namespace std::chrono_literals;

Service builtin(const std::string& kind) {
    auto service = notifiers::parse_service(kind, notifiers::builtin_service(kind));
    EXPECT_TRUE(service) << kind << ": " << service.error();
    return *service;
}

struct Case {
    const char* kind;
    int status;
    const char* body;
    Outcome outcome;
};

TEST(Judge, each_service_is_taken_at_its_own_word) {
    const std::vector<Case> table{
        {"slack", 200, "ok", Outcome::sent},
        {"slack", 200, "ok\n", Outcome::sent},
        {"slack", 200, "okay", Outcome::retry},
        {"slack", 200, "", Outcome::retry},
        {"slack", 400, "invalid_payload", Outcome::rejected},
        {"slack", 404, "no_service", Outcome::rejected},
        {"slack", 410, "channel_is_archived", Outcome::rejected},
        {"slack", 429, "rate_limited", Outcome::retry},
        {"slack", 500, "rollup_error", Outcome::retry},
        {"teams", 202, "", Outcome::sent},
        {"teams", 200, "1", Outcome::sent},
        {"teams", 204, "", Outcome::retry},
        {"teams", 400, "Property 'type' must be 'AdaptiveCard'", Outcome::rejected},
        {"teams", 413, "", Outcome::rejected},
        {"telegram", 200, R"({"ok":true,"result":{}})", Outcome::sent},
        {"telegram", 200, R"({"ok":false,"error_code":400,"description":"Bad Request"})", Outcome::rejected},
        {"telegram", 400, R"({"ok":true})", Outcome::rejected},
        {"telegram", 401, R"({"ok":false,"error_code":401,"description":"Unauthorized"})", Outcome::retry},
        {"telegram", 403, R"({"ok":false,"error_code":403,"description":"blocked"})", Outcome::rejected},
        {"telegram", 404, R"({"ok":false,"error_code":404,"description":"Not Found"})", Outcome::retry},
        {"telegram", 429, R"({"ok":false,"error_code":429})", Outcome::retry},
        {"telegram", 200, "<html>", Outcome::retry},
        {"telegram", 200, R"({"ok":"true"})", Outcome::retry},
        {"telegram", 200, R"([true])", Outcome::retry},
        {"telegram", 502, "Bad Gateway", Outcome::retry},
        {"zalo-bot", 200, R"({"ok":true,"result":{"message_id":"1"}})", Outcome::sent},
        {"zalo-bot", 200, R"({"ok":false,"error_code":400,"description":"x"})", Outcome::rejected},
        {"zalo-bot", 200, R"({"ok":false,"error_code":429})", Outcome::retry},
        {"zalo-bot", 200, R"({"ok":false,"error_code":-7})", Outcome::retry},
        {"zalo-oa", 200, R"({"error":0,"message":"Success"})", Outcome::sent},
        {"zalo-oa", 200, R"({"error":-224,"message":"upgrade"})", Outcome::rejected},
        {"zalo-oa", 200, R"({"error":-216,"message":"token"})", Outcome::retry},
        {"zalo-oa", 401, "", Outcome::retry},
        {"zalo-oa", 200, R"({"message":"Success"})", Outcome::retry},
        {"zalo-oa", 503, R"({"error":-1})", Outcome::retry},
        {"zns", 200, R"({"error":0,"data":{}})", Outcome::sent},
        {"zns", 200, R"({"error":"-108","message":"Phone number invalid"})", Outcome::rejected},
        {"zns", 302, "", Outcome::rejected},
    };
    for (const Case& row : table) {
        const auto verdict = judge(builtin(row.kind), {.status = row.status, .body = row.body, .retry_after = {}}, {});
        EXPECT_EQ(verdict.delivery.outcome, row.outcome)
            << row.kind << " " << row.status << " " << row.body << ": " << verdict.delivery.reason;
        EXPECT_EQ(verdict.delivery.code, row.status);
        EXPECT_NE(verdict.delivery.reason, "");
    }
}

TEST(Judge, only_the_words_of_zalo_ask_for_a_new_token) {
    const Service zalo = builtin("zalo-oa");
    EXPECT_TRUE(judge(zalo, {.status = 200, .body = R"({"error":-216})", .retry_after = {}}, {}).token_expired);
    EXPECT_TRUE(judge(zalo, {.status = 401, .body = R"({"error":-1})", .retry_after = {}}, {}).token_expired);
    EXPECT_FALSE(judge(zalo, {.status = 200, .body = R"({"error":-224})", .retry_after = {}}, {}).token_expired);
    EXPECT_FALSE(judge(builtin("telegram"), {.status = 401, .body = {}, .retry_after = {}}, {}).token_expired);
}

TEST(Judge, a_code_that_nobody_has_told_of_is_named_and_tried_again) {
    const auto unknown = judge(builtin("zns"), {.status = 200, .body = R"({"error":-9999})", .retry_after = {}}, {});
    EXPECT_EQ(unknown.delivery.outcome, Outcome::retry);
    EXPECT_THAT(unknown.delivery.reason, HasSubstr("does not name (-9999)"));
    EXPECT_FALSE(unknown.delivery.any_message) << "it may be of this message alone";
    const auto known = judge(builtin("zns"), {.status = 200, .body = R"({"error":-118})", .retry_after = {}}, {});
    EXPECT_EQ(known.delivery.outcome, Outcome::rejected);
    EXPECT_THAT(known.delivery.reason, HasSubstr("refuses the message (-118)"));
}

TEST(Judge, the_longer_of_two_waits_counts) {
    const char* body = R"({"ok":false,"error_code":429,"parameters":{"retry_after":34}})";
    const Service telegram = builtin("telegram");
    EXPECT_EQ(judge(telegram, {.status = 429, .body = body, .retry_after = {}}, {}).delivery.retry_after, 34s);
    EXPECT_EQ(judge(telegram, {.status = 429, .body = body, .retry_after = 60s}, {}).delivery.retry_after, 60s);
    EXPECT_EQ(judge(builtin("slack"), {.status = 429, .body = "x", .retry_after = 1s}, {}).delivery.retry_after, 1s);
}

TEST(Judge, absurd_waits_are_bounded) {
    const Service telegram = builtin("telegram");
    const auto wait = [&](const char* body) {
        return judge(telegram, {.status = 429, .body = body, .retry_after = {}}, {}).delivery.retry_after;
    };
    EXPECT_EQ(wait(R"({"ok":false,"parameters":{"retry_after":9223372036854775807}})"), std::chrono::weeks(1));
    EXPECT_EQ(wait(R"({"ok":false,"parameters":{"retry_after":-5}})"), std::nullopt);
    EXPECT_EQ(wait(R"({"ok":false,"parameters":{"retry_after":[]}})"), std::nullopt);
}

TEST(Judge, what_is_kept_of_an_answer_holds_no_secret) {
    const auto verdict = judge(builtin("telegram"),
                               {.status = 404,
                                .body = R"({"ok":false,"error_code":404,"description":"no /botS3CRET/sendMessage"})",
                                .retry_after = {}},
                               {"S3CRET"});
    EXPECT_EQ(verdict.delivery.answer, "no /bot***/sendMessage");
    EXPECT_THAT(verdict.delivery.reason, Not(HasSubstr("S3CRET")));
}

TEST(Judge, deep_and_broken_answers_are_only_not_understood) {
    const Service telegram = builtin("telegram");
    for (const std::string& body : {std::string(100'000, '['), std::string("{\"ok\":tru"),
                                    std::string("\xff\xfe\0x", 4), std::string(R"({"ok":{"ok":true}})")}) {
        EXPECT_EQ(judge(telegram, {.status = 200, .body = body, .retry_after = {}}, {}).delivery.outcome,
                  Outcome::retry);
    }
}

TEST(ServiceFile, all_that_are_part_of_the_program_are_sound) {
    for (const auto& [name, text] : notifiers::embedded_services()) {
        const auto service = notifiers::parse_service("x", text);
        EXPECT_TRUE(service) << name << ": " << service.error();
    }
    EXPECT_EQ(notifiers::builtin_service("fax"), "");
    EXPECT_EQ(notifiers::builtin_service("zalo"), "");
}

TEST(ServiceFile, what_is_wrong_is_named) {
    const auto error = [](const char* text) { return notifiers::parse_service("x", text).error(); };
    EXPECT_THAT(error("["), HasSubstr("not a JSON object"));
    EXPECT_THAT(error(R"({"url": 7})"), HasSubstr("'url' must be a text"));
    EXPECT_THAT(error(R"({"address": "fax"})"), HasSubstr("'address' must be one of url, chat, phone"));
    EXPECT_THAT(error(R"({"address": "chat"})"), HasSubstr("'url' must be given"));
    EXPECT_THAT(error(R"({"text": {"most": 1}})"), HasSubstr("'text.most' is unknown"));
    EXPECT_THAT(error(R"({"pages": 0})"), HasSubstr("'pages' must be a whole number from 1"));
    EXPECT_THAT(error(R"({"success": {"status": ["200"]}})"), HasSubstr("'success.status' must be a list of numbers"));
}

TEST(ShownAddress, hides_what_a_url_may_carry) {
    using notifiers::shown_address;
    EXPECT_EQ(shown_address("https://hooks.slack.com/services/T0/B0/xyz"), "https://hooks.slack.com/***");
    EXPECT_EQ(shown_address("https://u:p@a.vn:8443/x?sig=y"), "https://a.vn:8443/***");
    EXPECT_EQ(shown_address("https://a.vn?sig=y"), "https://a.vn/***");
    EXPECT_EQ(shown_address("https://a.vn/"), "https://a.vn/");
    EXPECT_EQ(shown_address("a@example.vn"), "a@example.vn");
    EXPECT_EQ(shown_address("-1001234567890"), "-1001234567890");
}

}  // namespace
