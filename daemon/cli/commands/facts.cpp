#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/subjects.hpp"
#include "rules/engine/explain.hpp"

#include <fmt/format.h>

#include <optional>
#include <ostream>

/// `done` and `extend`: what people tell the program about a subject.
namespace dondoc::cli {

namespace model = rules::model;

namespace {

/// The period or the request that a fact is about.
std::string part_of(Context& context, const Subject& subject, rules::dates::Date date) {
    if (subject.on_request) return request_for(context, subject);
    return period_for(subject, context.site().book, date);
}

struct Done {
    std::string subject;
    std::string on;
    std::string document;
};

ExitCode record_done(Context& context, const Done& arguments) {
    const Subject subject = find_subject(context, arguments.subject);
    const auto on = arguments.on.empty() ? context.today() : parse_date_option(arguments.on, "--on");
    if (on > context.today()) {
        throw Failure(usage_wrong,
                      fmt::format("--on: {} còn ở phía trước (is in the future)", rules::dates::format_vi(on)));
    }
    if (subject.indicator) {
        throw Failure(usage_wrong,
                      fmt::format("{0}: chỉ tiêu cần giá trị: dondoc value {0} --value GIÁ-TRỊ (an indicator "
                                  "needs its value)",
                                  subject.key.base));
    }
    const model::Completion fact{.period = part_of(context, subject, on), .on = on, .document = arguments.document};
    context.store().complete(subject.key.base, fact, context.actor());
    context.tell_daemon();
    const std::string key = model::SubjectKey{subject.key.base, fact.period}.text();
    if (context.output().json) {
        context.output().print(
            boost::json::object{{"subject", key}, {"done", rules::dates::format_iso(on)}, {"document", fact.document}});
    } else {
        context.output().out << fmt::format("{}: đã hoàn thành {}; không nhắc nữa (done)\n", key, long_date(on));
    }
    return good;
}

struct Extend {
    std::string subject;
    std::string until;
    std::string basis;
};

/// The last acceptable day after all extensions, where there is one.
std::optional<rules::dates::Date> due_in_force(Context& context, const model::SubjectKey& key) {
    const auto snapshot = context.snapshot(context.today(), store::Store::Scope::all);
    for (const auto& explanation : rules::engine::explain(snapshot, context.site().book, key, context.local_now())) {
        if (explanation.key.period == key.period && !explanation.versions.empty())
            return explanation.versions.back().due;
    }
    return std::nullopt;
}

ExitCode record_extension(Context& context, const Extend& arguments) {
    const Subject subject = find_subject(context, arguments.subject);
    const auto until = parse_date_option(arguments.until, "--until");
    const model::Extension fact{.period = part_of(context, subject, context.today()),
                                .until = until,
                                .basis = arguments.basis,
                                .decided = context.today()};
    if (const auto due = due_in_force(context, {subject.key.base, fact.period}); due && until <= *due) {
        throw Failure(usage_wrong,
                      fmt::format("--until: {} không sau hạn đang có, {} (is not after the deadline in force)",
                                  rules::dates::format_vi(until), rules::dates::format_vi(*due)));
    }
    context.store().extend(subject.key.base, fact, context.actor());
    context.tell_daemon();
    const std::string key = model::SubjectKey{subject.key.base, fact.period}.text();
    if (context.output().json) {
        context.output().print(
            boost::json::object{{"subject", key}, {"until", rules::dates::format_iso(until)}, {"basis", fact.basis}});
    } else {
        context.output().out << fmt::format("{}: gia hạn đến {}; hạn cũ được giữ trong lịch sử (extended)\n", key,
                                            long_date(until));
    }
    return good;
}

}  // namespace

void add_done(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Done>();
    auto* command = app.add_subcommand("done", "Ghi nhận hoàn thành (record that it is done)");
    command->add_option("SUBJECT", arguments->subject, "Mã, ví dụ 142-kh-ubnd-2025/12 hoặc QUY-TAC/DON-VI@2026-H1")
        ->required();
    command->add_option("--on", arguments->on, "Ngày hoàn thành, mặc định hôm nay (day)");
    command->add_option("--document", arguments->document, "Số văn bản (number of the document)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return record_done(context, *arguments); }; });
}

void add_extend(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Extend>();
    auto* command = app.add_subcommand("extend", "Gia hạn (move a deadline, keeping the history)");
    command->add_option("SUBJECT", arguments->subject, "Mã (key)")->required();
    command->add_option("--until", arguments->until, "Hạn mới (new last day)")->required();
    command->add_option("--basis", arguments->basis, "Căn cứ, ví dụ văn bản đồng ý gia hạn (basis)")->required();
    command->callback([&chosen, arguments] {
        chosen = [arguments](Context& context) { return record_extension(context, *arguments); };
    });
}

}  // namespace dondoc::cli
