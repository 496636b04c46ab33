#include "daemon/heart.hpp"

#include "notifiers/registry.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace dondoc {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

constexpr auto after_failure = 5min;
constexpr auto while_unwell = 5min;

std::string body_of(const std::string& site, const SignsOfLife& signs, clock::Instant now) {
    const auto time = rules::dates::LocalTime{now.time_since_epoch()};
    return json::serialize(json::object{{"type", "daemon.alive"},
                                        {"timestamp", rules::dates::format_iso(time) + "Z"},
                                        {"data", json::object{{"site", site},
                                                              {"open", signs.open},
                                                              {"sent", signs.sent},
                                                              {"waiting", signs.waiting},
                                                              {"dead", signs.dead}}}});
}

}  // namespace

struct Heart::Beating {
    std::unique_ptr<notifiers::Notifier> notifier;
    config::Heartbeat heartbeat;
    std::chrono::seconds utc_offset{};
    std::optional<clock::Instant> due = clock::Instant{};  ///< at once to begin with
    bool unwell = false;                                   ///< and the log knows

    /// The next hour or the next time of day.
    clock::Instant after(clock::Instant now) const {
        if (heartbeat.every == config::Heartbeat::Every::hour) return now + 1h;
        const auto day = std::chrono::floor<std::chrono::days>(now + utc_offset - heartbeat.at);
        return std::chrono::time_point_cast<std::chrono::seconds>(day) + 24h + heartbeat.at - utc_offset;
    }

    static asio::awaitable<void> ask(std::shared_ptr<Beating> self, notifiers::Envelope envelope, clock::Instant now) {
        const auto delivery = co_await self->notifier->send(std::move(envelope));
        if (delivery.outcome == notifiers::Delivery::Outcome::sent) {
            self->due = self->after(now);
            co_return;
        }
        spdlog::warn("heartbeat: {} [{}] (the watch was not reached)", delivery.reason, delivery.answer);
        self->due = now + after_failure;
    }
};

Heart::Heart(asio::any_io_executor executor, const clock::Clock& clock)
    : executor_(std::move(executor)), clock_(clock) {}

std::string Heart::use(const config::Heartbeat& heartbeat, std::chrono::seconds utc_offset) {
    const bool same = heartbeat.url == heartbeat_.url && heartbeat.settings == heartbeat_.settings &&
                      heartbeat.every == heartbeat_.every && heartbeat.at == heartbeat_.at;
    if (same) return {};
    heartbeat_ = heartbeat;
    beating_.reset();
    if (heartbeat.url.empty()) return {};
    auto notifier =
        notifiers::make_notifier({.id = "heartbeat", .kind = "webhook", .settings = heartbeat.settings, .secrets = {}},
                                 executor_, [clock = &clock_] { return clock->now(); });
    if (!notifier) return notifier.error();
    beating_ = std::make_shared<Beating>();
    beating_->notifier = std::move(*notifier);
    beating_->heartbeat = heartbeat;
    beating_->utc_offset = utc_offset;
    return {};
}

std::optional<clock::Instant> Heart::next() const {
    return beating_ ? beating_->due : std::nullopt;
}

void Heart::clock_set_back(clock::Instant now) {
    if (beating_ && beating_->due) beating_->due = std::min(*beating_->due, now);
}

void Heart::beat(clock::Instant now, const std::string& site, const SignsOfLife& signs) {
    if (!beating_ || !beating_->due || now < *beating_->due) return;
    if (!signs.troubles.empty()) {
        if (!beating_->unwell)
            spdlog::error("heartbeat: không báo còn sống vì (no sign of life, because): {}", signs.troubles.front());
        beating_->unwell = true;
        beating_->due = now + while_unwell;
        return;
    }
    beating_->unwell = false;
    beating_->due = now + after_failure;  // unless the answer says otherwise
    notifiers::Envelope envelope{.id = fmt::format("heartbeat-{}", now.time_since_epoch().count()),
                                 .channel = "heartbeat",
                                 .to = heartbeat_.url,
                                 .bytes = body_of(site, signs, now)};
    asio::co_spawn(executor_, Beating::ask(beating_, std::move(envelope), now), asio::detached);
}

}  // namespace dondoc
