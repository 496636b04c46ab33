#pragma once

#include "notifiers/delivery.hpp"

namespace notifiers::smtp {

/// What a reply of the mail transaction (MAIL, RCPT, DATA, the message itself) means for the message, RFC 5321 section
/// 4.2: 2xx sent, 4xx retry, 5xx rejected. Refusals that concern our own login or encryption (530, 534, 535 and 538 of RFC
/// 4954) are no fault of the message: retry. What is no reply: retry.
Delivery::Outcome classify_smtp(int code);

/// What a reply to MAIL means: nothing but the channel's own sender was named by then, so that a refusal for good speaks of it
/// and is a retry. 552 is about the size that goes along: rejected.
Delivery::Outcome classify_smtp_sender(int code);

/// The login or the encryption of the channel is refused, not the message (RFC 4954).
bool concerns_our_login(int code);

/// The judgement as a sentence.
const char* explain_smtp(int code);

}  // namespace notifiers::smtp
