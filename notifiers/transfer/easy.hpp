#pragma once

#include "notifiers/transfer/handle.hpp"

#include <chrono>
#include <string_view>

namespace notifiers::transfer {

/// A new handle with what all channels want: no signals, no proxy or netrc of the environment, TLS 1.2 or newer with
/// certificates and names verified. Throws std::bad_alloc.
EasyHandle new_easy();

/// Time for the whole transfer, and for its connection.
void limit_time(EasyHandle easy, std::chrono::milliseconds limit);

/// What libcurl knows after a transfer that ended with `error`; `details` is its error buffer.
Outcome outcome_of(EasyHandle easy, int error, std::string_view details);

}  // namespace notifiers::transfer
