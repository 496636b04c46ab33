#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace notifiers {

/// What became of one attempt: the receipt that is kept as proof, and the judgement that the outbox acts on.
struct Delivery {
    enum class Outcome : std::uint8_t {
        sent,      ///< the server took responsibility
        retry,     ///< a later attempt may succeed
        rejected,  ///< no attempt with the same bytes and address will succeed
    };
    Outcome outcome = Outcome::retry;
    int code = 0;        ///< SMTP reply or HTTP status; 0 where the server never answered
    std::string answer;  ///< the server's own words, at most 500 bytes, valid UTF-8, one line, no secrets
    std::string reason;  ///< one sentence for a person
    std::optional<std::chrono::seconds> retry_after;  ///< what the server asked for
    /// With Outcome::retry: it would have met any message that goes this way (no login, no answer, a sender that is not
    /// taken), so that one after the other need not be tried.
    bool any_message = false;
    /// One of several recipients that the server did not take the message for, although it took it for others.
    struct Refused {
        std::string to;
        int code = 0;
        std::string answer;
        bool permanent = false;
    };
    std::vector<Refused> refused{};  ///< with Outcome::sent; else whom alone the answer is about
    bool needs_person = false;       ///< sent, or kept back on this side: the reason says what somebody should mend
};

}  // namespace notifiers
