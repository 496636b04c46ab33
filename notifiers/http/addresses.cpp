#include "notifiers/http/addresses.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace notifiers::http {

namespace ip = boost::asio::ip;

namespace {

struct Range4 {
    std::uint32_t first;
    int bits;
};

// IANA IPv4 Special-Purpose Address Registry, multicast, and Azure's 168.63.129.16.
constexpr std::array<Range4, 17> not_public_v4{{
    {0x00000000, 8},
    {0x0A000000, 8},
    {0x64400000, 10},
    {0x7F000000, 8},
    {0xA9FE0000, 16},
    {0xAC100000, 12},
    {0xC0000000, 24},
    {0xC0000200, 24},
    {0xC0586300, 24},
    {0xC0A80000, 16},
    {0xC6120000, 15},
    {0xC6336400, 24},
    {0xCB007100, 24},
    {0xE0000000, 4},
    {0xF0000000, 4},
    {0xA83F8110, 32},
    {0xC01FC400, 24},
}};

bool is_public_v4(std::uint32_t address) {
    return std::none_of(not_public_v4.begin(), not_public_v4.end(),
                        [&](const Range4& range) { return ((address ^ range.first) >> (32 - range.bits)) == 0; });
}

using Bytes6 = ip::address_v6::bytes_type;

bool starts_with(const Bytes6& address, std::initializer_list<unsigned char> prefix) {
    return std::equal(prefix.begin(), prefix.end(), address.begin());
}

std::uint32_t v4_at(const Bytes6& address, std::size_t at) {
    return std::uint32_t{address[at]} << 24 | std::uint32_t{address[at + 1]} << 16 |
           std::uint32_t{address[at + 2]} << 8 | std::uint32_t{address[at + 3]};
}

/// The IPv4 address inside a mapped (::ffff:0:0/96), NAT64 (64:ff9b::/96) or 6to4 (2002::/16) address.
std::optional<std::uint32_t> carried_v4(const Bytes6& address) {
    if (starts_with(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF})) return v4_at(address, 12);
    if (starts_with(address, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) return v4_at(address, 12);
    if (starts_with(address, {0x20, 0x02})) return v4_at(address, 2);
    return std::nullopt;
}

/// Only 2000::/3 is global unicast; inside it 2001::/23 (Teredo, ORCHID ...), 2001:db8::/32 and 3fff::/20 are special.
bool is_public_v6(const Bytes6& address) {
    if (const auto v4 = carried_v4(address)) return is_public_v4(*v4);
    if ((address[0] & 0xE0) != 0x20) return false;
    if (starts_with(address, {0x20, 0x01}) && address[2] < 0x02) return false;
    return !starts_with(address, {0x20, 0x01, 0x0D, 0xB8}) &&
           !(starts_with(address, {0x3F, 0xFF}) && address[2] < 0x10);
}

ip::address unmapped(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped()) {
        return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    }
    return address;
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    while (out.ends_with('.')) out.pop_back();
    return out;
}

bool is_host_name(std::string_view text) {
    const bool letters = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return letters && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
           });
}

std::vector<std::string_view> entries_of(std::string_view list) {
    constexpr const char* separators = " ,\t\r\n";
    std::vector<std::string_view> entries;
    for (auto at = list.find_first_not_of(separators); at != std::string_view::npos;) {
        const auto end = std::min(list.find_first_of(separators, at), list.size());
        entries.push_back(list.substr(at, end - at));
        at = list.find_first_not_of(separators, end);
    }
    return entries;
}

}  // namespace

bool is_public(const ip::address& address) {
    return address.is_v4() ? is_public_v4(address.to_v4().to_uint()) : is_public_v6(address.to_v6().to_bytes());
}

bool names_an_address(std::string_view host) {
    const std::string name = lower(host);
    boost::system::error_code failure;
    ip::make_address(name, failure);
    return !failure || name.starts_with('[') || name == "localhost" || name.ends_with(".localhost");
}

tl::expected<AllowedAddresses, std::string> AllowedAddresses::parse(std::string_view list) {
    AllowedAddresses allowed;
    for (const std::string_view entry : entries_of(list)) {
        std::string text = lower(entry);
        boost::system::error_code failure;
        const auto address = ip::make_address(text, failure);
        if (!failure) text += address.is_v4() ? "/32" : "/128";
        if (const auto v4 = ip::make_network_v4(text, failure); !failure) {
            allowed.networks_v4_.push_back(v4);
        } else if (const auto v6 = ip::make_network_v6(text, failure); !failure) {
            allowed.networks_v6_.push_back(v6);
        } else if (is_host_name(text)) {
            allowed.hosts_.insert(text);
        } else {
            return tl::unexpected(std::string(entry));
        }
    }
    return allowed;
}

bool AllowedAddresses::allows(std::string_view host, const ip::address& written) const {
    const ip::address address = unmapped(written);
    if (is_public(address) || hosts_.contains(lower(host))) return true;
    if (address.is_v4()) {
        return std::any_of(networks_v4_.begin(), networks_v4_.end(), [&](const ip::network_v4& network) {
            return ip::network_v4(address.to_v4(), network.prefix_length()).network() == network.network();
        });
    }
    return std::any_of(networks_v6_.begin(), networks_v6_.end(), [&](const ip::network_v6& network) {
        return ip::network_v6(address.to_v6(), network.prefix_length()).network() == network.network();
    });
}

}  // namespace notifiers::http
