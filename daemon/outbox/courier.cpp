#include "daemon/outbox/courier.hpp"

#include "daemon/outbox/lane.hpp"
#include "daemon/outbox/retry.hpp"
#include "daemon/outbox/server_of.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <exception>
#include <iterator>
#include <utility>

namespace dondoc::outbox {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

/// Longer than a message waits in its queue and any notifier takes, so that a claim never runs out while its attempt is under
/// way: 4 min and 25 min.
constexpr std::chrono::seconds lease = 30min;
constexpr std::chrono::seconds rest_after_trouble = 5s;
/// A claim that has waited so long for its turn is given back.
constexpr std::chrono::seconds longest_in_queue = 4min;
static_assert(longest_in_queue + notifiers::Notifier::longest_send < lease);
/// Before those of several recipients that were refused for now are tried again.
constexpr std::chrono::seconds rest_of_recipients = 5min;
/// For messages of a slow server that keep others from being claimed.
constexpr std::chrono::seconds out_of_the_way = 5s;
/// Claimed at once, in one transaction.
constexpr int claimed_at_once = 512;
/// From commit to commit under load: each costs as much as a hundred receipts. What comes after a pause is written at once.
constexpr auto between_commits = 5ms;
/// Answers without a receipt on the disk: where it stalls, sending waits for it.
constexpr std::size_t most_unwritten = 2048;

}  // namespace

Courier::Courier(store::Store& store, clock::Clock& clock, asio::any_io_executor executor, Observer observer)
    : clock_(clock), executor_(std::move(executor)), observer_(std::move(observer)), desk_(store) {}

Courier::Courier(std::unique_ptr<store::Store> own, clock::Clock& clock, asio::any_io_executor executor,
                 Observer observer)
    : clock_(clock), executor_(std::move(executor)), observer_(std::move(observer)), desk_(std::move(own), executor_) {}

Courier::~Courier() = default;

void Courier::start(std::vector<Channel> channels) {
    assert(lanes_.empty());
    for (Channel& channel : channels) {
        auto lane = std::make_shared<Lane>();
        lane->channel = std::move(channel);
        lane->alarm = clock_.make_alarm(executor_);
        if (lane->channel.rate) lane->rate.emplace(*lane->channel.rate);
        lanes_.push_back(lane);
        asio::co_spawn(executor_, serve(lane), asio::detached);
    }
}

void Courier::poke() {
    for (const auto& lane : lanes_) lane->alarm->ring();
}

void Courier::hold(bool held) {
    if (std::exchange(held_, held) && !held) poke();
}

bool Courier::idle() const {
    return papers_.empty() && !writing_ && std::all_of(lanes_.begin(), lanes_.end(), [](const auto& lane) {
               return lane->under_way == 0 && lane->queued == 0 && !lane->dispatching && lane->alarm->sleeping();
           });
}

asio::awaitable<void> Courier::serve(std::shared_ptr<Lane> lane) {
    while (!stopping_) {
        std::optional<Instant> wake;
        try {
            wake = co_await fill(*lane);
        } catch (const store::StoreError& error) {
            observer_.trouble(error.what());
            wake = clock_.now() + rest_after_trouble;
        }
        dispatch(lane);
        const Instant now = clock_.now();
        if (may_send() && lane->more && lane->wants_more(now)) continue;
        if (lane->more && !wake) wake = lane->next_slow(now);
        co_await lane->alarm->sleep_until(wake);
    }
    lane->stopped = true;
}

/// Claims more where that is wanted. Gives the time to look again; nothing while an attempt under way will ring.
asio::awaitable<std::optional<Instant>> Courier::fill(Lane& lane) {
    const Instant now = clock_.now();
    lane.more = true;
    if (!may_send() || !lane.wants_more(now)) co_return std::nullopt;
    lane.more = false;
    if (const auto until = lane.closed_until(now)) co_return until;
    int batch = claimed_at_once;
    if (lane.rate) {
        // What is claimed must be able to go: a lease does not wait for a slow rate.
        const auto free = lane.rate->free(now);
        if (free <= lane.queued) {
            if (lane.queued != 0 || free != 0) co_return std::nullopt;
            co_return co_await next_of(lane, now);
        }
        batch = std::min(batch, static_cast<int>(free - lane.queued));
    }
    co_return co_await claim(lane, batch, now);
}

