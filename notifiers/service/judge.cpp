#include "notifiers/service/judge.hpp"

#include "notifiers/answer.hpp"
#include "notifiers/http/classify.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace notifiers::service {

namespace json = boost::json;
using Outcome = Delivery::Outcome;

namespace {

constexpr std::chrono::seconds longest_wait = std::chrono::weeks{1};

bool contains(const std::vector<std::int64_t>& codes, std::int64_t code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::string_view trimmed(std::string_view text) {
    constexpr const char* blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The member of "a.b.c", or null.
const json::value* member(const json::value& root, std::string_view path) {
    const json::value* value = path.empty() ? nullptr : &root;
    while (value != nullptr && !path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        value = value->is_object() ? value->get_object().if_contains(name) : nullptr;
    }
    return value;
}

/// A whole number, also one that is written as a text.
std::optional<std::int64_t> integer(const json::value* value) {
    if (value == nullptr) return std::nullopt;
    if (value->is_int64()) return value->get_int64();
    if (!value->is_string()) return std::nullopt;
    const auto& text = value->get_string();
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool good_status(const Service& service, int status) {
    const auto& statuses = service.success.statuses;
    if (statuses.empty()) return status >= 200 && status < 300;
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

bool says_success(const Service& service, const http::Answer& answer, const json::value& root) {
    const auto& success = service.success;
    if (!good_status(service, answer.status)) return false;
    if (success.body && trimmed(answer.body) != *success.body) return false;
    if (success.field.empty()) return true;
    const json::value* field = member(root, success.field);
    return field != nullptr && *field == success.equals;
}

bool speaks_of_token(const Service& service, std::int64_t code) {
    return contains(service.our_fault, code) || (service.tokens && contains(service.tokens->expired, code));
}

bool is_http_status(std::int64_t code) {
    return code >= 300 && code < 600;
}

/// A number of the service's own that its service.json says nothing of.
bool is_unknown(const Service& service, std::int64_t code) {
    return !is_http_status(code) && !contains(service.retry, code) && !contains(service.rejected, code);
}

Outcome outcome_of(const Service& service, std::int64_t code, bool own_code, int status) {
    if (speaks_of_token(service, code) || contains(service.retry, code)) return Outcome::retry;
    if (own_code && contains(service.rejected, code)) return Outcome::rejected;
    // What is unknown proves nothing for good, so that the status decides.
    const auto by_status = http::classify_http(is_http_status(code) ? static_cast<int>(code) : status);
    return by_status == Outcome::sent ? Outcome::retry : by_status;
}

std::string reason_of(const Service& service, std::int64_t code, bool own_code, int status) {
    if (service.tokens && contains(service.tokens->expired, code))
        return fmt::format("{} says that the access token has run out ({})", service.name, code);
    if (contains(service.our_fault, code))
        return fmt::format("{} refuses this channel's token, not the message ({})", service.name, code);
    if (own_code && is_unknown(service, code))
        return fmt::format("{} refuses the message with a code that its service.json does not name ({})", service.name,
                           code);
    if (own_code) return fmt::format("{} refuses the message ({})", service.name, code);
    if (status >= 200 && status < 300)
        return fmt::format("the answer does not say, as {} does, that the message was taken", service.name);
    return http::explain_http(status);
}

void wait_as_told(const Service& service, const json::value& root, const http::Answer& answer, Delivery& delivery) {
    if (delivery.outcome != Outcome::retry) return;
    delivery.retry_after = answer.retry_after;
    const auto told = integer(member(root, service.retry_after_field));
    if (told && *told >= 0) {
        const std::chrono::seconds wait{std::min<std::int64_t>(*told, longest_wait.count())};
        delivery.retry_after = std::max(delivery.retry_after.value_or(wait), wait);
    }
}

std::string text_of(const json::value* value) {
    if (value == nullptr) return {};
    if (value->is_string()) return std::string(value->get_string());
    return value->is_int64() ? std::to_string(value->get_int64()) : std::string();
}

}  // namespace

Verdict judge(const Service& service, const http::Answer& answer, const std::vector<std::string>& secrets) {
    Verdict verdict;
    Delivery& delivery = verdict.delivery;
    delivery.code = answer.status;
    delivery.answer = kept_answer(answer.body, secrets);

    boost::system::error_code no_json;
    const json::value root = json::parse(answer.body, no_json);
    if (says_success(service, answer, root)) {
        delivery.outcome = Outcome::sent;
        delivery.reason = answer.status == 202 ? fmt::format("{} has queued the message and says no more", service.name)
                                               : fmt::format("{} took the message", service.name);
        return verdict;
    }
    const auto own = integer(member(root, service.code_field));
    const std::int64_t code = own.value_or(answer.status);
    delivery.outcome = outcome_of(service, code, own.has_value(), answer.status);
    delivery.reason = reason_of(service, code, own.has_value(), answer.status);
    delivery.any_message = delivery.outcome == Outcome::retry && speaks_of_token(service, code);
    if (const auto words = text_of(member(root, service.reason_field)); !words.empty())
        delivery.answer = kept_answer(words, secrets);
    wait_as_told(service, root, answer, delivery);
    verdict.token_expired =
        service.tokens && (contains(service.tokens->expired, code) || contains(service.tokens->expired, answer.status));
    if (service.moved) verdict.moved_to = text_of(member(root, service.moved->told_in));
    return verdict;
}

}  // namespace notifiers::service
