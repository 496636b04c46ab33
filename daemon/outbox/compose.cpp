#include "daemon/outbox/compose.hpp"

#include "daemon/outbox/alerts.hpp"
#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/mail.hpp"
#include "daemon/outbox/render.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace dondoc::outbox {

using model::Recipient;
using model::Reminder;

namespace {

/// Stable over retries, runs and machines: made from what the message is about.
std::string message_id(std::string_view kind, const std::set<std::string>& parts) {
    crypto_generichash_state state;
    std::array<unsigned char, 16> hash{};
    crypto_generichash_init(&state, nullptr, 0, hash.size());
    for (const std::string& part : parts) {
        // With its terminating zero, so that parts do not run into each other.
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.c_str()), part.size() + 1);
    }
    crypto_generichash_final(&state, hash.data(), hash.size());
    std::array<char, 2 * 16 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return fmt::format("{}-{}", kind, hex.data());
}

std::chrono::sys_seconds to_instant(rules::dates::LocalTime time, std::chrono::seconds utc_offset) {
    return std::chrono::sys_seconds{time.time_since_epoch()} - utc_offset;
}

/// The earliest time from `now` on that is not quiet.
rules::dates::LocalTime after_quiet(rules::dates::LocalTime now, const model::QuietHours& quiet) {
    const auto today = rules::dates::date_of(now);
    const auto time = now - rules::dates::at(today, std::chrono::seconds{0});
    const bool over_midnight = quiet.begin > quiet.end;
    const bool is_quiet =
        over_midnight ? time >= quiet.begin || time < quiet.end : time >= quiet.begin && time < quiet.end;
    if (!is_quiet) return now;
    const auto day = over_midnight && time >= quiet.begin ? today + std::chrono::days{1} : today;
    return rules::dates::at(day, quiet.end);
}

/// On configured channels; others are named by `dondoc check`.
std::vector<model::Contact> contacts_of(const Recipient& recipient, const ComposeContext& context) {
    const model::Unit& unit = context.book.units[recipient.unit];
    std::vector<model::Contact> contacts = recipient.head ? unit.head : unit.contacts;
    if (recipient.address > 0) contacts = {context.book.addresses[recipient.address - 1U]};
    std::erase_if(contacts, [&](const model::Contact& contact) { return !context.channels.contains(contact.channel); });
    return contacts;
}

/// Those that a policy wants; all where the recipient has none of them, so that it is told at least.
std::vector<model::Contact> chosen_contacts(const Recipient& recipient, const std::vector<std::string>& channels,
                                            bool first_only, const ComposeContext& context) {
    const std::vector<model::Contact> all = contacts_of(recipient, context);
    std::vector<model::Contact> chosen;
    for (const model::Contact& contact : all) {
        const bool wanted =
            channels.empty() || std::find(channels.begin(), channels.end(), contact.channel) != channels.end();
        if (wanted) chosen.push_back(contact);
    }
    if (chosen.empty()) chosen = all;
    if (first_only && chosen.size() > 1) chosen.resize(1);
    return chosen;
}

std::string name_of(const Recipient& recipient, const model::RuleBook& book) {
    if (recipient.address > 0) return one_line(book.addresses[recipient.address - 1U].to, 200);
    return one_line(book.units[recipient.unit].name, 200);
}

/// Whose message carries a reminder: the recipient's, or the planning office's where the recipient cannot be reached.
Recipient carrier_of(const Recipient& recipient, const ComposeContext& context) {
    if (!contacts_of(recipient, context).empty()) return recipient;
    const auto office = context.book.units.planning_office();
    return office ? Recipient{*office, false} : recipient;
}

/// "so-y-te:head" as people know it; the id where the register does not know it any more.
std::string people_name(const std::string& recipient, const model::UnitDirectory& units) {
    const auto colon = recipient.find(':');
    const auto unit = units.find(recipient.substr(0, colon));
    if (!unit) return recipient;
    const std::string name = one_line(units[*unit].name, 200);
    return colon == std::string::npos ? name : fmt::format("{} ({})", name, recipient.substr(colon + 1));
}

bool is_mail(const std::string& kind) {
    return kind == "smtp" || kind == "maildir";
}

