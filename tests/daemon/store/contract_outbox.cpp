#include "contract.hpp"

namespace dondoc::store::contract {
namespace {

void fill(Store& store, std::vector<OutboxMessage> messages) {
    ASSERT_TRUE(store.commit(cycle(store.revision(), {}, std::move(messages)), instant(0)));
}

std::vector<std::string> ids(const std::vector<Claimed>& claims) {
    std::vector<std::string> result;
    for (const Claimed& claim : claims) result.push_back(claim.envelope.id);
    return result;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_P(StoreContract, a_claim_brings_the_message_as_it_was_composed) {
    OutboxMessage sent = message("m1");
    sent.envelope.bytes = std::string("a\0b\r\n.\r\n", 8);
    fill(*store_, {sent});

    const auto claims = store_->claim_due(instant(10), instant(100), "", 10);

    ASSERT_EQ(claims.size(), 1U);
    EXPECT_EQ(claims[0].attempt, 1);
    EXPECT_EQ(claims[0].created, instant(0));
    EXPECT_EQ(claims[0].recipient, "so-y-te");
    EXPECT_EQ(claims[0].subject_line, "Nhắc việc");
    EXPECT_EQ(claims[0].envelope.bytes, sent.envelope.bytes);
    EXPECT_EQ(claims[0].envelope.channel, "mail");
    EXPECT_EQ(claims[0].envelope.to, "so-y-te@example.vn");
}

TEST_P(StoreContract, what_is_claimed_is_not_claimed_again_while_the_lease_runs) {
    fill(*store_, {message("m1")});
    const auto other = site_->open();
    EXPECT_EQ(store_->claim_due(instant(0), instant(100), "", 10).size(), 1U);
    EXPECT_TRUE(other->claim_due(instant(99), instant(200), "", 10).empty());
}

TEST_P(StoreContract, a_lease_that_ran_out_makes_the_message_due_again) {
    fill(*store_, {message("m1")});
    store_->claim_due(instant(0), instant(100), "", 10);
    const auto claims = store_->claim_due(instant(100), instant(200), "", 10);
    ASSERT_EQ(claims.size(), 1U);
    EXPECT_EQ(claims[0].attempt, 2);
}

TEST_P(StoreContract, a_message_waits_for_its_time) {
    fill(*store_, {message("m1", "mail", instant(50))});
    EXPECT_TRUE(store_->claim_due(instant(49), instant(100), "", 10).empty());
    EXPECT_EQ(store_->claim_due(instant(50), instant(100), "", 10).size(), 1U);
}

TEST_P(StoreContract, claims_keep_to_channel_and_limit_oldest_first) {
    fill(*store_, {message("a"), message("b", "hook"), message("c"), message("d")});
    EXPECT_EQ(ids(store_->claim_due(instant(0), instant(100), "mail", 2)), (Ids{"a", "c"}));
    EXPECT_EQ(ids(store_->claim_due(instant(0), instant(100), "", 10)), (Ids{"b", "d"}));
}

TEST_P(StoreContract, a_delivered_message_is_done) {
    fill(*store_, {message("m1")});
    const auto claims = store_->claim_due(instant(0), instant(100), "", 10);
    store_->record(std::vector{delivered(claims[0])});

    EXPECT_TRUE(store_->claim_due(instant(1000), instant(2000), "", 10).empty());
    EXPECT_FALSE(store_->next_due(""));
    const auto rows = store_->deliveries({});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].state, MessageState::sent);
    EXPECT_EQ(rows[0].attempts, 1);
    EXPECT_EQ(rows[0].code, 250);
    EXPECT_EQ(rows[0].answer, "2.0.0 Ok");
    EXPECT_EQ(rows[0].last_at, instant(60));
    EXPECT_FALSE(rows[0].next);
}

TEST_P(StoreContract, a_deferred_message_comes_back_at_its_time) {
    fill(*store_, {message("m1")});
    const auto claims = store_->claim_due(instant(0), instant(100), "", 10);
    store_->record(std::vector{deferred(claims[0], instant(300))});

    EXPECT_EQ(store_->next_due(""), instant(300));
    EXPECT_EQ(store_->deliveries({})[0].state, MessageState::waiting);
    EXPECT_TRUE(store_->claim_due(instant(299), instant(400), "", 10).empty());
    const auto again = store_->claim_due(instant(300), instant(400), "", 10);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].attempt, 2);
    store_->record(std::vector{delivered(again[0])});
    EXPECT_EQ(store_->deliveries({})[0].code, 250) << "the newest receipt is shown";
}

