#include "daemon/outbox/courier.hpp"

#include "tests/support/test_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dondoc::outbox {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using notifiers::Delivery;
using Outcome = Delivery::Outcome;
using testing::ElementsAre;
using testing::SizeIs;

/// Answers as it is told, or never.
class ScriptedNotifier final : public notifiers::Notifier {
public:
    explicit ScriptedNotifier(asio::any_io_executor executor)
        : never_(std::move(executor), asio::steady_timer::time_point::max()) {}

    asio::awaitable<Delivery> send(notifiers::Envelope envelope) override {
        sent.push_back(envelope.id);
        most_at_once = std::max(most_at_once, ++at_once);
        if (stalls) {
            boost::system::error_code ignored;
            co_await never_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        asio::steady_timer turn(never_.get_executor(), 0ms);
        co_await turn.async_wait(asio::use_awaitable);
        --at_once;
        Delivery delivery = next;
        if (fails_for.contains(envelope.to)) co_return Delivery{};
        delivery.outcome = answers.empty() ? Outcome::sent : answers.front();
        if (!answers.empty()) answers.erase(answers.begin());
        co_return delivery;
    }

    std::vector<std::string> sent;
    std::vector<Outcome> answers;
    std::set<std::string> fails_for;  ///< addresses whose server does not answer
    Delivery next;
    bool stalls = false;
    int at_once = 0;
    int most_at_once = 0;

private:
    asio::steady_timer never_;
};

class CourierTest : public testing::Test {
protected:
    CourierTest() { add_channel("mail", 4); }

    ScriptedNotifier& add_channel(const std::string& id, int limit) {
        auto notifier = std::make_unique<ScriptedNotifier>(io_.get_executor());
        notifiers_[id] = notifier.get();
        channels_.push_back({id, std::move(notifier), limit});
        return *notifiers_[id];
    }

    store::OutboxMessage message(const std::string& id, const std::string& channel, const std::string& to) const {
        return {.envelope = {.id = id, .channel = channel, .to = to, .bytes = "x"},
                .recipient = "so-y-te",
                .subject_line = "s",
                .not_before = clock_.now()};
    }

    void put(const std::string& id, const std::string& channel = "mail", const std::string& to = "a@example.vn",
             std::vector<std::string> stands_in_for = {}) {
        auto one = message(id, channel, to);
        one.stands_in_for = std::move(stands_in_for);
        store_->enqueue(std::vector{one}, clock_.now());
    }

    /// "s-0", "s-1" ... in one transaction.
    void put_many(int count, const std::string& prefix, const std::string& channel, const std::string& to) {
        std::vector<store::OutboxMessage> all;
        for (int i = 0; i < count; ++i) all.push_back(message(prefix + "-" + std::to_string(i), channel, to));
        store_->enqueue(all, clock_.now());
    }

    void start() {
        Courier::Observer observer;
        observer.dead_letter = [this](const store::Claimed& claimed, const Delivery&) {
            dead_.push_back(claimed.envelope.id);
            return std::vector<store::OutboxMessage>{};
        };
        observer.breaker = [this](const std::string& channel, const std::string& server, const Breaker& breaker,
                                  const std::string&) {
            breakers_.push_back(channel + " " + server +
                                (breaker.state() == Breaker::State::closed ? " works" : " paused"));
        };
        observer.trouble = [](const std::string& what) { ADD_FAILURE() << what; };
        courier_.emplace(*store_, clock_, io_.get_executor(), std::move(observer));
        courier_->start(std::move(channels_));
    }

    void run_until_idle() {
        while (!courier_->idle()) io_.run_one_for(1s);
    }

    store::DeliveryRow row(const std::string& id) {
        for (auto& row : store_->deliveries({})) {
            if (row.message == id) return row;
        }
        ADD_FAILURE() << "no message " << id;
        return {};
    }

