#include "notifiers/transfer/stream.hpp"

#include "notifiers/transfer/easy.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <curl/curl.h>

#include <array>

namespace notifiers::transfer {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

namespace {

std::size_t hand_line(char* bytes, std::size_t size, std::size_t count, void* on_line) {
    const auto& take = *static_cast<const std::function<void(std::string_view)>*>(on_line);
    take(std::string_view(bytes, size * count));
    return size * count;
}

}  // namespace

Stream::Stream(asio::any_io_executor executor)
    : executor_(executor),
      multi_(std::make_shared<Multi>(executor)),
      easy_(new_easy()),
      socket_(executor),
      limit_(executor) {}

Stream::~Stream() {
    if (socket_.is_open()) socket_.release();
    multi_->remove(easy_);
    curl_easy_cleanup(easy_);
}

asio::awaitable<Outcome> Stream::open(const Opening& opening) {
    const auto self = shared_from_this();
    std::array<char, CURL_ERROR_SIZE> details{};
    opening.configure(easy_);
    limit_time(easy_, opening.limit);
    curl_easy_setopt(easy_, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, details.data());
    curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &hand_line);
    curl_easy_setopt(easy_, CURLOPT_HEADERDATA, &opening.on_line);

    const std::optional<int> error = co_await Multi::run(multi_, easy_);
    Outcome outcome = outcome_of(easy_, error.value_or(CURLE_ABORTED_BY_CALLBACK), details.data());
    outcome.cancelled = !error;
    curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, nullptr);
    curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, nullptr);
    curl_easy_setopt(easy_, CURLOPT_HEADERDATA, nullptr);
    if (outcome.error == 0) {
        curl_socket_t fd = CURL_SOCKET_BAD;
        curl_easy_getinfo(easy_, CURLINFO_ACTIVESOCKET, &fd);
        socket_.assign(fd);
    }
    co_return outcome;
}

void Stream::work_within(std::chrono::milliseconds limit) {
    expired_ = false;
    until_ = SteadyClock::now() + limit;
    if (armed_ == 0 || limit_.expiry() > until_) arm();
}

void Stream::arm() {
    armed_ = ++arms_;
    limit_.expires_at(until_);
    limit_.async_wait([weak = weak_from_this(), wait = armed_](const boost::system::error_code&) {
        const auto self = weak.lock();
        // A wait that is over may have rung already: then it is the number that tells.
        if (!self || wait != self->armed_) return;
        if (SteadyClock::now() < self->until_) return self->arm();
        self->armed_ = 0;
        self->expired_ = true;
        self->socket_.cancel();
    });
}

void Stream::rest() {
    armed_ = 0;
    limit_.cancel();
}

/// How a wait for the socket ended: `done` where it is ready.
Stream::Io Stream::after_wait(const boost::system::error_code& ended) const {
    if (expired_) return Io::timed_out;
    return ended == asio::error::operation_aborted ? Io::cancelled : Io::done;
}

std::optional<Stream::Io> Stream::write_now(std::string_view& bytes) {
    while (!bytes.empty()) {
        std::size_t written = 0;
        const CURLcode result = curl_easy_send(easy_, bytes.data(), bytes.size(), &written);
        if (result == CURLE_AGAIN) return std::nullopt;
        if (result != CURLE_OK) return Io::closed;
        bytes.remove_prefix(written);
    }
    return Io::done;
}

asio::awaitable<Stream::Io> Stream::write(std::string_view bytes) {
    const auto self = shared_from_this();
    for (;;) {
        if (const auto written = write_now(bytes)) co_return *written;
        if (expired_) co_return Io::timed_out;
        boost::system::error_code ended;
        co_await socket_.async_wait(asio::posix::descriptor_base::wait_write,
                                    asio::redirect_error(asio::use_awaitable, ended));
        if (const Io io = after_wait(ended); io != Io::done) co_return io;
    }
}

/// Nothing where nothing has come yet.
std::optional<Stream::Io> Stream::receive(std::string& into) {
    std::array<char, 4096> bytes;
    std::size_t count = 0;
    const CURLcode result = curl_easy_recv(easy_, bytes.data(), bytes.size(), &count);
    if (result == CURLE_AGAIN) return std::nullopt;
    if (result != CURLE_OK || count == 0) return Io::closed;
    into.append(bytes.data(), count);
    return Io::done;
}

asio::awaitable<Stream::Io> Stream::read(std::string& into) {
    if (const auto received = receive(into)) co_return *received;
    co_return co_await read_answer(into);
}

asio::awaitable<Stream::Io> Stream::read_answer(std::string& into) {
    const auto self = shared_from_this();
    for (;;) {
        if (expired_) co_return Io::timed_out;
        boost::system::error_code ended;
        co_await socket_.async_wait(asio::posix::descriptor_base::wait_read,
                                    asio::redirect_error(asio::use_awaitable, ended));
        if (const Io io = after_wait(ended); io != Io::done) co_return io;
        if (const auto received = receive(into)) co_return *received;
    }
}

bool Stream::quiet() {
    char byte = 0;
    std::size_t count = 0;
    return socket_.is_open() && curl_easy_recv(easy_, &byte, 1, &count) == CURLE_AGAIN;
}

void Stream::try_write(std::string_view bytes) {
    std::size_t written = 0;
    if (socket_.is_open()) curl_easy_send(easy_, bytes.data(), bytes.size(), &written);
}

}  // namespace notifiers::transfer
