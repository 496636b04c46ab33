#include "daemon/outbox/courier.hpp"

#include "daemon/outbox/retry.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <deque>
#include <exception>
#include <iterator>
#include <map>
#include <utility>

namespace dondoc::outbox {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

/// Longer than any notifier's own time limit, so that a claim never runs out while its attempt is under way.
constexpr std::chrono::seconds lease = 15min;
constexpr std::chrono::seconds rest_after_trouble = 5s;
/// A claim that has waited so long for its turn is given back: a notifier takes at most ten minutes (notifiers/settings.cpp),
/// and the lease must not run out meanwhile.
constexpr std::chrono::seconds longest_in_queue = 4min;
/// Before those of several recipients that were refused for now are tried again.
constexpr std::chrono::seconds rest_of_recipients = 5min;
/// For messages that would only keep others from being claimed.
constexpr std::chrono::seconds out_of_the_way = 5s;
/// Claimed at once, in one transaction.
constexpr int claimed_at_once = 256;
/// Claimed and not yet under way, of one channel: what waits in memory.
constexpr std::size_t most_queued = 1024;

}  // namespace

struct Courier::Server {
    Breaker breaker;
    std::deque<Waiting> queue;  ///< claimed, not yet under way, oldest first
    int under_way = 0;
};

struct Courier::Lane {
    /// No server of several takes all places.
    int share_of(const std::string& server) const {
        return server.empty() ? channel.limit : std::max(1, channel.limit - std::max(1, channel.limit / 4));
    }
    bool has_place(const std::string& name, const Server& server, Instant now) const {
        return !server.queue.empty() && server.under_way < share_of(name) &&
               server.breaker.ask(now) == Breaker::Advice::send;
    }
    bool can_send(Instant now) const {
        return std::any_of(servers.begin(), servers.end(),
                           [&](const auto& entry) { return has_place(entry.first, entry.second, now); });
    }

    Channel channel;
    std::unique_ptr<clock::Alarm> alarm;
    std::optional<RateLimit> rate;
    std::map<std::string, Server> servers;
    std::size_t queued = 0;  ///< in all queues
    bool more = false;       ///< the last claim took all that it could: there may be others
    int under_way = 0;
    bool stopped = false;
};

