#include "notifiers/smtp/session.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/oauth2.hpp"
#include "notifiers/proof.hpp"
#include "notifiers/smtp/classify.hpp"
#include "notifiers/smtp/message.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace notifiers::smtp {

namespace asio = boost::asio;
using SteadyClock = std::chrono::steady_clock;
using Outcome = Delivery::Outcome;

namespace {

constexpr std::chrono::seconds longest_rest{60};
constexpr std::size_t longest_reply = 64 * 1024;
/// Sent with a time limit of its own: what counts is that it goes on.
constexpr std::size_t piece_of_upload = 16 * 1024;

/// The server or the way to it is at fault, not the message.
Delivery try_later(std::string reason) {
    Delivery delivery;
    delivery.any_message = true;
    delivery.reason = std::move(reason);
    return delivery;
}

/// The code of a reply line, 0 where it is none.
int code_of(std::string_view line) {
    int code = 0;
    if (line.size() < 3) return 0;
    const auto [end, failure] = std::from_chars(line.data(), line.data() + 3, code);
    if (failure != std::errc() || end != line.data() + 3 || code < 200 || code > 599) return 0;
    return line.size() == 3 || line[3] == ' ' || line[3] == '-' ? code : 0;
}

std::string_view without_line_end(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return (x & ~0x20) == (y & ~0x20); });
}

std::string base64(const std::string& bytes) {
    if (bytes.empty()) return {};
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

std::string in_brackets_if_ipv6(const std::string& host) {
    return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

template <class Replies>
bool any_taken(const Replies& replies) {
    return std::any_of(replies.begin(), replies.end(), [](const auto& reply) { return reply.code / 100 == 2; });
}

}  // namespace

Session::Session(asio::any_io_executor executor, std::shared_ptr<const Config> config)
    : config_(std::move(config)), stream_(std::make_shared<transfer::Stream>(std::move(executor))) {}

Session::~Session() {
    if (ready_) stream_->try_write("QUIT\r\n");
}

std::string Session::server() const {
    return fmt::format("{}:{}", in_brackets_if_ipv6(config_->host), config_->port);
}

// ---- opening: libcurl's part

void Session::configure(transfer::EasyHandle easy) const {
    const char* scheme = config_->tls == Config::Tls::implicit ? "smtps" : "smtp";
    const std::string url = fmt::format("{}://{}/{}", scheme, server(), config_->helo);
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    const auto use_ssl = config_->tls == Config::Tls::none ? CURLUSESSL_NONE : CURLUSESSL_ALL;
    curl_easy_setopt(easy, CURLOPT_USE_SSL, static_cast<long>(use_ssl));
    if (!config_->ca_file.empty()) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, config_->ca_file.c_str());
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    }
    if (!config_->user.empty() && !token_.empty()) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, config_->user.c_str());
        curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, token_.c_str());
        curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
        curl_easy_setopt(easy, CURLOPT_SASL_IR, 1L);
    } else if (!config_->user.empty()) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, config_->user.c_str());
        curl_easy_setopt(easy, CURLOPT_PASSWORD, config_->password.c_str());
        curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
        curl_easy_setopt(easy, CURLOPT_SASL_IR, 1L);
    }
}

/// Extensions are those of the last EHLO: a 220 (greeting, or go ahead with TLS) makes earlier ones void.
void Session::note_line(std::string_view line) {
    line = without_line_end(line);
    last_line_ = line;
    const int code = code_of(line);
    if (code == 220) extensions_ = {};
    if (code == 235) logged_in_ = true;
    if (code != 250 || line.size() < 5) return;
    const std::string_view words = line.substr(4);
    const std::string_view keyword = words.substr(0, words.find(' '));
    if (same_word(keyword, "PIPELINING")) extensions_.pipelining = true;
    if (same_word(keyword, "8BITMIME")) extensions_.eight_bit = true;
    if (same_word(keyword, "SMTPUTF8")) extensions_.utf8 = true;
    if (same_word(keyword, "DSN")) extensions_.reports = true;
    if (same_word(keyword, "SIZE") && words.size() > 5) {
        std::from_chars(words.data() + 5, words.data() + words.size(), extensions_.size);
    }
}

asio::awaitable<std::optional<Delivery>> Session::open(std::chrono::milliseconds limit) {
    if (!config_->oauth2_token.empty()) {
        auto token = read_oauth2_token(config_->oauth2_token);
        if (!token) co_return try_later(std::move(token.error()));
        token_ = std::move(*token);
    }
    const transfer::Stream::Opening opening{
        .configure = [this](transfer::EasyHandle easy) { configure(easy); },
        .on_line = [this](std::string_view line) { note_line(line); },
        .limit = limit,
    };
    const transfer::Outcome outcome = co_await stream_->open(opening);
    if (outcome.error != 0) co_return refused(outcome);
    ready_ = true;
    if (!config_->user.empty() && !logged_in_) {
        co_return try_later(
            fmt::format("{} offers no login (AUTH PLAIN, LOGIN or XOAUTH2), but the channel has a user", server()));
    }
    co_return std::nullopt;
}