asio::awaitable<std::optional<Instant>> Courier::claim(Lane& lane, int batch, Instant now) {
    struct Found {
        std::vector<store::Claimed> claimed;
        std::optional<Instant> next;
    };
    Found found = co_await desk_.run([&](store::Store& store) {
        Found in_store{.claimed = store.claim_due(now, now + lease, lane.channel.id, batch), .next = {}};
        if (std::cmp_less(in_store.claimed.size(), batch)) in_store.next = store.next_due(lane.channel.id);
        return in_store;
    });
    if (stopping_) co_return std::nullopt;  // the leases are given back
    lane.more = !std::cmp_less(found.claimed.size(), batch);
    for (auto& claim : found.claimed) {
        if (!lane.in_hand.insert(claim.id).second) {
            papers_.postponed.push_back({claim.id, claim.attempt, now + lease});
            post_write();
            continue;
        }
        if (too_big(lane, claim)) continue;
        Server& server = lane.servers[server_of(claim.envelope.to)];
        server.queue.push_back({std::move(claim), now});
        ++lane.queued;
    }
    co_return found.next;
}

/// Where the rate allows nothing now: when it does, if there is anything to send by then.
asio::awaitable<std::optional<Instant>> Courier::next_of(Lane& lane, Instant now) {
    const auto due = co_await desk_.run([&](store::Store& store) { return store.next_due(lane.channel.id); });
    co_return due ? std::optional(std::max(*due, lane.rate->next(now))) : std::nullopt;
}

bool Courier::may_send() const {
    return !stopping_ && !held_ && !store_failed_ && papers_.attempts.size() + being_written_ < most_unwritten;
}

/// Once for all attempts that end in the same turn of the event loop.
void Courier::post_dispatch(const std::shared_ptr<Lane>& lane) {
    if (std::exchange(lane->dispatching, true)) return;
    asio::post(executor_, [this, lane] {
        lane->dispatching = false;
        dispatch(lane);
        const bool hungry = lane->more && lane->wants_more(clock_.now());
        if (hungry || lane->rate || stopping_) lane->alarm->ring();
    });
}

/// Sends what may go, a message of each server in turn; the rest stays in its queue or is put off.
void Courier::dispatch(const std::shared_ptr<Lane>& lane) {
    if (!may_send()) return;
    const Instant now = clock_.now();
    for (auto& [name, server] : lane->servers) put_off(*lane, server, now);
    for (auto next = lane->next(now); next != lane->servers.end(); next = lane->next(now))
        asio::co_spawn(executor_, carry(lane, lane->take(*next, now)), asio::detached);
    if (lane->queued >= Lane::most_queued && lane->stuck(now)) make_room(*lane, now);
}

/// What waits for a busy server must not keep messages for others from being claimed.
void Courier::make_room(Lane& lane, Instant now) {
    const auto longest = std::max_element(
        lane.servers.begin(), lane.servers.end(),
        [](const auto& one, const auto& other) { return one.second.queue.size() < other.second.queue.size(); });
    for (auto& queue = longest->second.queue; !queue.empty() && lane.queued > Lane::most_queued - claimed_at_once;) {
        postpone(lane, queue.back().claimed, now + out_of_the_way);
        queue.pop_back();
        --lane.queued;
    }
}

bool Courier::too_big(Lane& lane, const store::Claimed& claimed) {
    const auto size = claimed.envelope.bytes.size();
    if (lane.channel.max_size == 0 || size <= lane.channel.max_size) return false;
    notifiers::Delivery delivery;
    delivery.outcome = notifiers::Delivery::Outcome::rejected;
    delivery.reason = fmt::format("thông báo có {} byte, kênh chỉ gửi đến {} (larger than the channel's max_size)",
                                  size, lane.channel.max_size);
    keep(lane, claimed, std::move(delivery));
    return true;
}

/// Gives back what cannot go for a while. What has been tried long enough is given up, whatever its server does.
void Courier::put_off(Lane& lane, Server& server, Instant now) {
    const bool later = server.breaker.ask(now) == Breaker::Advice::later;
    while (!server.queue.empty()) {
        const Waiting& waiting = server.queue.front();
        if (!later && now - waiting.since < longest_in_queue) return;
        const Instant give_up = give_up_waiting(waiting.claimed.created, server.breaker.failing_since().value_or(now));
        if (!later) {
            postpone(lane, waiting.claimed, now);
        } else if (now < give_up) {
            postpone(lane, waiting.claimed, std::min(server.breaker.until(), give_up));
        } else {
            notifiers::Delivery delivery;
            delivery.outcome = notifiers::Delivery::Outcome::rejected;
            delivery.reason = "máy chủ không nhận thư đã lâu (its server has not worked for long)";
            keep(lane, waiting.claimed, std::move(delivery));
        }
        server.queue.pop_front();
        --lane.queued;
    }
}