    support::TemporaryFolder folder_;
    clock::SimulatedClock clock_{std::chrono::sys_days{std::chrono::year{2026} / 6 / 2} + 1h};
    asio::io_context io_{1};  // after the clock: loops that still sleep leave it when they are destroyed
    std::unique_ptr<store::Store> store_ = store::open_sqlite((folder_ / "dondoc.db").string());
    std::map<std::string, ScriptedNotifier*> notifiers_;
    std::vector<Channel> channels_;
    std::vector<std::string> dead_;
    std::vector<std::string> breakers_;
    std::optional<Courier> courier_;
};

TEST_F(CourierTest, delivers_what_is_due_and_keeps_the_receipt) {
    put("m-1");
    start();
    run_until_idle();
    EXPECT_EQ(row("m-1").state, store::MessageState::sent);
    EXPECT_EQ(row("m-1").attempts, 1);
}

TEST_F(CourierTest, delivers_what_comes_later_when_poked) {
    start();
    run_until_idle();
    put("m-1");
    courier_->poke();
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent, ElementsAre("m-1"));
}

TEST_F(CourierTest, tries_again_after_a_temporary_refusal) {
    notifiers_["mail"]->answers = {Outcome::retry, Outcome::sent};
    put("m-1");
    start();
    run_until_idle();
    EXPECT_EQ(row("m-1").state, store::MessageState::waiting);
    ASSERT_TRUE(clock_.advance(clock_.now() + 1h));
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent, ElementsAre("m-1", "m-1"));
    EXPECT_EQ(row("m-1").state, store::MessageState::sent);
}

TEST_F(CourierTest, gives_up_after_two_days_and_says_so) {
    notifiers_["mail"]->answers.assign(1000, Outcome::retry);
    put("m-1");
    start();
    run_until_idle();
    const auto end = clock_.now() + 72h;
    while (clock_.advance(end)) run_until_idle();
    EXPECT_EQ(row("m-1").state, store::MessageState::dead);
    EXPECT_THAT(dead_, ElementsAre("m-1"));
}

TEST_F(CourierTest, does_not_repeat_what_was_refused_for_good) {
    notifiers_["mail"]->answers = {Outcome::rejected};
    put("m-1");
    start();
    run_until_idle();
    EXPECT_EQ(row("m-1").state, store::MessageState::dead);
    EXPECT_FALSE(clock_.advance(clock_.now() + 72h));
    EXPECT_THAT(notifiers_["mail"]->sent, SizeIs(1));
}

TEST_F(CourierTest, lets_a_stalled_channel_hold_up_nobody_else) {
    notifiers_["mail"]->stalls = true;
    auto& other = add_channel("webhook", 2);
    for (int i = 0; i < 20; ++i) put("m-" + std::to_string(i));
    for (int i = 0; i < 20; ++i) put("w-" + std::to_string(i), "webhook");
    start();
    while (other.sent.size() < 20 || other.at_once > 0) io_.run_one_for(1s);
    EXPECT_THAT(notifiers_["mail"]->sent, SizeIs(4));
}

TEST_F(CourierTest, a_lease_that_runs_out_while_its_attempt_goes_on_brings_no_second) {
    notifiers_["mail"]->stalls = true;
    put("m-1");
    start();
    while (notifiers_["mail"]->sent.empty()) io_.run_one_for(1s);
    clock_.advance(clock_.now() + 8760h);
    courier_->poke();
    io_.poll();
    EXPECT_THAT(notifiers_["mail"]->sent, ElementsAre("m-1"));
    EXPECT_EQ(row("m-1").attempts, 1);
}

TEST_F(CourierTest, sends_nothing_while_it_is_held) {
    start();
    run_until_idle();
    courier_->hold(true);
    put("m-1");
    courier_->poke();
    run_until_idle();
    EXPECT_TRUE(notifiers_["mail"]->sent.empty());
    courier_->hold(false);
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent, ElementsAre("m-1"));
}

TEST_F(CourierTest, has_no_more_under_way_than_the_channel_allows) {
    for (int i = 0; i < 50; ++i) put("m-" + std::to_string(i));
    start();
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent, SizeIs(50));
    EXPECT_EQ(notifiers_["mail"]->most_at_once, 4);
}

