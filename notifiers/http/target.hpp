#pragma once

#include <tl/expected.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace notifiers::http {

/// A URL to post to, read by the parser of the library that will connect to it: two parsers that disagree about the
/// host would be a way round the address rules.
class Target {
public:
    /// A sentence where it is no URL, not https (or http, where allowed), or carries a user name.
    static tl::expected<Target, std::string> parse(const std::string& url, bool allow_http);

    std::string_view host() const { return host_; }
    /// Path and query, each long part of the path and each long value of the query: many services put their token there, so it must not come back in
    /// a receipt.
    const std::vector<std::string>& secrets() const { return secrets_; }
    /// As the parser understood it.
    const std::string& url() const { return url_; }
    /// Scheme, host and port: what a connection leads to.
    const std::string& origin() const { return origin_; }
    /// For the Host header.
    const std::string& authority() const { return authority_; }
    /// Path and query, as a request names them.
    const std::string& resource() const { return resource_; }

private:
    std::string url_;
    std::string host_;
    std::string origin_;
    std::string authority_;
    std::string resource_;
    std::vector<std::string> secrets_;
};

/// Targets by the URL they were read from, so that each is read once.
class KnownTargets {
public:
    explicit KnownTargets(bool allow_http) : allow_http_(allow_http) {}
    tl::expected<std::shared_ptr<const Target>, std::string> find(const std::string& url);

private:
    bool allow_http_;
    std::unordered_map<std::string, std::shared_ptr<const Target>> targets_;
};

}  // namespace notifiers::http