void Courier::postpone(Lane& lane, const store::Claimed& claimed, Instant until) {
    lane.in_hand.erase(claimed.id);
    papers_.postponed.push_back({claimed.id, claimed.attempt, until});
    post_write();
}

/// A message, and while there are others that may go the next one: to begin anew for each costs more than the rest here.
asio::awaitable<void> Courier::carry(std::shared_ptr<Lane> lane, Turn first) {
    for (std::optional<Turn> turn(std::move(first)); turn;) {
        notifiers::Delivery delivery;
        try {
            delivery = co_await lane->channel.notifier->send(turn->claimed.envelope);
        } catch (const std::exception& error) {
            delivery.reason = error.what();  // out of memory, say: the lane must not lose its place for it
        }
        end(*lane, *turn, std::move(delivery));
        turn.reset();
        post_dispatch(lane);
        if (!may_send()) co_return;
        const Instant now = clock_.now();
        const auto next = lane->next(now);
        // What has waited too long is given back by the dispatch that was posted.
        if (next == lane->servers.end() || now - next->second.queue.front().since >= longest_in_queue) co_return;
        turn.emplace(lane->take(*next, now));
    }
}

void Courier::end(Lane& lane, Turn& turn, notifiers::Delivery delivery) {
    --lane.under_way;
    --turn.server.under_way;
    if (turn.server.breaker.ended(delivery, turn.probe, clock_.now()) && observer_.breaker)
        observer_.breaker(lane.channel.id, turn.name, turn.server.breaker, delivery.reason);
    std::optional<Instant> give_up;
    if (const auto failing = turn.server.breaker.failing_since())
        give_up = give_up_waiting(turn.claimed.created, *failing);
    keep(lane, turn.claimed, std::move(delivery), give_up);
}

/// `give_up`: what is to be tried again is dead from then on.
void Courier::keep(Lane& lane, const store::Claimed& claimed, notifiers::Delivery delivery,
                   std::optional<Instant> give_up) {
    lane.in_hand.erase(claimed.id);
    using Outcome = notifiers::Delivery::Outcome;
    const Instant now = clock_.now();
    store::Attempt attempt{.id = claimed.id, .number = claimed.attempt, .at = now, .delivery = {}, .next = {}};
    if (delivery.outcome == Outcome::sent) {
        attempt.state = store::MessageState::sent;
    } else {
        if (delivery.outcome == Outcome::retry) {
            attempt.next =
                next_attempt(claimed.envelope.id, claimed.tries, claimed.tried_for, now, delivery.retry_after);
            if (attempt.next && give_up) attempt.next = std::min(*attempt.next, *give_up);
            if (attempt.next && *attempt.next <= now) attempt.next.reset();
        }
        attempt.state = attempt.next ? store::MessageState::waiting : store::MessageState::dead;
    }
    attempt.delivery = std::move(delivery);
    papers_.attempts.push_back(std::move(attempt));  // first of all: the receipt must not be lost
    post_write();
    store::Attempt& kept = papers_.attempts.back();
    tell_of_refused(claimed, kept);
    if (observer_.attempted) observer_.attempted(claimed, kept);
    if (kept.state == store::MessageState::dead && observer_.dead_letter) {
        auto alerts = observer_.dead_letter(claimed, kept.delivery);
        std::move(alerts.begin(), alerts.end(), std::back_inserter(kept.follows));
    }
}

