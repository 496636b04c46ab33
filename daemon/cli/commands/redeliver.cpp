#include "daemon/cli/commands/commands.hpp"
#include "daemon/cli/commands/delivery_options.hpp"
#include "daemon/cli/json.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include <ostream>

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

ExitCode tell(Context& context, std::size_t count, std::string_view done) {
    if (count > 0) context.tell_daemon();
    if (context.output().json) {
        context.output().print(boost::json::object{{"messages", count}});
    } else {
        context.output().out << fmt::format("{} {}\n", count, done);
    }
    return good;
}

ExitCode retry(Context& context, const Arguments& arguments) {
    require_choice(arguments.options);
    const auto count = context.store().retry(arguments.options.filter(context), context.actor());
    return tell(context, count, "thông báo được gửi lại (messages will be sent again)");
}

ExitCode drop(Context& context, const Arguments& arguments) {
    require_choice(arguments.options);
    const auto actor = context.actor();
    const std::string reason =
        fmt::format("{} bỏ: {} (dropped)", actor.who, arguments.reason.empty() ? "không gửi nữa" : arguments.reason);
    auto filter = arguments.options.filter(context);
    const auto count = context.store().drop(filter, reason, actor);
    const ExitCode code = tell(context, count, "thông báo không gửi nữa (messages will not be sent)");
    if (filter.state && filter.state != store::MessageState::sending) return code;
    filter.state = store::MessageState::sending;
    if (const auto under_way = context.store().deliveries(filter).size(); under_way > 0)
        context.output().err << fmt::format(
            "{} thông báo đang được gửi nên không bỏ được; chạy lại lệnh sau ít phút (being sent right now: not "
            "dropped, "
            "try again in a few minutes)\n",
            under_way);
    return code;
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
