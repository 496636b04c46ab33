#include "notifiers/bounce/imap.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/oauth2.hpp"
#include "notifiers/transfer/transfers.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <vector>

namespace notifiers::bounce {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_bytes = 256 * 1024;
constexpr std::size_t most_mails = 50;
constexpr int most_failures = 3;  // of a mail; then it is left aside

/// One command: `url` names the mailbox or a mail of it, `verb` what is done; without one the mail is fetched.
class Command final : public transfer::Request {
public:
    Command(std::string url, std::string verb, std::string token)
        : url_(std::move(url)), verb_(std::move(verb)), token_(std::move(token)) {}

    void prepare(transfer::EasyHandle easy) override {
        if (!token_.empty()) curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, token_.c_str());
        curl_easy_setopt(easy, CURLOPT_URL, url_.c_str());
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, verb_.empty() ? nullptr : verb_.c_str());
    }
    void on_header(std::string_view) override {}
    bool on_body(std::string_view piece) override {
        body.append(piece.substr(0, most_bytes - std::min(most_bytes, body.size())));
        return true;
    }

    std::string body;

private:
    std::string url_;
    std::string verb_;
    std::string token_;
};

/// The numbers of "* SEARCH 3 5 8".
std::vector<std::uint32_t> numbers_of(std::string_view answer) {
    std::vector<std::uint32_t> numbers;
    const auto at = answer.find("SEARCH");
    if (at == std::string_view::npos) return numbers;
    const std::string_view line = answer.substr(at + 6, answer.find('\n', at) - at - 6);
    for (std::size_t i = 0; i < line.size();) {
        std::uint32_t number = 0;
        const auto [end, failure] = std::from_chars(line.data() + i, line.data() + line.size(), number);
        if (failure == std::errc{}) {
            numbers.push_back(number);
            i = static_cast<std::size_t>(end - line.data());
        } else {
            ++i;
        }
    }
    return numbers;
}

void configure(transfer::EasyHandle easy, const ImapConfig& config) {
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    curl_easy_setopt(easy, CURLOPT_USERNAME, config.user.c_str());
    if (config.oauth2_token.empty()) {
        curl_easy_setopt(easy, CURLOPT_PASSWORD, config.password.c_str());
    } else {
        curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
        curl_easy_setopt(easy, CURLOPT_SASL_IR, 1L);
    }
    if (config.ca_file.empty()) return;
    curl_easy_setopt(easy, CURLOPT_CAINFO, config.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
}

struct State {
    State(asio::any_io_executor executor, ImapConfig config_)
        : config(std::move(config_)),
          transfers(std::move(executor), {.connections = 1, .time = config.timeout},
                    [this](transfer::EasyHandle easy) { configure(easy, config); }) {}

    std::string trouble(std::string_view what) const {
        return fmt::format("hộp thư báo lỗi {} không đọc được: {} (the mailbox of bounces cannot be read)", config.url,
                           kept_answer(what, {config.password, token}));
    }

    std::string trouble_with(std::uint32_t number, const transfer::Outcome& outcome) const {
        return fmt::format(
            "thư {} trong hộp thư báo lỗi {} không đọc được, bỏ qua: {} (a mail that cannot be read is "
            "left aside)",
            number, config.url, kept_answer(outcome.message, {config.password, token}));
    }

    bool left_aside(std::uint32_t number) const {
        const auto found = failures.find(number);
        return found != failures.end() && found->second >= most_failures;
    }

    ImapConfig config;
    std::string token;  ///< of XOAUTH2, as it was read last
    transfer::Transfers transfers;
    std::map<std::uint32_t, int> failures;  ///< of mails that could not be fetched or marked, by UID
};

/// Reads a mail and marks it.
asio::awaitable<transfer::Outcome> take(std::shared_ptr<State> state, std::uint32_t number,
                                        const std::function<void(const Report&)>& keep) {
    Command fetch(fmt::format("{}/;UID={}/;PARTIAL=0.{}", state->config.url, number, most_bytes), {}, state->token);
    transfer::Outcome fetched = co_await state->transfers.perform(fetch);
    if (fetched.error != 0) co_return fetched;
    if (const auto report = read_report(fetch.body)) keep(*report);
    Command mark(state->config.url, fmt::format("UID STORE {} +FLAGS.SILENT (\\Answered)", number), state->token);
    co_return co_await state->transfers.perform(mark);
}

asio::awaitable<std::string> read_mails(std::shared_ptr<State> state, std::function<void(const Report&)> keep) {
    if (!state->config.oauth2_token.empty()) {
        auto token = read_oauth2_token(state->config.oauth2_token);
        if (!token) co_return state->trouble(token.error());
        state->token = std::move(*token);
    }
    Command search(state->config.url, "UID SEARCH UNANSWERED", state->token);
    const transfer::Outcome found = co_await state->transfers.perform(search);
    if (found.error != 0) co_return state->trouble(found.message);
    std::string trouble;
    std::size_t looked_at = 0;
    int failed_here = 0;
    for (const std::uint32_t number : numbers_of(search.body)) {
        if (state->left_aside(number)) continue;
        if (looked_at++ == most_mails) break;
        const transfer::Outcome outcome = co_await take(state, number, keep);
        if (outcome.error == 0) continue;
        ++state->failures[number];
        if (state->left_aside(number)) trouble = state->trouble_with(number, outcome);
        if (++failed_here == most_failures)
            co_return state->trouble(outcome.message);  // more likely the server's fault
    }
    co_return trouble;
}

class Imap final : public Mailbox {
public:
    Imap(asio::any_io_executor executor, ImapConfig config)
        : state_(std::make_shared<State>(std::move(executor), std::move(config))) {}

    asio::awaitable<std::string> read(std::function<void(const Report&)> keep) override {
        return read_mails(state_, std::move(keep));
    }

private:
    std::shared_ptr<State> state_;
};

}  // namespace

std::unique_ptr<Mailbox> make_imap(asio::any_io_executor executor, ImapConfig config) {
    return std::make_unique<Imap>(std::move(executor), std::move(config));
}

}  // namespace notifiers::bounce
