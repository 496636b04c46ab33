#include "contract.hpp"

#include <gmock/gmock.h>

/// Budgets of messages, and summaries.
namespace dondoc::store::contract {

using testing::IsEmpty;
using testing::SizeIs;

namespace {

OutboxMessage within_budget(const std::string& id, std::size_t most) {
    OutboxMessage one = message(id);
    one.budget = Budget{.from = instant(0), .most = most, .content = "{\"subject\":\"" + id + "\"}"};
    return one;
}

SummaryRow summary(const std::string& period) {
    return {.kind = "week", .period = period, .recipient = "so-y-te", .sent = true, .figures = "{}", .at = {}};
}

}  // namespace

TEST_P(StoreContract, what_is_within_the_budget_of_the_day_goes_out) {
    store_->enqueue(std::vector{within_budget("a", 2), within_budget("b", 2)}, instant(0));
    EXPECT_THAT(store_->claim_due(instant(10), instant(60), {}, 10), SizeIs(2));
    EXPECT_THAT(store_->deferred(), IsEmpty());
}

TEST_P(StoreContract, one_too_many_waits_for_a_message_that_carries_it) {
    store_->enqueue(std::vector{within_budget("a", 1), within_budget("b", 1)}, instant(0));
    EXPECT_THAT(store_->claim_due(instant(10), instant(60), {}, 10), SizeIs(1));
    ASSERT_THAT(store_->deferred(), SizeIs(1));
    const auto waiting = store_->deferred().at(0);
    EXPECT_EQ(waiting.recipient, message("b").recipient);
    EXPECT_EQ(waiting.content, "{\"subject\":\"b\"}");
    auto rows = store_->deliveries({.state = MessageState::deferred, .recipient = {}, .since = {}});
    ASSERT_THAT(rows, SizeIs(1));
    EXPECT_EQ(rows[0].message, "b");
    EXPECT_EQ(rows[0].carried_by, "");

    OutboxMessage digest = message("digest");
    digest.carries = {waiting.id};
    store_->enqueue(std::vector{digest}, instant(0));
    EXPECT_THAT(store_->deferred(), IsEmpty());
    rows = store_->deliveries({.state = MessageState::deferred, .recipient = {}, .since = {}});
    EXPECT_EQ(rows.at(0).carried_by, "digest");
}

TEST_P(StoreContract, pages_are_deferred_with_their_first_page) {
    std::vector messages{within_budget("a", 1), within_budget("b", 1), within_budget("b-2", 9)};
    messages[2].budget->page_of = "b";
    store_->enqueue(messages, instant(0));
    EXPECT_THAT(store_->claim_due(instant(10), instant(60), {}, 10), SizeIs(1));
    EXPECT_THAT(store_->deferred(), SizeIs(2));
}

TEST_P(StoreContract, pages_go_out_with_their_first_page) {
    std::vector messages{within_budget("a", 1), within_budget("a-2", 1), within_budget("a-3", 1)};
    messages[1].budget->page_of = messages[2].budget->page_of = "a";
    store_->enqueue(messages, instant(0));
    EXPECT_THAT(store_->claim_due(instant(10), instant(60), {}, 10), SizeIs(3));
    EXPECT_THAT(store_->deferred(), IsEmpty());
}

TEST_P(StoreContract, what_was_made_before_the_day_does_not_count) {
    store_->enqueue(std::vector{within_budget("a", 1)}, instant(0));
    OutboxMessage next = within_budget("b", 1);
    next.budget->from = instant(86'400);
    store_->enqueue(std::vector{next}, instant(0));
    EXPECT_THAT(store_->deferred(), IsEmpty());
}

TEST_P(StoreContract, a_message_without_budget_goes_out_in_any_case) {
    store_->enqueue(std::vector{within_budget("a", 1), message("b"), message("c")}, instant(0));
    EXPECT_THAT(store_->claim_due(instant(10), instant(60), {}, 10), SizeIs(3));
}

TEST_P(StoreContract, a_summary_is_made_once) {
    EXPECT_TRUE(store_->add_summary(summary("2026-06-01"), std::vector{message("a")}, instant(0)));
    EXPECT_FALSE(store_->add_summary(summary("2026-06-01"), std::vector{message("b")}, instant(0)));
    EXPECT_THAT(store_->claim_due(instant(10), instant(60), {}, 10), SizeIs(1));
}

TEST_P(StoreContract, a_summary_is_compared_with_the_one_before_it) {
    EXPECT_FALSE(store_->last_summary("week", "so-y-te", "2026-06-08"));
    ASSERT_TRUE(store_->add_summary(summary("2026-05-25"), {}, instant(0)));
    ASSERT_TRUE(store_->add_summary(summary("2026-06-01"), {}, instant(5)));
    ASSERT_TRUE(store_->add_summary(summary("2026-06-08"), {}, instant(9)));
    const auto last = store_->last_summary("week", "so-y-te", "2026-06-08");
    ASSERT_TRUE(last);
    EXPECT_EQ(last->period, "2026-06-01");
    EXPECT_EQ(last->at, instant(5));
    EXPECT_FALSE(store_->last_summary("month", "so-y-te", "2026-06-08"));
    EXPECT_FALSE(store_->last_summary("week", "so-noi-vu", "2026-06-08"));
}

}  // namespace dondoc::store::contract
