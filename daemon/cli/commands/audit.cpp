#include "daemon/cli/audit_log.hpp"
#include "daemon/cli/audit_words.hpp"
#include "daemon/cli/commands/commands.hpp"
#include "daemon/cli/json.hpp"
#include "daemon/cli/pack.hpp"
#include "daemon/cli/progress.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <CLI/Validators.hpp>

#include <filesystem>
#include <fstream>
#include <ostream>

/// `dondoc audit`: whether the event log is whole, and what it says.
namespace dondoc::cli {

namespace {

struct Arguments {
    std::string database;
    std::vector<std::string> expect;
    std::string subject;
    std::string plan;
    std::string unit;
    std::string from;
    std::string to;
    std::string format = "csv";
    std::string out;
};

std::unique_ptr<store::Audit> open(Context& context, const Arguments& arguments) {
    const std::string path = arguments.database.empty() ? context.site().config.database() : arguments.database;
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        throw Failure(
            out_of_reach,
            fmt::format("{}: không có tệp này; ghi --database TỆP hoặc nhập kế hoạch trước (no such file)", path));
    return store::open_audit(path);
}

ExitCode head(Context& context, const Arguments& arguments) {
    const auto head = open(context, arguments)->head();
    if (context.output().json) {
        context.output().print(boost::json::object{
            {"count", head.count}, {"hash", head.hash}, {"expect", head.text()}, {"at", utc_text(context.clock())}});
    } else {
        context.output().out << head.text() << '\n';
    }
    return good;
}

std::vector<store::ChainHead> anchors_of(const Arguments& arguments) {
    std::vector<store::ChainHead> anchors;
    for (const std::string& text : arguments.expect) {
        const auto head = store::parse_chain_head(text);
        if (!head)
            throw Failure(usage_wrong,
                          fmt::format("--expect '{}': phải là SỐ:MÃ_BĂM như 'dondoc audit head' đã in (as printed by "
                                      "dondoc audit head)",
                                      text));
        anchors.push_back(*head);
    }
    return anchors;
}

boost::json::object to_json(const store::AuditReport& report, std::size_t anchors) {
    boost::json::array faults;
    for (const auto& fault : report.faults) {
        faults.push_back(boost::json::object{{"kind", fault_name(fault.kind)},
                                             {"place", fault.place},
                                             {"source", fault.source},
                                             {"row", fault.row},
                                             {"detail", fault.detail},
                                             {"others", fault.others},
                                             {"words", fault_words(fault)}});
    }
    return {{"whole", report.faults.empty()},
            {"count", report.head.count},
            {"hash", report.head.hash},
            {"anchors", anchors},
            {"faults", std::move(faults)}};
}

void print(const Output& output, const store::AuditReport& report, std::size_t anchors) {
    for (const auto& fault : report.faults)
        output.out << paint("! " + printable(fault_words(fault)), Colour::red, output.colours) << '\n';
    if (!report.faults.empty()) {
        output.out
            << "\nNhật ký KHÔNG nguyên vẹn. Đừng sửa gì; giữ bản sao tệp cơ sở dữ liệu và đối chiếu với bản sao lưu "
               "(the log is not whole: keep a copy, compare it with backups)\n";
        return;
    }
    output.out << fmt::format(
        "Nhật ký nguyên vẹn: {} dòng, cơ sở dữ liệu tốt{} (the log is whole)\nĐầu chuỗi (head): {}\n",
        report.head.count, anchors > 0 ? fmt::format(", khớp {} mốc đã lưu", anchors) : std::string(),
        report.head.text());
    if (anchors == 0)
        output.out
            << "Chưa đối chiếu mốc nào: phần cuối có bị cắt hay không chỉ thấy được với --expect (no anchor given)\n";
}

store::AuditReport check(Context& context, store::Audit& audit, const std::vector<store::ChainHead>& anchors) {
    ShareBar bar(context.output(), "Đang kiểm tra nhật ký (checking the log)");
    return audit.verify(anchors, [&bar](auto done, auto total) { bar.update(done, total); });
}

ExitCode verify(Context& context, const Arguments& arguments) {
    const auto anchors = anchors_of(arguments);
    const auto report = check(context, *open(context, arguments), anchors);
    if (context.output().json) {
        context.output().print(to_json(report, anchors.size()));
    } else {
        print(context.output(), report, anchors.size());
    }
    return report.faults.empty() ? good : data_wrong;
}

store::LogFilter filter_of(Context& context, const Arguments& arguments) {
    store::LogFilter filter{.subject = arguments.subject, .plan = arguments.plan, .unit = arguments.unit};
    const auto zone = log_zone(context);
    const auto begin_of = [&zone](rules::dates::Date day) {
        return zone.instant(rules::dates::at(day, std::chrono::seconds{0}));
    };
    if (!arguments.from.empty()) filter.from = begin_of(parse_date_option(arguments.from, "--from"));
    if (!arguments.to.empty()) filter.until = begin_of(parse_date_option(arguments.to, "--to") + std::chrono::days{1});
    return filter;
}

/// Which reports rest on a plan stands in the rules of its site.
void add_reports(Context& context, store::Audit& audit, store::LogFilter& filter) {
    if (filter.plan.empty()) return;
    const config::Site* site = context.site_if_any();
    if (site == nullptr) {
        context.output().err << "Không có cấu hình của nơi dùng dondoc, nên thiếu các báo cáo của kế hoạch (without a "
                                "site the reports of the plan are left out)\n";
        return;
    }
    for (const auto* rule : reports_of(audit.plan_number(filter.plan), site->book)) filter.rules.push_back(rule->id);
}

ExitCode export_log(Context& context, const Arguments& arguments) {
    const auto audit = open(context, arguments);
    const auto format = context.output().json || arguments.format == "json" ? LogFormat::json : LogFormat::csv;
    LogWriter writer(context.output().out, format, log_zone(context));
    auto filter = filter_of(context, arguments);
    add_reports(context, *audit, filter);
    audit->read(filter, [&writer](const store::LogRow& row) { writer.add(row); });
    writer.end();
    return good;
}

void write_file(const std::string& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << bytes;
    file.close();
    if (!file) throw Failure(out_of_reach, fmt::format("{}: không ghi được tệp (cannot be written)", path));
}

ExitCode pack(Context& context, const Arguments& arguments) {
    const auto assignments = context.store().assignments(arguments.plan);
    if (assignments.empty())
        throw Failure(data_wrong,
                      fmt::format("không có kế hoạch '{}'; xem mã bằng: dondoc tasks (no such plan)", arguments.plan));
    const auto audit = open(context, arguments);
    const auto report = check(context, *audit, {});
    const auto& plan = assignments.front().plan;
    const auto reports = reports_of(plan.number, context.site().book);
    const auto indicators = context.store().indicators(arguments.plan);
    SentMessages sent(context);
    std::vector<xlsx::Sheet> sheets{pack_of_tasks(context, assignments, sent)};
    if (!indicators.empty()) sheets.push_back(pack_of_indicators(indicators));
    if (!reports.empty()) sheets.push_back(pack_of_reports(context, reports, sent));
    sheets.push_back(pack_of_reminders(context, subjects_of(context, assignments, indicators, reports), sent));
    const std::size_t reminders = sheets.back().rows.size();
    sheets.push_back(pack_of_log(context, *audit, arguments.plan, reports));
    const std::size_t log = sheets.back().rows.size();
    sheets.push_back(pack_of_proof(context, report));
    write_file(arguments.out, xlsx::to_xlsx(sheets, {.title = fmt::format("Hồ sơ kiểm tra {}", plan.number),
                                                     .author = context.site().config.sender.site_name,
                                                     .created = context.now()}));
    if (context.output().json) {
        context.output().print(boost::json::object{{"file", arguments.out},
                                                   {"assignments", assignments.size()},
                                                   {"reminders", reminders},
                                                   {"log", log},
                                                   {"whole", report.faults.empty()},
                                                   {"expect", report.head.text()}});
    } else {
        context.output().out << fmt::format(
            "{}: {} nhiệm vụ, {} dòng lời nhắc, {} dòng nhật ký (assignments, reminders, log)\n", arguments.out,
            assignments.size(), reminders, log);
        if (!report.faults.empty()) print(context.output(), report, 0);
    }
    return report.faults.empty() ? good : data_wrong;
}

using Command = ExitCode (*)(Context&, const Arguments&);

CLI::App* add(CLI::App& audit, Run& chosen, const std::shared_ptr<Arguments>& arguments, const char* name,
              const char* help, Command run) {
    auto* command = audit.add_subcommand(name, help);
    command->add_option("--database", arguments->database, "Tệp cơ sở dữ liệu, thay cho tệp của cấu hình (a copy)");
    command->callback([&chosen, arguments, run] {
        chosen = [arguments, run](Context& context) { return run(context, *arguments); };
    });
    return command;
}

void add_export(CLI::App& audit, Run& chosen, const std::shared_ptr<Arguments>& arguments) {
    auto* command = add(audit, chosen, arguments, "export",
                        "Mọi dòng của nhật ký theo thứ tự, CSV hoặc JSON (rows of the log, in order)", export_log);
    command->add_option("--subject", arguments->subject, "Mã nhiệm vụ hoặc báo cáo (key)");
    command->add_option("--plan", arguments->plan,
                        "Mã kế hoạch, mọi việc và báo cáo của nó (a plan, its subjects and reports)");
    command->add_option("--unit", arguments->unit, "Mã đơn vị (unit)");
    command->add_option("--from", arguments->from, "Từ ngày (from)");
    command->add_option("--to", arguments->to, "Đến hết ngày (to, included)");
    command->add_option("--format", arguments->format, "csv hoặc json")
        ->capture_default_str()
        ->check(CLI::IsMember({"csv", "json"}));
}

void add_pack(CLI::App& audit, Run& chosen, const std::shared_ptr<Arguments>& arguments) {
    auto* command = audit.add_subcommand(
        "pack", "Hồ sơ kiểm tra của một kế hoạch, bảng tính .xlsx (the inspection pack of a plan)");
    command->add_option("PLAN", arguments->plan, "Mã kế hoạch (key)")->required();
    command->add_option("--out", arguments->out, "Tệp .xlsx để ghi (file to write)")->required();
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return pack(context, *arguments); }; });
}

}  // namespace

void add_audit(CLI::App& app, Run& chosen) {
    auto* audit = app.add_subcommand("audit", "Nhật ký: có nguyên vẹn không, ghi những gì (the event log)");
    audit->require_subcommand(1);
    audit->fallthrough();
    auto arguments = std::make_shared<Arguments>();
    add(*audit, chosen, arguments, "head",
        "Đầu chuỗi băm, để giữ ở nơi khác (the head of the chain, to be kept elsewhere)", head);
    add(*audit, chosen, arguments, "verify", "Kiểm tra nhật ký còn nguyên vẹn (prove that the log is whole)", verify)
        ->add_option("--expect", arguments->expect, "SỐ:MÃ_BĂM mà 'audit head' đã in (an anchor)");
    add_export(*audit, chosen, arguments);
    add_pack(*audit, chosen, arguments);
}

}  // namespace dondoc::cli
