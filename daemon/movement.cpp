#include "daemon/movement.hpp"

#include "daemon/outbox/breaker.hpp"
#include "notifiers/notifier.hpp"

#include <algorithm>

namespace dondoc {

using namespace std::chrono_literals;

namespace {

/// A paused server is left alone at most so long, and then the attempt that is its probe may take its time.
constexpr auto longest_standstill = notifiers::Notifier::longest_send + outbox::Breaker::longest_pause;
constexpr auto longest_between_looks = 10min;
/// Beyond it nothing is kept from a server that asked for more (breaker.cpp).
constexpr std::chrono::seconds longest_quiet = 1h;

}  // namespace

void Movement::attempted(const std::string& channel, clock::Instant at, std::chrono::seconds quiet) {
    since_[channel] = at + std::clamp(quiet, std::chrono::seconds{0}, longest_quiet);
}

void Movement::look(const std::vector<std::string>& busy, clock::Instant now) {
    if (now < looked_ || now - looked_ > longest_between_looks) since_.clear();
    looked_ = now;
    std::erase_if(since_, [&](const auto& entry) { return std::ranges::find(busy, entry.first) == busy.end(); });
    for (const std::string& channel : busy) since_.try_emplace(channel, now);
}

std::vector<std::string> Movement::stuck(const Spans& spans, clock::Instant now) const {
    std::vector<std::string> found;
    for (const auto& [channel, since] : since_) {
        const auto span = spans.find(channel);
        const auto allowed = longest_standstill + (span == spans.end() ? 0s : span->second);
        if (now - since > allowed) found.push_back(channel);
    }
    return found;
}

}  // namespace dondoc
