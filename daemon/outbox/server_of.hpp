#pragma once

#include <string>
#include <string_view>

namespace dondoc::outbox {

/// The server that a message goes to, as far as a channel has several: the host of a URL in lower case, else empty.
std::string server_of(std::string_view to);

}  // namespace dondoc::outbox
