#include "notifiers/transfer/slots.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <list>

namespace notifiers::transfer {

namespace asio = boost::asio;

struct Slots::State {
    asio::any_io_executor executor;
    int free;
    std::list<Waiter*> waiting;

    void release();
};

/// One coroutine in the queue; the timer is both its time limit and the bell that wakes it.
struct Slots::Waiter {
    Waiter(std::shared_ptr<State> owner, std::chrono::milliseconds longest)
        : state(std::move(owner)),
          bell(state->executor, longest),
          place(state->waiting.insert(state->waiting.end(), this)) {}
    ~Waiter() {
        if (standing == Standing::granted) state->release();
        if (standing == Standing::waiting) state->waiting.erase(place);
    }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    std::shared_ptr<State> state;
    asio::steady_timer bell;
    std::list<Waiter*>::iterator place;
    enum class Standing { waiting, granted, served } standing = Standing::waiting;
};

void Slots::State::release() {
    if (waiting.empty()) {
        ++free;
        return;
    }
    Waiter& next = *waiting.front();
    waiting.pop_front();
    next.standing = Waiter::Standing::granted;
    next.bell.cancel();
}

Slots::Permit::~Permit() {
    if (state_) state_->release();
}

Slots::Slots(asio::any_io_executor executor, int count)
    : state_(std::make_shared<State>(State{std::move(executor), count, {}})) {}

std::optional<Slots::Permit> Slots::try_acquire() {
    if (state_->free == 0) return std::nullopt;
    --state_->free;
    return Permit(state_);
}

asio::awaitable<std::optional<Slots::Permit>> Slots::acquire(std::chrono::milliseconds longest) {
    return wait(state_, longest);
}

asio::awaitable<std::optional<Slots::Permit>> Slots::wait(std::shared_ptr<State> state,
                                                          std::chrono::milliseconds longest) {
    if (state->free > 0) {
        --state->free;
        co_return Permit(std::move(state));
    }
    Waiter waiter(state, longest);
    boost::system::error_code ended;
    co_await waiter.bell.async_wait(asio::redirect_error(asio::use_awaitable, ended));
    if (waiter.standing != Waiter::Standing::granted) co_return std::nullopt;
    waiter.standing = Waiter::Standing::served;
    co_return Permit(std::move(state));
}

}  // namespace notifiers::transfer