TEST_P(StoreContract, a_dead_letter_and_its_alert_are_written_together) {
    fill(*store_, {message("m1")});
    const auto claims = store_->claim_due(instant(0), instant(100), "", 10);
    Attempt attempt = refused(claims[0]);
    attempt.follows = {message("alert", "hook", instant(60))};
    store_->record(std::vector{attempt});

    DeliveryFilter dead;
    dead.state = MessageState::dead;
    EXPECT_EQ(store_->deliveries(dead).size(), 1U);
    EXPECT_EQ(ids(store_->claim_due(instant(60), instant(100), "", 10)), Ids{"alert"});
}

TEST_P(StoreContract, the_same_alert_is_not_raised_twice) {
    store_->enqueue(std::vector{message("alert")}, instant(0));
    store_->enqueue(std::vector{message("alert")}, instant(0));
    EXPECT_EQ(store_->deliveries({}).size(), 1U);
}

TEST_P(StoreContract, a_stale_attempt_leaves_a_receipt_and_nothing_else) {
    OutboxMessage stand_in = message("s", "hook");
    stand_in.stands_in_for = {"m1"};
    fill(*store_, {message("m1"), stand_in});
    const auto first = store_->claim_due(instant(0), instant(100), "", 10);
    const auto second = store_->claim_due(instant(100), instant(200), "", 10);

    Attempt stale = refused(first[0]);
    stale.follows = {message("alert")};
    store_->record(std::vector{stale});
    EXPECT_EQ(store_->deliveries({})[0].state, MessageState::sending);
    store_->record(std::vector{delivered(second[0])});
    store_->record(std::vector{deferred(first[0], instant(300))});

    ASSERT_EQ(store_->deliveries({}).size(), 1U) << "no alert, and nobody stands in";
    EXPECT_EQ(store_->deliveries({})[0].state, MessageState::sent);
    EXPECT_EQ(store_->deliveries({})[0].code, 250);
    EXPECT_FALSE(store_->next_due(""));
}

TEST_P(StoreContract, receipts_of_many_attempts_are_kept_each_once) {
    constexpr int count = 75;
    std::vector<OutboxMessage> messages;
    for (int i = 0; i < count; ++i) messages.push_back(message("m" + std::to_string(i)));
    fill(*store_, messages);
    const auto claims = store_->claim_due(instant(0), instant(100), "", count);
    std::vector<Attempt> attempts;
    for (const Claimed& claim : claims) {
        attempts.push_back(delivered(claim));
        attempts.back().delivery.answer = "ok " + claim.envelope.id;
    }
    attempts[40] = refused(claims[40]);
    attempts.push_back(attempts[3]);
    attempts.back().delivery.answer = "twice";

    store_->record(attempts);

    const auto rows = store_->deliveries({});
    ASSERT_EQ(rows.size(), static_cast<std::size_t>(count));
    for (const DeliveryRow& row : rows) {
        const bool dead = row.message == claims[40].envelope.id;
        EXPECT_EQ(row.state, dead ? MessageState::dead : MessageState::sent) << row.message;
        EXPECT_EQ(row.answer, dead ? "no such user" : "ok " + row.message);
    }
}

TEST_P(StoreContract, next_due_counts_leases_and_channels) {
    EXPECT_FALSE(store_->next_due(""));
    fill(*store_, {message("a", "mail", instant(70)), message("b", "hook", instant(20))});
    EXPECT_EQ(store_->next_due(""), instant(20));
    EXPECT_EQ(store_->next_due("mail"), instant(70));
    store_->claim_due(instant(20), instant(500), "hook", 1);
    EXPECT_EQ(store_->next_due("hook"), instant(500));
    EXPECT_EQ(store_->next_due("zalo"), std::nullopt);
}

