#include "notifiers/webhook/target.hpp"

#include <curl/curl.h>

#include <memory>
#include <new>

namespace notifiers::webhook {
namespace {

constexpr std::size_t longest_url = 8192;
constexpr std::size_t shortest_token = 8;

std::string part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, 0) != CURLUE_OK || text == nullptr) return {};
    std::string out(text);
    curl_free(text);
    return out;
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
    target.secret_part_ = part(parsed, CURLUPART_PATH);
    if (const std::string query = part(parsed, CURLUPART_QUERY); !query.empty()) target.secret_part_ += "?" + query;
    if (target.secret_part_.size() < shortest_token) target.secret_part_.clear();
    return target;
}

}  // namespace notifiers::webhook
