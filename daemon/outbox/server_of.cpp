#include "daemon/outbox/server_of.hpp"

#include <algorithm>

namespace dondoc::outbox {

std::string server_of(std::string_view to) {
    const auto scheme = to.find("://");
    if (scheme == std::string_view::npos) return {};
    to.remove_prefix(scheme + 3);
    to = to.substr(0, to.find_first_of("/?#"));
    if (const auto user = to.rfind('@'); user != std::string_view::npos) to.remove_prefix(user + 1);
    std::string host(to);
    std::transform(host.begin(), host.end(), host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return host;
}

}  // namespace dondoc::outbox
