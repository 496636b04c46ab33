#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/commands/delivery_options.hpp"
#include "daemon/cli/json.hpp"
#include "daemon/outbox/digest.hpp"
#include "notifiers/service.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <array>
#include <ostream>

namespace dondoc::cli {

namespace {

std::string short_time(Context& context, store::Instant instant) {
    const auto local = context.site().config.local(instant);
    const auto day = rules::dates::date_of(local);
    const std::chrono::hh_mm_ss time(local - rules::dates::at(day, std::chrono::seconds{0}));
    return fmt::format("{} {:02}:{:02}", rules::dates::format_vi(day), time.hours().count(), time.minutes().count());
}

/// What keeps messages waiting: servers that the daemon spares for a while.
void show_servers(Context& context) {
    for (const auto& server : context.store().servers()) {
        context.output().out << fmt::format(
            "! {}{}{}: tạm ngưng từ {} sau {} lần hỏng liên tiếp, thử lại lúc {} (paused): {}\n", server.channel,
            server.server.empty() ? "" : " ", server.server, short_time(context, server.since), server.failures,
            short_time(context, server.until), outbox::one_line(server.reason, 200));
    }
}

Colour colour_of(const store::DeliveryRow& row) {
    if (row.state == store::MessageState::dead || row.returned == store::Returned::bounced) return Colour::red;
    return row.state == store::MessageState::sent && row.returned == store::Returned::nothing ? Colour::green
                                                                                              : Colour::orange;
}

ExitCode show(Context& context, const DeliveryOptions& options) {
    const auto rows = context.store().deliveries(options.filter(context));
    const Output& output = context.output();
    if (output.json) {
        boost::json::array list;
        for (const auto& row : rows) list.push_back(to_json(row));
        output.print(list);
        return good;
    }
    show_servers(context);
    Table table({{"Lập lúc"},
                 {"Nơi nhận"},
                 {"Địa chỉ", false, true},
                 {"Thông báo", false, true},
                 {"Nhắc", true},
                 {"Trạng thái"},
                 {"Lần", true},
                 {"Biên nhận", false, true}});
    for (const auto& row : rows) {
        const bool reported = row.returned != store::Returned::nothing;
        const std::string& said = row.answer.empty() ? row.reason : row.answer;
        table.add({{short_time(context, row.created)},
                   {row.recipient},
                   {fmt::format("{}: {}", row.channel, notifiers::shown_address(row.to))},
                   {row.subject_line},
                   {std::to_string(row.reminders)},
                   {std::string(reported ? returned_vi(row.returned) : state_vi(row.state)), colour_of(row)},
                   {std::to_string(row.attempts)},
                   {reported ? row.report : said}});
    }
    output.print(table);
    output.out << fmt::format("\n{} thông báo (messages)\n", rows.size());
    return good;
}

}  // namespace

void add_deliveries(CLI::App& app, Run& chosen) {
    auto options = std::make_shared<DeliveryOptions>();
    auto* command =
        app.add_subcommand("deliveries", "Thông báo đã gửi, chờ gửi, không gửi được (messages and receipts)");
    options->add_to(*command);
    command->callback([&chosen, options] { chosen = [options](Context& context) { return show(context, *options); }; });
}

}  // namespace dondoc::cli
