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

bool is_trusted(const std::string& address, const std::vector<std::string>& trusted) {
    return std::find(trusted.begin(), trusted.end(), address) != trusted.end();
}

}  // namespace

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
    std::string client = peer;
    while (is_trusted(client, trusted) && !forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        const bool more = comma != std::string_view::npos;
        const std::string entry(trimmed(more ? forwarded_for.substr(comma + 1) : forwarded_for));
        forwarded_for = more ? forwarded_for.substr(0, comma) : std::string_view();
        boost::system::error_code error;
        const auto address = boost::asio::ip::make_address(entry, error);
        if (error) break;
        client = address.to_string();
    }
    return client;
}

bool is_form(std::string_view content_type) {
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    const std::string_view type = trimmed(content_type.substr(0, content_type.find(';')));
    return std::equal(type.begin(), type.end(), form.begin(), form.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

}  // namespace dondoc::http
