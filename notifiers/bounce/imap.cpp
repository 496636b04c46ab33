#include "notifiers/bounce/imap.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/transfer/transfers.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

namespace notifiers::bounce {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_bytes = 256 * 1024;
constexpr std::size_t most_mails = 50;

/// One command: `url` names the mailbox or a mail of it, `verb` what is done; without one the mail is fetched.
class Command final : public transfer::Request {
public:
    Command(std::string url, std::string verb) : url_(std::move(url)), verb_(std::move(verb)) {}

    void prepare(transfer::EasyHandle easy) override {
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
};

/// The numbers of "* SEARCH 3 5 8".
std::vector<std::uint32_t> numbers_of(std::string_view answer) {
    std::vector<std::uint32_t> numbers;
    const auto at = answer.find("SEARCH");
    if (at == std::string_view::npos) return numbers;
    const std::string_view line = answer.substr(at + 6, answer.find('\n', at) - at - 6);
    for (std::size_t i = 0; i < line.size() && numbers.size() < most_mails;) {
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
    curl_easy_setopt(easy, CURLOPT_PASSWORD, config.password.c_str());
    if (config.ca_file.empty()) return;
    curl_easy_setopt(easy, CURLOPT_CAINFO, config.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
}

struct State {
    State(asio::any_io_executor executor, ImapConfig config_)
        : config(std::move(config_)),
          transfers(std::move(executor), {.connections = 1, .time = config.timeout},
                    [this](transfer::EasyHandle easy) { configure(easy, config); }) {}

    std::string trouble(const transfer::Outcome& outcome) const {
        return fmt::format("hộp thư báo lỗi {} không đọc được: {} (the mailbox of bounces cannot be read)", config.url,
                           kept_answer(outcome.message, {config.password}));
    }

    ImapConfig config;
    transfer::Transfers transfers;
};

asio::awaitable<std::string> read_mails(std::shared_ptr<State> state, std::function<void(const Report&)> keep) {
    Command search(state->config.url, "UID SEARCH UNANSWERED");
    const transfer::Outcome found = co_await state->transfers.perform(search);
    if (found.error != 0) co_return state->trouble(found);
    for (const std::uint32_t number : numbers_of(search.body)) {
        Command fetch(fmt::format("{}/;UID={}", state->config.url, number), {});
        const transfer::Outcome fetched = co_await state->transfers.perform(fetch);
        if (fetched.error != 0) co_return state->trouble(fetched);
        if (const auto report = read_report(fetch.body)) keep(*report);
        Command mark(state->config.url, fmt::format("UID STORE {} +FLAGS.SILENT (\\Answered)", number));
        const transfer::Outcome marked = co_await state->transfers.perform(mark);
        if (marked.error != 0) co_return state->trouble(marked);
    }
    co_return std::string();
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