TEST_F(CourierTest, a_dead_server_is_left_alone_and_its_messages_lose_no_attempt) {
    notifiers_["mail"]->answers.assign(1000, Outcome::retry);
    for (int i = 0; i < 50; ++i) put("m-" + std::to_string(i));
    start();
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent.size(), testing::AllOf(testing::Ge(5U), testing::Le(8U)));
    EXPECT_THAT(breakers_, ElementsAre("mail  paused"));
    notifiers_["mail"]->answers.clear();
    const auto end = clock_.now() + 1h;
    while (clock_.advance(end)) run_until_idle();
    EXPECT_THAT(breakers_, ElementsAre("mail  paused", "mail  works"));
    EXPECT_EQ(row("m-49").attempts, 1);
}

TEST_F(CourierTest, a_dead_server_of_several_delays_no_other) {
    auto& hook = add_channel("hook", 4);
    hook.fails_for = {"https://dead.example/x"};
    put_many(300, "d", "hook", "https://dead.example/x");
    for (int i = 0; i < 20; ++i) put("g-" + std::to_string(i), "hook", "https://good.example/x");
    start();
    run_until_idle();
    EXPECT_THAT(breakers_, ElementsAre("hook dead.example paused"));
    EXPECT_EQ(row("g-19").state, store::MessageState::sent);
    EXPECT_EQ(row("d-299").state, store::MessageState::waiting);
    EXPECT_EQ(row("d-299").attempts, 0);
}

TEST_F(CourierTest, a_stalled_server_of_several_leaves_a_place_for_others) {
    auto& hook = add_channel("hook", 4);
    hook.stalls = true;
    for (int i = 0; i < 4; ++i) put("s-" + std::to_string(i), "hook", "https://stalled.example/x");
    start();
    while (hook.sent.size() < 3) io_.run_one_for(1s);
    put("g", "hook", "https://good.example/x");
    courier_->poke();
    while (hook.sent.size() < 4) io_.run_one_for(1s);
    EXPECT_EQ(hook.sent.back(), "g");
}

TEST_F(CourierTest, more_messages_for_a_stalled_server_than_can_wait_delay_no_other) {
    auto& hook = add_channel("hook", 4);
    hook.stalls = true;
    put_many(1500, "s", "hook", "https://stalled.example/x");
    put("g", "hook", "https://good.example/x");
    start();
    while (hook.sent.size() < 3) io_.run_one_for(1s);
    io_.poll();
    ASSERT_TRUE(clock_.advance(clock_.now() + 10s)) << "so long a queue that does not move is waited for";
    while (hook.sent.size() < 4) io_.run_one_for(1s);
    EXPECT_EQ(hook.sent.back(), "g");
}

TEST_F(CourierTest, slow_servers_with_a_backlog_take_no_turn_of_others) {
    auto& hook = add_channel("hook", 4);
    put_many(50, "a", "hook", "https://a.example/x");
    put_many(50, "b", "hook", "https://b.example/x");
    put("z", "hook", "https://z.example/x");
    start();
    run_until_idle();
    const auto turn = std::find(hook.sent.begin(), hook.sent.end(), "z") - hook.sent.begin();
    EXPECT_LT(turn, 4) << "its first turn comes before the second ones of others";
}

TEST_F(CourierTest, the_last_place_is_for_a_server_that_has_none) {
    auto& hook = add_channel("hook", 4);
    hook.stalls = true;
    put_many(9, "a", "hook", "https://a.example/x");
    put_many(9, "b", "hook", "https://b.example/x");
    start();
    while (hook.sent.size() < 3) io_.run_one_for(1s);
    put("z", "hook", "https://z.example/x");
    courier_->poke();
    while (hook.sent.size() < 4) io_.run_one_for(1s);
    EXPECT_EQ(hook.sent.back(), "z");
}

TEST_F(CourierTest, a_backlog_is_not_claimed_for_a_server_that_is_paused) {
    notifiers_["mail"]->answers.assign(10'000, Outcome::retry);
    put_many(2000, "m", "mail", "a@example.vn");
    start();
    run_until_idle();
    const auto rows = store_->deliveries({.state = store::MessageState::waiting, .recipient = {}, .since = {}});
    const auto put_off =
        std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.next > clock_.now(); });
    EXPECT_LT(put_off, 600) << "one claim's worth";
    notifiers_["mail"]->answers.clear();
    const auto end = clock_.now() + 1h;
    while (clock_.advance(end)) run_until_idle();
    EXPECT_EQ(store_->deliveries({.state = store::MessageState::sent, .recipient = {}, .since = {}}).size(), 2000U);
}

