#include "daemon/outbox/lane.hpp"

#include <algorithm>

namespace dondoc::outbox {

namespace {

constexpr std::chrono::seconds slow_after{5};

}  // namespace

bool Server::slow(Instant now) const {
    return !queue.empty() && now - queue.front().since >= slow_after;
}

bool Lane::has_place(const std::string& name, const Server& server, Instant now) const {
    if (server.queue.empty() || server.breaker.ask(now) != Breaker::Advice::send) return false;
    if (name.empty() || server.under_way == 0) return under_way < channel.limit;
    return server.under_way < channel.limit - channel.limit / 4 && under_way < channel.limit - 1;
}

Servers::iterator Lane::next(Instant now) {
    auto best = servers.end();
    for (auto entry = servers.begin(); entry != servers.end(); ++entry) {
        if (!has_place(entry->first, entry->second, now)) continue;
        const auto rank = [](const Server& server) { return std::pair(server.under_way, server.served); };
        if (best == servers.end() || rank(entry->second) < rank(best->second)) best = entry;
    }
    return best;
}

Turn Lane::take(Servers::value_type& named, Instant now) {
    Server& server = named.second;
    Turn turn{.name = named.first, .server = server, .claimed = std::move(server.queue.front().claimed)};
    server.queue.pop_front();
    --queued;
    turn.probe = server.breaker.began();
    if (rate) rate->take(now);
    ++server.under_way;
    ++under_way;
    server.served = ++turns;
    return turn;
}

bool Lane::wants_more(Instant now) const {
    return queued < std::max(low_mark, static_cast<std::size_t>(channel.limit)) || (queued < most_queued && stuck(now));
}

bool Lane::stuck(Instant now) const {
    return under_way < channel.limit && !can_send(now) &&
           std::any_of(servers.begin(), servers.end(), [&](const auto& entry) { return entry.second.slow(now); });
}

std::optional<Instant> Lane::closed_until(Instant now) const {
    const auto only = servers.find("");
    if (only == servers.end() || servers.size() > 1 || only->second.breaker.ask(now) != Breaker::Advice::later)
        return std::nullopt;
    return only->second.breaker.until();
}

std::optional<Instant> Lane::next_slow(Instant now) const {
    std::optional<Instant> first;
    for (const auto& [name, server] : servers) {
        if (server.queue.empty()) continue;
        const Instant then = server.queue.front().since + slow_after;
        if (then > now) first = first ? std::min(*first, then) : then;
    }
    return first;
}

bool Lane::can_send(Instant now) const {
    return std::any_of(servers.begin(), servers.end(),
                       [&](const auto& entry) { return has_place(entry.first, entry.second, now); });
}

}  // namespace dondoc::outbox
