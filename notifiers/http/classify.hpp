#pragma once

#include "notifiers/delivery.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace notifiers::http {

/// What a final HTTP status means: 2xx sent; 408, 425, 429 and 5xx retry; the rest, redirects included, rejected. What
/// is no final status: retry.
Delivery::Outcome classify_http(int status);

/// The judgement as a sentence; 410 is "endpoint gone", which Standard Webhooks ask to take as a wish to be left alone.
const char* explain_http(int status);

/// What to say where a URL leads to an address that the channel may not go to; nothing was sent. Rejected where the URL itself
/// holds the address. Where a name server gave it, a retry: a wrong answer of a moment must not cost a message for good.
Delivery not_allowed(std::string_view host, std::string_view address);

/// The value of a Retry-After header, in seconds or as an HTTP date seen from `now`: never negative, at most a week.
/// Nothing where it is neither.
std::optional<std::chrono::seconds> retry_after(std::string_view value, std::chrono::sys_seconds now);

}  // namespace notifiers::http
