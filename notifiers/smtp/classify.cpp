#include "notifiers/smtp/classify.hpp"

namespace notifiers::smtp {

bool concerns_our_login(int code) {
    return code == 530 || code == 534 || code == 535 || code == 538;
}

Delivery::Outcome classify_smtp(int code) {
    if (code >= 200 && code < 300) return Delivery::Outcome::sent;
    if (code >= 500 && code < 600 && !concerns_our_login(code)) return Delivery::Outcome::rejected;
    return Delivery::Outcome::retry;
}

Delivery::Outcome classify_smtp_sender(int code) {
    const auto outcome = classify_smtp(code);
    return outcome == Delivery::Outcome::rejected && code != 552 ? Delivery::Outcome::retry : outcome;
}

const char* explain_smtp(int code) {
    if (code >= 200 && code < 300) return "the mail server took the message";
    if (concerns_our_login(code)) {
        return "the mail server refuses the login or the encryption of this channel, not the message";
    }
    if (code >= 400 && code < 500) return "the mail server refuses for now";
    if (code >= 500 && code < 600) return "the mail server refuses the message for good";
    return "the mail server's answer is not one that SMTP knows";
}

}  // namespace notifiers::smtp
