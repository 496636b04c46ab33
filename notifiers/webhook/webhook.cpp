#include "notifiers/webhook/webhook.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/transfer/transfers.hpp"
#include "notifiers/webhook/classify.hpp"
#include "notifiers/webhook/config.hpp"
#include "notifiers/webhook/target.hpp"

#include <boost/system/system_error.hpp>

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <unordered_map>
#include <vector>

namespace notifiers::webhook {

namespace asio = boost::asio;
using Outcome = Delivery::Outcome;
using Clock = std::function<std::chrono::sys_seconds()>;

namespace {

/// No "Expect: 100-continue", which would cost a round trip.
constexpr std::array<const char*, 3> common_headers{"Content-Type: application/json", "User-Agent: dondoc", "Expect:"};
constexpr std::size_t longest_body_read = 64 * 1024;
constexpr std::size_t body_kept = 4 * 1024;  ///< before it is cleaned and cut to what a receipt holds

constexpr std::size_t most_known_targets = 1024;

using KnownTarget = tl::expected<std::shared_ptr<const Target>, std::string>;

/// What sends share and may need after the notifier itself is gone.
struct Channel {
    Config config;
    Clock now;
    transfer::Transfers transfers;
    std::unordered_map<std::string, std::shared_ptr<const Target>> targets;  ///< URLs read before

    KnownTarget target(const std::string& url);
};

KnownTarget Channel::target(const std::string& url) {
    if (const auto known = targets.find(url); known != targets.end()) return known->second;
    auto read = Target::parse(url, config.allow_http);
    if (!read) return tl::unexpected(std::move(read.error()));
    if (targets.size() >= most_known_targets) targets.clear();
    return targets.emplace(url, std::make_shared<const Target>(std::move(*read))).first->second;
}

/// One POST. libcurl points into this object while it runs.
class Post final : public transfer::Request {
public:
    Post(const Channel& channel, const Envelope& envelope, const Target& target, std::chrono::sys_seconds now)
        : channel_(channel), envelope_(envelope), target_(target), now_(now) {
        write_headers();
    }

    void prepare(transfer::EasyHandle easy) override;
    void on_header(std::string_view line) override;
    bool on_body(std::string_view piece) override;

    Delivery judge(const transfer::Outcome& outcome) const;

private:
    static curl_socket_t open_socket(void* post, curlsocktype purpose, curl_sockaddr* peer);
    void write_headers();
    bool may_connect(const sockaddr& peer);
    Delivery unreachable(const transfer::Outcome& outcome) const;

