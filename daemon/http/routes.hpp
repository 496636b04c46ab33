#pragma once

#include "daemon/http/server.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What of a request is decided by its text alone.
namespace dondoc::http {

/// The parts of `path` where it is of this shape: "/a/{token}/{answer}". A part is never empty.
std::optional<std::map<std::string, std::string>> match_path(std::string_view shape, std::string_view path);

/// Whether it is one of `trusted`, however either is written: "::ffff:192.0.2.1" is 192.0.2.1.
bool is_trusted(const std::string& address, const std::vector<std::string>& trusted);

/// Who asks: `peer`, or where that is a trusted proxy what it wrote into X-Forwarded-For. Only its last entries that
/// trusted proxies wrote count; what stands before them anybody can write. What is no address is left out.
std::string client_address(const std::string& peer, std::string_view forwarded_for,
                           const std::vector<std::string>& trusted);

/// Whose limits an address uses up: "2001:db8:1:2::/64" for all of an IPv6 network of 64 bits, which is what one household or
/// office gets; an IPv4 address itself. What is no address is its own group.
std::string limit_group(const std::string& address);

/// Whether the header Content-Type says that the body is a form.
bool is_form(std::string_view content_type);

}  // namespace dondoc::http