TEST_P(StoreContract, released_claims_are_due_at_once) {
    fill(*store_, {message("a"), message("b", "mail", instant(70))});
    const auto claims = store_->claim_due(instant(0), instant(500), "", 10);

    store_->release_claims();

    EXPECT_EQ(ids(store_->claim_due(instant(1), instant(100), "", 10)), Ids{"a"});
    EXPECT_EQ(store_->next_due(""), instant(70)) << "what was not claimed keeps its time";
    ASSERT_EQ(claims.size(), 1U);
}

TEST_P(StoreContract, an_answer_that_comes_after_the_release_still_counts) {
    fill(*store_, {message("a")});
    const auto claims = store_->claim_due(instant(0), instant(500), "", 10);
    store_->release_claims();
    store_->record(std::vector{delivered(claims[0])});
    EXPECT_TRUE(store_->claim_due(instant(1), instant(100), "", 10).empty());
}

TEST_P(StoreContract, deliveries_are_filtered_by_recipient_and_time) {
    OutboxMessage other = message("b");
    other.recipient = "so-noi-vu";
    fill(*store_, {message("a"), other});
    DeliveryFilter recipient;
    recipient.recipient = "so-noi-vu";
    EXPECT_EQ(store_->deliveries(recipient).size(), 1U);
    DeliveryFilter since;
    since.since = instant(1);
    EXPECT_TRUE(store_->deliveries(since).empty());
}

TEST_P(StoreContract, deliveries_are_filtered_by_channel_address_and_id) {
    fill(*store_, {message("a"), message("b", "hook"), message("c")});
    DeliveryFilter filter;
    filter.channel = "hook";
    EXPECT_EQ(store_->deliveries(filter).size(), 1U);
    filter = {};
    filter.to = "y-te@";
    EXPECT_EQ(store_->deliveries(filter).size(), 3U);
    filter.to = "%";
    EXPECT_TRUE(store_->deliveries(filter).empty()) << "no pattern, a part of the address";
    filter = {};
    filter.messages = {"c", "no-such"};
    EXPECT_EQ(store_->deliveries(filter).size(), 1U);
}

TEST_P(StoreContract, a_claim_that_is_given_back_costs_no_attempt) {
    fill(*store_, {message("a")});
    const auto claims = store_->claim_due(instant(0), instant(500), "", 10);
    store_->postpone(std::vector{Postponed{claims[0].id, claims[0].attempt, instant(70)}});
    EXPECT_EQ(store_->next_due(""), instant(70));
    EXPECT_EQ(store_->deliveries({})[0].attempts, 0);
    EXPECT_EQ(store_->claim_due(instant(70), instant(600), "", 10)[0].attempt, 1);
    store_->postpone(std::vector{Postponed{claims[0].id, 7, instant(90)}});
    EXPECT_EQ(store_->deliveries({})[0].state, MessageState::sending) << "the claim of another attempt stays";
}

TEST_P(StoreContract, a_dead_message_gets_a_new_start_with_its_whole_time) {
    fill(*store_, {message("a"), message("b")});
    const auto claims = store_->claim_due(instant(0), instant(500), "", 10);
    store_->record(std::vector{refused(claims[0]), delivered(claims[1])});
    EXPECT_EQ(store_->retry({}, {.who = "lan", .at = instant(900)}), 1U) << "what was sent is left alone";
    const auto again = store_->claim_due(instant(900), instant(1000), "", 10);
    ASSERT_EQ(ids(again), Ids{"a"});
    EXPECT_EQ(again[0].created, instant(900));
    EXPECT_EQ(again[0].attempt, 2);
    EXPECT_EQ(again[0].tries, 1) << "its pauses begin anew";
    EXPECT_EQ(again[0].tried_for.count(), 0);
}

TEST_P(StoreContract, time_in_which_nobody_tried_counts_for_twelve_hours) {
    fill(*store_, {message("a")});
    const auto first = store_->claim_due(instant(0), instant(500), "", 10);
    EXPECT_EQ(first[0].tried_for.count(), 0) << "however old the message is";
    store_->record(std::vector{deferred(first[0], instant(100))});  // at 60
    const auto second = store_->claim_due(instant(160), instant(500), "", 10);
    EXPECT_EQ(second[0].tries, 2);
    EXPECT_EQ(second[0].tried_for.count(), 100);
    Attempt attempt = deferred(second[0], instant(200));
    attempt.at = instant(160);
    store_->record(std::vector{attempt});
    constexpr int nine_days = 9 * 24 * 3600;
    const auto third = store_->claim_due(instant(nine_days), instant(nine_days + 500), "", 10);
    EXPECT_EQ(third[0].tries, 3);
    EXPECT_EQ(third[0].tried_for.count(), 100 + 12 * 3600);
}

