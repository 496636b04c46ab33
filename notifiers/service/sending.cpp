#include "notifiers/service/sending.hpp"

#include "notifiers/answer.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace notifiers::service {

namespace asio = boost::asio;
namespace json = boost::json;
using Outcome = Delivery::Outcome;

namespace {

constexpr int most_moves = 3;

std::string headers_with(const std::vector<std::string>& headers, const std::string& access_token) {
    constexpr std::string_view place = "{access_token}";
    std::string lines;
    for (std::string header : headers) {
        if (const auto at = header.find(place); at != std::string::npos) header.replace(at, place.size(), access_token);
        lines += header + "\r\n";
    }
    return lines;
}

/// The body with another address in it; as it is where it holds none.
std::string readdressed(const std::string& body, const std::string& member, const std::string& address) {
    boost::system::error_code no_json;
    json::value root = json::parse(body, no_json);
    if (no_json || !root.is_object() || !root.get_object().contains(member)) return body;
    root.get_object()[member] = address;
    return json::serialize(root);
}

Delivery rejected(std::string reason) {
    Delivery delivery;
    delivery.outcome = Outcome::rejected;
    delivery.reason = std::move(reason);
    return delivery;
}

}  // namespace

KnownTarget Channel::target_for(const std::string& to) {
    if (config.target) return config.target;
    const auto named = config.urls.find(to);
    if (named == config.urls.end() && to.find("://") == std::string::npos)
        return tl::unexpected(fmt::format("the secret 'urls' has no line for '{}'", kept_answer(to)));
    return targets.find(named == config.urls.end() ? to : named->second);
}

/// The longest first, so that a part of one does not leave the rest of it.
std::vector<std::string> Channel::secrets(const http::Target& target) const {
    std::vector<std::string> all = target.secrets();
    all.insert(all.end(), config.secrets.begin(), config.secrets.end());
    if (tokens) {
        const auto more = tokens->secrets();
        all.insert(all.end(), more.begin(), more.end());
    }
    std::sort(all.begin(), all.end(), [](const auto& one, const auto& other) { return one.size() > other.size(); });
    return all;
}

asio::awaitable<Delivery> Sending::run() {
    const KnownTarget target = channel_->target_for(envelope_.to);
    if (!target) co_return rejected(target.error());
    if (channel_->tokens) {
        auto token = co_await channel_->tokens->current();
        if (!token) co_return std::move(token.error());
        access_token_ = std::move(*token);
    }
    if (const auto moved = channel_->moved.find(envelope_.to); moved != channel_->moved.end()) follow(moved->second);
    Verdict verdict = co_await post(**target);
    if (verdict.token_expired) {
        if (auto failed = co_await renew()) co_return std::move(*failed);
        verdict = co_await post(**target);
    }
    for (int moves = 0; moves < most_moves && !verdict.moved_to.empty() && channel_->config.service.moved; ++moves) {
        follow(verdict.moved_to);
        verdict = co_await post(**target);
    }
    if (!moved_to_.empty() && verdict.delivery.outcome == Outcome::sent) channel_->moved[envelope_.to] = moved_to_;
    co_return told_of_move(std::move(verdict.delivery));
}

asio::awaitable<Verdict> Sending::post(const http::Target& target) {
    http::Post post{.target = target,
                    .body = envelope_.bytes,
                    .headers = headers_with(channel_->config.headers, access_token_),
                    .now = channel_->now()};
    const auto answer = co_await channel_->client.post(std::move(post));
    if (!answer) co_return Verdict{.delivery = answer.error(), .token_expired = false, .moved_to = {}};
    co_return judge(channel_->config.service, *answer, channel_->secrets(target));
}

asio::awaitable<std::optional<Delivery>> Sending::renew() {
    auto token = co_await channel_->tokens->renewed(access_token_);
    if (!token) co_return std::move(token.error());
    access_token_ = std::move(*token);
    co_return std::nullopt;
}

void Sending::follow(const std::string& address) {
    moved_to_ = address;
    envelope_.bytes = readdressed(envelope_.bytes, channel_->config.service.moved->address_in, address);
}

Delivery Sending::told_of_move(Delivery delivery) const {
    if (moved_to_.empty()) return delivery;
    delivery.needs_person = delivery.outcome == Outcome::sent;
    delivery.reason += fmt::format("; '{}' is now '{}': write the new address into units.yaml",
                                   kept_answer(envelope_.to), kept_answer(moved_to_));
    return delivery;
}

}  // namespace notifiers::service
