#include "notifiers/service.hpp"

#include "notifiers/answer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

namespace notifiers {

namespace json = boost::json;

namespace {

/// Reads the members of one object and remembers the first thing that is wrong.
class Members {
public:
    Members(const json::object& object, std::string where, std::string& error)
        : object_(object), where_(std::move(where)), error_(error) {}

    const json::value* find(std::string_view name) {
        known_.emplace(name);
        return object_.if_contains(name);
    }
    void text(std::string_view name, std::string& into) {
        if (const json::value* value = find(name)) {
            if (value->is_string()) {
                into = std::string(value->get_string());
            } else {
                wrong(name, "a text");
            }
        }
    }
    template <class Number>
    void numbers(std::string_view name, std::vector<Number>& into) {
        const json::value* value = find(name);
        if (value == nullptr) return;
        if (!value->is_array()) return wrong(name, "a list of numbers");
        for (const json::value& item : value->get_array()) {
            if (!item.is_int64()) return wrong(name, "a list of numbers");
            into.push_back(static_cast<Number>(item.get_int64()));
        }
    }
    void texts(std::string_view name, std::vector<std::string>& into) {
        const json::value* value = find(name);
        if (value == nullptr) return;
        if (!value->is_array()) return wrong(name, "a list of texts");
        for (const json::value& item : value->get_array()) {
            if (!item.is_string()) return wrong(name, "a list of texts");
            into.emplace_back(item.get_string());
        }
    }
    void count(std::string_view name, std::size_t& into) {
        const json::value* value = find(name);
        if (value == nullptr) return;
        if (!value->is_int64() || value->get_int64() < 1) return wrong(name, "a whole number from 1");
        into = static_cast<std::size_t>(value->get_int64());
    }
    template <class Word>
    void choice(std::string_view name, std::initializer_list<std::pair<std::string_view, Word>> words, Word& into) {
        std::string given;
        if (find(name) == nullptr) return;
        text(name, given);
        std::vector<std::string_view> names;
        for (const auto& [word, meaning] : words) {
            names.push_back(word);
            if (word == given) {
                into = meaning;
                return;
            }
        }
        wrong(name, fmt::format("one of {}", fmt::join(names, ", ")));
    }
    std::optional<Members> object(std::string_view name) {
        const json::value* value = find(name);
        if (value == nullptr) return std::nullopt;
        if (value->is_object()) return Members(value->get_object(), fmt::format("{}{}.", where_, name), error_);
        wrong(name, "an object");
        return std::nullopt;
    }
    void wrong(std::string_view name, std::string_view expected) {
        if (error_.empty()) error_ = fmt::format("'{}{}' must be {}", where_, name, expected);
    }
    void reject_others() {
        for (const auto& member : object_) {
            const std::string_view name = member.key();
            if (error_.empty() && !known_.contains(name))
                error_ =
                    fmt::format("'{}{}' is unknown; known are {}", where_, kept_answer(name), fmt::join(known_, ", "));
        }
    }

private:
    const json::object& object_;
    std::string where_;
    std::string& error_;
    std::set<std::string, std::less<>> known_;
};

void read_success(Members success, Service& service) {
    success.numbers("status", service.success.statuses);
    if (success.find("body") != nullptr) success.text("body", service.success.body.emplace());
    success.text("field", service.success.field);
    if (const json::value* equals = success.find("equals")) service.success.equals = *equals;
    success.reject_others();
}

void read_text(Members text, Service& service) {
    using Escape = Service::Escape;
    text.choice(
        "escape",
        {{"none", Escape::none}, {"html", Escape::html}, {"slack", Escape::slack}, {"markdown", Escape::markdown}},
        service.escape);
    std::vector<std::string> strong;
    text.texts("strong", strong);
    if (strong.size() == 2) std::move(strong.begin(), strong.end(), service.strong.begin());
    if (!strong.empty() && strong.size() != 2) text.wrong("strong", "two texts: what stands before and behind");
    text.count("most_characters", service.most_characters);
    text.reject_others();
}

void read_members(Members members, Service& service) {
    using Address = Service::Address;
    members.text("url", service.url);
    members.choice("address", {{"url", Address::url}, {"chat", Address::chat}, {"phone", Address::phone}},
                   service.address);
    members.texts("headers", service.headers);
    members.texts("secrets", service.secrets);
    members.texts("settings", service.settings);
    if (auto success = members.object("success")) read_success(*success, service);
    members.text("code", service.code_field);
    members.text("reason", service.reason_field);
    members.text("retry_after", service.retry_after_field);
    if (auto moved = members.object("moved")) {
        moved->text("told_in", service.moved.emplace().told_in);
        moved->text("address_in", service.moved->address_in);
        moved->reject_others();
    }
    if (auto tokens = members.object("tokens")) {
        tokens->text("url", service.tokens.emplace().url);
        tokens->numbers("expired", service.tokens->expired);
        tokens->reject_others();
    }
    members.numbers("our_fault", service.our_fault);
    members.numbers("retry", service.retry);
    members.numbers("rejected", service.rejected);
    if (auto text = members.object("text")) read_text(*text, service);
    members.count("most_bytes", service.most_bytes);
    members.count("pages", service.pages);
    if (service.url.empty() != (service.address == Address::url))
        members.wrong("url", "given, unless 'address' is \"url\"");
    members.reject_others();
}

}  // namespace

tl::expected<Service, std::string> parse_service(std::string_view name, std::string_view text) {
    json::parse_options options;
    options.allow_comments = true;
    boost::system::error_code failure;
    const json::value root = json::parse(text, failure, {}, options);
    if (failure || !root.is_object()) return tl::unexpected(std::string("is not a JSON object"));
    Service service;
    service.name = name;
    std::string error;
    read_members(Members(root.get_object(), {}, error), service);
    if (!error.empty()) return tl::unexpected(std::move(error));
    return service;
}

std::string_view builtin_service(std::string_view kind) noexcept {
    for (const auto& [name, text] : embedded_services()) {
        if (name.size() == kind.size() + std::string_view("/service.json").size() && name.starts_with(kind))
            return text;
    }
    return {};
}

std::string shown_address(std::string_view to) {
    const auto scheme = to.find("://");
    if (scheme == std::string_view::npos) return std::string(to);
    const auto host = scheme + 3;
    const auto path = to.find_first_of("/?#", host);
    const auto user = to.substr(0, std::min(path, to.size())).rfind('@');
    const auto begin = user == std::string_view::npos || user < host ? host : user + 1;
    if (path == std::string_view::npos || path + 1 == to.size())
        return fmt::format("{}{}", to.substr(0, host), to.substr(begin));
    return fmt::format("{}{}/***", to.substr(0, host), to.substr(begin, path - begin));
}

}  // namespace notifiers
