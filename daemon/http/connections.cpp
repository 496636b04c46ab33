#include "daemon/http/connections.hpp"

#include "daemon/http/routes.hpp"

namespace dondoc::http {

bool Connections::has_room_for(const std::string& peer) const {
    if (all_ >= settings_.limits.connections) return false;
    if (is_trusted(peer, settings_.trusted_proxies)) return true;
    const auto found = of_.find(limit_group(peer));
    return found == of_.end() || found->second < settings_.limits.connections_of_one;
}

void Connections::opened(const std::string& peer) {
    ++all_;
    ++of_[limit_group(peer)];
}

void Connections::closed(const std::string& peer) {
    --all_;
    const auto found = of_.find(limit_group(peer));
    if (--found->second == 0) of_.erase(found);
}

}  // namespace dondoc::http
