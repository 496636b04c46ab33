#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/subjects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

/// `acknowledge`: a unit has received it and asks not to be reminded until a day.
namespace dondoc::cli {

namespace model = rules::model;

namespace {

struct Arguments {
    std::string subject;
    std::string until;
    std::string unit;
    std::string reason;
};

/// Those who are reminded of the subject for themselves.
std::vector<std::string> units_of(const Subject& subject, const model::UnitDirectory& units) {
    if (!subject.assignment) return {subject.unit};
    std::vector<std::string> ids;
    for (const auto* named : {&subject.assignment->record.leads, &subject.assignment->record.supports}) {
        for (const std::string& id : *named) {
            const auto index = units.find(id);
            if (!index) continue;
            for (const auto member : units.expand(*index)) {
                if (std::find(ids.begin(), ids.end(), units[member].id) == ids.end()) ids.push_back(units[member].id);
            }
        }
    }
    return ids;
}

std::string unit_for(Context& context, const Arguments& arguments, const Subject& subject) {
    const auto& units = context.site().book.units;
    const auto ids = units_of(subject, units);
    if (arguments.unit.empty()) {
        if (ids.size() == 1) return ids.front();
        throw Failure(usage_wrong, fmt::format("đơn vị nào đã nhận? ghi --unit, một trong: {} (which unit? name it)",
                                               fmt::join(ids, ", ")));
    }
    if (units.find(arguments.unit)) return arguments.unit;
    throw Failure(data_wrong, fmt::format("--unit: không có đơn vị '{}', gần nhất là '{}' (unknown unit)",
                                          arguments.unit, units.nearest(arguments.unit)));
}

ExitCode record(Context& context, const Arguments& arguments) {
    const Subject subject = find_subject(context, arguments.subject);
    const auto until = parse_date_option(arguments.until, "--until");
    if (until < context.today()) {
        throw Failure(usage_wrong, fmt::format("--until: {} đã qua (is in the past)", rules::dates::format_vi(until)));
    }
    const std::string unit = unit_for(context, arguments, subject);
    context.store().acknowledge(subject.key.base, {.unit = unit, .until = until, .reason = arguments.reason},
                                context.actor());
    context.tell_daemon();
    if (context.output().json) {
        context.output().print(boost::json::object{{"subject", subject.key.base},
                                                   {"unit", unit},
                                                   {"until", rules::dates::format_iso(until)},
                                                   {"reason", arguments.reason}});
    } else {
        context.output().out << fmt::format("{}: {} đã nhận; không nhắc đơn vị này đến hết {} (acknowledged)\n",
                                            subject.key.base, unit, long_date(until));
    }
    return good;
}

}  // namespace

void add_acknowledge(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command =
        app.add_subcommand("acknowledge", "Đơn vị đã nhận, nhắc lại sau một ngày (received, ask again after a day)");
    command->add_option("SUBJECT", arguments->subject, "Mã (key)")->required();
    command->add_option("--until", arguments->until, "Ngày cuối không nhắc (last quiet day)")->required();
    command->add_option("--unit", arguments->unit, "Đơn vị, khi có nhiều đơn vị thực hiện (unit)");
    command->add_option("--reason", arguments->reason, "Lý do (reason)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return record(context, *arguments); }; });
}

}  // namespace dondoc::cli
