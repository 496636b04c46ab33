#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/awaited_by.hpp"
#include "daemon/cli/differences.hpp"
#include "daemon/cli/draft_json.hpp"
#include "daemon/cli/draft_view.hpp"
#include "daemon/cli/held_changes.hpp"
#include "daemon/cli/json.hpp"
#include "daemon/cli/next_report.hpp"
#include "daemon/cli/plan_file.hpp"
#include "daemon/cli/plan_reading.hpp"
#include "daemon/cli/progress.hpp"
#include "daemon/intake/intake.hpp"
#include "daemon/intake/proposals.hpp"
#include "daemon/intake/report_rules.hpp"
#include "rules/model/subject.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <filesystem>
#include <ostream>
#include <set>

namespace dondoc::cli {

namespace {

struct Arguments {
    std::string file;
    bool dry_run = false;
    bool accept = false;
    std::string rules_file;
    std::string units_file;
    PlanWords words;
};

bool has_database(const config::Site* site) {
    std::error_code error;
    return site != nullptr && std::filesystem::exists(site->config.database(), error);
}

// Looking makes no database: where there is none, everything is new.
store::PlanComparison compare(Context& context, const store::PlanImport& plan, bool dry_run) {
    const config::Site* site = dry_run ? context.site_if_any() : &context.site();
    if (has_database(site)) return context.store().compare_plan(plan);
    return {{}, store::compare_rows({}, plan.assignments, {})};
}

bool says_yes(Context& context, const std::string& question) {
    const std::string answer = context.ask(question).value_or("");
    const auto first = answer.find_first_not_of(" \t");
    return first != std::string::npos && std::string_view("cCyY").find(answer[first]) != std::string_view::npos;
}

/// Asks about each row that may be a kept one; the answers are decisions like those of --same.
bool ask_about_rows(Context& context, const store::Comparison& comparison, store::PlanImport& plan) {
    bool decided = false;
    for (const auto& question : comparison.questions) {
        if (!says_yes(context,
                      fmt::format("\nDòng {} “{}”\ncó phải là nhiệm vụ đang theo dõi {} “{}” không? (the same?) [c/K]",
                                  question.row, question.title, question.kept, question.kept_title)))
            continue;
        plan.same.push_back({question.row, question.kept});
        decided = true;
    }
    return decided;
}

bool ask_to_keep(Context& context, store::PlanImport& plan, store::PlanComparison& comparison) {
    if (ask_about_rows(context, comparison.assignments, plan)) {
        comparison = compare(context, plan, false);
        print_differences(context.output(), comparison, plan.plan);
    }
    return says_yes(context, "\nGhi kế hoạch này? (keep it?) [c/K]");
}

void write_rules(const Output& output, const Arguments& arguments, const intake::Draft& draft) {
    if (arguments.rules_file.empty()) return;
    if (!draft.reports.empty()) write_new_file(arguments.rules_file, intake::report_rules(draft));
    if (output.json) return;
    if (draft.reports.empty())
        output.out << "\nKhông thấy chế độ báo cáo nào để ghi (no duties to report: no rule file written)\n";
    else
        output.out << fmt::format(
            "\nĐã ghi {} chế độ báo cáo vào {}; xem lại rồi chạy dondoc check (review, then check)\n",
            draft.reports.size(), arguments.rules_file);
}

void write_units(Context& context, const Arguments& arguments, const intake::Draft& draft) {
    if (arguments.units_file.empty()) return;
    static const rules::model::UnitDirectory no_units;
    const config::Site* site = context.site_if_any();
    const std::string units = intake::propose_units(draft, site != nullptr ? site->book.units : no_units);
    if (!units.empty()) write_new_file(arguments.units_file, units);
    if (context.output().json) return;
    context.output().out << (units.empty()
                                 ? std::string("\nĐơn vị nào cũng có trong danh bạ (no unit to propose)\n")
                                 : fmt::format("\nĐã ghi đơn vị đề nghị bổ sung vào {}; xem lại, chép vào danh bạ "
                                               "rồi chạy dondoc check (review, add, then check)\n",
                                               arguments.units_file));
}

void print_end(const Output& output, const Arguments& arguments, const std::string& plan,
               const std::optional<store::ImportSummary>& kept) {
    if (kept)
        output.out << fmt::format(
            "\nĐã ghi {}: thêm {}, sửa {}, giữ nguyên {}, rút {} (added, changed, unchanged, "
            "withdrawn)\nXem tiếp: dondoc tasks --plan {}\n",
            plan, kept->added, kept->changed, kept->unchanged, kept->withdrawn, plan);
    else if (arguments.dry_run)
        output.out << "\nChưa ghi gì vì --dry-run (nothing kept)\n";
    else
        output.out << "\nChưa ghi gì; thêm --accept để ghi (nothing kept; --accept keeps it)\n";
}

/// The day from which the next report counts, and the calendar; without a configuration those of this country.
struct Today {
    rules::dates::Date date;
    rules::dates::Calendar calendar;
};

Today today_of(Context& context) {
    if (const auto* site = context.site_if_any()) return {context.today(), site->book.calendar};
    return {rules::dates::date_of(config::Config{}.local(context.now())), {}};
}

boost::json::array to_json(const std::vector<AwaitedBy::Event>& events) {
    boost::json::array list;
    for (const auto& event : events) {
        const boost::json::value id = event.id.empty() ? boost::json::value() : boost::json::string(event.id);
        list.push_back(boost::json::object{{"event", id}, {"words", event.words}, {"new", event.is_new}});
    }
    return list;
}

boost::json::object to_json(Context& context, const intake::Draft& draft, const store::PlanComparison& comparison,
                            bool kept, const std::optional<store::HeldChange>& held) {
    auto value = cli::to_json(draft);
    auto& assignments = value["assignments"].as_array();
    for (const auto& row : comparison.assignments.rows)
        if (row.row > 0)
            assignments[row.row - 1].as_object()["subject"] = rules::model::assignment_key(draft.plan.id, row.seq);
    const auto events = has_database(context.site_if_any()) ? context.store().awaited() : store::AwaitedRegister{};
    AwaitedBy awaited(events, draft.plan);
    for (std::size_t i = 0; i < assignments.size(); ++i) {
        auto& assignment = assignments[i].as_object();
        const auto* subject = assignment.if_contains("subject");
        assignment["awaits"] = to_json(awaited.events(
            subject != nullptr ? std::string_view(subject->as_string()) : std::string_view(), draft.assignments[i]));
    }
    const auto today = today_of(context);
    auto& reports = value["reports"].as_array();
    for (std::size_t i = 0; i < reports.size(); ++i)
        reports[i].as_object()["next_due"] = cli::to_json(next_due(draft.reports[i].duty, today.date, today.calendar));
    value["kept"] = kept;
    value["waits"] = held ? boost::json::value(cli::to_json(*held)) : nullptr;
    for (auto& [name, part] : cli::to_json(comparison, draft.plan)) value[name] = part;
    return value;
}

ExitCode import(Context& context, const Arguments& arguments) {
    must_be_new(arguments.rules_file);
    must_be_new(arguments.units_file);
    const std::string bytes = read_plan_file(arguments.file);
    const config::Site* site = arguments.dry_run ? context.site_if_any() : &context.site();
    const auto draft = read_draft(context.output(), arguments.file, bytes, arguments.words,
                                  site != nullptr ? &site->book.units : nullptr);
    auto plan = plan_of(draft, arguments.file, bytes, arguments.words);
    auto comparison = compare(context, plan, arguments.dry_run);
    const Output& output = context.output();
    if (!output.json) {
        const auto today = today_of(context);
        print_draft(output, draft, today.date, today.calendar);
        print_differences(output, comparison, draft.plan);
    }
    write_rules(output, arguments, draft);
    write_units(context, arguments, draft);

    if (!arguments.dry_run) must_have_rows(comparison, plan);
    std::optional<store::ImportSummary> kept;
    std::optional<store::HeldChange> held;
    if (arguments.accept || (!arguments.dry_run && ask_to_keep(context, plan, comparison))) {
        const Progress progress(output, "Đang ghi");
        plan.calendar = &context.site().book.calendar;
        held = hold_if_much(context, plan, bytes, arguments.words);
        if (!held) kept = context.store().save_plan(plan, context.actor());
        context.tell_daemon();
    }
    if (output.json)
        output.print(to_json(context, draft, comparison, kept.has_value(), held));
    else if (held)
        print_waiting(output, *held);
    else
        print_end(output, arguments, draft.plan.id, kept);
    if (held) return waits;
    return kept || arguments.dry_run ? good : not_kept;
}

}  // namespace

void add_import(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command = app.add_subcommand("import", "Nhập kế hoạch (read a plan)");
    command->add_option("FILE", arguments->file, "Tệp kế hoạch (the plan)")->required();
    auto* dry_run = command->add_flag("--dry-run", arguments->dry_run, "Chỉ đọc, không ghi (read only, keep nothing)");
    command->add_flag("--accept", arguments->accept, "Ghi không cần hỏi (keep it without asking)")->excludes(dry_run);
    command->add_option("--rules", arguments->rules_file,
                        "Ghi chế độ báo cáo thành tệp quy tắc mới (write the duties to report as a new rule file)");
    command->add_option("--units", arguments->units_file,
                        "Ghi đơn vị chưa có trong danh bạ thành tệp mới (write proposals for unknown units)");
    command->add_option("--plan", arguments->words.plan,
                        "Mã của kế hoạch đã ghi mà tệp này là bản mới (which plan it is)");
    command->add_option("--number", arguments->words.number, "Số văn bản, khi tệp để trống (the plan's number)");
    command->add_option("--date", arguments->words.date, "Ngày ban hành, khi tệp để trống (day of issue)");
    command->add_option("--year", arguments->words.year, "Năm của kế hoạch (the plan's year)")
        ->check(CLI::Range(1968, 2199));
    command
        ->add_option("--same", arguments->words.same,
                     "Dòng nào của tệp là nhiệm vụ nào đã ghi: 12=7, 12=new (which row is which kept one)")
        ->allow_extra_args(false);
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return import(context, *arguments); }; });
}

}  // namespace dondoc::cli
