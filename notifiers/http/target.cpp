#include "notifiers/http/target.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <new>

namespace notifiers::http {
namespace {

constexpr std::size_t longest_url = 8192;
constexpr std::size_t shortest_token = 8;

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, flags) != CURLUE_OK || text == nullptr) return {};
    std::string out(text);
    curl_free(text);
    return out;
}

std::vector<std::string> long_parts(std::string_view path) {
    constexpr std::size_t shortest = 16;
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        if (end - at >= shortest) parts.emplace_back(path.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

/// Values of a query that may be tokens, as they stand there and as a server reads them.
std::vector<std::string> long_values(std::string_view query) {
    std::vector<std::string> values;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const auto sign = pair.find('=');
        const std::string raw(sign == std::string_view::npos ? pair : pair.substr(sign + 1));
        if (raw.size() < shortest_token) continue;
        values.push_back(raw);
        int size = 0;
        char* const plain = curl_easy_unescape(nullptr, raw.data(), static_cast<int>(raw.size()), &size);
        if (plain != nullptr && raw != std::string_view(plain, static_cast<std::size_t>(size)))
            values.emplace_back(plain, static_cast<std::size_t>(size));
        curl_free(plain);
    }
    return values;
}

}  // namespace

tl::expected<Target, std::string> Target::parse(const std::string& url, bool allow_http) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle(curl_url(), &curl_url_cleanup);
    CURLU* parsed = handle.get();
    if (parsed == nullptr) throw std::bad_alloc();
    if (url.size() > longest_url ||
        curl_url_set(parsed, CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
        return tl::unexpected(std::string("the recipient's address is not a URL"));
    }
    const std::string scheme = part(parsed, CURLUPART_SCHEME);
    if (scheme != "https" && (scheme != "http" || !allow_http)) {
        return tl::unexpected(std::string(allow_http ? "the recipient's URL is neither https nor http"
                                                     : "the recipient's URL is not https"));
    }
    if (!part(parsed, CURLUPART_USER).empty() || !part(parsed, CURLUPART_PASSWORD).empty()) {
        return tl::unexpected(std::string("the recipient's URL carries a user name or password"));
    }
    Target target;
    target.url_ = part(parsed, CURLUPART_URL);
    target.host_ = part(parsed, CURLUPART_HOST);
    const std::string path = part(parsed, CURLUPART_PATH);
    const std::string query = part(parsed, CURLUPART_QUERY);
    const std::string whole = query.empty() ? path : path + "?" + query;
    std::string host = part(parsed, CURLUPART_HOST, CURLU_PUNYCODE);
    if (host.empty()) host = target.host_;
    const std::string port = part(parsed, CURLUPART_PORT);
    target.authority_ = port.empty() ? host : host + ":" + port;
    target.origin_ = scheme + "://" + target.authority_;
    target.resource_ = part(parsed, CURLUPART_PATH, CURLU_URLENCODE);
    if (!query.empty()) target.resource_ += "?" + part(parsed, CURLUPART_QUERY, CURLU_URLENCODE);
    if (whole.size() >= shortest_token) target.secrets_.push_back(whole);
    for (const std::string& piece : long_parts(path)) target.secrets_.push_back(piece);
    for (const std::string& value : long_values(query)) target.secrets_.push_back(value);
    return target;
}

tl::expected<std::shared_ptr<const Target>, std::string> KnownTargets::find(const std::string& url) {
    constexpr std::size_t most = 1024;
    if (const auto known = targets_.find(url); known != targets_.end()) return known->second;
    auto read = Target::parse(url, allow_http_);
    if (!read) return tl::unexpected(std::move(read.error()));
    if (targets_.size() >= most) targets_.clear();
    return targets_.emplace(url, std::make_shared<const Target>(std::move(*read))).first->second;
}

}  // namespace notifiers::http
