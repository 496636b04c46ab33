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
    store_->record(std::vector{delivered(claims[0])}, {});

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
    store_->record(std::vector{deferred(claims[0], instant(300))}, {});

    EXPECT_EQ(store_->next_due(""), instant(300));
    EXPECT_EQ(store_->deliveries({})[0].state, MessageState::waiting);
    EXPECT_TRUE(store_->claim_due(instant(299), instant(400), "", 10).empty());
    const auto again = store_->claim_due(instant(300), instant(400), "", 10);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].attempt, 2);
    store_->record(std::vector{delivered(again[0])}, {});
    EXPECT_EQ(store_->deliveries({})[0].code, 250) << "the newest receipt is shown";
}

TEST_P(StoreContract, a_dead_letter_and_its_alert_are_written_together) {
    fill(*store_, {message("m1")});
    const auto claims = store_->claim_due(instant(0), instant(100), "", 10);
    store_->record(std::vector{refused(claims[0])}, std::vector{message("alert", "hook", instant(60))});

    DeliveryFilter dead;
    dead.state = MessageState::dead;
    EXPECT_EQ(store_->deliveries(dead).size(), 1U);
    EXPECT_EQ(ids(store_->claim_due(instant(60), instant(100), "", 10)), Ids{"alert"});
}

TEST_P(StoreContract, the_same_alert_is_not_raised_twice) {
    store_->record({}, std::vector{message("alert")});
    store_->record({}, std::vector{message("alert")});
    EXPECT_EQ(store_->deliveries({}).size(), 1U);
}

TEST_P(StoreContract, a_stale_attempt_leaves_a_receipt_and_nothing_else) {
    fill(*store_, {message("m1")});
    const auto first = store_->claim_due(instant(0), instant(100), "", 10);
    const auto second = store_->claim_due(instant(100), instant(200), "", 10);

    store_->record(std::vector{refused(first[0])}, {});
    EXPECT_EQ(store_->deliveries({})[0].state, MessageState::sending);
    store_->record(std::vector{delivered(second[0])}, {});
    store_->record(std::vector{deferred(first[0], instant(300))}, {});

    EXPECT_EQ(store_->deliveries({})[0].state, MessageState::sent);
    EXPECT_EQ(store_->deliveries({})[0].code, 250);
    EXPECT_FALSE(store_->next_due(""));
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
    store_->record(std::vector{delivered(claims[0])}, {});
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
    store_->record(std::vector{refused(claims[0]), delivered(claims[1])}, {});
    EXPECT_EQ(store_->retry({}, {.who = "lan", .at = instant(900)}), 1U) << "what was sent is left alone";
    const auto again = store_->claim_due(instant(900), instant(1000), "", 10);
    ASSERT_EQ(ids(again), Ids{"a"});
    EXPECT_EQ(again[0].created, instant(900));
    EXPECT_EQ(again[0].attempt, 2);
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
    store_->record(std::vector{refused(claims[0]), refused(claims[1])}, {});
    EXPECT_EQ(ids(store_->claim_due(instant(60), instant(500), "", 10)), Ids{"s"}) << "once, though both died";
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
    store_->record(std::vector{delivered(claims[0])}, {});
    const Bounce bounce{"a", "so-y-te@example.vn", "5.1.1", "no such user"};
    EXPECT_TRUE(store_->record_bounce(bounce, std::vector{message("alert")}, instant(70)));
    EXPECT_FALSE(store_->record_bounce(bounce, std::vector{message("alert-2")}, instant(80)));
    EXPECT_FALSE(store_->record_bounce({"no-such", "x@y", "5.1.1", ""}, {}, instant(80)));
    DeliveryFilter bounced;
    bounced.bounced = true;
    ASSERT_EQ(store_->deliveries(bounced).size(), 1U);
    EXPECT_EQ(store_->deliveries(bounced)[0].bounced, "5.1.1 no such user");
    EXPECT_EQ(ids(store_->claim_due(instant(80), instant(500), "", 10)), (Ids{"s", "alert"}));
    EXPECT_EQ(store_->message("a")->envelope.to, "so-y-te@example.vn");
    EXPECT_FALSE(store_->message("no-such"));
}

TEST_P(StoreContract, a_delay_brings_in_nobody_else) {
    OutboxMessage stand_in = message("s", "hook");
    stand_in.stands_in_for = {"a"};
    fill(*store_, {message("a"), stand_in});
    EXPECT_TRUE(store_->record_bounce({"a", "so-y-te@example.vn", "4.4.1", "later"}, {}, instant(70)));
    EXPECT_EQ(ids(store_->claim_due(instant(80), instant(500), "", 10)), Ids{"a"});
}

}  // namespace dondoc::store::contract