Delivery Session::refused(const transfer::Outcome& outcome) const {
    if (outcome.cancelled) return try_later("the attempt was given up");
    Delivery delivery;
    delivery.any_message = true;
    const int code = code_of(last_line_);
    if (code >= 400) {
        delivery.code = code;
        delivery.answer = kept(last_line_);
    }
    switch (outcome.error) {
        case CURLE_USE_SSL_FAILED:
            delivery.reason =
                fmt::format("{} offers no STARTTLS, which this channel requires; nothing was sent", server());
            break;
        case CURLE_PEER_FAILED_VERIFICATION:
            delivery.reason =
                fmt::format("the certificate of {} is not trusted ({}); nothing was sent", server(), outcome.message);
            break;
        case CURLE_LOGIN_DENIED:
            delivery.reason = fmt::format("{} refuses the login of user '{}'", server(), config_->user);
            break;
        case CURLE_OPERATION_TIMEDOUT:
            delivery.reason = fmt::format("{} did not answer within {} s", server(), config_->timeout.count());
            break;
        default:
            delivery.reason = code >= 400 ? fmt::format("{} does not serve us", server())
                                          : fmt::format("{} cannot be used ({})", server(), outcome.message);
    }
    return delivery;
}

// ---- the mail transaction

asio::awaitable<Session::Attempt> Session::deliver(const Mail& whole, SteadyClock::time_point until) {
    Reachable reach = reachable(whole.recipients);
    const Mail mail{.id = whole.id, .recipients = reach.recipients, .data = whole.data};
    if (auto delivery = unfit(mail)) co_return Attempt{.delivery = std::move(*delivery), .usable = true};
    answered_ = false;
    input_.clear();
    until_ = until;
    Attempt attempt = co_await transact(mail);
    stream_->rest();
    resting_since_ = SteadyClock::now();
    ready_ = attempt.usable;
    Delivery& delivery = attempt.delivery;
    if (delivery.outcome == Outcome::sent) {
        std::move(reach.others.begin(), reach.others.end(), std::back_inserter(delivery.refused));
        const std::size_t all = whole.recipients.size();
        if (!delivery.refused.empty())
            delivery.reason = fmt::format("the mail server took the message for {} of {} recipients",
                                          all - delivery.refused.size(), all);
    }
    co_return attempt;
}

/// A server without SMTPUTF8 cannot be told an address with letters beyond ASCII.
Session::Reachable Session::reachable(const std::vector<std::string>& recipients) const {
    Reachable reach;
    for (const std::string& to : recipients) {
        if (extensions_.utf8 || !has_8bit(to)) {
            reach.recipients.push_back(to);
        } else {
            reach.others.push_back({.to = to, .code = 0, .answer = needs_smtputf8(), .permanent = true});
        }
    }
    return reach;
}

std::string Session::needs_smtputf8() const {
    return fmt::format("{} takes no addresses with letters beyond ASCII (SMTPUTF8)", server());
}

/// What this server has announced that it cannot take.
std::optional<Delivery> Session::unfit(const Mail& mail) const {
    Delivery delivery;
    delivery.outcome = Outcome::rejected;
    if (extensions_.size != 0 && mail.data.size() > extensions_.size) {
        delivery.reason =
            fmt::format("the message has {} bytes, {} takes {}", mail.data.size(), server(), extensions_.size);
        return delivery;
    }
    if (mail.recipients.empty()) {
        delivery.reason = needs_smtputf8();
        return delivery;
    }
    return std::nullopt;
}

bool Session::needs_utf8(const Mail& mail) const {
    return std::any_of(mail.recipients.begin(), mail.recipients.end(), [](const auto& to) { return has_8bit(to); });
}

/// The message's id and what proves a report of it; RFC 3461 allows 100 characters.
std::string Session::envelope_id(const Mail& mail) const {
    const std::string proof = proof_of(mail.id, config_->report_key);
    const std::string id = xtext(fmt::format("{}{}{}", mail.id, proof.empty() ? "" : ".", proof));
    return id.size() <= 100 ? " ENVID=" + id : std::string();
}

