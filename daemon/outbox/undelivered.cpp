#include "daemon/outbox/undelivered.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/budget.hpp"
#include "daemon/outbox/chat.hpp"
#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/render.hpp"

#include <fmt/format.h>

namespace dondoc::outbox {

namespace {

/// "so-y-te:head" as people know it; the id where the register does not know it any more.
std::string people_name(const std::string& recipient, const model::UnitDirectory& units) {
    const auto colon = recipient.find(':');
    const auto unit = units.find(recipient.substr(0, colon));
    if (!unit) return recipient;
    const std::string name = one_line(units[*unit].name, 200);
    return colon == std::string::npos ? name : fmt::format("{} ({})", name, recipient.substr(colon + 1));
}

/// About a message that did not arrive; nothing where it was such an alert itself.
std::vector<store::OutboxMessage> tell_office(const DeadLetter& letter, const store::Claimed& message,
                                              const std::set<std::string>& about, const ComposeContext& context) {
    const auto office = context.book.units.planning_office();
    if (!office || is_dead_letter(message.envelope.id)) return {};
    const std::string& locale = context.book.units[*office].locale;
    const Rendered texts = render_dead_letter(letter, locale, context);
    const Rendering rendering{.kind = "dead",
                              .texts = texts,
                              .locale = locale,
                              .json = [&] { return render_json(letter, context); },
                              .chat = [&](const ChatAddress& to) { return chat_bodies(letter, locale, to, context); }};
    auto messages =
        address(addressee_of({*office, false}, context.book), contacts_of({*office, false}, context), about, rendering,
                to_instant(after_quiet(context.now, context.book.quiet), context.utc_offset), context);
    put_in_budget(
        {.headline = texts.subject,
         .lines = {fmt::format("{} ({}: {}): {}", letter.recipient, letter.channel, letter.to, letter.reason)}},
        context, messages);
    return messages;
}

std::string why_returned(const store::Bounce& bounce) {
    if (bounce.proven) return fmt::format("thư đã gửi bị trả về, mã {} (the mail came back)", bounce.status);
    return fmt::format(
        "có báo cáo chưa xác thực rằng thư đã gửi bị trả về, mã {}: đề nghị hỏi lại đơn vị (an unproven report says "
        "that the "
        "mail came back: please ask)",
        bounce.status);
}

}  // namespace

bool is_dead_letter(std::string_view id) noexcept {
    return id.starts_with("dead-");
}

std::vector<store::OutboxMessage> compose_dead_letter(const store::Claimed& claimed,
                                                      const notifiers::Delivery& delivery,
                                                      const ComposeContext& context, const std::string& note) {
    return tell_office({.recipient = people_name(claimed.recipient, context.book.units),
                        .to = notifiers::shown_address(claimed.envelope.to),
                        .channel = claimed.envelope.channel,
                        .subject_line = claimed.subject_line,
                        .reason = one_line(delivery.reason),
                        .answer = one_line(delivery.answer),
                        .attempts = claimed.attempt,
                        .note = note},
                       claimed, {claimed.envelope.id, fmt::format("attempt {}", claimed.attempt)}, context);
}

std::vector<store::OutboxMessage> compose_bounce(const store::Claimed& message, const store::Bounce& bounce,
                                                 const ComposeContext& context) {
    const auto year = rules::dates::year_of(rules::dates::date_of(context.now));
    return tell_office(
        {.recipient = people_name(message.recipient, context.book.units),
         .to = one_line(bounce.recipient, 254),
         .channel = message.envelope.channel,
         .subject_line = message.subject_line,
         .reason = why_returned(bounce),
         .answer = one_line(bounce.diagnostic),
         .attempts = message.attempt},
        message, {fmt::format("{} {} {}", bounce.proven ? "bounce" : "unproven", bounce.recipient, year)}, context);
}

}  // namespace dondoc::outbox
