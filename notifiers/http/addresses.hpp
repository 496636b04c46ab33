#pragma once

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <tl/expected.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace notifiers::http {

/// True for an address that the public Internet routes to one machine: not private, loopback, link-local, shared,
/// documentation, multicast or reserved (IANA special-purpose registries), nor a cloud's metadata service. Addresses
/// that carry an IPv4 address (mapped, NAT64, 6to4) are as public as what they carry.
bool is_public(const boost::asio::ip::address& address);

/// True for the host of a URL that leaves a name server nothing to say: an address, or this machine by its name (RFC 6761).
bool names_an_address(std::string_view host);

/// Where webhooks may go: public addresses, and what the channel lists. Asked with the address that is being connected
/// to, after name resolution, so that a public name for a private address gains nothing.
class AllowedAddresses {
public:
    AllowedAddresses() = default;

    /// A list of addresses, networks ("10.1.0.0/16", "fd00::/8") and host names, separated by spaces or commas; or the
    /// entry that is none of these.
    static tl::expected<AllowedAddresses, std::string> parse(std::string_view list);

    /// `host` is the host of the URL, as written.
    bool allows(std::string_view host, const boost::asio::ip::address& address) const;

private:
    std::vector<boost::asio::ip::network_v4> networks_v4_;
    std::vector<boost::asio::ip::network_v6> networks_v6_;
    std::set<std::string> hosts_;
};

}  // namespace notifiers::http