/// Reports are asked for where the server offers them (RFC 3461): of failure and delay, with the headers only.
std::vector<Session::Command> Session::commands_for(const Mail& mail) const {
    using Verb = Command::Verb;
    std::vector<Command> commands;
    if (must_reset_) commands.push_back({Verb::reset, "RSET\r\n"});
    std::string from = fmt::format("MAIL FROM:<{}>", config_->from);
    if (extensions_.size != 0) from += fmt::format(" SIZE={}", mail.data.size());
    if (extensions_.eight_bit && has_8bit(mail.data)) from += " BODY=8BITMIME";
    if (extensions_.utf8 && (needs_utf8(mail) || has_8bit(config_->from))) from += " SMTPUTF8";
    if (extensions_.reports) from += " RET=HDRS" + envelope_id(mail);
    commands.push_back({Verb::mail, from + "\r\n"});
    for (const std::string& to : mail.recipients) {
        std::string recipient = fmt::format("RCPT TO:<{}>", to);
        if (extensions_.reports) recipient += " NOTIFY=FAILURE,DELAY";
        if (extensions_.reports && !has_8bit(to)) recipient += fmt::format(" ORCPT=rfc822;{}", xtext(to));
        commands.push_back({Verb::recipient, recipient + "\r\n"});
    }
    commands.push_back({Verb::data, "DATA\r\n"});
    return commands;
}

asio::awaitable<Session::Attempt> Session::transact(const Mail& mail) {
    Announced announced = co_await announce(commands_for(mail));
    if (announced.failed) co_return std::move(*announced.failed);
    if (const Io io = co_await upload(mail.data); io != Io::done) {
        co_return Attempt{.delivery = broken(io, "while the message was sent")};
    }
    until_ = SteadyClock::time_point::max();  // what it may take until now is over
    const Read end = co_await read_reply(config_->last_reply);
    if (end.io != Io::done) {
        co_return Attempt{.delivery = broken(end.io, "after the message was sent; whether it was taken is unknown")};
    }
    Attempt attempt{.delivery = judged(end.reply), .usable = end.reply.code != 0 && end.reply.code != 421};
    if (attempt.delivery.outcome == Outcome::sent) attempt.delivery.refused = refused_of(mail, announced.recipients);
    co_return attempt;
}

/// The step that begins may take so long, but no longer than is left of all of them.
void Session::allow(std::chrono::seconds step) {
    step_ = step;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until_ - SteadyClock::now());
    stream_->work_within(std::min<std::chrono::milliseconds>(step, left));
}

asio::awaitable<Session::Io> Session::upload(std::string_view data) {
    Io io = Io::done;
    while (io == Io::done && !data.empty()) {
        const std::string_view piece = data.substr(0, piece_of_upload);
        data.remove_prefix(piece.size());
        if (SteadyClock::now() >= until_) co_return Io::timed_out;
        allow(config_->timeout);
        io = co_await stream_->write(piece);
    }
    co_return io;
}

asio::awaitable<std::optional<Session::Attempt>> Session::say(std::string_view line) {
    allow(config_->timeout);
    const Io io = co_await stream_->write(line);
    if (io == Io::done) co_return std::nullopt;
    co_return Attempt{.delivery = broken(io, "before the message was sent"), .stale = !answered_ && io == Io::closed};
}

/// Says everything up to DATA. Commands already sent are answered even where an earlier one was refused, so that the
/// connection stays in step; the first refusal that ends the transaction is the one that counts.
asio::awaitable<Session::Announced> Session::announce(std::vector<Command> commands) {
    Announced announced;
    if (extensions_.pipelining) {
        std::string all;
        for (const Command& command : commands) all += command.line;
        announced.failed = co_await say(all);
        if (announced.failed) co_return announced;
    }
    for (const Command& command : commands) {
        const bool is_data = command.verb == Command::Verb::data;
        if (!extensions_.pipelining) {
            if (is_data && !any_taken(announced.recipients)) break;
            announced.failed = co_await say(command.line);
            if (announced.failed) co_return announced;
        }
        const Read read = co_await read_reply(config_->timeout);
        if (read.io != Io::done) {
            if (announced.failed) break;
            announced.failed = Attempt{.delivery = broken(read.io, "before the message was sent"),
                                       .stale = !answered_ && read.io == Io::closed};
            co_return announced;
        }
        answered_ = true;
        if (announced.failed) {
            // A server that asks for the message although it refused the rest is out of step with us.
            announced.failed->usable = announced.failed->usable && (!is_data || read.reply.code / 100 != 3);
            continue;
        }
        announced.failed = heard(command, read.reply, announced);
        if (announced.failed && (!announced.failed->usable || !extensions_.pipelining)) break;
    }
    if (!announced.failed && !any_taken(announced.recipients))
        announced.failed = Attempt{.delivery = judged_all(announced.recipients), .usable = true};
    must_reset_ = announced.failed.has_value();
    co_return announced;
}

