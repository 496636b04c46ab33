#include "daemon/cli/commands/commands.hpp"
#include "daemon/cli/commands/delivery_options.hpp"
#include "daemon/cli/json.hpp"
#include "daemon/store/new_start.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <map>
#include <ostream>
#include <set>

/// `dondoc retry` and `dondoc drop`: what a person decides about messages that did not arrive.
namespace dondoc::cli {

namespace {

struct Arguments {
    DeliveryOptions options;
    std::string reason;
};

/// All messages of a site are a slip of the hand, unless it is said.
void require_choice(const DeliveryOptions& options) {
    if (options.given()) return;
    throw Failure(usage_wrong,
                  "thông báo nào? ghi mã, --channel, --unit, --to, --since, --state hoặc --all (say which messages)");
}

void tell(Context& context, const boost::json::object& result, std::size_t count, std::string_view done) {
    if (count > 0) context.tell_daemon();
    if (context.output().json) {
        context.output().print(result);
    } else {
        context.output().out << fmt::format("{} {}\n", count, done);
    }
}

std::set<std::string> configured_channels(Context& context) {
    std::set<std::string> ids;
    for (const auto& channel : context.site().config.channels) ids.insert(channel.config.id);
    return ids;
}

/// How many messages of a filter nothing could carry: nobody takes them from the outbox.
std::map<std::string, std::size_t> on_gone_channels(Context& context, const store::DeliveryFilter& filter,
                                                    const std::set<std::string>& configured) {
    std::map<std::string, std::size_t> gone;
    for (const auto& row : context.store().deliveries(filter)) {
        if (!configured.contains(row.channel) && store::may_start_anew(row, filter)) ++gone[row.channel];
    }
    return gone;
}

std::size_t retry_on(Context& context, const store::DeliveryFilter& filter, const std::set<std::string>& channels) {
    std::size_t count = 0;
    for (const auto& channel : channels) {
        if (!filter.channel.empty() && filter.channel != channel) continue;
        store::DeliveryFilter of_channel = filter;
        of_channel.channel = channel;
        count += context.store().retry(of_channel, context.actor());
    }
    return count;
}

ExitCode retry(Context& context, const Arguments& arguments) {
    require_choice(arguments.options);
    const auto filter = arguments.options.filter(context);
    const auto configured = configured_channels(context);
    const auto gone = on_gone_channels(context, filter, configured);
    const auto count =
        gone.empty() ? context.store().retry(filter, context.actor()) : retry_on(context, filter, configured);
    boost::json::array refused;
    for (const auto& [channel, messages] : gone) {
        refused.push_back(boost::json::object{{"channel", channel}, {"messages", messages}});
        context.output().err << fmt::format(
            "kênh '{}' không còn trong {}: {} thông báo không gửi lại được; ghi lại kênh đó rồi khởi động lại dondocd, "
            "hoặc báo cho đơn vị bằng cách khác (channel is not configured any more: not sent again; configure it and "
            "restart dondocd, or reach the units in another way)\n",
            channel, context.site().config.path, messages);
    }
    boost::json::object result{{"messages", count}};
    if (!refused.empty()) result["refused"] = std::move(refused);
    tell(context, result, count, "thông báo được gửi lại (messages will be sent again)");
    return gone.empty() ? good : data_wrong;
}

ExitCode drop(Context& context, const Arguments& arguments) {
    require_choice(arguments.options);
    const auto actor = context.actor();
    const std::string reason =
        fmt::format("{} bỏ: {} (dropped)", actor.who, arguments.reason.empty() ? "không gửi nữa" : arguments.reason);
    auto filter = arguments.options.filter(context);
    const auto count = context.store().drop(filter, reason, actor);
    tell(context, {{"messages", count}}, count, "thông báo không gửi nữa (messages will not be sent)");
    if (filter.state && filter.state != store::MessageState::sending) return good;
    filter.state = store::MessageState::sending;
    if (const auto under_way = context.store().deliveries(filter).size(); under_way > 0)
        context.output().err << fmt::format(
            "{} thông báo đang được gửi nên không bỏ được; chạy lại lệnh sau ít phút (being sent right now: not "
            "dropped, "
            "try again in a few minutes)\n",
            under_way);
    return good;
}

}  // namespace

void add_retry(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command =
        app.add_subcommand("retry", "Gửi lại thông báo không gửi được hoặc bị trả về (send dead messages again)");
    arguments->options.add_to(*command);
    command->add_flag("--all", arguments->options.all, "Mọi thông báo không gửi được (all of them)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return retry(context, *arguments); }; });
}

void add_drop(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("drop", "Không gửi nữa thông báo đang chờ (give up waiting messages)");
    arguments->options.add_to(*command);
    command->add_flag("--all", arguments->options.all, "Mọi thông báo đang chờ (all of them)");
    command->add_option("--reason", arguments->reason, "Vì sao (why)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return drop(context, *arguments); }; });
}

}  // namespace dondoc::cli