TEST_F(CourierTest, what_its_server_does_not_take_for_two_days_is_given_up) {
    notifiers_["mail"]->answers.assign(10'000, Outcome::retry);
    for (int i = 0; i < 10; ++i) put("m-" + std::to_string(i));
    start();
    run_until_idle();
    const auto end = clock_.now() + 72h;
    while (clock_.advance(end)) run_until_idle();
    EXPECT_THAT(dead_, SizeIs(10));
    EXPECT_EQ(row("m-9").state, store::MessageState::dead);
}

TEST_F(CourierTest, what_a_dead_server_kept_from_being_tried_is_given_up_when_the_rest_is) {
    store_ = store::open_in_memory();  // 300 probes need no disk
    auto& other = add_channel("zalo", 4);
    notifiers_["mail"]->fails_for = {"a@example.vn"};
    std::vector<store::OutboxMessage> all;
    for (int i = 0; i < 500; ++i) {
        const std::string number = std::to_string(i);
        all.push_back(message("m-" + number, "mail", "a@example.vn"));
        all.push_back(message("s-" + number, "zalo", number));
        all.back().stands_in_for = {"m-" + number};
    }
    store_->enqueue(all, clock_.now());
    start();
    run_until_idle();
    const auto end = clock_.now() + 49h;
    while (clock_.advance(end)) run_until_idle();
    EXPECT_THAT(dead_, SizeIs(500));
    EXPECT_THAT(std::set<std::string>(dead_.begin(), dead_.end()), SizeIs(500)) << "each is told of once";
    EXPECT_THAT(other.sent, SizeIs(500));
}

TEST_F(CourierTest, what_waited_while_the_machine_was_off_has_its_whole_time) {
    notifiers_["mail"]->answers.assign(6, Outcome::retry);  // the mail server starts a minute later
    for (int i = 0; i < 20; ++i) put("m-" + std::to_string(i));
    clock_.advance(clock_.now() + 240h);
    start();
    run_until_idle();
    const auto end = clock_.now() + 6h;
    while (clock_.advance(end)) run_until_idle();
    EXPECT_THAT(dead_, SizeIs(0));
    for (int i = 0; i < 20; ++i) EXPECT_EQ(row("m-" + std::to_string(i)).state, store::MessageState::sent) << i;
}

TEST_F(CourierTest, keeps_to_the_rate_of_its_channel) {
    channels_.front().rate = Rate{10, 60s};
    for (int i = 0; i < 25; ++i) put("m-" + std::to_string(i));
    start();
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent, SizeIs(10));
    ASSERT_TRUE(clock_.advance(clock_.now() + 1h));
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent, SizeIs(20));
    ASSERT_TRUE(clock_.advance(clock_.now() + 1h));
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent, SizeIs(25));
    EXPECT_FALSE(clock_.advance(clock_.now() + 1h)) << "nothing is waited for";
}

TEST_F(CourierTest, a_message_beyond_the_size_of_its_channel_is_not_tried) {
    put("fits");
    store_->enqueue(std::vector{store::OutboxMessage{
                        .envelope = {.id = "big", .channel = "mail", .to = "a@example.vn", .bytes = "xx"},
                        .recipient = "so-y-te",
                        .subject_line = "s",
                        .not_before = clock_.now()}},
                    clock_.now());
    channels_.front().max_size = 1;
    start();
    run_until_idle();
    EXPECT_THAT(notifiers_["mail"]->sent, ElementsAre("fits"));
    EXPECT_EQ(row("big").state, store::MessageState::dead);
    EXPECT_THAT(row("big").reason, testing::HasSubstr("max_size"));
}

TEST_F(CourierTest, what_stands_in_goes_out_when_a_message_dies) {
    auto& other = add_channel("zalo", 1);
    notifiers_["mail"]->answers = {Outcome::rejected, Outcome::sent};
    put("m-1");
    put("m-2");
    put("s-1", "zalo", "1", {"m-1"});
    put("s-2", "zalo", "1", {"m-2"});
    start();
    run_until_idle();
    EXPECT_THAT(other.sent, ElementsAre("s-1"));
    EXPECT_EQ(row("s-1").state, store::MessageState::sent);
}