/// The same message for each of these contacts, rendered once per kind.
template <class RenderJson>
std::vector<store::OutboxMessage> address(const Recipient& recipient, const std::vector<model::Contact>& contacts,
                                          std::string_view kind, std::set<std::string> about, const Rendered& rendered,
                                          std::string_view locale, RenderJson&& render_json,
                                          std::chrono::sys_seconds not_before, const ComposeContext& context) {
    const std::string name = model::recipient_name(recipient, context.book);
    std::vector<store::OutboxMessage> messages;
    for (const model::Contact& contact : contacts) {
        const auto channel = context.channels.find(contact.channel);
        auto parts = about;
        parts.insert(fmt::format("to {} {}", contact.channel, contact.to));
        store::OutboxMessage message;
        std::string id = message_id(kind, parts);
        const bool written_twice =
            std::any_of(messages.begin(), messages.end(), [&](const auto& other) { return other.envelope.id == id; });
        if (written_twice) continue;
        message.envelope = {.id = std::move(id), .channel = contact.channel, .to = contact.to, .bytes = {}};
        if (is_mail(channel->second)) {
            message.envelope.bytes =
                to_rfc5322({.from = context.sender.mail_from,
                            .to = contact.to,
                            .to_name = one_line(name_of(recipient, context.book), 120),
                            .message_id = fmt::format("{}@{}", message.envelope.id, context.sender.domain),
                            .subject = rendered.subject,
                            .text = rendered.text,
                            .html = rendered.html,
                            .language = std::string(locale),
                            .date = to_instant(context.now, context.utc_offset),
                            .utc_offset = context.utc_offset});
        } else {
            message.envelope.bytes = render_json();
        }
        message.recipient = name;
        message.subject_line = rendered.subject;
        message.not_before = not_before;
        messages.push_back(std::move(message));
    }
    return messages;
}

store::ReminderRow to_row(const Reminder& reminder, std::string key, const model::Snapshot& snapshot,
                          const model::RuleBook& book) {
    static constexpr std::array outcomes{"send", "merged", "skipped"};
    const auto subject = model::subject_key(reminder.occurrence, snapshot, book);
    return {.key = std::move(key),
            .subject = subject.base,
            .period = subject.period,
            .version = reminder.occurrence.version,
            .stage = model::stage_name(reminder, snapshot, book),
            .recipient = model::recipient_name(reminder.recipient, book),
            .policy = book.policies[reminder.policy].id,
            .outcome = outcomes.at(static_cast<std::size_t>(reminder.outcome)),
            .late = reminder.late,
            .due = reminder.occurrence.due,
            .day = reminder.day,
            .message = {}};
}

/// What goes out together: to whom, on which channels, when; and a number for what goes alone.
struct Parcel {
    Recipient carrier;
    std::vector<std::string> channels;
    bool first_contact_only = false;
    rules::dates::LocalTime send;
    std::size_t alone = 0;
    friend auto operator<=>(const Parcel&, const Parcel&) = default;
};

/// What one message carries.
struct Load {
    std::vector<std::size_t> reminders;  ///< in Decision::reminders
    std::vector<const model::Alert*> alerts;
};

/// More alerts than this in one message are only counted; `dondoc checks` lists them.
constexpr std::size_t most_alerts = 100;

/// Builds the digests of one decision, a parcel at a time.
class Composer {
public:
    Composer(const model::Decision& decision, const model::Snapshot& snapshot,
             std::span<const model::AssignmentText> texts, const ComposeContext& context)
        : decision_(decision),
          snapshot_(snapshot),
          texts_(texts),
          context_(context),
          wanted_(assignments_to_say(decision)) {}

    Composed run() {
        Composed composed;
        std::map<Parcel, Load> parcels;
        for (std::size_t i = 0; i < decision_.reminders.size(); ++i) {
            const Reminder& reminder = decision_.reminders[i];
            auto key = model::reminder_key(reminder, snapshot_, context_.book);
            composed.reminders.push_back(to_row(reminder, std::move(key), snapshot_, context_.book));
            if (reminder.outcome != Reminder::Outcome::send) continue;
            parcels[parcel_of(reminder, i)].reminders.push_back(i);
        }
        for (const model::Alert& alert : decision_.alerts) {
            if (alert.kind != model::Alert::Kind::standing) add_alert(alert, parcels);
        }
        for (const auto& [parcel, load] : parcels) add_messages(composed, parcel, load);
        return composed;
    }

private:
    Parcel parcel_of(const Reminder& reminder, std::size_t index) const {
        const model::Policy& policy = context_.book.policies[reminder.policy];
        Parcel parcel{carrier_of(reminder.recipient, context_), policy.channels, policy.first_contact_only,
                      context_.now, policy.digest == model::Policy::Digest::single ? index + 1 : 0};
        if (!policy.urgent) parcel.send = after_quiet(context_.now, policy.quiet.value_or(context_.book.quiet));
        return parcel;
    }

    /// With the reminders of the morning that go to all contacts.
    void add_alert(const model::Alert& alert, std::map<Parcel, Load>& parcels) const {
        std::set<Recipient> carriers;
        for (const Recipient& recipient : recipients_of(alert, context_.book))
            carriers.insert(carrier_of(recipient, context_));
        const auto send = after_quiet(context_.now, context_.book.quiet);
        for (const Recipient& carrier : carriers) parcels[{carrier, {}, false, send, 0}].alerts.push_back(&alert);
    }

