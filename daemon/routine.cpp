#include "daemon/routine.hpp"

#include "daemon/outbox/notice.hpp"
#include "daemon/summaries/make.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>

namespace dondoc {

using rules::dates::LocalTime;
using namespace std::chrono_literals;

namespace {

constexpr auto overdue_message = 15min;
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
    order.with_workbook = false;
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
    if (const auto due = store.next_due({}); due && *due + overdue_message < now)
        signs.troubles.emplace_back("có thông báo đến giờ mà không ai gửi (a message is due and nobody takes it)");
    for (const auto& server : store.servers()) {
        if (server.since + silent_server < now)
            signs.troubles.push_back(fmt::format("{} {}: không gửi được hơn một giờ (takes nothing for an hour): {}",
                                                 server.channel, server.server, server.reason));
    }
    return signs;
}

Routine::Routine(store::Store& store, std::shared_ptr<const config::Site> site)
    : store_(store), site_(std::move(site)) {}

void Routine::use(std::shared_ptr<const config::Site> site) {
    site_ = std::move(site);
    due_.reset();
}

std::size_t Routine::run(store::Instant now, const Standing& standing) {
    if (due_ && now < *due_) return 0;
    std::size_t messages = 0;
    for (const auto& rule : site_->config.routine.summaries) messages += make(rule, now);
    if (!site_->config.routine.heartbeat.to.empty()) messages += tell_alive(now, standing);
    due_ = next(now);
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
std::size_t Routine::make(const config::SummaryRule& rule, store::Instant now) {
    const auto to = summaries::unit_of(rule.to, site_->book.units);
    if (!to) return 0;
    const auto turn = summaries::newest_turn(rule, site_->config.local(now), site_->book.calendar);
    const std::string kind(summaries::every_name(rule.every));
    const auto last = store_.last_summary(kind, site_->book.units[*to].id, "9999");
    if (last && last->period >= rules::dates::format_iso(turn.day)) return 0;
    const auto snapshot = store_.snapshot(site_->book.units, store::Store::Scope::all);
    auto made = made_of(store_, *site_, snapshot,
                        {.rule = rule, .turn = turn, .to = *to, .with_workbook = last.has_value()}, now);
    if (!last) made.row.sent = false;
    std::vector<store::OutboxMessage> messages;
    if (made.row.sent) {
        const auto kinds = site_->config.channel_kinds();
        messages = outbox::compose_summary(made.built.summary, made.row.period, *to, made.workbook,
                                           compose_context(*site_, kinds, site_->config.local(now)));
    }
    return store_.add_summary(made.row, messages, now) ? messages.size() : 0;
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