TEST_P(StoreContract, a_person_can_pull_forward_what_waits) {
    fill(*store_, {message("a", "mail", instant(900)), message("b", "mail", instant(900))});
    EXPECT_EQ(store_->retry({}, {.who = "lan", .at = instant(10)}), 0U) << "nobody meant them";
    DeliveryFilter named;
    named.messages = {"a"};
    EXPECT_EQ(store_->retry(named, {.who = "lan", .at = instant(10)}), 1U);
    EXPECT_EQ(ids(store_->claim_due(instant(10), instant(500), "", 10)), Ids{"a"});
    EXPECT_EQ(store_->retry(named, {.who = "lan", .at = instant(20)}), 0U) << "it is under way";
    DeliveryFilter waiting;
    waiting.state = MessageState::waiting;
    EXPECT_EQ(store_->retry(waiting, {.who = "lan", .at = instant(20)}), 1U);
}

TEST_P(StoreContract, what_a_wrong_clock_made_is_due_at_once) {
    using namespace std::chrono_literals;
    constexpr int next_year = 365 * 24 * 3600;
    ASSERT_TRUE(store_->commit(cycle(store_->revision(), {}, {message("quiet", "mail", instant(3600))}), instant(0)));
    ASSERT_TRUE(
        store_->commit(cycle(store_->revision(), {}, {message("far", "mail", instant(next_year))}), instant(0)));
    store_->enqueue(std::vector{message("new", "mail", instant(7200))}, instant(7200));
    store_->pull_forward(instant(10), 48h);
    EXPECT_EQ(ids(store_->claim_due(instant(10), instant(500), "", 10)), (Ids{"far", "new"}));
    EXPECT_EQ(store_->next_due(""), instant(500));
    EXPECT_EQ(store_->message("quiet")->attempt, 0) << "what is right keeps its time";
}

TEST_P(StoreContract, what_is_kept_for_the_end_of_quiet_hours_stays_kept_when_the_daemon_starts_again) {
    using namespace std::chrono_literals;
    store_->enqueue(std::vector{message("notice", "mail", instant(3600))}, instant(0));
    store_->release_claims();
    store_->pull_forward(instant(10), 48h);
    EXPECT_TRUE(store_->claim_due(instant(10), instant(500), "", 10).empty());
    EXPECT_EQ(store_->next_due(""), instant(3600));
    EXPECT_EQ(store_->deliveries({})[0].created, instant(0)) << "the log says when it was made";
}

TEST_P(StoreContract, what_waits_can_be_dropped_with_its_reason) {
    fill(*store_, {message("a"), message("b", "hook")});
    DeliveryFilter hook;
    hook.channel = "hook";
    EXPECT_EQ(store_->drop(hook, "đã gọi điện", {.who = "lan", .at = instant(5)}), 1U);
    const auto row = store_->deliveries(hook)[0];
    EXPECT_EQ(row.state, MessageState::dead);
    EXPECT_EQ(row.reason, "đã gọi điện");
    EXPECT_EQ(ids(store_->claim_due(instant(10), instant(100), "", 10)), Ids{"a"});
    EXPECT_EQ(store_->drop({}, "x", {.who = "lan", .at = instant(20)}), 0U) << "nothing that is under way or over";
    EXPECT_EQ(store_->retry(hook, {.who = "lan", .at = instant(30)}), 1U);
}

