#include "daemon/outbox/budget.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/digest.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace dondoc::outbox {

namespace json = boost::json;

std::string to_json(const HeldItem& item) {
    json::array lines;
    for (const std::string& line : item.lines) lines.emplace_back(line);
    return json::serialize(json::object{{"headline", item.headline}, {"lines", std::move(lines)}});
}

std::optional<HeldItem> held_item(std::string_view text) {
    try {
        const json::object object = json::parse(text).as_object();
        HeldItem item{.headline = std::string(object.at("headline").as_string()), .lines = {}};
        for (const auto& line : object.at("lines").as_array()) item.lines.emplace_back(line.as_string());
        return item;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

void put_in_budget(const HeldItem& item, const ComposeContext& context, std::vector<store::OutboxMessage>& messages) {
    if (context.messages_per_day == 0) return;
    const auto midnight = rules::dates::at(rules::dates::date_of(context.now), std::chrono::seconds{0});
    for (auto& message : messages) {
        message.budget = store::Budget{.from = to_instant(midnight, context.utc_offset),
                                       .most = context.messages_per_day,
                                       .content = to_json(item)};
        const auto first = std::find_if(messages.begin(), messages.end(), [&](const auto& other) {
            return other.envelope.channel == message.envelope.channel && other.envelope.to == message.envelope.to;
        });
        if (&*first != &message) message.budget->page_of = first->envelope.id;
    }
}

HeldItem held_form(const std::string& headline, const Digest& digest) {
    HeldItem item{.headline = headline, .lines = {}};
    for (const AlertLine& alert : digest.alerts) item.lines.push_back(fmt::format("{}: {}", alert.label, alert.text));
    for (const auto& part : digest.lines) {
        for (const DigestLine& line : part)
            item.lines.push_back(fmt::format("{}: {}; {}{} [{}]", line.source, line.title,
                                             line.arrival.empty() ? "" : line.arrival + "; ", line.due, line.subject));
    }
    return item;
}

std::vector<store::DeferredMessage> ready_to_carry(std::vector<store::DeferredMessage> deferred,
                                                   rules::dates::LocalTime now, std::chrono::seconds utc_offset) {
    const auto today = rules::dates::date_of(now);
    std::erase_if(deferred, [&](const store::DeferredMessage& message) {
        const rules::dates::LocalTime since{message.since.time_since_epoch() + utc_offset};
        return rules::dates::date_of(since) >= today;
    });
    return deferred;
}

std::optional<model::Recipient> recipient_named(std::string_view name, const model::RuleBook& book) {
    for (std::size_t i = 0; i < book.addresses.size(); ++i) {
        model::Recipient recipient{book.units.planning_office().value_or(model::UnitIndex{}), false,
                                   static_cast<std::uint16_t>(i + 1)};
        if (model::recipient_name(recipient, book) == name) return recipient;
    }
    const bool head = name.ends_with(":head");
    const auto unit = book.units.find(std::string(head ? name.substr(0, name.size() - 5) : name));
    if (!unit) return std::nullopt;
    return model::Recipient{*unit, head};
}

}  // namespace dondoc::outbox
