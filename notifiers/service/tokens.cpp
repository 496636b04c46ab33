#include "notifiers/service/tokens.hpp"

#include "notifiers/answer.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>

#include <fmt/format.h>

namespace notifiers::service {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

/// A refresh token works once: a service that refuses what it gave out, or gives out nothing, must not use them up.
constexpr std::chrono::seconds rest = std::chrono::minutes{5};

Delivery try_later(std::string reason) {
    Delivery delivery;
    delivery.any_message = true;
    delivery.reason = std::move(reason);
    return delivery;
}

/// Values of a form; tokens and ids need few escapes.
std::string form_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '.' || c == '~';
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

bool is_header_value(std::string_view text) {
    return !text.empty() && text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string text_of(const json::value& root, std::string_view name) {
    const json::value* value = root.is_object() ? root.get_object().if_contains(name) : nullptr;
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

}  // namespace

Tokens::Tokens(asio::any_io_executor executor, Account account, http::Client& client,
               std::shared_ptr<const http::Target> token_target, Clock now)
    : account_(std::move(account)),
      file_(account_.file),
      client_(client),
      target_(std::move(token_target)),
      now_(std::move(now)),
      bell_(std::move(executor), asio::steady_timer::time_point::max()) {}

/// What the disk says: another channel of the account may have renewed the pair, an admin may have given a new start.
tl::expected<void, std::string> Tokens::look() {
    auto stored = file_.load();
    if (!stored) return tl::unexpected(std::move(stored.error()));
    const std::string seed = fingerprint(account_.first_refresh);
    if (*stored && (*stored)->seed == seed) {
        pair_ = std::move(**stored);
    } else {
        pair_ = TokenPair{.access = {}, .refresh = account_.first_refresh, .seed = seed};
    }
    asked_before_ = pair_->renewing;
    return {};
}

asio::awaitable<Tokens::Result> Tokens::current() {
    if (!pair_) {
        if (const auto seen = look(); !seen) co_return tl::unexpected(try_later(seen.error()));
    }
    if (!pair_->access.empty() && !unwritten_) co_return pair_->access;
    co_return co_await renewed({});
}

asio::awaitable<Tokens::Result> Tokens::renewed(std::string stale) {
    while (renewing_) {
        boost::system::error_code rung;
        co_await bell_.async_wait(asio::redirect_error(asio::use_awaitable, rung));
    }
    if (pair_ && pair_->access != stale && !pair_->access.empty() && !unwritten_) co_return pair_->access;
    struct Renewing {
        explicit Renewing(Tokens& owner) : tokens(owner) { tokens.renewing_ = true; }
        ~Renewing() {
            tokens.renewing_ = false;
            tokens.bell_.cancel();
        }
        Renewing(const Renewing&) = delete;
        Renewing& operator=(const Renewing&) = delete;
        Tokens& tokens;
    };
    const Renewing mark(*this);
    co_return co_await renew(std::move(stale));
}

asio::awaitable<Tokens::Result> Tokens::renew(std::string stale) {
    if (unwritten_) co_return keep(std::move(*unwritten_));
    const TokenFile::Lock lock(file_);
    if (!lock.held()) {
        co_return tl::unexpected(try_later(fmt::format(
            "the token file {} cannot be locked: another channel renews it, or it cannot be written", file_.path())));
    }
    if (const auto seen = look(); !seen) co_return tl::unexpected(try_later(seen.error()));
    if (!pair_->access.empty() && pair_->access != stale) co_return pair_->access;
    if (const auto now = now_(); now < rests_until_ && now >= rests_until_ - rest)
        co_return tl::unexpected(try_later(
            fmt::format("no new token for app {} is asked for within five minutes of the last", account_.app_id)));
    TokenPair begun = *pair_;
    begun.renewing = true;
    if (const auto saved = file_.save(begun); !saved) co_return tl::unexpected(try_later(saved.error()));
    co_return co_await ask();
}

asio::awaitable<Tokens::Result> Tokens::ask() {
    const std::string body = fmt::format("refresh_token={}&app_id={}&grant_type=refresh_token",
                                         form_encoded(pair_->refresh), form_encoded(account_.app_id));
    http::Post post{.target = *target_,
                    .body = body,
                    .content_type = "application/x-www-form-urlencoded",
                    .headers = "secret_key: " + account_.secret_key + "\r\n",
                    .now = now_()};
    auto answer = co_await client_.post(std::move(post));
    rests_until_ = now_() + rest;
    if (!answer) {
        // Whether the service has given out a new pair is not known; the old refresh token may still be good.
        answer.error().outcome = Delivery::Outcome::retry;
        answer.error().any_message = true;
        co_return tl::unexpected(std::move(answer.error()));
    }
    co_return take(*answer);
}

Tokens::Result Tokens::take(const http::Answer& answer) {
    boost::system::error_code no_json;
    const json::value root = json::parse(answer.body, no_json);
    TokenPair pair{
        .access = text_of(root, "access_token"), .refresh = text_of(root, "refresh_token"), .seed = pair_->seed};
    if (is_header_value(pair.access) && is_header_value(pair.refresh)) return keep(std::move(pair));
    Delivery delivery = try_later(why_refused());
    delivery.code = answer.status;
    auto hidden = secrets();
    hidden.insert(hidden.end(), {pair.access, pair.refresh});
    delivery.answer = kept_answer(answer.body, hidden);
    // The service has answered without a whole pair: the old refresh token may still be good.
    TokenPair as_before = *pair_;
    as_before.renewing = asked_before_;
    if (const auto saved = file_.save(as_before); !saved) delivery.reason += "; " + saved.error();
    return tl::unexpected(std::move(delivery));
}

/// On disk first, then in use.
Tokens::Result Tokens::keep(TokenPair pair) {
    if (const auto saved = file_.save(pair); !saved) {
        unwritten_ = std::move(pair);
        return tl::unexpected(
            try_later(fmt::format("the new pair of tokens is not used before it is saved: {}", saved.error())));
    }
    unwritten_.reset();
    pair_ = std::move(pair);
    asked_before_ = false;
    return pair_->access;
}

std::string Tokens::why_refused() const {
    return fmt::format(
        "the refresh token of app {} was not taken{}; get a new one from the service and write it into the file of the "
        "secret 'refresh_token'",
        account_.app_id,
        asked_before_ ? " (the program ended once between asking for a new pair and saving it, which uses the token up)"
                      : "");
}

std::vector<std::string> Tokens::secrets() const {
    std::vector<std::string> secrets{account_.secret_key, account_.first_refresh};
    for (const auto* pair : {pair_ ? &*pair_ : nullptr, unwritten_ ? &*unwritten_ : nullptr}) {
        if (pair == nullptr) continue;
        secrets.push_back(pair->access);
        secrets.push_back(pair->refresh);
    }
    return secrets;
}

}  // namespace notifiers::service