TEST_P(StoreContract, a_message_that_stands_in_waits_for_another_to_die) {
    OutboxMessage stand_in = message("s", "hook");
    stand_in.stands_in_for = {"a", "b"};
    fill(*store_, {message("a"), message("b"), stand_in});
    EXPECT_EQ(store_->deliveries({}).size(), 2U);
    const auto claims = store_->claim_due(instant(0), instant(500), "", 10);
    ASSERT_EQ(ids(claims), (Ids{"a", "b"}));
    store_->record(std::vector{refused(claims[0]), refused(claims[1])});
    EXPECT_EQ(ids(store_->claim_due(instant(60), instant(500), "", 10)), Ids{"s"}) << "once, though both died";
}

TEST_P(StoreContract, a_message_may_stand_in_for_one_that_is_written_after_it_and_is_named_twice) {
    OutboxMessage first = message("c", "hook");
    first.stands_in_for = {"a", "e", "a"};
    OutboxMessage second = message("e", "zalo");
    second.stands_in_for = {"d"};
    fill(*store_, {message("a"), message("d"), first, second});
    const auto claims = store_->claim_due(instant(0), instant(500), "", 10);
    ASSERT_EQ(ids(claims), (Ids{"a", "d"}));
    store_->record(std::vector{delivered(claims[0]), refused(claims[1])});
    const auto e = store_->claim_due(instant(60), instant(500), "zalo", 10);
    ASSERT_EQ(ids(e), Ids{"e"});
    store_->record(std::vector{refused(e[0])});
    EXPECT_EQ(ids(store_->claim_due(instant(60), instant(500), "hook", 10)), Ids{"c"});
}

TEST_P(StoreContract, nobody_stands_in_for_what_does_not_exist) {
    OutboxMessage stand_in = message("s", "hook");
    stand_in.stands_in_for = {"no-such"};
    EXPECT_THROW(store_->commit(cycle(store_->revision(), {}, {stand_in}), instant(0)), StoreError);
    EXPECT_FALSE(store_->message("s")) << "nothing is written";
}

TEST_P(StoreContract, channels_are_in_use_as_long_as_something_may_come_for_them) {
    OutboxMessage stand_in = message("s", "hook");
    stand_in.stands_in_for = {"a"};
    fill(*store_, {message("a"), message("b", "zalo"), stand_in});
    const auto claims = store_->claim_due(instant(0), instant(500), "zalo", 10);
    store_->record(std::vector{delivered(claims[0])});
    EXPECT_EQ(store_->channels_in_use(), (std::vector<std::string>{"hook", "mail"}));
}

TEST_P(StoreContract, the_key_of_a_site_stays_the_same) {
    const std::string key = store_->site_key();
    EXPECT_EQ(key.size(), 32U);
    EXPECT_EQ(site_->open()->site_key(), key);
    EXPECT_NE(open_in_memory()->site_key(), key);
}

TEST_P(StoreContract, what_stands_in_for_a_message_stands_in_for_its_rest_too_and_only_once) {
    OutboxMessage stand_in = message("s", "hook");
    stand_in.stands_in_for = {"a"};
    fill(*store_, {message("a"), stand_in});
    Attempt partly = delivered(store_->claim_due(instant(0), instant(500), "", 10).at(0));
    OutboxMessage rest = message("a-r1", "mail", instant(60));
    rest.rest_of = "a";
    partly.follows = {rest};
    store_->record(std::vector{partly});
    const auto claims = store_->claim_due(instant(60), instant(500), "", 10);
    ASSERT_EQ(ids(claims), Ids{"a-r1"});
    store_->record(std::vector{refused(claims[0])});
    const auto stand_ins = store_->claim_due(instant(70), instant(500), "", 10);
    ASSERT_EQ(ids(stand_ins), Ids{"s"});
    store_->record(std::vector{delivered(stand_ins[0])});

    DeliveryFilter again;
    again.messages = {"a-r1"};
    EXPECT_EQ(store_->retry(again, {.who = "lan", .at = instant(80)}), 1U);
    store_->record(std::vector{refused(store_->claim_due(instant(80), instant(500), "", 10).at(0))});
    EXPECT_TRUE(store_->claim_due(instant(90), instant(500), "", 10).empty());
}

