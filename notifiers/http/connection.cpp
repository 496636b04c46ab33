#include "notifiers/http/connection.hpp"

#include "notifiers/http/classify.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/parser.hpp>

#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <optional>

namespace notifiers::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

constexpr std::uint32_t longest_head = 64 * 1024;
constexpr std::size_t longest_body_read = 64 * 1024;
/// Of one answer with all that announces it or frames its body: what goes on for ever ends here.
constexpr std::size_t most_bytes_read = 256 * 1024;
constexpr std::size_t body_kept = 16 * 1024;
/// Larger requests leave no memory with a connection that rests.
constexpr std::size_t output_kept = 16 * 1024;
constexpr std::chrono::seconds longest_rest{60};

/// The beginning of a body, in the words of Beast: what a server announces or sends beyond it costs no memory.
struct KeptBody {
    struct value_type {
        std::string text;
        std::size_t size = 0;  ///< of all that came
    };
    class reader {
    public:
        template <bool isRequest, class Fields>
        reader(beast::http::header<isRequest, Fields>&, value_type& body) : body_(body) {}
        void init(const boost::optional<std::uint64_t>&, beast::error_code& error) { error = {}; }
        template <class Buffers>
        std::size_t put(const Buffers& buffers, beast::error_code& error) {
            error = {};
            std::size_t count = 0;
            for (const asio::const_buffer piece : beast::buffers_range_ref(buffers)) {
                const std::string_view text(static_cast<const char*>(piece.data()), piece.size());
                body_.text += text.substr(0, body_kept - std::min(body_kept, body_.text.size()));
                count += piece.size();
            }
            body_.size += count;
            return count;
        }
        void finish(beast::error_code& error) { error = {}; }

    private:
        value_type& body_;
    };
};

using Parser = beast::http::response_parser<KeptBody>;

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

void put_request(std::string& text, const Post& post) {
    text.clear();
    fmt::format_to(std::back_inserter(text),
                   "POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: dondoc\r\nAccept: */*\r\nContent-Type: {}\r\n"
                   "Content-Length: {}\r\n{}\r\n",
                   post.target.resource(), post.target.authority(), post.content_type, post.body.size(), post.headers);
    text += post.body;
}

/// Some servers leave out the blank behind the status together with the reason.
void complete_status_line(std::string& head) {
    constexpr std::size_t blank = std::string_view("HTTP/1.1 200").size();
    if (head.size() > blank && head[blank] == '\r' && head.starts_with("HTTP/1.")) head.insert(blank, 1, ' ');
}

/// Takes off `input` what the parser could make use of.
beast::error_code parse(Parser& parser, std::string& input) {
    beast::error_code error;
    if (input.empty()) return error;
    if (!parser.is_header_done()) complete_status_line(input);
    input.erase(0, parser.put(asio::buffer(input), error));
    return error == beast::http::error::need_more ? beast::error_code() : error;
}

Answer answer_of(Parser& parser, std::chrono::sys_seconds now) {
    Answer answer;
    answer.status = static_cast<int>(parser.get().result_int());
    answer.body = std::move(parser.get().body().text);
    if (const auto found = parser.get().find(beast::http::field::retry_after); found != parser.get().end())
        answer.retry_after = retry_after(std::string_view(found->value().data(), found->value().size()), now);
    return answer;
}

}  // namespace

Connection::Connection(asio::any_io_executor executor, const Config& config, std::string host)
    : config_(config), host_(std::move(host)), stream_(std::make_shared<transfer::Stream>(std::move(executor))) {}

/// Called by libcurl for each address that it wants to try.
int Connection::open_socket(void* self, int, curl_sockaddr* peer) {
    auto& connection = *static_cast<Connection*>(self);
    const auto address = address_of(peer->addr);
    if (address && connection.config_.allowed.allows(connection.host_, *address))
        return socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
    connection.refused_address_ = address ? address->to_string() : "not an IP address";
    return CURL_SOCKET_BAD;
}

asio::awaitable<transfer::Outcome> Connection::open(const Target& target, std::chrono::milliseconds limit) {
    const transfer::Stream::Opening opening{
        .configure =
            [&](transfer::EasyHandle easy) {
                curl_easy_setopt(easy, CURLOPT_URL, target.url().c_str());
                curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https,http");
                curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
                curl_easy_setopt(easy, CURLOPT_SSL_ENABLE_ALPN, 0L);
                curl_easy_setopt(
                    easy, CURLOPT_OPENSOCKETFUNCTION,
                    static_cast<curl_opensocket_callback>([](void* self, curlsocktype purpose, curl_sockaddr* peer) {
                        return open_socket(self, purpose, peer);
                    }));
                curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
                if (config_.ca_file.empty()) return;
                curl_easy_setopt(easy, CURLOPT_CAINFO, config_.ca_file.c_str());
                curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
            },
        .on_line = [](std::string_view) {},
        .limit = limit,
    };
    co_return co_await stream_->open(opening);
}

asio::awaitable<Connection::Exchange> Connection::post(const Post& post, std::chrono::milliseconds limit) {
    stream_->work_within(limit);
    put_request(output_, post);
    std::string_view rest = output_;
    const auto at_once = stream_->write_now(rest);
    const Io written = at_once ? *at_once : co_await stream_->write(rest);
    Exchange exchange{.io = written};
    // A server may answer and hang up without having read all.
    if (written == Io::done || written == Io::closed) exchange = co_await hear(post.now);
    exchange.usable = exchange.usable && written == Io::done;
    if (output_.size() > output_kept) output_ = {};
    stream_->rest();
    resting_since_ = std::chrono::steady_clock::now();
    co_return exchange;
}

/// Reads one answer; those that only announce another (1xx) are passed over.
asio::awaitable<Connection::Exchange> Connection::hear(std::chrono::sys_seconds now) {
    Exchange exchange;
    std::size_t received = 0;
    std::optional<Parser> parser;
    for (;;) {
        if (!parser) {
            parser.emplace();
            parser->eager(true);
            parser->header_limit(longest_head);
            parser->body_limit(boost::none);
        }
        const bool broken = parse(*parser, input_).failed();
        const bool endless = received > most_bytes_read || parser->get().body().size > longest_body_read;
        const bool announces = parser->is_done() && parser->get().result_int() / 100 == 1;
        if (!announces && (parser->is_done() || (parser->is_header_done() && (broken || endless)))) {
            exchange.answer = answer_of(*parser, now);
            exchange.usable = parser->is_done() && !endless && parser->keep_alive() && input_.empty();
            co_return exchange;
        }
        exchange.garbled = broken || endless;
        if (exchange.garbled) co_return exchange;
        if (announces) {
            parser.reset();
            if (!input_.empty()) continue;
        }
        const std::size_t known = input_.size();
        exchange.io = received > 0 ? co_await stream_->read(input_) : co_await stream_->read_answer(input_);
        received += input_.size() - known;
        if (exchange.io == Io::done) continue;
        exchange.stale = exchange.io == Io::closed && received == 0;
        if (exchange.io != Io::cancelled && parser && parser->is_header_done()) {
            // A body without a length ends with the connection; of one that is cut short or does not end the status counts.
            exchange.io = Io::done;
            exchange.answer = answer_of(*parser, now);
        }
        co_return exchange;
    }
}

bool Connection::still_good(std::chrono::steady_clock::time_point now) {
    return now - resting_since_ < longest_rest && stream_->quiet();
}

}  // namespace notifiers::http
