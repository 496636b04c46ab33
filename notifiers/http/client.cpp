#include "notifiers/http/client.hpp"

#include "notifiers/http/classify.hpp"
#include "notifiers/transfer/transfers.hpp"

#include <boost/system/system_error.hpp>

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace notifiers::http {

namespace asio = boost::asio;

namespace {

/// No "Expect: 100-continue", which would cost a round trip.
constexpr std::array<const char*, 2> common_headers{"User-Agent: dondoc", "Expect:"};
constexpr std::size_t longest_body_read = 64 * 1024;
constexpr std::size_t body_kept = 16 * 1024;

/// One POST under way. libcurl points into this object while it runs.
class Transfer final : public transfer::Request {
public:
    Transfer(const Config& config, const Post& post) : config_(config), post_(post) { write_headers(); }

    void prepare(transfer::EasyHandle easy) override;
    void on_header(std::string_view line) override;
    bool on_body(std::string_view piece) override;

    tl::expected<Answer, Delivery> result(const transfer::Outcome& outcome);

private:
    static curl_socket_t open_socket(void* transfer, curlsocktype purpose, curl_sockaddr* peer);
    void write_headers();
    bool may_connect(const sockaddr& peer);
    Delivery unreachable(const transfer::Outcome& outcome) const;

    const Config& config_;
    const Post& post_;
    std::vector<std::string> headers_;     ///< this message's own
    std::vector<curl_slist> header_list_;  ///< libcurl's view of all headers; points into headers_ and constants
    std::string refused_address_;
    Answer answer_;
    std::size_t body_size_ = 0;
};

void Transfer::write_headers() {
    headers_.reserve(post_.headers.size() + 1);
    headers_.push_back(fmt::format("Content-Type: {}", post_.content_type));
    headers_.insert(headers_.end(), post_.headers.begin(), post_.headers.end());

    // libcurl reads the list and never writes to it.
    header_list_.reserve(common_headers.size() + headers_.size());
    for (const char* header : common_headers) header_list_.push_back({const_cast<char*>(header), nullptr});
    for (std::string& header : headers_) header_list_.push_back({header.data(), nullptr});
    for (std::size_t i = 0; i + 1 < header_list_.size(); ++i) header_list_[i].next = &header_list_[i + 1];
}

void Transfer::prepare(transfer::EasyHandle easy) {
    curl_easy_setopt(easy, CURLOPT_URL, post_.target.url().c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(post_.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, post_.body.data());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, header_list_.data());
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::open_socket);
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

bool Transfer::may_connect(const sockaddr& peer) {
    const auto address = address_of(peer);
    if (address && config_.allowed.allows(post_.target.host(), *address)) return true;
    refused_address_ = address ? address->to_string() : "not an IP address";
    return false;
}

curl_socket_t Transfer::open_socket(void* transfer, curlsocktype, curl_sockaddr* peer) {
    if (!static_cast<Transfer*>(transfer)->may_connect(peer->addr)) return CURL_SOCKET_BAD;
    return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
}

void Transfer::on_header(std::string_view line) {
    constexpr std::string_view name = "retry-after:";
    if (line.size() <= name.size() || !curl_strnequal(line.data(), name.data(), name.size())) return;
    line.remove_prefix(name.size());
    const auto first = line.find_first_not_of(" \t");
    const auto last = line.find_last_not_of(" \t\r\n");
    if (first == std::string_view::npos || last < first) return;
    answer_.retry_after = retry_after(line.substr(first, last - first + 1), post_.now);
}

bool Transfer::on_body(std::string_view piece) {
    body_size_ += piece.size();
    answer_.body.append(piece.substr(0, body_kept - std::min(body_kept, answer_.body.size())));
    return body_size_ <= longest_body_read;
}

tl::expected<Answer, Delivery> Transfer::result(const transfer::Outcome& outcome) {
    const bool answered = outcome.error == 0 || (outcome.error == CURLE_WRITE_ERROR && body_size_ > longest_body_read);
    if (!answered) return tl::unexpected(unreachable(outcome));
    answer_.status = static_cast<int>(outcome.status);
    return std::move(answer_);
}

Delivery Transfer::unreachable(const transfer::Outcome& outcome) const {
    Delivery delivery;
    const auto seconds = config_.timeout.count();
    const std::string_view host = post_.target.host();
    if (!refused_address_.empty() && outcome.error == CURLE_COULDNT_CONNECT) {
        delivery.outcome = Delivery::Outcome::rejected;
        delivery.reason = fmt::format("{} is at {}, a private address that the channel's allow_private does not list",
                                      host, refused_address_);
    } else if (outcome.cancelled) {
        delivery.reason = "the attempt was given up";
    } else if (outcome.queued) {
        delivery.reason = fmt::format("no connection became free within {} s", seconds);
    } else if (outcome.error == CURLE_OPERATION_TIMEDOUT) {
        delivery.reason = fmt::format("{} did not answer within {} s", host, seconds);
    } else if (outcome.error == CURLE_PEER_FAILED_VERIFICATION) {
        delivery.reason =
            fmt::format("the certificate of {} is not trusted ({}); nothing was sent", host, outcome.message);
    } else {
        delivery.reason = fmt::format("{} cannot be reached ({})", host, outcome.message);
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

transfer::Transfers make_transfers(asio::any_io_executor executor, const Config& config) {
    const transfer::Transfers::Limits limits{.connections = config.connections, .time = config.timeout};
    return {std::move(executor), limits, [config](transfer::EasyHandle easy) { configure(easy, config); }};
}

}  // namespace

struct Client::State {
    State(asio::any_io_executor executor, Config config_)
        : config(std::move(config_)), transfers(make_transfers(std::move(executor), config)) {}
    Config config;
    transfer::Transfers transfers;
};

Client::Client(asio::any_io_executor executor, Config config)
    : state_(std::make_shared<State>(std::move(executor), std::move(config))) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

const Config& Client::config() const {
    return state_->config;
}

asio::awaitable<tl::expected<Answer, Delivery>> Client::post(Post post) {
    return Client::post(state_, std::move(post));
}

asio::awaitable<tl::expected<Answer, Delivery>> Client::post(std::shared_ptr<State> state, Post post) {
    Transfer transfer(state->config, post);
    try {
        const transfer::Outcome outcome = co_await state->transfers.perform(transfer);
        co_return transfer.result(outcome);
    } catch (const boost::system::system_error& error) {
        Delivery given_up;
        given_up.reason = fmt::format("the attempt was given up ({})", error.code().message());
        co_return tl::unexpected(std::move(given_up));
    }
}

}  // namespace notifiers::http
