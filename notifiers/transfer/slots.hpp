#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace notifiers::transfer {

/// A fixed number of permits, handed out in the order of asking. A permit returns itself when it is dropped, also when
/// the coroutine that holds it is destroyed. Single-threaded; permits and waiters may outlive the Slots.
class Slots {
    struct State;
    struct Waiter;

public:
    class Permit {
    public:
        Permit(Permit&&) noexcept = default;
        Permit& operator=(Permit&& other) noexcept {
            state_.swap(other.state_);
            return *this;
        }
        ~Permit();

    private:
        friend class Slots;
        explicit Permit(std::shared_ptr<State> state) : state_(std::move(state)) {}
        std::shared_ptr<State> state_;
    };

    Slots(boost::asio::any_io_executor executor, int count);

    /// Nothing when none is free at this moment.
    std::optional<Permit> try_acquire();
    /// Nothing when no permit became free within `longest`, or when the awaiting coroutine was cancelled.
    boost::asio::awaitable<std::optional<Permit>> acquire(std::chrono::milliseconds longest);

private:
    static boost::asio::awaitable<std::optional<Permit>> wait(std::shared_ptr<State> state,
                                                              std::chrono::milliseconds longest);
    std::shared_ptr<State> state_;
};

}  // namespace notifiers::transfer