TEST_P(StoreContract, servers_that_are_paused_are_known_until_they_work) {
    store_->note_server({"mail", "", instant(10), instant(40), 5, "no answer"});
    store_->note_server({"hook", "a.example", instant(10), instant(40), 5, "no answer"});
    store_->note_server({"mail", "", instant(40), instant(100), 6, "still none"});
    auto servers = store_->servers();
    ASSERT_EQ(servers.size(), 2U);
    EXPECT_EQ(servers[1].since, instant(10));
    EXPECT_EQ(servers[1].until, instant(100));
    EXPECT_EQ(servers[1].reason, "still none");
    store_->note_server({"mail", "", instant(100), instant(100), 0, ""});
    EXPECT_EQ(store_->servers().size(), 1U);
    store_->release_claims();
    EXPECT_TRUE(store_->servers().empty()) << "a daemon that starts knows nothing of them";
}

TEST_P(StoreContract, a_bounce_is_kept_once_with_what_follows_from_it) {
    OutboxMessage stand_in = message("s", "hook");
    stand_in.stands_in_for = {"a"};
    fill(*store_, {message("a"), stand_in});
    const auto claims = store_->claim_due(instant(0), instant(500), "", 10);
    store_->record(std::vector{delivered(claims[0])});
    const Bounce bounce{"a", "so-y-te@example.vn", "5.1.1", "no such user"};
    EXPECT_TRUE(store_->record_bounce(bounce, std::vector{message("alert")}, instant(70)));
    EXPECT_FALSE(store_->record_bounce(bounce, std::vector{message("alert-2")}, instant(80)));
    EXPECT_FALSE(store_->record_bounce({"no-such", "x@y", "5.1.1", ""}, {}, instant(80)));
    DeliveryFilter bounced;
    bounced.returned = Returned::bounced;
    ASSERT_EQ(store_->deliveries(bounced).size(), 1U);
    EXPECT_EQ(store_->deliveries(bounced)[0].report, "5.1.1 no such user");
    EXPECT_EQ(ids(store_->claim_due(instant(80), instant(500), "", 10)), (Ids{"s", "alert"}));
    EXPECT_EQ(store_->message("a")->envelope.to, "so-y-te@example.vn");
    EXPECT_FALSE(store_->message("no-such"));
}

namespace {

/// "a" is sent; "s" stands in for it.
void send_one(Store& store) {
    OutboxMessage stand_in = message("s", "hook");
    stand_in.stands_in_for = {"a"};
    fill(store, {message("a"), stand_in});
    store.record(std::vector{delivered(store.claim_due(instant(0), instant(500), "", 10)[0])});
}

Bounce report(bool permanent, bool proven, const std::string& status = "5.1.1") {
    return {"a", "so-y-te@example.vn", status, "no such user", permanent, proven};
}

}  // namespace

TEST_P(StoreContract, a_delay_brings_in_nobody_else_whatever_its_status) {
    send_one(*store_);
    EXPECT_TRUE(store_->record_bounce(report(false, true), {}, instant(70)));
    EXPECT_FALSE(store_->next_due(""));
    EXPECT_EQ(store_->deliveries({})[0].returned, Returned::delayed);
    EXPECT_EQ(store_->retry({}, {.who = "lan", .at = instant(80)}), 0U) << "the server still tries it";
    EXPECT_TRUE(store_->record_bounce(report(true, true, "4.4.7"), {}, instant(90))) << "the server has given up";
    EXPECT_EQ(ids(store_->claim_due(instant(90), instant(500), "", 10)), Ids{"s"});
    EXPECT_EQ(store_->deliveries({})[0].returned, Returned::bounced);
}

TEST_P(StoreContract, an_unproven_report_is_shown_and_does_nothing) {
    send_one(*store_);
    EXPECT_TRUE(store_->record_bounce(report(true, false), {}, instant(70)));
    EXPECT_FALSE(store_->record_bounce(report(true, false, "5.7.1"), {}, instant(70))) << "one of a kind";
    EXPECT_FALSE(store_->next_due(""));
    EXPECT_EQ(store_->deliveries({})[0].returned, Returned::unproven);
    EXPECT_EQ(store_->retry({}, {.who = "lan", .at = instant(80)}), 0U);
    DeliveryFilter unproven;
    unproven.returned = Returned::unproven;
    EXPECT_EQ(store_->retry(unproven, {.who = "lan", .at = instant(80)}), 1U) << "a person may say so";
}