TEST_F(CourierTest, recipients_of_one_message_are_told_apart) {
    Delivery& partly = notifiers_["mail"]->next;
    partly.refused = {{"b@example.vn", 550, "no such user", true}, {"c@example.vn", 451, "later", false}};
    put("m-1", "mail", "a@example.vn, b@example.vn, c@example.vn");
    start();
    while (notifiers_["mail"]->sent.empty()) io_.run_one_for(1s);
    run_until_idle();
    partly.refused.clear();
    EXPECT_THAT(dead_, ElementsAre("m-1-b@example.vn"));
    EXPECT_EQ(row("m-1-r1").to, "c@example.vn");
    ASSERT_TRUE(clock_.advance(clock_.now() + 1h));
    run_until_idle();
    EXPECT_EQ(row("m-1-r1").state, store::MessageState::sent);
}

TEST_F(CourierTest, who_is_refused_for_now_after_a_new_start_gets_it_later_too) {
    auto& other = add_channel("zalo", 1);
    Delivery& partly = notifiers_["mail"]->next;
    notifiers_["mail"]->answers = {Outcome::sent, Outcome::sent, Outcome::sent, Outcome::rejected};
    partly.refused = {{"c@example.vn", 451, "later", false}};
    put("m-1", "mail", "a@example.vn, c@example.vn");
    put("s-1", "zalo", "1", {"m-1"});
    start();
    run_until_idle();
    partly.refused.clear();
    ASSERT_TRUE(clock_.advance(clock_.now() + 1h));
    run_until_idle();
    ASSERT_EQ(row("m-1-r1").state, store::MessageState::sent);

    store_->record_bounce({"m-1", "a@example.vn", "5.1.1", "no such user"}, {}, clock_.now());
    other.answers = {Outcome::rejected};  // who stands in has had its turn
    partly.refused = {{"c@example.vn", 451, "later", false}};
    store_->retry({.state = {}, .recipient = {}, .since = {}, .messages = {"m-1"}}, {.who = "lan", .at = clock_.now()});
    courier_->poke();
    run_until_idle();
    partly.refused.clear();
    EXPECT_EQ(row("m-1-r2").to, "c@example.vn");
    while (clock_.advance(clock_.now() + 1h)) run_until_idle();
    EXPECT_EQ(row("m-1-r2").state, store::MessageState::dead);
    EXPECT_THAT(other.sent, ElementsAre("s-1"));
}

TEST_F(CourierTest, what_stands_in_for_a_message_stands_in_for_who_was_refused_for_now) {
    auto& other = add_channel("zalo", 1);
    notifiers_["mail"]->answers = {Outcome::sent, Outcome::rejected};
    notifiers_["mail"]->next.refused = {{"c@example.vn", 451, "later", false}};
    put("m-1", "mail", "a@example.vn, c@example.vn");
    put("s-1", "zalo", "1", {"m-1"});
    start();
    run_until_idle();
    notifiers_["mail"]->next.refused.clear();
    EXPECT_TRUE(other.sent.empty());
    ASSERT_TRUE(clock_.advance(clock_.now() + 1h));
    run_until_idle();
    EXPECT_THAT(dead_, ElementsAre("m-1-r1"));
    EXPECT_THAT(other.sent, ElementsAre("s-1"));
}

TEST_F(CourierTest, leaves_what_it_has_not_begun_when_it_finishes) {
    notifiers_["mail"]->stalls = true;
    for (int i = 0; i < 10; ++i) put("m-" + std::to_string(i));
    start();
    while (notifiers_["mail"]->sent.size() < 4) io_.run_one_for(1s);
    bool finished = false;
    asio::co_spawn(
        io_,
        [&]() -> asio::awaitable<void> {
            co_await courier_->finish(20ms);
            finished = true;
        },
        asio::detached);
    while (!finished) io_.run_one_for(1s);
    store_->release_claims();
    EXPECT_THAT(store_->claim_due(clock_.now(), clock_.now() + 1min, "mail", 100), SizeIs(10));
}

}  // namespace
}  // namespace dondoc::outbox