    void add_messages(Composed& composed, const Parcel& parcel, const Load& load) {
        const Recipient& carrier = parcel.carrier;
        const std::vector<std::size_t>& indexes = load.reminders;
        const Digest digest = make_digest(carrier, load);
        std::set<std::string> about;
        for (const std::size_t i : indexes) about.insert(composed.reminders[i].key);
        for (const model::Alert* alert : load.alerts)
            about.insert(alert_identity(*alert, rules::dates::date_of(context_.now)));
        auto messages = address(
            carrier, chosen_contacts(carrier, parcel.channels, parcel.first_contact_only, context_), "m", about,
            render_digest(digest, context_), digest.locale, [&] { return render_json(digest, context_); },
            to_instant(parcel.send, context_.utc_offset), context_);
        for (auto& message : messages) message.reminders = static_cast<int>(indexes.size());
        if (!messages.empty()) {
            for (const std::size_t i : indexes) composed.reminders[i].message = messages.front().envelope.id;
        }
        std::move(messages.begin(), messages.end(), std::back_inserter(composed.messages));
    }

    Digest make_digest(const Recipient& carrier, const Load& load) const {
        const model::Unit& unit = context_.book.units[carrier.unit];
        const auto today = rules::dates::date_of(context_.now);
        Digest digest{.recipient = carrier,
                      .recipient_name = name_of(carrier, context_.book),
                      .locale = unit.locale,
                      .date = long_date(today, unit.locale),
                      .lines = {}};
        for (const model::Alert* alert : load.alerts) digest.alerts.push_back(make_alert_line(*alert, unit.locale));
        sort_alerts(digest.alerts);
        digest.alerts_summary = alerts_summary(digest.alerts, unit.locale);
        if (digest.alerts.size() > most_alerts) {
            digest.more_alerts = digest.alerts.size() - most_alerts;
            digest.alerts.resize(most_alerts);
        }
        for (const std::size_t i : load.reminders) {
            const Reminder& reminder = decision_.reminders[i];
            DigestLine line = make_line(reminder, text_of(reminder), snapshot_, context_, unit.locale);
            if (reminder.recipient != carrier) line.remarks.push_back(in_place_of(reminder.recipient, unit.locale));
            digest.lines.at(static_cast<std::size_t>(part_of(line, today))).push_back(std::move(line));
        }
        for (auto& part : digest.lines) {
            std::stable_sort(part.begin(), part.end(),
                             [](const auto& a, const auto& b) { return a.due_date < b.due_date; });
        }
        return digest;
    }

    const model::AssignmentText* text_of(const Reminder& reminder) const {
        if (reminder.occurrence.kind != model::SubjectKind::assignment) return nullptr;
        const auto found = std::lower_bound(wanted_.begin(), wanted_.end(), reminder.occurrence.index);
        return &texts_[static_cast<std::size_t>(found - wanted_.begin())];
    }

    std::string in_place_of(const Recipient& recipient, std::string_view locale) const {
        const std::string name = name_of(recipient, context_.book);
        if (locale.starts_with("en")) return fmt::format("{} has no address in units.yaml: please pass this on", name);
        return fmt::format("{} chưa có địa chỉ trong units.yaml: đề nghị chuyển giúp", name);
    }

    const model::Decision& decision_;
    const model::Snapshot& snapshot_;
    std::span<const model::AssignmentText> texts_;
    const ComposeContext& context_;
    std::vector<std::uint32_t> wanted_;
};

}  // namespace

std::vector<std::uint32_t> assignments_to_say(const model::Decision& decision) {
    std::vector<std::uint32_t> indexes;
    for (const Reminder& reminder : decision.reminders) {
        if (reminder.outcome == Reminder::Outcome::send && reminder.occurrence.kind == model::SubjectKind::assignment) {
            indexes.push_back(reminder.occurrence.index);
        }
    }
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    return indexes;
}

Composed compose(const model::Decision& decision, const model::Snapshot& snapshot,
                 std::span<const model::AssignmentText> texts, const ComposeContext& context) {
    return Composer(decision, snapshot, texts, context).run();
}

std::vector<store::OutboxMessage> compose_dead_letter(const store::Claimed& claimed,
                                                      const notifiers::Delivery& delivery,
                                                      const ComposeContext& context) {
    const auto office = context.book.units.planning_office();
    if (!office || claimed.envelope.id.starts_with("dead-")) return {};
    const DeadLetter letter{.recipient = people_name(claimed.recipient, context.book.units),
                            .to = claimed.envelope.to,
                            .channel = claimed.envelope.channel,
                            .subject_line = claimed.subject_line,
                            .reason = one_line(delivery.reason),
                            .answer = one_line(delivery.answer),
                            .attempts = claimed.attempt};
    const std::string& locale = context.book.units[*office].locale;
    return address(
        {*office, false}, contacts_of({*office, false}, context), "dead", {claimed.envelope.id},
        render_dead_letter(letter, locale, context), locale, [&] { return render_json(letter, context); },
        to_instant(after_quiet(context.now, context.book.quiet), context.utc_offset), context);
}

}  // namespace dondoc::outbox
