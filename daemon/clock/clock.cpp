#include "daemon/clock/clock.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/timerfd.h>

#include <cerrno>
#include <cstdint>
#include <ctime>
#include <system_error>

namespace dondoc::clock {

namespace asio = boost::asio;

namespace {

class TimerfdAlarm final : public Alarm {
public:
    explicit TimerfdAlarm(asio::any_io_executor executor) : timer_(executor, open()) {}

    asio::awaitable<void> sleep_until(std::optional<Instant> time) override {
        if (rung_) {
            rung_ = false;
            co_return;
        }
        arm(time);
        boost::system::error_code ignored;
        asleep_ = true;
        // Ready when it expires and, with ECANCELED on read, when the clock is set; both end the sleep.
        co_await timer_.async_wait(asio::posix::stream_descriptor::wait_read,
                                   asio::redirect_error(asio::use_awaitable, ignored));
        asleep_ = false;
        std::uint64_t expirations = 0;
        [[maybe_unused]] const auto read = ::read(timer_.native_handle(), &expirations, sizeof expirations);
        rung_ = false;
    }

    void ring() override {
        rung_ = true;
        timer_.cancel();
    }

    bool sleeping() const override { return asleep_ && !rung_; }

private:
    static int open() {
        const int fd = ::timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
        if (fd < 0) throw std::system_error(errno, std::generic_category(), "timerfd_create");
        return fd;
    }

    void arm(std::optional<Instant> time) {
        // A time far ahead instead of a disarmed timer, so that a clock that is set is noticed even then.
        constexpr std::time_t far_ahead = 253402300799;  // 9999-12-31
        itimerspec spec{};
        spec.it_value.tv_sec = time ? time->time_since_epoch().count() : far_ahead;
        if (spec.it_value.tv_sec <= 0) spec.it_value.tv_nsec = 1;
        if (::timerfd_settime(timer_.native_handle(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, nullptr) <
                0 &&
            errno != ECANCELED) {
            throw std::system_error(errno, std::generic_category(), "timerfd_settime");
        }
    }

    asio::posix::stream_descriptor timer_;
    bool rung_ = false;
    bool asleep_ = false;
};

}  // namespace

Instant SystemClock::now() const {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::chrono::seconds SystemClock::uptime() const {
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds{time.tv_sec};
}

std::unique_ptr<Alarm> SystemClock::make_alarm(asio::any_io_executor executor) {
    return std::make_unique<TimerfdAlarm>(std::move(executor));
}

class SimulatedAlarm final : public Alarm {
public:
    SimulatedAlarm(SimulatedClock& clock, asio::any_io_executor executor)
        : clock_(clock), timer_(std::move(executor), asio::steady_timer::time_point::max()) {}
    ~SimulatedAlarm() override { leave(); }

    asio::awaitable<void> sleep_until(std::optional<Instant> time) override {
        if (!rung_ && !(time && *time <= clock_.now())) {
            if (time) sleeping_ = clock_.sleepers_.emplace(*time, this).first;
            boost::system::error_code ignored;
            asleep_ = true;
            co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
            asleep_ = false;
            leave();
        }
        rung_ = false;
    }

    void ring() override {
        rung_ = true;
        timer_.cancel();
    }

    bool sleeping() const override { return asleep_ && !rung_; }

private:
    void leave() {
        if (sleeping_) clock_.sleepers_.erase(*sleeping_);
        sleeping_.reset();
    }

    SimulatedClock& clock_;
    asio::steady_timer timer_;
    bool asleep_ = false;
    std::optional<std::set<std::pair<Instant, SimulatedAlarm*>>::iterator> sleeping_;
    bool rung_ = false;
};

std::unique_ptr<Alarm> SimulatedClock::make_alarm(asio::any_io_executor executor) {
    return std::make_unique<SimulatedAlarm>(*this, std::move(executor));
}

bool SimulatedClock::advance(Instant limit) {
    if (sleepers_.empty() || sleepers_.begin()->first > limit) {
        now_ = std::max(now_, limit);
        return false;
    }
    now_ = std::max(now_, sleepers_.begin()->first);
    for (const auto& [time, alarm] : sleepers_) {
        if (time > now_) break;
        alarm->ring();
    }
    return true;
}

}  // namespace dondoc::clock
