#include "daemon/cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

namespace dondoc::cli {

namespace {

constexpr std::size_t bar_width = 20;
constexpr std::size_t bar_length = 4;
constexpr std::chrono::milliseconds frame_time{100};

}  // namespace

std::string progress_frame(const std::string& what, std::size_t frame, std::chrono::seconds since) {
    constexpr std::size_t way = bar_width - bar_length;
    const std::size_t step = frame % (2 * way);
    const std::size_t at = step < way ? step : 2 * way - step;
    return fmt::format("[{}{}{}] {}, {} s", std::string(at, ' '), std::string(bar_length, '='),
                       std::string(way - at, ' '), what, since.count());
}

Progress::Progress(const Output& output, std::string what, std::chrono::milliseconds patience)
    : err_(output.err), what_(std::move(what)), patience_(patience) {
    if (output.progress) thread_ = std::thread([this] { run(); });
}

Progress::~Progress() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        done_ = true;
    }
    ended_.notify_all();
    thread_.join();
}

void Progress::run() {
    const auto begin = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex_);
    if (ended_.wait_for(lock, patience_, [this] { return done_; })) return;
    for (std::size_t frame = 0; !done_; ++frame) {
        const auto since = std::chrono::steady_clock::now() - begin;
        err_ << '\r' << progress_frame(what_, frame, std::chrono::floor<std::chrono::seconds>(since)) << std::flush;
        ended_.wait_for(lock, frame_time, [this] { return done_; });
    }
    err_ << "\r\x1b[K" << std::flush;
}

std::string share_frame(const std::string& what, std::int64_t done, std::int64_t total) {
    const std::int64_t most = std::max<std::int64_t>(total, 1);
    const std::int64_t shown = std::clamp<std::int64_t>(done, 0, most);
    const auto filled = static_cast<std::size_t>(shown * static_cast<std::int64_t>(bar_width) / most);
    return fmt::format("[{}{}] {:3} % {}", std::string(filled, '='), std::string(bar_width - filled, ' '),
                       shown * 100 / most, what);
}

ShareBar::ShareBar(const Output& output, std::string what, std::chrono::milliseconds patience)
    : output_(output), what_(std::move(what)), next_(std::chrono::steady_clock::now() + patience) {}

ShareBar::~ShareBar() {
    if (drawn_) output_.err << "\r\x1b[K" << std::flush;
}

void ShareBar::update(std::int64_t done, std::int64_t total) {
    if (!output_.progress) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    output_.err << '\r' << share_frame(what_, done, total) << std::flush;
    drawn_ = true;
    next_ = now + frame_time;
}

}  // namespace dondoc::cli