/// What ends the transaction; a recipient who is refused does not, as long as there may be others.
std::optional<Session::Attempt> Session::heard(const Command& command, const Reply& reply, Announced& announced) const {
    using Verb = Command::Verb;
    const bool fatal = reply.code < 400 || reply.code == 421;
    if (command.verb == Verb::recipient && (reply.code / 100 == 2 || !fatal)) {
        announced.recipients.push_back(reply);
        return std::nullopt;
    }
    if (command.verb == Verb::data && !any_taken(announced.recipients))
        return Attempt{.delivery = judged_all(announced.recipients), .usable = reply.code / 100 != 3 && !fatal};
    if (reply.code / 100 == (command.verb == Verb::data ? 3 : 2)) return std::nullopt;
    Attempt failed{.delivery = judged(reply), .usable = !fatal};
    if (command.verb == Verb::mail) refuse_sender(reply, failed.delivery);
    if (failed.delivery.outcome == Outcome::sent) failed.delivery = broken(Io::closed, "out of step");
    return failed;
}

/// Bounded, since the lines of a reply can go on for ever: what is longer counts as no reply.
asio::awaitable<Session::Read> Session::read_reply(std::chrono::seconds limit) {
    bool waits = false;
    for (std::size_t taken = 0; taken <= longest_reply;) {
        for (auto end = input_.find('\n'); end != std::string::npos; end = input_.find('\n')) {
            const std::string line(without_line_end(std::string_view(input_).substr(0, end + 1)));
            input_.erase(0, end + 1);
            taken += end + 1;
            const int code = code_of(line);
            if (code == 0 || line.size() == 3 || line[3] == ' ') co_return Read{Io::done, Reply{code, line}};
        }
        if (input_.size() > longest_reply) break;
        if (!std::exchange(waits, true)) allow(limit);
        if (const Io io = co_await stream_->read(input_); io != Io::done) co_return Read{io, {}};
    }
    co_return Read{Io::done, Reply{0, input_}};
}

bool Session::still_good() {
    return ready_ && SteadyClock::now() - resting_since_ < longest_rest && stream_->quiet();
}

// ---- judging

void Session::refuse_sender(const Reply& reply, Delivery& delivery) const {
    const bool of_the_size = reply.code == 552 || reply.code == 452;
    delivery.any_message = delivery.outcome != Outcome::sent && !of_the_size;
    if (classify_smtp_sender(reply.code) == delivery.outcome) return;
    delivery.outcome = Outcome::retry;
    delivery.reason =
        fmt::format("{} does not take mail from {}; the message itself was not refused", server(), config_->from);
}

Delivery Session::judged(const Reply& reply) const {
    Delivery delivery;
    delivery.outcome = classify_smtp(reply.code);
    delivery.code = reply.code;
    delivery.answer = kept(reply.line);
    delivery.reason = explain_smtp(reply.code);
    delivery.any_message = concerns_our_login(reply.code);
    return delivery;
}

/// Of a message that nobody was taken for: tried again as long as one of them may be taken later.
Delivery Session::judged_all(const std::vector<Reply>& recipients) const {
    for (const Reply& reply : recipients) {
        if (classify_smtp(reply.code) == Outcome::retry) return judged(reply);
    }
    return recipients.empty() ? try_later(fmt::format("{} said nothing of the recipient", server()))
                              : judged(recipients.front());
}

std::vector<Delivery::Refused> Session::refused_of(const Mail& mail, const std::vector<Reply>& recipients) const {
    std::vector<Delivery::Refused> refused;
    for (std::size_t i = 0; i < recipients.size() && i < mail.recipients.size(); ++i) {
        const Reply& reply = recipients[i];
        const Outcome outcome = classify_smtp(reply.code);
        if (outcome == Outcome::sent) continue;
        refused.push_back({mail.recipients[i], reply.code, kept(reply.line), outcome == Outcome::rejected});
    }
    return refused;
}

Delivery Session::broken(Io io, std::string_view when) const {
    switch (io) {
        case Io::timed_out:
            if (SteadyClock::now() < until_)
                return try_later(fmt::format("{} did not answer within {} s {}", server(), step_.count(), when));
            return try_later(
                fmt::format("{} was too slow: {} s had passed {}", server(), config_->longest_way.count(), when));
        case Io::cancelled: return try_later(fmt::format("the attempt was given up {}", when));
        case Io::closed:
        case Io::done: break;
    }
    return try_later(fmt::format("the connection to {} was lost {}", server(), when));
}

std::string Session::kept(std::string_view line) const {
    if (!token_.empty()) {
        const std::string login = fmt::format("user={}\1auth=Bearer {}\1\1", config_->user, token_);
        return kept_answer(line, {base64(login), token_});
    }
    if (config_->password.empty()) return kept_answer(line);
    // Some servers quote the command that they did not understand.
    const std::string plain = '\0' + config_->user + '\0' + config_->password;
    return kept_answer(line, {config_->password, base64(config_->password), base64(plain)});
}

}  // namespace notifiers::smtp
