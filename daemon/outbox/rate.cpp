#include "daemon/outbox/rate.hpp"

#include <algorithm>
#include <charconv>

namespace dondoc::outbox {

std::optional<Rate> parse_rate(std::string_view text) {
    constexpr std::size_t most = 100'000;
    Rate rate;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), rate.count);
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (failure != std::errc{} || rate.count < 1 || rate.count > most) return std::nullopt;
    if (unit == "/s") rate.span = std::chrono::seconds{1};
    if (unit == "/m") rate.span = std::chrono::minutes{1};
    if (unit == "/h") rate.span = std::chrono::hours{1};
    if (rate.span.count() == 0) return std::nullopt;
    return rate;
}

void RateLimit::forget(Instant now) {
    // A clock that was set back must not hold everything up until it has caught up.
    std::erase_if(sent_, [&](Instant at) { return at > now; });
    while (!sent_.empty() && sent_.front() + rate_.span <= now) sent_.pop_front();
}

Instant RateLimit::next(Instant now) {
    return free(now) > 0 ? now : sent_[sent_.size() - rate_.count] + rate_.span;
}

std::size_t RateLimit::free(Instant now) {
    forget(now);
    return rate_.count - std::min(rate_.count, sent_.size());
}

}  // namespace dondoc::outbox
