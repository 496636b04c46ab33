#include "daemon/outbox/compose.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/alerts.hpp"
#include "daemon/outbox/budget.hpp"
#include "daemon/outbox/chat.hpp"
#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/missed.hpp"
#include "daemon/outbox/preview.hpp"
#include "daemon/outbox/render.hpp"
#include "daemon/outbox/routes.hpp"

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

/// Whose message carries a reminder: the recipient's, or the planning office's where the recipient cannot be reached.
Recipient carrier_of(const Recipient& recipient, const ComposeContext& context) {
    if (!contacts_of(recipient, context).empty()) return recipient;
    const auto office = context.book.units.planning_office();
    return office ? Recipient{*office, false} : recipient;
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
                if (is_new) loads->second = loads_at_each_address(carrier, parcels);
                for (Load* load : loads->second) load->alerts.push_back(&alert);
            }
        }
        for (const auto& message : context_.deferred) add_held(message, parcels);
        return parcels;
    }

    /// At each address once, with the digest of the morning where there is one.
    void add_held(const store::DeferredMessage& message, std::map<Parcel, Load>& parcels) const {
        const auto office = context_.book.units.planning_office();
        auto recipient = recipient_named(message.recipient, context_.book);
        if (!recipient && office) recipient = Recipient{*office, false};
        if (!recipient) return;
        const Recipient carrier = carrier_of(*recipient, context_);
        for (Load* load : loads_at_each_address(carrier, parcels)) load->held.push_back(&message);
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
    std::vector<Load*> loads_at_each_address(const Recipient& carrier, std::map<Parcel, Load>& parcels) const {
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
        auto messages =
            address_on(parcel.routes, addressee_of(carrier, context_.book), about, rendering, not_before, context_);
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

}  // namespace dondoc::outbox
