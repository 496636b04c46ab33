#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/subjects.hpp"

#include <fmt/format.h>

#include <ostream>

/// `cancel` and `resume`: work that is given up, and taken up again. Both end or open a subject as a whole.
namespace dondoc::cli {

namespace model = rules::model;

namespace {

struct Decision {
    std::string subject;
    std::string on;
    std::string basis;
};

struct Found {
    Subject subject;
    std::optional<model::Cancellation> cancelled;
};

/// A cancellation has no period: the key must not name one.
Found find_whole(Context& context, const std::string& text) {
    Found found{find_subject(context, text), {}};
    if (!found.subject.key.period.empty()) {
        throw Failure(usage_wrong,
                      fmt::format("'{0}': dừng và tiếp tục áp dụng cho cả đối tượng, hãy viết '{1}' (write the key "
                                  "without its period)",
                                  text, found.subject.key.base));
    }
    if (found.subject.assignment) {
        found.cancelled = found.subject.assignment->facts.cancelled;
        return found;
    }
    const auto snapshot = context.snapshot(context.today(), store::Store::Scope::all);
    const auto facts = snapshot.report_facts.find(found.subject.key.base);
    if (facts != snapshot.report_facts.end()) found.cancelled = snapshot.facts[facts->second].cancelled;
    return found;
}

rules::dates::Date decided_on(Context& context, const Decision& arguments) {
    const auto on = arguments.on.empty() ? context.today() : parse_date_option(arguments.on, "--on");
    if (on <= context.today()) return on;
    throw Failure(usage_wrong,
                  fmt::format("--on: {} còn ở phía trước (is in the future)", rules::dates::format_vi(on)));
}

ExitCode print(Context& context, const std::string& key, std::string_view verb, rules::dates::Date on,
               const std::string& basis, const std::string& sentence) {
    context.tell_daemon();
    if (context.output().json) {
        context.output().print(
            boost::json::object{{"subject", key}, {verb, rules::dates::format_iso(on)}, {"basis", basis}});
    } else {
        context.output().out << key << ": " << sentence << '\n';
    }
    return good;
}

ExitCode cancel(Context& context, const Decision& arguments) {
    const auto [subject, cancelled] = find_whole(context, arguments.subject);
    if (cancelled) {
        throw Failure(data_wrong, fmt::format("'{}' đã dừng từ {}: {} (is cancelled already)", arguments.subject,
                                              rules::dates::format_vi(cancelled->on), cancelled->basis));
    }
    const auto on = decided_on(context, arguments);
    context.store().cancel(subject.key.base, {.on = on, .basis = arguments.basis}, context.actor());
    return print(context, subject.key.base, "cancelled", on, arguments.basis,
                 fmt::format("dừng từ {}; không nhắc nữa, tiếp tục bằng dondoc resume (cancelled)", long_date(on)));
}

ExitCode resume(Context& context, const Decision& arguments) {
    const auto [subject, cancelled] = find_whole(context, arguments.subject);
    if (!cancelled) {
        throw Failure(data_wrong, fmt::format("'{}' không ở trạng thái dừng (is not cancelled)", arguments.subject));
    }
    if (cancelled->who.empty()) {  // nobody said so: an import did
        throw Failure(data_wrong, fmt::format("'{}': {}; hãy nhập văn bản có dòng này (import a document that has it)",
                                              arguments.subject, cancelled->basis));
    }
    const auto on = decided_on(context, arguments);
    context.store().resume(subject.key.base, {.on = on, .basis = arguments.basis}, context.actor());
    return print(context, subject.key.base, "resumed", on, arguments.basis,
                 fmt::format("tiếp tục từ {}; lại được nhắc theo chính sách (resumed)", long_date(on)));
}

void add(CLI::App& app, Run& chosen, const char* name, const char* help,
         ExitCode (*record)(Context&, const Decision&)) {
    auto arguments = std::make_shared<Decision>();
    auto* command = app.add_subcommand(name, help);
    command->add_option("SUBJECT", arguments->subject, "Mã, không kèm kỳ (key without its period)")->required();
    command->add_option("--basis", arguments->basis, "Căn cứ, ví dụ số văn bản (basis)")->required();
    command->add_option("--on", arguments->on, "Từ ngày, mặc định hôm nay (day)");
    command->callback([&chosen, arguments, record] {
        chosen = [arguments, record](Context& context) { return record(context, *arguments); };
    });
}

}  // namespace

void add_cancel(CLI::App& app, Run& chosen) {
    add(app, chosen, "cancel", "Dừng thực hiện, không nhắc nữa (give it up)", cancel);
}

void add_resume(CLI::App& app, Run& chosen) {
    add(app, chosen, "resume", "Tiếp tục việc đã dừng (take up again what was cancelled)", resume);
}

}  // namespace dondoc::cli