    const Channel& channel_;
    const Envelope& envelope_;
    const Target& target_;
    std::chrono::sys_seconds now_;
    std::vector<std::string> headers_;     ///< this message's own
    std::vector<curl_slist> header_list_;  ///< libcurl's view of all headers; points into headers_ and constants
    std::string refused_address_;
    std::optional<std::chrono::seconds> retry_after_;
    std::string body_;
    std::size_t body_size_ = 0;
};

void Post::write_headers() {
    headers_.reserve(3);
    headers_.push_back("webhook-id: " + envelope_.id);
    headers_.push_back(fmt::format("webhook-timestamp: {}", now_.time_since_epoch().count()));
    const Signer& signer = channel_.config.signer;
    if (signer.signs()) headers_.push_back("webhook-signature: " + signer.sign(envelope_.id, now_, envelope_.bytes));

    // libcurl reads the list and never writes to it.
    header_list_.reserve(common_headers.size() + headers_.size());
    for (const char* header : common_headers) header_list_.push_back({const_cast<char*>(header), nullptr});
    for (std::string& header : headers_) header_list_.push_back({header.data(), nullptr});
    for (std::size_t i = 0; i + 1 < header_list_.size(); ++i) header_list_[i].next = &header_list_[i + 1];
}

void Post::prepare(transfer::EasyHandle easy) {
    curl_easy_setopt(easy, CURLOPT_URL, target_.url().c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(envelope_.bytes.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, envelope_.bytes.data());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, header_list_.data());
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Post::open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
}

/// The address of a peer, whatever family; nothing for what is not IP.
std::optional<asio::ip::address> address_of(const sockaddr& peer) {
    if (peer.sa_family == AF_INET) {
        sockaddr_in v4;
        std::memcpy(&v4, &peer, sizeof v4);
        return asio::ip::address_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (peer.sa_family == AF_INET6) {
        sockaddr_in6 v6;
        std::memcpy(&v6, &peer, sizeof v6);
        asio::ip::address_v6::bytes_type bytes;
        std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
        return asio::ip::address_v6(bytes);
    }
    return std::nullopt;
}

bool Post::may_connect(const sockaddr& peer) {
    const auto address = address_of(peer);
    if (address && channel_.config.allowed.allows(target_.host(), *address)) return true;
    refused_address_ = address ? address->to_string() : "not an IP address";
    return false;
}

curl_socket_t Post::open_socket(void* post, curlsocktype, curl_sockaddr* peer) {
    if (!static_cast<Post*>(post)->may_connect(peer->addr)) return CURL_SOCKET_BAD;
    return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

void Post::on_header(std::string_view line) {
    constexpr std::string_view name = "retry-after:";
    if (line.size() <= name.size() || !curl_strnequal(line.data(), name.data(), name.size())) return;
    line.remove_prefix(name.size());
    const auto first = line.find_first_not_of(" \t");
    const auto last = line.find_last_not_of(" \t\r\n");
    if (first == std::string_view::npos || last < first) return;
    retry_after_ = retry_after(line.substr(first, last - first + 1), now_);
}

bool Post::on_body(std::string_view piece) {
    body_size_ += piece.size();
    body_.append(piece.substr(0, body_kept - std::min(body_kept, body_.size())));
    return body_size_ <= longest_body_read;
}

Delivery Post::judge(const transfer::Outcome& outcome) const {
    const bool answered = outcome.error == 0 || (outcome.error == CURLE_WRITE_ERROR && body_size_ > longest_body_read);
    if (!answered) return unreachable(outcome);
    Delivery delivery;
    delivery.code = static_cast<int>(outcome.status);
    delivery.outcome = classify_http(delivery.code);
    delivery.reason = explain_http(delivery.code);
    delivery.answer = kept_answer(body_, {target_.secret_part()});
    if (delivery.outcome == Outcome::retry) delivery.retry_after = retry_after_;
    return delivery;
}

Delivery Post::unreachable(const transfer::Outcome& outcome) const {
    Delivery delivery;
    const auto seconds = channel_.config.timeout.count();
    if (!refused_address_.empty() && outcome.error == CURLE_COULDNT_CONNECT) {
        delivery.outcome = Outcome::rejected;
        delivery.reason = fmt::format("{} is at {}, a private address that the channel's allow_private does not list",
                                      target_.host(), refused_address_);
    } else if (outcome.cancelled) {
        delivery.reason = "the attempt was given up";
    } else if (outcome.queued) {
        delivery.reason = fmt::format("no connection became free within {} s", seconds);
    } else if (outcome.error == CURLE_OPERATION_TIMEDOUT) {
        delivery.reason = fmt::format("{} did not answer within {} s", target_.host(), seconds);
    } else if (outcome.error == CURLE_PEER_FAILED_VERIFICATION) {
        delivery.reason =
            fmt::format("the certificate of {} is not trusted ({}); nothing was sent", target_.host(), outcome.message);
    } else {
        delivery.reason = fmt::format("{} cannot be reached ({})", target_.host(), outcome.message);
    }
    return delivery;
}

void configure(transfer::EasyHandle easy, const Config& config) {
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    if (config.ca_file.empty()) return;
    curl_easy_setopt(easy, CURLOPT_CAINFO, config.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
}

Delivery rejected(std::string reason) {
    Delivery delivery;
    delivery.outcome = Outcome::rejected;
    delivery.reason = std::move(reason);
    return delivery;
}

asio::awaitable<Delivery> deliver(std::shared_ptr<Channel> channel, Envelope envelope) {
    const KnownTarget target = channel->target(envelope.to);
    if (!target) co_return rejected(target.error());
    if (!is_id(envelope.id)) co_return rejected("the message's id is not fit for a header");
    Post post(*channel, envelope, **target, channel->now());
    try {
        co_return post.judge(co_await channel->transfers.perform(post));
    } catch (const boost::system::system_error& error) {
        Delivery given_up;
        given_up.reason = fmt::format("the attempt was given up ({})", error.code().message());
        co_return given_up;
    }
}

class WebhookNotifier final : public Notifier {
public:
    explicit WebhookNotifier(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {}
    asio::awaitable<Delivery> send(Envelope envelope) override { return deliver(channel_, std::move(envelope)); }

private:
    std::shared_ptr<Channel> channel_;
};

}  // namespace

tl::expected<std::unique_ptr<Notifier>, std::string> make(const ChannelConfig& channel, asio::any_io_executor executor,
                                                          Clock now) {
    auto config = read_config(channel);
    if (!config) return tl::unexpected(std::move(config.error()));
    const transfer::Transfers::Limits limits{.connections = config->connections, .time = config->timeout};
    transfer::Transfers transfers(std::move(executor), limits,
                                  [config = *config](transfer::EasyHandle easy) { configure(easy, config); });
    return std::make_unique<WebhookNotifier>(
        std::make_shared<Channel>(Channel{std::move(*config), std::move(now), std::move(transfers), {}}));
}

}  // namespace notifiers::webhook
