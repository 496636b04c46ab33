#include "daemon/cli/commands/delivery_options.hpp"

#include "daemon/cli/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::cli {

void DeliveryOptions::add_to(CLI::App& command) {
    command.add_option("MESSAGE", messages, "Mã thông báo (ids of messages)");
    command.add_option("--state", state, "waiting, sending, sent, dead, deferred, bounced, unproven, delayed")
        ->check(CLI::IsMember({"waiting", "sending", "sent", "dead", "deferred", "bounced", "unproven", "delayed"}));
    command.add_option("--unit", unit, "Nơi nhận (recipient)");
    command.add_option("--channel", channel, "Kênh (channel)");
    command.add_option("--to", to, "Địa chỉ hoặc một phần của nó (address, or a part of it)");
    command.add_option("--since", since, "Lập từ ngày (since)");
}

bool DeliveryOptions::given() const {
    return all || !messages.empty() || !state.empty() || !unit.empty() || !channel.empty() || !to.empty() ||
           !since.empty();
}

store::DeliveryFilter DeliveryOptions::filter(Context& context) const {
    store::DeliveryFilter filter;
    filter.recipient = unit;
    filter.channel = channel;
    filter.to = to;
    filter.messages = messages;
    if (state == "bounced") filter.returned = store::Returned::bounced;
    if (state == "unproven") filter.returned = store::Returned::unproven;
    if (state == "delayed") filter.returned = store::Returned::delayed;
    for (const auto one : {store::MessageState::waiting, store::MessageState::sending, store::MessageState::sent,
                           store::MessageState::dead, store::MessageState::deferred}) {
        if (state == state_name(one)) filter.state = one;
    }
    if (!since.empty()) {
        const auto day = parse_date_option(since, "--since");
        filter.since = context.site().config.instant(rules::dates::at(day, std::chrono::seconds{0}));
    }
    return filter;
}

}  // namespace dondoc::cli