/// A message for several recipients that some did not get: who may get it later has a message of its own from now on, who
/// never will is told of like a dead letter.
void Courier::tell_of_refused(const store::Claimed& claimed, store::Attempt& attempt) {
    const notifiers::Delivery& delivery = attempt.delivery;
    std::string later;
    for (const auto& refused : delivery.refused) {
        if (!refused.permanent) {
            later += (later.empty() ? "" : ", ") + refused.to;
            continue;
        }
        if (!observer_.dead_letter) continue;
        store::Claimed one = claimed;
        one.envelope.id += "-" + refused.to;  // so that each is told of
        one.envelope.to = refused.to;
        notifiers::Delivery answer;
        answer.outcome = notifiers::Delivery::Outcome::rejected;
        answer.code = refused.code;
        answer.answer = refused.answer;
        answer.reason = delivery.reason;
        answer.refused = {refused};
        auto alerts = observer_.dead_letter(one, answer);
        std::move(alerts.begin(), alerts.end(), std::back_inserter(attempt.follows));
    }
    if (later.empty()) return;
    store::OutboxMessage rest{.envelope = claimed.envelope,
                              .recipient = claimed.recipient,
                              .subject_line = claimed.subject_line,
                              .not_before = clock_.now() + rest_of_recipients,
                              .rest_of = claimed.envelope.id};
    // A person may send the whole message anew, and then it is another rest.
    rest.envelope.id += fmt::format("-r{}", claimed.attempt);
    rest.envelope.to = later;
    rest.copy_of = claimed.envelope.id;
    attempt.follows.push_back(std::move(rest));
}

bool Courier::Papers::give_times() const {
    return !postponed.empty() || std::any_of(attempts.begin(), attempts.end(), [](const auto& attempt) {
        return attempt.state != store::MessageState::sent || !attempt.follows.empty();
    });
}

void Courier::post_write() {
    if (std::exchange(writing_, true)) return;
    asio::co_spawn(executor_, write_all(), asio::detached);
}

/// Writes until nothing waits. A store that fails is tried again after a rest, for as long as it takes.
asio::awaitable<void> Courier::write_all() {
    asio::steady_timer rest(executor_);
    co_await asio::post(executor_, asio::use_awaitable);  // what comes in the same turn goes along
    while (!papers_.empty()) {
        const auto began = std::chrono::steady_clock::now();
        try {
            co_await write_down();
            if (!papers_.empty() && desk_.beside() && !stopping_) {
                rest.expires_at(began + between_commits);
                co_await rest.async_wait(asio::use_awaitable);
            }
            continue;
        } catch (const store::StoreError& error) {
            store_failed_ = true;
            observer_.trouble(error.what());
        }
        if (stopping_) break;
        rest.expires_after(rest_after_trouble);
        co_await rest.async_wait(asio::use_awaitable);
    }
    writing_ = false;
}

asio::awaitable<void> Courier::write_down() {
    Papers now = std::exchange(papers_, {});
    being_written_ = now.attempts.size();
    try {
        co_await desk_.run([&now](store::Store& store) {
            // First: of a message that was claimed anew while it was under way, so that its answer still counts.
            if (!now.postponed.empty()) store.postpone(now.postponed);
            if (!now.attempts.empty()) store.record(now.attempts);
            return true;
        });
    } catch (...) {
        being_written_ = 0;
        take_back(std::move(now));
        throw;
    }
    const bool waited_for = store_failed_ || papers_.attempts.size() + being_written_ >= most_unwritten;
    being_written_ = 0;
    store_failed_ = false;
    if (observer_.written) observer_.written();
    if (now.give_times() || waited_for) poke();
}

/// What could not be written goes before what came since.
void Courier::take_back(Papers&& unwritten) {
    const auto put_first = [](auto& first, auto& rest) {
        std::move(rest.begin(), rest.end(), std::back_inserter(first));
        rest = std::move(first);
    };
    put_first(unwritten.attempts, papers_.attempts);
    put_first(unwritten.postponed, papers_.postponed);
}

asio::awaitable<void> Courier::finish(std::chrono::milliseconds grace) {
    stopping_ = true;
    for (const auto& lane : lanes_) {
        for (auto& [name, server] : lane->servers) server.queue.clear();
        lane->queued = 0;
        lane->in_hand.clear();
    }
    poke();
    const auto done = [this] {
        return !writing_ && std::all_of(lanes_.begin(), lanes_.end(),
                                        [](const auto& lane) { return lane->stopped && lane->under_way == 0; });
    };
    asio::steady_timer pause(executor_);
    const auto until = std::chrono::steady_clock::now() + grace;
    while (!done() && std::chrono::steady_clock::now() < until) {
        pause.expires_after(10ms);
        co_await pause.async_wait(asio::use_awaitable);
    }
    if (!papers_.empty() && !writing_) co_await write_down();
}

}  // namespace dondoc::outbox
