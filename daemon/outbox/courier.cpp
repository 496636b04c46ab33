#include "daemon/outbox/courier.hpp"

#include "daemon/outbox/retry.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <cassert>
#include <deque>
#include <exception>
#include <iterator>
#include <utility>

namespace dondoc::outbox {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

/// Longer than any notifier's own time limit, so that a claim never runs out while its attempt is under way.
constexpr std::chrono::seconds lease = 15min;
constexpr std::chrono::seconds rest_after_trouble = 5s;

}  // namespace

struct Courier::Lane {
    Channel channel;
    std::unique_ptr<clock::Alarm> alarm;
    std::deque<store::Claimed> queue;  ///< claimed, not yet under way
    int under_way = 0;
    bool stopped = false;
};

Courier::Courier(store::Store& store, clock::Clock& clock, asio::any_io_executor executor, Observer observer)
    : store_(store), clock_(clock), executor_(std::move(executor)), observer_(std::move(observer)) {}

Courier::~Courier() = default;

void Courier::start(std::vector<Channel> channels) {
    assert(lanes_.empty());
    for (Channel& channel : channels) {
        auto lane = std::make_shared<Lane>();
        lane->channel = std::move(channel);
        lane->alarm = clock_.make_alarm(executor_);
        lanes_.push_back(lane);
        asio::co_spawn(executor_, serve(lane), asio::detached);
    }
}

void Courier::poke() {
    for (const auto& lane : lanes_) lane->alarm->ring();
}

bool Courier::idle() const {
    return attempts_.empty() && std::all_of(lanes_.begin(), lanes_.end(), [](const auto& lane) {
               return lane->under_way == 0 && lane->queue.empty() && lane->alarm->sleeping();
           });
}

asio::awaitable<void> Courier::serve(std::shared_ptr<Lane> lane) {
    while (!stopping_) {
        std::optional<Instant> wake;
        try {
            wake = fill(*lane);
        } catch (const store::StoreError& error) {
            observer_.trouble(error.what());
            wake = clock_.now() + rest_after_trouble;
        }
        while (!lane->queue.empty() && lane->under_way < lane->channel.limit) {
            ++lane->under_way;
            asio::co_spawn(executor_, carry(lane, std::move(lane->queue.front())), asio::detached);
            lane->queue.pop_front();
        }
        co_await lane->alarm->sleep_until(wake);
    }
    lane->stopped = true;
}

/// Claims more where the queue runs low. Gives the time to look again; nothing while an attempt under way will ring.
std::optional<Instant> Courier::fill(Lane& lane) {
    if (!attempts_.empty() && !write_posted_) write_down();  // a write that failed before
    const auto wanted = static_cast<std::size_t>(lane.channel.limit);
    if (lane.queue.size() >= wanted) return std::nullopt;
    const int batch = std::max(64, 8 * lane.channel.limit);
    const Instant now = clock_.now();
    auto claimed = store_.claim_due(now, now + lease, lane.channel.id, batch);
    const bool all = std::cmp_less(claimed.size(), batch);
    std::move(claimed.begin(), claimed.end(), std::back_inserter(lane.queue));
    if (!all) return std::nullopt;
    return store_.next_due(lane.channel.id);
}

asio::awaitable<void> Courier::carry(std::shared_ptr<Lane> lane, store::Claimed claimed) {
    notifiers::Delivery delivery;
    try {
        delivery = co_await lane->channel.notifier->send(claimed.envelope);
    } catch (const std::exception& error) {
        delivery.reason = error.what();  // out of memory, say: the lane must not lose its place for it
    }
    --lane->under_way;
    keep(claimed, std::move(delivery));
    lane->alarm->ring();
}

void Courier::keep(const store::Claimed& claimed, notifiers::Delivery delivery) {
    using Outcome = notifiers::Delivery::Outcome;
    const Instant now = clock_.now();
    store::Attempt attempt{.id = claimed.id, .number = claimed.attempt, .at = now, .delivery = {}, .next = {}};
    if (delivery.outcome == Outcome::sent) {
        attempt.state = store::MessageState::sent;
    } else {
        if (delivery.outcome == Outcome::retry) {
            attempt.next =
                next_attempt(claimed.envelope.id, claimed.attempt, claimed.created, now, delivery.retry_after);
        }
        attempt.state = attempt.next ? store::MessageState::waiting : store::MessageState::dead;
    }
    attempt.delivery = std::move(delivery);
    attempts_.push_back(attempt);  // first of all: the receipt must not be lost
    if (observer_.attempted) observer_.attempted(claimed, attempt);
    if (attempt.state == store::MessageState::dead && observer_.dead_letter) {
        auto alerts = observer_.dead_letter(claimed, attempt.delivery);
        std::move(alerts.begin(), alerts.end(), std::back_inserter(alerts_));
    }
    if (write_posted_) return;
    write_posted_ = true;
    asio::post(executor_, [this] {
        write_posted_ = false;
        try {
            write_down();
        } catch (const store::StoreError& error) {
            observer_.trouble(error.what());  // kept; the next fill tries again
        }
    });
}

void Courier::write_down() {
    store_.record(attempts_, alerts_);
    attempts_.clear();
    alerts_.clear();
    if (observer_.written) observer_.written();
    poke();  // what waits for a retry, and the alerts, have times now
}

asio::awaitable<void> Courier::finish(std::chrono::milliseconds grace) {
    stopping_ = true;
    for (const auto& lane : lanes_) lane->queue.clear();
    poke();
    const auto done = [this] {
        return !write_posted_ && std::all_of(lanes_.begin(), lanes_.end(),
                                             [](const auto& lane) { return lane->stopped && lane->under_way == 0; });
    };
    asio::steady_timer pause(executor_);
    const auto until = std::chrono::steady_clock::now() + grace;
    while (!done() && std::chrono::steady_clock::now() < until) {
        pause.expires_after(10ms);
        co_await pause.async_wait(asio::use_awaitable);
    }
    if (!attempts_.empty()) write_down();
}

}  // namespace dondoc::outbox
