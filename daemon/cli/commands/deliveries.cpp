#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "notifiers/service.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <ostream>

namespace dondoc::cli {

namespace {

struct Arguments {
    std::string state;
    std::string unit;
    std::string since;
};

store::DeliveryFilter to_filter(Context& context, const Arguments& arguments) {
    store::DeliveryFilter filter{.state = {}, .recipient = arguments.unit, .since = {}};
    for (const auto state : {store::MessageState::waiting, store::MessageState::sending, store::MessageState::sent,
                             store::MessageState::dead}) {
        if (arguments.state == state_name(state)) filter.state = state;
    }
    if (!arguments.since.empty()) {
        const auto day = parse_date_option(arguments.since, "--since");
        filter.since = context.site().config.instant(rules::dates::at(day, std::chrono::seconds{0}));
    }
    return filter;
}

std::string short_time(Context& context, store::Instant instant) {
    const auto local = context.site().config.local(instant);
    const auto day = rules::dates::date_of(local);
    const std::chrono::hh_mm_ss time(local - rules::dates::at(day, std::chrono::seconds{0}));
    return fmt::format("{} {:02}:{:02}", rules::dates::format_vi(day), time.hours().count(), time.minutes().count());
}

ExitCode show(Context& context, const Arguments& arguments) {
    const auto rows = context.store().deliveries(to_filter(context, arguments));
    const Output& output = context.output();
    if (output.json) {
        boost::json::array list;
        for (const auto& row : rows) list.push_back(to_json(row));
        output.print(list);
        return good;
    }
    Table table({{"Lập lúc"},
                 {"Nơi nhận"},
                 {"Địa chỉ", false, true},
                 {"Thông báo", false, true},
                 {"Nhắc", true},
                 {"Trạng thái"},
                 {"Lần", true},
                 {"Biên nhận", false, true}});
    for (const auto& row : rows) {
        const Colour colour = row.state == store::MessageState::sent   ? Colour::green
                              : row.state == store::MessageState::dead ? Colour::red
                                                                       : Colour::orange;
        const std::string receipt = row.answer.empty() ? row.reason : row.answer;
        table.add({{short_time(context, row.created)},
                   {row.recipient},
                   {fmt::format("{}: {}", row.channel, notifiers::shown_address(row.to))},
                   {row.subject_line},
                   {std::to_string(row.reminders)},
                   {std::string(state_vi(row.state)), colour},
                   {std::to_string(row.attempts)},
                   {receipt}});
    }
    output.print(table);
    output.out << fmt::format("\n{} thông báo (messages)\n", rows.size());
    return good;
}

}  // namespace

void add_deliveries(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command =
        app.add_subcommand("deliveries", "Thông báo đã gửi, chờ gửi, không gửi được (messages and receipts)");
    command->add_option("--state", arguments->state, "waiting, sending, sent, dead")
        ->check(CLI::IsMember({"waiting", "sending", "sent", "dead"}));
    command->add_option("--unit", arguments->unit, "Nơi nhận (recipient)");
    command->add_option("--since", arguments->since, "Từ ngày (since)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return show(context, *arguments); }; });
}

}  // namespace dondoc::cli
