#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <set>

namespace dondoc::clock {

using Instant = std::chrono::sys_seconds;  ///< UTC

/// A place where one coroutine sleeps: until a time, until somebody rings, or until the system clock is set.
class Alarm {
public:
    virtual ~Alarm() = default;

    /// Without a time it sleeps until it is rung. A ring that came before the call ends it at once.
    virtual boost::asio::awaitable<void> sleep_until(std::optional<Instant> time) = 0;
    virtual void ring() = 0;
    /// Somebody sleeps here and has not been woken.
    virtual bool sleeping() const = 0;
};

/// The one source of "now". The system's clock in service, a simulated one for `--from`/`--to`: everything else runs the
/// same code with either.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    /// What has passed since some beginning, whatever `now` was set to meanwhile; sleep of the machine counts.
    virtual std::chrono::seconds uptime() const = 0;
    virtual std::unique_ptr<Alarm> make_alarm(boost::asio::any_io_executor executor) = 0;
};

/// Alarms are timerfds on CLOCK_REALTIME with TFD_TIMER_CANCEL_ON_SET: a clock set forward or back wakes every sleeper.
class SystemClock final : public Clock {
public:
    Instant now() const override;
    std::chrono::seconds uptime() const override;
    std::unique_ptr<Alarm> make_alarm(boost::asio::any_io_executor executor) override;
};

class SimulatedAlarm;

/// Stands still until `advance` moves it to the earliest sleeper. Must outlive its alarms.
class SimulatedClock final : public Clock {
public:
    explicit SimulatedClock(Instant start) : now_(start) {}
    Instant now() const override { return now_; }
    std::chrono::seconds uptime() const override { return now_.time_since_epoch(); }
    std::unique_ptr<Alarm> make_alarm(boost::asio::any_io_executor executor) override;

    /// Moves to the earliest time somebody sleeps until and wakes them. False, and `now` is `limit`, where that is later
    /// than `limit` or nobody waits for a time.
    bool advance(Instant limit);

private:
    friend class SimulatedAlarm;
    Instant now_;
    std::set<std::pair<Instant, SimulatedAlarm*>> sleepers_;
};

}  // namespace dondoc::clock
