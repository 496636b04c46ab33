#include "daemon/app.hpp"

#include "daemon/outbox/retry.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

/// How the daemon lives with a clock that may be wrong.
namespace dondoc {

/// A clock that is wrong is told of once; nothing is sent by one that ran ahead.
clock::Trust::Verdict App::judge_clock(clock::Instant now) {
    using Verdict = clock::Trust::Verdict;
    if (options_.simulated()) return Verdict::good;
    std::optional<clock::Instant> known;
    if (const auto& until = cycle_.snapshot().evaluated_until) known = site_->config.instant(*until);
    const Verdict verdict = trust_.judge(now, clock_->uptime(), known);
    if (verdict != clock_verdict_) tell_of_clock(verdict, now);
    clock_verdict_ = verdict;
    courier_->hold(verdict == Verdict::ahead);
    return verdict;
}

void App::tell_of_clock(clock::Trust::Verdict verdict, clock::Instant now) const {
    using Verdict = clock::Trust::Verdict;
    const auto time = rules::dates::format_iso(site_->config.local(now));
    if (verdict == Verdict::good) spdlog::info("đồng hồ là {}, đúng trở lại (the clock is right again)", time);
    if (verdict == Verdict::behind)
        spdlog::error(
            "đồng hồ là {} nhưng đã nhắc đến sau đó; hãy chỉnh đồng hồ hoặc khôi phục bản sao lưu (the clock is behind "
            "what was already evaluated)",
            time);
    if (verdict == Verdict::ahead)
        spdlog::error(
            "đồng hồ nhảy tới {}, chưa nhắc và chưa gửi gì thêm; hãy chỉnh đồng hồ, hoặc khởi động lại dondocd nếu giờ "
            "này "
            "đúng (the clock jumped ahead: nothing is evaluated or sent until it is set right, or dondocd is restarted "
            "because it is right)",
            time);
}

/// What was made by the wrong clock must not wait for it, nor may anything that was to be done at its times.
void App::clock_set_back(clock::Instant before, clock::Instant now, clock::Instant& due) {
    spdlog::warn("đồng hồ bị lùi {} giây (clock set back)", (before - now).count());
    due = std::min(due, now);
    routine_.clock_set_back();
    heart_.clock_set_back(now);
    dead_letters_.clock_set_back(site_->config.local(now));
    // Where nothing was evaluated by it, there is nothing to hold against the clock of now.
    const auto& until = cycle_.snapshot().evaluated_until;
    if (!until || site_->config.instant(*until) <= now) trust_ = {};
    try {
        store_->pull_forward(now, outbox::give_up_after);
        courier_->poke();
    } catch (const store::StoreError& error) {
        store_failed(error.what());
    }
}

}  // namespace dondoc
