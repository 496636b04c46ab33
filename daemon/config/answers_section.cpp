#include "daemon/config/answers_section.hpp"

#include "daemon/config/shapes.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace dondoc::config {

using language::Fields;
using language::Node;
using language::read_text;

namespace {

constexpr std::size_t longest_url = 200;

bool has_only_url_characters(std::string_view text) {
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/[]%";
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

bool is_loopback(std::string_view host) {
    const bool address = host.find_first_not_of("0123456789.") == std::string_view::npos;
    return host == "localhost" || host == "[::1]" || host == "::1" || (address && host.starts_with("127."));
}

/// What stands between "//" and the path, without the port.
std::string_view host_of(std::string_view url) {
    std::string_view host = url.substr(url.find("//") + 2);
    host = host.substr(0, host.find('/'));
    const auto bracket = host.find(']');
    const auto colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    return host.substr(0, colon);
}

void read_url(const Node& node, bool allow_http, Answers& answers) {
    const auto text = read_text(node);
    if (!text) return;
    std::string_view url = *text;
    while (url.ends_with('/')) url.remove_suffix(1);
    const bool http = url.starts_with("http://");
    const bool shaped = (http || url.starts_with("https://")) && url.size() <= longest_url &&
                        has_only_url_characters(url) && !host_of(url).empty();
    if (!shaped) {
        node.expected("địa chỉ như https://don-doc.so.gov.vn", "an address such as https://don-doc.so.gov.vn");
    } else if (http && !allow_http && !is_loopback(host_of(url))) {
        node.error(
            "liên kết trả lời cần https: ai đọc được đường truyền sẽ trả lời thay đơn vị; chỉ trong mạng kín mới ghi "
            "allow_http: yes (links need https, since who reads the line could answer; allow_http: yes for a "
            "closed network)");
    }
    answers.url = url;
}

void read_valid(const Node& node, Answers& answers) {
    constexpr int longest = 3660;
    const auto text = read_text(node);
    if (!text) return;
    int days = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, days);
    if (error == std::errc{} && stop + 1 == end && *stop == 'd' && days >= 1 && days <= longest)
        answers.valid = std::chrono::days{days};
    else
        node.expected("số ngày như 45d", "a number of days such as 45d");
}

void read_proxies(const Node& node, Answers& answers) {
    for (const Node& item : node.items_or_self()) {
        const auto text = read_text(item);
        if (!text) continue;
        boost::system::error_code error;
        const auto address = boost::asio::ip::make_address(*text, error);
        if (error)
            item.expected("địa chỉ IP như 127.0.0.1", "an address such as 127.0.0.1");
        else
            answers.trusted_proxies.push_back(address.to_string());
    }
}

}  // namespace

void read_answers(const Node& node, const std::filesystem::path& base, Config& config) {
    if (!node.exists()) return;
    Fields fields(node, shapes::answers);
    if (!fields.valid()) return;
    Answers answers;
    answers.line = node.place().line;
    const bool allow_http = read_text(fields["allow_http"]).value_or("no") == "yes";
    read_url(fields.required("url"), allow_http, answers);
    if (const auto file = read_text(fields["key_file"])) answers.key_file = (base / *file).lexically_normal().string();
    read_valid(fields["valid"], answers);
    if (const Node proxies = fields["trusted_proxy"]; proxies.exists()) read_proxies(proxies, answers);
    fields.reject_others();
    if (!config.listen)
        node.error("cần listen để nhận trả lời, nhưng listen đang là off (answers need listen, which is off)");
    config.answers = std::move(answers);
}

std::optional<language::Problem> doubt_about_answers(const Config& config) {
    if (!config.answers || !config.listen || !config.answers->trusted_proxies.empty()) return std::nullopt;
    if (!is_loopback(config.listen->address) || is_loopback(host_of(config.answers->url))) return std::nullopt;
    return language::Problem{
        .level = language::Problem::Level::warning,
        .place = {.path = config.path, .line = config.answers->line, .column = 1},
        .length = 0,
        .message =
            "answers: dondoc chỉ nghe trên máy này nên trang được mở qua máy chuyển tiếp; thiếu trusted_proxy thì mọi "
            "câu "
            "trả lời đều ghi địa chỉ của máy đó, và mọi người lạ chung một giới hạn; nếu máy chuyển tiếp ở cùng máy, "
            "ghi "
            "trusted_proxy: 127.0.0.1 (behind a proxy that is not named all answers get its address)",
        .line = {}};
}

}  // namespace dondoc::config
