#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace notifiers::webhook {

/// The URL of an envelope, read by the parser of the library that will connect to it: two parsers that disagree about
/// the host would be a way round the address rules.
class Target {
public:
    /// A sentence where it is no URL, not https (or http, where allowed), or carries a user name.
    static tl::expected<Target, std::string> parse(const std::string& url, bool allow_http);

    std::string_view host() const { return host_; }
    /// Path and query: many services put their token there, so it must not come back in a receipt.
    std::string_view secret_part() const { return secret_part_; }
    /// As the parser understood it.
    const std::string& url() const { return url_; }

private:
    std::string url_;
    std::string host_;
    std::string secret_part_;
};

}  // namespace notifiers::webhook
