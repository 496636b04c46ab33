#pragma once

#include "daemon/http/server.hpp"

#include <map>
#include <string>

namespace dondoc::http {

/// How many connections are open, and whose. What one household or office holds counts as one (`limit_group`), so that an
/// IPv6 network with its 2^64 addresses has no more of them than an IPv4 address.
class Connections {
public:
    explicit Connections(const Settings& settings) : settings_(settings) {}

    bool has_room_for(const std::string& peer) const;
    void opened(const std::string& peer);
    void closed(const std::string& peer);

private:
    const Settings& settings_;
    std::size_t all_ = 0;
    std::map<std::string, std::size_t> of_;  ///< by group
};

}  // namespace dondoc::http