TEST_P(StoreContract, what_was_sent_again_can_come_back_again) {
    send_one(*store_);
    EXPECT_TRUE(store_->record_bounce(report(true, true), {}, instant(70)));
    store_->retry({}, {.who = "lan", .at = instant(80)});
    EXPECT_EQ(store_->deliveries({})[0].returned, Returned::nothing) << "it waits";
    const auto again = store_->claim_due(instant(80), instant(500), "mail", 10);
    store_->record(std::vector{delivered(again[0])});
    EXPECT_EQ(store_->deliveries({})[0].returned, Returned::nothing) << "whatever the clock was";
    EXPECT_TRUE(store_->record_bounce(report(true, true), {}, instant(20)));
    EXPECT_EQ(store_->deliveries({})[0].returned, Returned::bounced);
}

TEST_P(StoreContract, only_what_was_sent_can_come_back) {
    fill(*store_, {message("a")});
    EXPECT_FALSE(store_->record_bounce(report(true, true), std::vector{message("alert")}, instant(70)));
    EXPECT_EQ(store_->deliveries({}).size(), 1U);
}

TEST_P(StoreContract, what_failed_counts_by_when_it_failed) {
    fill(*store_, {message("dead"), message("back"), message("doubtful"), message("late"), message("good")});
    const auto claims = store_->claim_due(instant(10), instant(300), "mail", 10);
    ASSERT_EQ(claims.size(), 5U);
    Attempt given_up = refused(claims[0]);
    given_up.at = instant(200);
    store_->record(
        std::vector{given_up, delivered(claims[1]), delivered(claims[2]), delivered(claims[3]), delivered(claims[4])});
    const auto report = [](const char* of, bool permanent, bool proven) {
        return Bounce{.message = of,
                      .recipient = "so-y-te@example.vn",
                      .status = "5.1.1",
                      .diagnostic = {},
                      .permanent = permanent,
                      .proven = proven};
    };
    store_->record_bounce(report("back", true, true), {}, instant(210));
    store_->record_bounce(report("doubtful", true, false), {}, instant(220));
    store_->record_bounce(report("late", false, true), {}, instant(230));
    const auto since = [&](int seconds) {
        Ids found;
        for (const auto& row : store_->failed_since(instant(seconds))) found.push_back(row.message);
        return found;
    };
    EXPECT_EQ(since(150), (Ids{"dead", "back", "doubtful"}));
    EXPECT_EQ(since(201), (Ids{"back", "doubtful"}));
    EXPECT_EQ(since(220), Ids{"doubtful"});
    EXPECT_EQ(store_->failed_since(instant(220))[0].returned, Returned::unproven);
    EXPECT_EQ(since(221), Ids{});
}

TEST_P(StoreContract, a_channel_is_busy_while_something_is_due_or_under_way) {
    fill(*store_, {message("a"), message("b", "hook", instant(50)), message("c", "chat")});
    EXPECT_EQ(store_->busy_channels(instant(10)), (Ids{"chat", "mail"}));
    const auto claims = store_->claim_due(instant(10), instant(900), "mail", 10);
    EXPECT_EQ(store_->busy_channels(instant(10)), (Ids{"chat", "mail"}));
    store_->record(std::vector{deferred(claims.at(0), instant(100))});
    EXPECT_EQ(store_->busy_channels(instant(60)), (Ids{"chat", "hook"}));
    EXPECT_EQ(store_->busy_channels(instant(100)), (Ids{"chat", "hook", "mail"}));
}

TEST_P(StoreContract, addresses_wait_as_long_as_a_message_to_them_does) {
    auto other = message("b");
    other.envelope.to = "khac@example.vn";
    fill(*store_, {message("a"), message("a-again"), other, message("c", "hook")});
    EXPECT_EQ(store_->waiting_addresses("mail"), (Ids{"khac@example.vn", "so-y-te@example.vn"}));
    const auto claims = store_->claim_due(instant(10), instant(900), "mail", 2);
    store_->record(std::vector{delivered(claims.at(0)), delivered(claims.at(1))});
    EXPECT_EQ(store_->waiting_addresses("mail"), (Ids{"khac@example.vn"}));
}

}  // namespace dondoc::store::contract
