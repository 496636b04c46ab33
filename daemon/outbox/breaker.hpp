#pragma once

#include "daemon/clock/clock.hpp"
#include "notifiers/delivery.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace dondoc::outbox {

using clock::Instant;

/// True for what speaks of the server and would have met any message: no answer, no login, "closing down", a gateway
/// without anything behind it.
bool is_server_trouble(const notifiers::Delivery& delivery) noexcept;

/// False for what was refused or kept back on this side, such as an address that is none or not allowed: it says nothing of the
/// server.
bool reached_server(const notifiers::Delivery& delivery) noexcept;

/// Spares a server that does not work, and the messages that wait for it. After some failures in a row it opens: nothing
/// goes there until a while has passed, then one message goes as a probe. If that fails too the next while is twice as
/// long, up to ten minutes; any answer of the server's own closes it. What a server asked for (Retry-After) holds
/// all of its messages back. A state machine without a clock of its own.
class Breaker {
public:
    enum class State : std::uint8_t { closed, open, half_open };
    enum class Advice : std::uint8_t {
        send,   ///< and call `began`
        wait,   ///< a probe is under way
        later,  ///< at `until()`
    };

    Advice ask(Instant now) const noexcept;
    /// A message goes out. True where it is the probe.
    bool began() noexcept;
    /// It ended so. True where the state changed for others to see: paused, or working again.
    bool ended(const notifiers::Delivery& delivery, bool probe, Instant now) noexcept;

    State state() const noexcept { return state_; }
    Instant until() const noexcept { return state_ == State::open && opens_ > held_ ? opens_ : held_; }
    int failures() const noexcept { return failures_; }  ///< in a row
    /// When the first of them ended, later by the time in which nobody can have tried: what two failures lie apart counts for
    /// twelve hours at most. Nothing where there is none.
    std::optional<Instant> failing_since() const noexcept { return failing_since_; }

    static constexpr int most_failures = 5;
    static constexpr std::chrono::seconds first_pause{30};
    static constexpr std::chrono::seconds longest_pause{600};
    static constexpr std::chrono::hours longest_between_failures{12};

private:
    void open(Instant now) noexcept;

    State state_ = State::closed;
    int failures_ = 0;
    std::optional<Instant> failing_since_;
    std::optional<Instant> last_failure_;
    std::chrono::seconds pause_ = first_pause;
    Instant opens_{};  ///< when a probe may go
    Instant held_{};   ///< the server asked for quiet until then
};

}  // namespace dondoc::outbox
