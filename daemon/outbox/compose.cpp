#include "daemon/outbox/compose.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/alerts.hpp"
#include "daemon/outbox/bounced.hpp"
#include "daemon/outbox/budget.hpp"
#include "daemon/outbox/chat.hpp"
#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/missed.hpp"
#include "daemon/outbox/preview.hpp"
#include "daemon/outbox/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

namespace dondoc::outbox {

using model::Recipient;
using model::Reminder;
using Late = model::Policy::Late;

namespace {

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

/// Who is told instead when a message to `contact` dies, in this order: over the channel's fallback, then the addresses that
/// a policy left out because it takes only the first.
std::vector<model::Contact> stand_ins_for(const model::Contact& contact, const Recipient& recipient,
                                          const std::vector<model::Contact>& chosen, bool first_only,
                                          const ComposeContext& context) {
    std::vector<model::Contact> chain;
    const auto add = [&](const model::Contact& other) {
        const auto is_other = [&](const model::Contact& one) { return one == other; };
        if (std::none_of(chosen.begin(), chosen.end(), is_other) && std::none_of(chain.begin(), chain.end(), is_other))
            chain.push_back(other);
    };
    const std::vector<model::Contact> all = contacts_of(recipient, context);
    if (context.fallbacks != nullptr) {
        auto next = context.fallbacks->find(contact.channel);
        for (std::size_t steps = 0; next != context.fallbacks->end() && steps < context.fallbacks->size(); ++steps) {
            for (const model::Contact& other : all) {
                if (other.channel == next->second) add(other);
            }
            next = context.fallbacks->find(next->second);
        }
    }
    if (first_only) std::for_each(all.begin(), all.end(), add);
    return chain;
}

Addressee addressee_of(const Recipient& recipient, const model::RuleBook& book) {
    return {model::recipient_name(recipient, book), name_of(recipient, book)};
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

std::vector<std::string> ids_of(const std::vector<store::OutboxMessage>& messages) {
    std::vector<std::string> ids;
    for (const auto& message : messages) ids.push_back(message.envelope.id);
    return ids;
}

/// An address, and behind it who stands in for it.
using Route = std::vector<std::pair<std::string, std::string>>;  // channel, to

const Route::value_type& address_of(const Route& route) {
    return route.front();
}

std::vector<model::Contact> contacts_on(const std::vector<Route>& routes) {
    std::vector<model::Contact> contacts;
    for (const Route& route : routes) contacts.push_back({route.front().first, route.front().second});
    return contacts;
}

std::vector<Route> routes_to(const Recipient& recipient, const std::vector<std::string>& channels, bool first_only,
                             const ComposeContext& context) {
    const auto chosen = chosen_contacts(recipient, channels, first_only, context);
    std::vector<Route> routes;
    for (const model::Contact& contact : chosen) {
        Route& route = routes.emplace_back(Route{{contact.channel, contact.to}});
        for (const model::Contact& other : stand_ins_for(contact, recipient, chosen, first_only, context))
            route.emplace_back(other.channel, other.to);
    }
    return routes;
}

/// Adds to `messages` what stands in for them, each for the one before it.
void add_stand_ins(const Recipient& recipient, const std::vector<Route>& routes, const std::set<std::string>& about,
                   const Rendering& rendering, std::chrono::sys_seconds not_before, const ComposeContext& context,
                   std::vector<store::OutboxMessage>& messages) {
    const auto to = addressee_of(recipient, context.book);
    for (const Route& route : routes) {
        if (route.size() == 1) continue;
        std::vector<std::string> before =
            ids_of(address(to, {{route.front().first, route.front().second}}, about, rendering, not_before, context));
        for (const auto& [channel, mailbox] : std::span(route).subspan(1)) {
            auto more = address(to, {{channel, mailbox}}, about, rendering, not_before, context);
            for (auto& message : more) {
                const auto known = std::find_if(messages.begin(), messages.end(), [&](const auto& one) {
                    return one.envelope.id == message.envelope.id;
                });
                auto& others = (known == messages.end() ? messages.emplace_back(message) : *known).stands_in_for;
                for (const std::string& id : before) {
                    if (std::find(others.begin(), others.end(), id) == others.end()) others.push_back(id);
                }
            }
            before = ids_of(more);
        }
    }
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

/// What goes out together: to whom, to which of its addresses, when; and a number for what goes alone. Policies that choose
/// the same addresses in different words make one parcel.
struct Parcel {
    Recipient carrier;
    std::vector<Route> routes;
    rules::dates::LocalTime send;
    std::size_t alone = 0;
    friend auto operator<=>(const Parcel&, const Parcel&) = default;
};

/// What one message carries.
struct Load {
    std::vector<std::size_t> reminders;  ///< in Decision::reminders
    std::vector<const model::Alert*> alerts;
    std::vector<const store::DeferredMessage*> held;
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
        const auto parcels = pack(composed);
        for (const auto& [parcel, load] : parcels) add_messages(composed, parcel, load);
        return composed;
    }

    std::vector<Preview> preview(const WantedPreview& wanted) {
        Composed composed;
        std::vector<Preview> previews;
        for (const auto& [parcel, load] : pack(composed)) {
            Preview one;
            one.recipient = model::recipient_name(parcel.carrier, context_.book);
            for (const std::size_t i : load.reminders)
                one.subjects.push_back(
                    model::subject_key(decision_.reminders[i].occurrence, snapshot_, context_.book).text());
            if (!wanted(one.recipient, one.subjects)) continue;
            composed.messages.clear();
            one.texts = add_messages(composed, parcel, load);
            one.messages = std::move(composed.messages);
            std::erase_if(one.messages, [](const auto& message) { return !message.stands_in_for.empty(); });
            previews.push_back(std::move(one));
        }
        return previews;
    }

private:
    /// What goes out together; the rows of all reminders on the way.
    std::map<Parcel, Load> pack(Composed& composed) const {
        std::map<Parcel, Load> parcels;
        for (std::size_t i = 0; i < decision_.reminders.size(); ++i) {
            const Reminder& reminder = decision_.reminders[i];
            auto key = model::reminder_key(reminder, snapshot_, context_.book);
            composed.reminders.push_back(to_row(reminder, std::move(key), snapshot_, context_.book));
            if (reminder.outcome != Reminder::Outcome::send) continue;
            parcels[parcel_of(reminder, i)].reminders.push_back(i);
        }
        const AlertRecipients recipients(context_.book);
        std::map<Recipient, std::vector<Load*>> with;
        for (const model::Alert& alert : decision_.alerts) {
            if (alert.kind == model::Alert::Kind::standing) continue;
            std::set<Recipient> carriers;
            for (const Recipient& recipient : recipients.of(alert)) carriers.insert(carrier_of(recipient, context_));
            for (const Recipient& carrier : carriers) {
                const auto [loads, is_new] = with.try_emplace(carrier);
                if (is_new) loads->second = loads_for_alerts(carrier, parcels);
                for (Load* load : loads->second) load->alerts.push_back(&alert);
            }
        }
        for (const auto& message : context_.deferred) add_held(message, parcels);
        return parcels;
    }

    /// With the digest of the morning, whatever its channels; else in a digest of its own.
    void add_held(const store::DeferredMessage& message, std::map<Parcel, Load>& parcels) const {
        const auto office = context_.book.units.planning_office();
        auto recipient = recipient_named(message.recipient, context_.book);
        if (!recipient && office) recipient = Recipient{*office, false};
        if (!recipient) return;
        const Recipient carrier = carrier_of(*recipient, context_);
        const auto digest = std::find_if(parcels.begin(), parcels.end(), [&](const auto& entry) {
            return entry.first.carrier == carrier && entry.first.alone == 0;
        });
        if (digest != parcels.end()) return digest->second.held.push_back(&message);
        parcels[{carrier, routes_to(carrier, {}, false, context_), after_quiet(context_.now, context_.book.quiet), 0}]
            .held.push_back(&message);
    }

    /// What is grave, and the digest of the morning, goes out whatever the budget.
    bool passes_budget(const Parcel& parcel, const Load& load) const {
        const auto noon = rules::dates::at(rules::dates::date_of(context_.now), end_of_morning);
        if (parcel.alone == 0 && (context_.now < noon || !load.held.empty())) return true;
        const auto grave = [&](std::size_t i) {
            const Reminder& reminder = decision_.reminders[i];
            const model::Policy& policy = context_.book.policies[reminder.policy];
            return policy.urgent ||
                   (!reminder.announcement && policy.stages[reminder.stage].severity == model::Severity::critical);
        };
        return std::any_of(load.reminders.begin(), load.reminders.end(), grave) ||
               std::any_of(load.alerts.begin(), load.alerts.end(),
                           [](const model::Alert* alert) { return alert->severity == model::Severity::critical; });
    }

    Parcel parcel_of(const Reminder& reminder, std::size_t index) const {
        const model::Policy& policy = context_.book.policies[reminder.policy];
        const bool alone = policy.digest == model::Policy::Digest::single && !missed(reminder);
        const Recipient carrier = carrier_of(reminder.recipient, context_);
        Parcel parcel{carrier, routes_to(carrier, policy.channels, policy.first_contact_only, context_), context_.now,
                      alone ? index + 1 : 0};
        if (!policy.urgent) parcel.send = after_quiet(context_.now, policy.quiet.value_or(context_.book.quiet));
        return parcel;
    }

    /// What was missed in a gap is never told in messages of its own: one names it all.
    bool missed(const Reminder& reminder) const {
        return context_.away && was_missed(reminder, context_.book, *context_.away);
    }

    /// The stages of its subject that it speaks for, because it names all that was missed.
    std::span<const Reminder> merged_into(std::size_t index) const {
        const Reminder& speaking = decision_.reminders[index];
        const auto& all = decision_.reminders;
        if (!context_.away || decision_.late.value_or(context_.book.policies[speaking.policy].late) != Late::merge)
            return {};
        const auto belongs = [&](const Reminder& other) {
            return other.outcome == Reminder::Outcome::merged && other.recipient == speaking.recipient &&
                   other.day < rules::dates::date_of(context_.now) && missed(other) &&
                   model::subject_key(other.occurrence, snapshot_, context_.book) ==
                       model::subject_key(speaking.occurrence, snapshot_, context_.book);
        };
        std::size_t last = index + 1;
        while (last < all.size() && belongs(all[last])) ++last;
        return std::span(all).subspan(index + 1, last - index - 1);
    }

    /// What carries alerts to each address of a recipient once: with the reminders that go there in the morning, those to most
    /// addresses first; and a parcel of their own to the addresses that are left.
    std::vector<Load*> loads_for_alerts(const Recipient& carrier, std::map<Parcel, Load>& parcels) const {
        const auto send = after_quiet(context_.now, context_.book.quiet);
        std::vector<std::map<Parcel, Load>::value_type*> digests;
        for (auto& entry : parcels) {
            const Parcel& parcel = entry.first;
            if (parcel.carrier == carrier && parcel.alone == 0 && parcel.send == send) digests.push_back(&entry);
        }
        std::ranges::stable_sort(digests, std::ranges::greater{},
                                 [](const auto* entry) { return entry->first.routes.size(); });
        std::vector<Route> left = routes_to(carrier, {}, false, context_);
        std::vector<Load*> loads;
        for (auto* digest : digests) {
            const auto& routes = digest->first.routes;
            const auto is_left = [&left](const Route& route) {
                return std::ranges::find(left, route.front(), address_of) != left.end();
            };
            if (!std::ranges::all_of(routes, is_left)) continue;
            for (const Route& route : routes)
                std::erase_if(left, [&](const Route& one) { return one.front() == route.front(); });
            loads.push_back(&digest->second);
        }
        if (!left.empty()) loads.push_back(&parcels[{carrier, left, send, 0}]);
        return loads;
    }

    Rendered add_messages(Composed& composed, const Parcel& parcel, const Load& load) {
        const Recipient& carrier = parcel.carrier;
        const std::vector<std::size_t>& indexes = load.reminders;
        const Digest digest = make_digest(carrier, load);
        std::set<std::string> about;
        for (const std::size_t i : indexes) about.insert(composed.reminders[i].key);
        for (const model::Alert* alert : load.alerts)
            about.insert(alert_identity(*alert, rules::dates::date_of(context_.now)));
        for (const store::DeferredMessage* held : load.held) about.insert(fmt::format("deferred {}", held->id));
        Rendered texts = render_digest(digest, context_);
        const Rendering rendering{.kind = "m",
                                  .texts = texts,
                                  .locale = digest.locale,
                                  .json = [&] { return render_json(digest, context_); },
                                  .chat = [&](const ChatAddress& to) { return chat_bodies(digest, to, context_); }};
        const auto not_before = to_instant(parcel.send, context_.utc_offset);
        auto messages = address(addressee_of(carrier, context_.book), contacts_on(parcel.routes), about, rendering,
                                not_before, context_);
        add_stand_ins(carrier, parcel.routes, about, rendering, not_before, context_, messages);
        for (auto& message : messages) {
            message.reminders = static_cast<int>(indexes.size());
            for (const model::Alert* alert : load.alerts) message.alerts.push_back(alert->key);
            if (!message.stands_in_for.empty()) continue;
            for (const store::DeferredMessage* held : load.held) message.carries.push_back(held->id);
        }
        if (!passes_budget(parcel, load)) put_in_budget(held_form(texts.subject, digest), context_, messages);
        if (!messages.empty()) {
            for (const std::size_t i : indexes) composed.reminders[i].message = messages.front().envelope.id;
        }
        std::move(messages.begin(), messages.end(), std::back_inserter(composed.messages));
        return texts;
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
        for (const store::DeferredMessage* held : load.held) {
            auto item = held_item(held->content);
            // The same was meant for each of the recipient's addresses.
            const bool known = item && std::find(digest.held.begin(), digest.held.end(), *item) != digest.held.end();
            if (item && !known) digest.held.push_back(std::move(*item));
        }
        for (const std::size_t i : load.reminders) {
            const Reminder& reminder = decision_.reminders[i];
            DigestLine line = make_line(reminder, text_of(reminder), snapshot_, context_, unit.locale);
            if (reminder.recipient != carrier) {
                line.remarks.push_back(in_place_of(reminder.recipient, unit.locale));
                line.answer.clear();  // who holds the link answers for that unit
            }
            if (auto words = merged_words(merged_into(i), context_.book, unit.locale); !words.empty())
                line.remarks.push_back(std::move(words));
            digest.lines.at(static_cast<std::size_t>(part_of(line, today))).push_back(std::move(line));
        }
        const auto late = std::count_if(load.reminders.begin(), load.reminders.end(),
                                        [this](std::size_t i) { return missed(decision_.reminders[i]); });
        if (late > 0) digest.outage = away_words(*context_.away, static_cast<std::size_t>(late), unit.locale);
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

std::vector<Preview> preview(const model::Decision& decision, const model::Snapshot& snapshot,
                             std::span<const model::AssignmentText> texts, const ComposeContext& context,
                             const WantedPreview& wanted) {
    return Composer(decision, snapshot, texts, context).preview(wanted);
}

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