std::string server_of(std::string_view to) {
    const auto scheme = to.find("://");
    if (scheme == std::string_view::npos) return {};
    to.remove_prefix(scheme + 3);
    to = to.substr(0, to.find_first_of("/?#"));
    if (const auto user = to.rfind('@'); user != std::string_view::npos) to.remove_prefix(user + 1);
    std::string host(to);
    std::transform(host.begin(), host.end(), host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return host;
}

Courier::Courier(store::Store& store, clock::Clock& clock, asio::any_io_executor executor, Observer observer)
    : store_(store), clock_(clock), executor_(std::move(executor)), observer_(std::move(observer)) {}

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

bool Courier::idle() const {
    return attempts_.empty() && postponed_.empty() && std::all_of(lanes_.begin(), lanes_.end(), [](const auto& lane) {
               return lane->under_way == 0 && lane->queued == 0 && lane->alarm->sleeping();
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
        dispatch(lane);
        const bool hungry = lane->more && lane->under_way < lane->channel.limit && lane->queued < most_queued;
        if (!hungry) co_await lane->alarm->sleep_until(wake);
    }
    lane->stopped = true;
}

/// Claims more where the queues run low, or where all that is in them waits for busy servers. Gives the time to look again;
/// nothing while an attempt under way will ring.
std::optional<Instant> Courier::fill(Lane& lane) {
    lane.more = false;
    if ((!attempts_.empty() || !postponed_.empty()) && !write_posted_) write_down();  // a write that failed before
    const Instant now = clock_.now();
    const bool enough = std::cmp_greater_equal(lane.queued, lane.channel.limit);
    if (enough && (lane.queued >= most_queued || lane.under_way == lane.channel.limit || lane.can_send(now)))
        return std::nullopt;
    int batch = claimed_at_once;
    if (lane.rate) {
        // What is claimed must be able to go: a lease does not wait for a slow rate.
        const auto free = lane.rate->free(now);
        if (free <= lane.queued) return lane.queued == 0 && free == 0 ? next_of(lane, now) : std::nullopt;
        batch = std::min(batch, static_cast<int>(free - lane.queued));
    }
    auto claimed = store_.claim_due(now, now + lease, lane.channel.id, batch);
    lane.more = !std::cmp_less(claimed.size(), batch);
    for (auto& claim : claimed) {
        if (too_big(lane, claim)) continue;
        Server& server = lane.servers[server_of(claim.envelope.to)];
        server.queue.push_back({std::move(claim), now});
        ++lane.queued;
    }
    if (lane.more) return std::nullopt;
    return store_.next_due(lane.channel.id);
}

/// Where the rate allows nothing now: when it does, if there is anything to send by then.
std::optional<Instant> Courier::next_of(Lane& lane, Instant now) {
    const auto due = store_.next_due(lane.channel.id);
    return due ? std::optional(std::max(*due, lane.rate->next(now))) : std::nullopt;
}

/// Sends what may go, a message of each server in turn; the rest stays in its queue or is put off.
void Courier::dispatch(const std::shared_ptr<Lane>& lane) {
    const Instant now = clock_.now();
    for (auto& [name, server] : lane->servers) put_off(*lane, server, now);
    bool went = true;
    while (went && lane->under_way < lane->channel.limit) {
        went = false;
        for (auto& [name, server] : lane->servers) {
            if (lane->under_way == lane->channel.limit) break;
            if (!lane->has_place(name, server, now)) continue;
            Waiting waiting = std::move(server.queue.front());
            server.queue.pop_front();
            --lane->queued;
            server.breaker.began(now);
            if (lane->rate) lane->rate->take(now);
            ++server.under_way;
            ++lane->under_way;
            went = true;
            asio::co_spawn(executor_, carry(lane, name, std::move(waiting.claimed)), asio::detached);
        }
    }
    if (lane->queued >= most_queued && lane->under_way < lane->channel.limit) make_room(*lane, now);
}

/// What waits for a busy server must not keep messages for others from being claimed.
void Courier::make_room(Lane& lane, Instant now) {
    const auto longest = std::max_element(
        lane.servers.begin(), lane.servers.end(),
        [](const auto& one, const auto& other) { return one.second.queue.size() < other.second.queue.size(); });
    for (auto& queue = longest->second.queue; !queue.empty() && lane.queued > most_queued - claimed_at_once;) {
        postpone(queue.back().claimed, now + out_of_the_way);
        queue.pop_back();
        --lane.queued;
    }
}

bool Courier::too_big(const Lane& lane, const store::Claimed& claimed) {
    const auto size = claimed.envelope.bytes.size();
    if (lane.channel.max_size == 0 || size <= lane.channel.max_size) return false;
    notifiers::Delivery delivery;
    delivery.outcome = notifiers::Delivery::Outcome::rejected;
    delivery.reason = fmt::format("thông báo có {} byte, kênh chỉ gửi đến {} (larger than the channel's max_size)",
                                  size, lane.channel.max_size);
    keep(claimed, std::move(delivery));
    return true;
}

/// Gives back what cannot go for a while. What has been tried long enough is given up, whatever its server does.
void Courier::put_off(Lane& lane, Server& server, Instant now) {
    const bool later = server.breaker.ask(now) == Breaker::Advice::later;
    while (!server.queue.empty()) {
        const Waiting& waiting = server.queue.front();
        if (!later && now - waiting.since < longest_in_queue) return;
        const Instant give_up = waiting.claimed.created + give_up_after;
        if (!later) {
            postpone(waiting.claimed, now);
        } else if (now < give_up) {
            postpone(waiting.claimed, std::min(server.breaker.until(), give_up));
        } else {
            notifiers::Delivery delivery;
            delivery.reason = "máy chủ không nhận thư đã lâu (its server has not worked for long)";
            keep(waiting.claimed, std::move(delivery));
        }
        server.queue.pop_front();
        --lane.queued;
    }
}

void Courier::postpone(const store::Claimed& claimed, Instant until) {
    postponed_.push_back({claimed.id, claimed.attempt, until});
    post_write();
}

asio::awaitable<void> Courier::carry(std::shared_ptr<Lane> lane, std::string server, store::Claimed claimed) {
    notifiers::Delivery delivery;
    try {
        delivery = co_await lane->channel.notifier->send(claimed.envelope);
    } catch (const std::exception& error) {
        delivery.reason = error.what();  // out of memory, say: the lane must not lose its place for it
    }
    --lane->under_way;
    Server& state = lane->servers[server];
    --state.under_way;
    if (state.breaker.ended(delivery, clock_.now()) && observer_.breaker)
        observer_.breaker(lane->channel.id, server, state.breaker, delivery.reason);
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
    tell_of_refused(claimed, attempt.delivery);
    if (observer_.attempted) observer_.attempted(claimed, attempt);
    if (attempt.state == store::MessageState::dead && observer_.dead_letter) {
        auto alerts = observer_.dead_letter(claimed, attempt.delivery);
        std::move(alerts.begin(), alerts.end(), std::back_inserter(alerts_));
    }
    post_write();
}

/// A message for several recipients that some did not get: who may get it later has a message of its own from now on, who
/// never will is told of like a dead letter.
void Courier::tell_of_refused(const store::Claimed& claimed, const notifiers::Delivery& delivery) {
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
        auto alerts = observer_.dead_letter(one, answer);
        std::move(alerts.begin(), alerts.end(), std::back_inserter(alerts_));
    }
    if (later.empty()) return;
    store::OutboxMessage rest{.envelope = claimed.envelope,
                              .recipient = claimed.recipient,
                              .subject_line = claimed.subject_line,
                              .not_before = clock_.now() + rest_of_recipients};
    rest.envelope.id += "-r";
    rest.envelope.to = later;
    alerts_.push_back(std::move(rest));
}

void Courier::post_write() {
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
    if (!attempts_.empty() || !alerts_.empty()) store_.record(attempts_, alerts_);
    attempts_.clear();
    alerts_.clear();
    if (!postponed_.empty()) store_.postpone(postponed_);
    postponed_.clear();
    if (observer_.written) observer_.written();
    poke();  // what waits for a retry, and the alerts, have times now
}

asio::awaitable<void> Courier::finish(std::chrono::milliseconds grace) {
    stopping_ = true;
    for (const auto& lane : lanes_) {
        for (auto& [name, server] : lane->servers) server.queue.clear();
        lane->queued = 0;
    }
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
    if (!attempts_.empty() || !postponed_.empty()) write_down();
}

}  // namespace dondoc::outbox
