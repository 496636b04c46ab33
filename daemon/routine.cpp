#include "daemon/routine.hpp"

#include "daemon/outbox/notice.hpp"
#include "daemon/outbox/server_of.hpp"
#include "daemon/summaries/make.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <stdexcept>

namespace dondoc {

using rules::dates::LocalTime;
using namespace std::chrono_literals;

namespace {

constexpr auto silent_server = 1h;

outbox::ComposeContext compose_context(const config::Site& site, const outbox::ChannelKinds& kinds, LocalTime now) {
    return {.book = site.book,
            .sender = site.config.sender,
            .channels = kinds,
            .templates = site.templates,
            .now = now,
            .utc_offset = site.config.utc_offset,
            .chats = &site.chats};
}

/// One that nothing goes to any more is nobody's trouble: it may be gone for good.
bool is_waited_for(store::Store& store, const store::ServerState& server) {
    return std::ranges::any_of(store.waiting_addresses(server.channel),
                               [&](const std::string& address) { return outbox::server_of(address) == server.server; });
}

/// A summary without it is better than none.
std::string log_head(const config::SummaryRule& rule, const config::Site& site) {
    try {
        return summaries::log_head_for(rule, site);
    } catch (const store::StoreError& error) {
        spdlog::warn("bản tổng hợp đi không kèm đầu chuỗi nhật ký (the summary goes without the log's head): {}",
                     error.what());
    }
    return {};
}

/// Where no workbook can be made (no room for temporary files, more rows than a sheet holds) the summary goes without one.
summaries::Made made_of(store::Store& store, const config::Site& site, const rules::model::Snapshot& snapshot,
                        summaries::Order order, store::Instant now) {
    try {
        return summaries::make(store, site, snapshot, order, now);
    } catch (const store::StoreError&) {
        throw;
    } catch (const std::runtime_error& error) {
        spdlog::error("bản tổng hợp đi không kèm tệp .xlsx (the summary goes without its workbook): {}", error.what());
    }
    order.workbook = summaries::Order::Workbook::none;
    return summaries::make(store, site, snapshot, order, now);
}

}  // namespace

SignsOfLife signs_of_life(store::Store& store, const Standing& standing, store::Instant now) {
    SignsOfLife signs{.open = standing.open, .troubles = standing.troubles};
    for (const auto& channel : store.channel_counts(now)) {
        signs.sent += channel.sent;
        signs.dead += channel.dead;
        signs.waiting += channel.waiting;
    }
    for (const auto& channel : standing.stuck)
        signs.troubles.push_back(fmt::format(
            "{}: có thông báo đến giờ mà mãi không gửi xong (a message is due and no attempt comes to an end)",
            channel));
    for (const auto& server : store.servers()) {
        if (server.since + silent_server < now && is_waited_for(store, server))
            signs.troubles.push_back(fmt::format("{} {}: không gửi được hơn một giờ (takes nothing for an hour): {}",
                                                 server.channel, server.server, server.reason));
    }
    return signs;
}

Routine::Summary Routine::make_one(store::Store& store, const config::Site& site, const Order& order,
                                   store::Instant now) {
    using Workbook = summaries::Order::Workbook;
    const auto snapshot = store.snapshot(site.book.units, store::Store::Scope::all);
    auto summary = made_of(store, site, snapshot,
                           {.rule = order.rule,
                            .turn = order.turn,
                            .to = order.to,
                            .workbook = order.told_before ? Workbook::where_sent : Workbook::none,
                            .log_head = log_head(order.rule, site)},
                           now);
    if (!order.told_before) summary.row.sent = false;
    Summary result{.row = std::move(summary.row), .messages = {}};
    if (!result.row.sent) return result;
    const auto kinds = site.config.channel_kinds();
    result.messages = outbox::compose_summary(summary.built.summary, result.row.period, order.to, summary.workbook,
                                              compose_context(site, kinds, site.config.local(now)));
    return result;
}

Routine::Routine(store::Store& store, std::shared_ptr<const config::Site> site)
    : store_(store), site_(std::move(site)) {}

void Routine::work_beside(Beside beside) {
    beside_ = std::move(beside);
}

void Routine::use(std::shared_ptr<const config::Site> site) {
    site_ = std::move(site);
    due_.reset();
}

std::size_t Routine::run(store::Instant now, const Standing& standing) {
    if (due_ && now < *due_) return 0;
    std::size_t messages = 0;
    if (!making_) {
        auto orders = due_orders(now);
        if (beside_ && !orders.empty()) {
            make_beside(std::move(orders), now);
        } else {
            for (const Order& order : orders) messages += keep(make_one(store_, *site_, order, now), now);
        }
    }
    if (!site_->config.routine.heartbeat.to.empty()) messages += tell_alive(now, standing);
    if (!making_) due_ = next(now);
    return messages;
}

std::optional<store::Instant> Routine::next(store::Instant now) const {
    const auto time = site_->config.local(now);
    std::optional<LocalTime> first;
    const auto offer = [&first](LocalTime other) { first = first ? std::min(*first, other) : other; };
    for (const auto& rule : site_->config.routine.summaries)
        offer(summaries::next_turn(rule, time, site_->book.calendar).at);
    if (!site_->config.routine.heartbeat.to.empty()) offer(last_heartbeat(time) + 24h);
    if (!first) return std::nullopt;
    return site_->config.instant(*first);
}

/// Who is asked for summaries for the first time gets the next one: what there is now is what that compares with.
std::vector<Routine::Order> Routine::due_orders(store::Instant now) {
    std::vector<Order> orders;
    for (const auto& rule : site_->config.routine.summaries) {
        const auto to = summaries::unit_of(rule.to, site_->book.units);
        if (!to) continue;
        const auto turn = summaries::newest_turn(rule, site_->config.local(now), site_->book.calendar);
        const auto last =
            store_.last_summary(std::string(summaries::every_name(rule.every)), site_->book.units[*to].id, "9999");
        if (last && last->period >= rules::dates::format_iso(turn.day)) continue;
        orders.push_back({rule, turn, *to, last.has_value()});
    }
    return orders;
}

std::size_t Routine::keep(const Summary& summary, store::Instant now) {
    return store_.add_summary(summary.row, summary.messages, now) ? summary.messages.size() : 0;
}

void Routine::make_beside(std::vector<Order> orders, store::Instant now) {
    making_ = true;
    boost::asio::co_spawn(beside_->executor, make_all(std::move(orders), now), boost::asio::detached);
}

/// What fails is due still: the next turn tries again.
boost::asio::awaitable<void> Routine::make_all(std::vector<Order> orders, store::Instant now) {
    std::size_t messages = 0;
    const auto site = site_;
    try {
        desk_.emplace(beside_->open_store(), beside_->executor);
        for (const Order& order : orders) {
            // Captures by value in a co_await are destroyed twice by GCC 12.
            const Summary summary =
                co_await desk_->run([&](store::Store& store) { return make_one(store, *site, order, now); });
            messages += keep(summary, now);
        }
    } catch (const std::exception& error) {
        beside_->trouble(error.what());
    }
    desk_.reset();
    making_ = false;
    if (messages > 0) beside_->written();
}

LocalTime Routine::last_heartbeat(LocalTime now) const {
    const auto& at = site_->config.routine.heartbeat.at;
    return rules::dates::at(rules::dates::date_of(now - at), at);
}

std::size_t Routine::tell_alive(store::Instant now, const Standing& standing) {
    const auto time = site_->config.local(now);
    const auto day = rules::dates::date_of(last_heartbeat(time));
    const auto to = summaries::unit_of(site_->config.routine.heartbeat.to, site_->book.units);
    // That it was alive yesterday is no news.
    if (!to || told_alive_ == day || day != rules::dates::date_of(time)) return 0;
    const auto signs = signs_of_life(store_, standing, now);
    const auto kinds = site_->config.channel_kinds();
    const auto messages = outbox::compose_alive({.day = day,
                                                 .open = signs.open,
                                                 .sent = signs.sent,
                                                 .waiting = signs.waiting,
                                                 .dead = signs.dead,
                                                 .troubles = signs.troubles},
                                                *to, compose_context(*site_, kinds, time));
    store_.enqueue(messages, now);
    told_alive_ = day;
    return messages.size();
}

}  // namespace dondoc
