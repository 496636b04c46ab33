#pragma once

#include <boost/json/value.hpp>
#include <tl/expected.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace notifiers {

/// How one messaging service (Slack, Telegram, Zalo ...) is spoken to, as its folder's service.json describes it: where
/// to post, with which secrets, by which words of its answer a message counts as sent, and how much a message holds. The
/// text itself comes from the folder's templates; neither needs a line of code. docs/channels.md explains each field.
struct Service {
    enum class Address : std::uint8_t { url, chat, phone };
    enum class Escape : std::uint8_t { none, html, slack, markdown };

    /// All that is given must hold.
    struct Success {
        std::vector<int> statuses;        ///< empty: 2xx
        std::optional<std::string> body;  ///< the whole answer, without blanks around it
        std::string field;                ///< "ok" or "a.b" of a JSON answer; empty: not asked
        boost::json::value equals;        ///< of that field
    };
    struct Moved {
        std::string told_in;     ///< field of the answer that holds the new address
        std::string address_in;  ///< member of the message where the address stands
    };
    /// A pair of tokens that is renewed when the service says that it has run out.
    struct Tokens {
        std::string url;
        std::vector<std::int64_t> expired;  ///< own codes or HTTP statuses
    };

    std::string name;
    std::string url;  ///< with {secret} in it; empty where the contact's address is the URL
    Address address = Address::url;
    std::vector<std::string> headers;   ///< "access_token: {access_token}"
    std::vector<std::string> secrets;   ///< that a channel must have
    std::vector<std::string> settings;  ///< that a channel must have; the body may show them
    Success success;
    std::string code_field;         ///< of the service's own code
    std::string reason_field;       ///< of its own words
    std::string retry_after_field;  ///< in seconds
    std::optional<Moved> moved;
    std::optional<Tokens> tokens;
    std::vector<std::int64_t> our_fault;  ///< codes that speak of our token, not of the message
    std::vector<std::int64_t> retry;      ///< codes after which a later attempt is known to succeed
    std::vector<std::int64_t> rejected;   ///< codes that refuse this message or address for good; others may not last

    Escape escape = Escape::none;
    std::array<std::string, 2> strong;  ///< what stands around emphasised words
    std::size_t most_characters = 0;    ///< of the text, in UTF-16 units as these services count; 0: no limit
    std::size_t most_bytes = 0;         ///< of the whole body; 0: no limit
    std::size_t pages = 1;              ///< messages that one may be split into
};

/// A service from the text of its service.json (JSON with comments), or a sentence that says what is wrong with it.
tl::expected<Service, std::string> parse_service(std::string_view name, std::string_view text);

/// The service.json that is part of the program for this kind of channel; empty where there is none.
std::string_view builtin_service(std::string_view kind) noexcept;

/// Text of all that are part of the program, by "slack/service.json".
std::span<const std::pair<std::string_view, std::string_view>> embedded_services() noexcept;

/// An address fit for lists and logs, since the URL of a service is a secret: "https://host/***"; what is no URL as it is.
std::string shown_address(std::string_view to);

}  // namespace notifiers
