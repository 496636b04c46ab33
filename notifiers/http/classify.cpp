#include "notifiers/http/classify.hpp"

#include "notifiers/http/addresses.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace notifiers::http {

using Outcome = Delivery::Outcome;

namespace {

constexpr std::chrono::seconds longest_wait = std::chrono::weeks{1};

bool only_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Outcome classify_http(int status) {
    if (status >= 200 && status < 300) return Outcome::sent;
    if (status == 408 || status == 425 || status == 429) return Outcome::retry;
    if (status >= 300 && status < 500) return Outcome::rejected;
    return Outcome::retry;
}

const char* explain_http(int status) {
    if (status >= 200 && status < 300) return "the receiver took the message";
    if (status == 410) return "endpoint gone";
    if (status == 429) return "the receiver asks for fewer messages";
    if (status >= 300 && status < 400) return "the receiver redirects, which is not followed";
    if (status == 408 || status == 425) return "the receiver asks to try again";
    if (status >= 400 && status < 500) return "the receiver refuses the message";
    if (status >= 500 && status < 600) return "the receiver failed";
    return "the receiver's answer is not one that HTTP knows";
}

Delivery not_allowed(std::string_view host, std::string_view address) {
    Delivery delivery;
    delivery.reason =
        fmt::format("{} is at {}, a private address that the channel's allow_private does not list", host, address);
    if (names_an_address(host)) {
        delivery.outcome = Outcome::rejected;
    } else {
        delivery.needs_person = true;
        delivery.reason += "; nothing was sent, in case the name server is wrong it is tried again";
    }
    return delivery;
}

std::optional<std::chrono::seconds> retry_after(std::string_view value, std::chrono::sys_seconds now) {
    if (only_digits(value)) {
        if (value.size() > 7) return longest_wait;
        return std::min(std::chrono::seconds(std::stol(std::string(value))), longest_wait);
    }
    const std::time_t date = curl_getdate(std::string(value).c_str(), nullptr);
    if (date == -1) return std::nullopt;
    return std::clamp(std::chrono::seconds(date) - now.time_since_epoch(), std::chrono::seconds(0), longest_wait);
}

}  // namespace notifiers::http
