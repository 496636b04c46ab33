#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/subjects.hpp"

#include <fmt/format.h>

#include <optional>
#include <ostream>

/// `progress`: how far the work has come. It is not done by that, whatever the percentage.
namespace dondoc::cli {

namespace model = rules::model;

namespace {

struct Arguments {
    std::string subject;
    std::optional<int> percent;
    std::string note;
    std::string on;
};

model::Progress fact_of(Context& context, const Arguments& arguments, const Subject& subject) {
    if (!arguments.percent && arguments.note.empty()) {
        throw Failure(usage_wrong, "cần --percent hoặc --note: đã làm được đến đâu (say how far it has come)");
    }
    if (arguments.percent && (*arguments.percent < 0 || *arguments.percent > 100)) {
        throw Failure(usage_wrong,
                      fmt::format("--percent: {} không từ 0 đến 100 (is not from 0 to 100)", *arguments.percent));
    }
    const auto on = arguments.on.empty() ? context.today() : parse_date_option(arguments.on, "--on");
    if (on > context.today()) {
        throw Failure(usage_wrong,
                      fmt::format("--on: {} còn ở phía trước (is in the future)", rules::dates::format_vi(on)));
    }
    return {.on = on, .percent = arguments.percent, .note = arguments.note, .period = subject.key.period};
}

ExitCode record(Context& context, const Arguments& arguments) {
    const Subject subject = find_subject(context, arguments.subject);
    const model::Progress fact = fact_of(context, arguments, subject);
    context.store().progress(subject.key.base, fact, context.actor());
    context.tell_daemon();
    const std::string key = subject.key.text();
    if (context.output().json) {
        context.output().print(
            boost::json::object{{"subject", key},
                                {"on", rules::dates::format_iso(fact.on)},
                                {"percent", fact.percent ? boost::json::value(*fact.percent) : nullptr},
                                {"note", fact.note}});
        return good;
    }
    const std::string percent = fact.percent ? fmt::format(" {}%", *fact.percent) : std::string();
    context.output().out << fmt::format("{}: tiến độ{} ngày {} (progress)\n", key, percent, long_date(fact.on));
    if (fact.percent == 100)
        context.output().out << "Xong thì ghi thêm: dondoc done " << key << " (record that it is done)\n";
    return good;
}

}  // namespace

void add_progress(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("progress", "Cập nhật tiến độ (record how far the work has come)");
    command->add_option("SUBJECT", arguments->subject, "Mã (key)")->required();
    command->add_option("--percent", arguments->percent, "Đã làm được, từ 0 đến 100 (done so far)");
    command->add_option("--note", arguments->note, "Kết quả, vướng mắc (what was done, what is in the way)");
    command->add_option("--on", arguments->on, "Ngày của số liệu, mặc định hôm nay (day)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return record(context, *arguments); }; });
}

}  // namespace dondoc::cli
