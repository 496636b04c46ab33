#include "daemon/http/routes.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace dondoc::http {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Takes the first part of a path off: "/a/b" gives "a" and leaves "/b".
std::string_view next_part(std::string_view& path) {
    path.remove_prefix(1);
    const auto end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(end);
    return part;
}

/// One form for each address: "::ffff:192.0.2.1" is 192.0.2.1. Nothing where it is none.
std::optional<boost::asio::ip::address> plain_address(const std::string& text) {
    namespace ip = boost::asio::ip;
    boost::system::error_code error;
    const auto address = ip::make_address(text, error);
    if (error) return std::nullopt;
    if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
    return address;
}

}  // namespace

bool is_trusted(const std::string& address, const std::vector<std::string>& trusted) {
    const auto wanted = plain_address(address);
    return wanted && std::any_of(trusted.begin(), trusted.end(),
                                 [&](const std::string& one) { return plain_address(one) == wanted; });
}

std::optional<std::map<std::string, std::string>> match_path(std::string_view shape, std::string_view path) {
    std::map<std::string, std::string> parts;
    while (!shape.empty() && path.starts_with('/')) {
        const std::string_view wanted = next_part(shape);
        const std::string_view part = next_part(path);
        if (wanted.starts_with('{') && !part.empty())
            parts.emplace(wanted.substr(1, wanted.size() - 2), part);
        else if (wanted != part)
            return std::nullopt;
    }
    if (!shape.empty() || !path.empty()) return std::nullopt;
    return parts;
}

std::string client_address(const std::string& peer, std::string_view forwarded_for,
                           const std::vector<std::string>& trusted) {
    const auto plain = plain_address(peer);
    std::string client = plain ? plain->to_string() : peer;
    while (is_trusted(client, trusted) && !forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        const bool more = comma != std::string_view::npos;
        const std::string entry(trimmed(more ? forwarded_for.substr(comma + 1) : forwarded_for));
        forwarded_for = more ? forwarded_for.substr(0, comma) : std::string_view();
        const auto address = plain_address(entry);
        if (!address) break;
        client = address->to_string();
    }
    return client;
}

std::string limit_group(const std::string& address) {
    const auto plain = plain_address(address);
    if (!plain) return address;
    if (plain->is_v4()) return plain->to_string();
    auto bytes = plain->to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return boost::asio::ip::address_v6(bytes).to_string() + "/64";
}

bool is_form(std::string_view content_type) {
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
    return std::equal(type.begin(), type.end(), form.begin(), form.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

}  // namespace dondoc::http
