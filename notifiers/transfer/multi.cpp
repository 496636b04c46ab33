#include "notifiers/transfer/multi.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <curl/curl.h>
#include <sys/epoll.h>

#include <array>
#include <cerrno>
#include <new>
#include <stdexcept>
#include <system_error>

namespace notifiers::transfer {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;

namespace {

/// libcurl wants this once, before any thread uses it.
void need_curl() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) throw std::runtime_error("libcurl could not be initialised");
}

CURLM* new_multi() {
    need_curl();
    CURLM* multi = curl_multi_init();
    if (multi == nullptr) throw std::bad_alloc();
    return multi;
}

int new_epoll() {
    const int fd = epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
    return fd;
}

std::uint32_t epoll_interest(int what) {
    std::uint32_t events = 0;
    if ((what & CURL_POLL_IN) != 0) events |= EPOLLIN;
    if ((what & CURL_POLL_OUT) != 0) events |= EPOLLOUT;
    return events;
}

int curl_events(std::uint32_t events) {
    int mask = 0;
    if ((events & EPOLLIN) != 0) mask |= CURL_CSELECT_IN;
    if ((events & EPOLLOUT) != 0) mask |= CURL_CSELECT_OUT;
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) mask |= CURL_CSELECT_ERR;
    return mask;
}

}  // namespace

/// A transfer under way, in the frame of the coroutine that waits for it.
struct Multi::Running {
    explicit Running(std::shared_ptr<Multi> owner, EasyHandle handle)
        : multi(std::move(owner)), easy(handle), bell(multi->executor_, SteadyClock::time_point::max()) {}
    ~Running() {
        if (result) return;
        curl_multi_remove_handle(multi->multi_, easy);
        --multi->running_;
        multi->settle();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    std::shared_ptr<Multi> multi;
    EasyHandle easy;
    asio::steady_timer bell;
    std::optional<int> result;
};

Multi::Multi(asio::any_io_executor executor)
    : executor_(std::move(executor)), multi_(new_multi()), sockets_(executor_, new_epoll()), timer_(executor_) {
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Multi::on_socket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Multi::on_timer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

Multi::~Multi() {
    curl_multi_cleanup(multi_);
}

void Multi::limit_connections(int count) {
    curl_multi_setopt(multi_, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(count));
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(count));
}

asio::awaitable<std::optional<int>> Multi::run(std::shared_ptr<Multi> multi, EasyHandle easy) {
    Running running(multi, easy);
    multi->add(easy, running);
    if (!running.result) {
        boost::system::error_code ended;
        co_await running.bell.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    }
    co_return running.result;
}

void Multi::remove(EasyHandle easy) {
    curl_multi_remove_handle(multi_, easy);
}

void Multi::add(EasyHandle easy, Running& running) {
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &running);
    ++running_;
    if (curl_multi_add_handle(multi_, easy) != CURLM_OK) {
        running.result = CURLE_FAILED_INIT;
        --running_;
        return;
    }
    run_due();
}

void Multi::drive(int fd, int events) {
    int still_running = 0;
    curl_multi_socket_action(multi_, fd, events, &still_running);
}

/// What libcurl wants done at once. It asks again as long as there is something; a bound keeps the loop fair.
void Multi::run_due() {
    for (int turn = 0; due_ && turn < 16; ++turn) {
        due_ = false;
        drive(CURL_SOCKET_TIMEOUT, 0);
    }
    if (due_) wanted_ = SteadyClock::now();
    collect();
    settle();
}

void Multi::collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        char* data = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &data);
        auto& running = *static_cast<Running*>(static_cast<void*>(data));
        running.result = message->data.result;
        running.bell.cancel();
        --running_;
    }
}

void Multi::settle() {
    if (running_ == 0) {
        wanted_.reset();
        if (armed_) timer_.cancel();
        armed_.reset();
        if (watching_) sockets_.cancel();
        return;
    }
    watch();
    arm_timer();
}

void Multi::watch() {
    if (watching_) return;
    watching_ = true;
    sockets_.async_wait(asio::posix::descriptor_base::wait_read,
                        [weak = weak_from_this()](const boost::system::error_code& failure) {
                            const auto self = weak.lock();
                            if (!self) return;
                            self->watching_ = false;
                            if (!failure) self->take_ready();
                            self->settle();
                        });
}

void Multi::take_ready() {
    std::array<epoll_event, 64> ready;
    const int count = epoll_wait(sockets_.native_handle(), ready.data(), static_cast<int>(ready.size()), 0);
    for (int i = 0; i < count; ++i) {
        const epoll_event& event = ready[static_cast<std::size_t>(i)];
        drive(event.data.fd, curl_events(event.events));
    }
    run_due();
}

void Multi::arm_timer() {
    if (!wanted_ || (armed_ && *armed_ <= *wanted_)) return;
    armed_ = wanted_;
    timer_.expires_at(*armed_);
    timer_.async_wait([weak = weak_from_this()](const boost::system::error_code& failure) {
        const auto self = weak.lock();
        if (!self || failure) return;
        self->armed_.reset();
        if (self->wanted_ && SteadyClock::now() >= *self->wanted_) {
            self->wanted_.reset();
            self->due_ = true;
        }
        self->run_due();
    });
}

int Multi::on_socket(EasyHandle, int fd, int what, void* self, void* known) {
    auto& multi = *static_cast<Multi*>(self);
    const int epoll = multi.sockets_.native_handle();
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(epoll, EPOLL_CTL_DEL, fd, nullptr);
        return 0;
    }
    epoll_event event{};
    event.events = epoll_interest(what);
    event.data.fd = fd;
    // A descriptor may have been closed and opened again in between, so what is known can be out of date.
    const int first = known == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    const int second = known == nullptr ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if (epoll_ctl(epoll, first, fd, &event) != 0) epoll_ctl(epoll, second, fd, &event);
    curl_multi_assign(multi.multi_, fd, self);  // "known" from now on
    return 0;
}

int Multi::on_timer(void*, long milliseconds, void* self) {
    auto& multi = *static_cast<Multi*>(self);
    multi.due_ = milliseconds == 0;
    multi.wanted_.reset();
    if (milliseconds > 0) multi.wanted_ = SteadyClock::now() + std::chrono::milliseconds(milliseconds);
    return 0;
}

}  // namespace notifiers::transfer
