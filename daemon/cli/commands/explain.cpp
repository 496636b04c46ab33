#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/stop_words.hpp"
#include "daemon/cli/subjects.hpp"
#include "rules/engine/explain.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <array>
#include <ostream>

namespace dondoc::cli {

namespace engine = rules::engine;
namespace model = rules::model;
using engine::ExplainedStage;
using engine::Explanation;

namespace {

std::string_view outcome_name(ExplainedStage::Outcome outcome) noexcept {
    static constexpr std::array<std::string_view, 8> names{"before-version", "passed",       "will-send", "merged",
                                                           "silenced",       "acknowledged", "closed",    "inhibited"};
    return names.at(static_cast<std::size_t>(outcome));
}

std::string step_vi(const engine::CalendarStep& step) {
    using Kind = engine::CalendarStep::Kind;
    const std::string day =
        fmt::format("{} {}", rules::dates::weekday_vi(step.date), rules::dates::format_vi(step.date));
    if (step.kind == Kind::weekend || step.entry == nullptr) return day + " nghỉ cuối tuần";
    return fmt::format("{} {}: {}", day, step.kind == Kind::worked ? "làm bù" : "nghỉ", step.entry->name);
}

std::string outcome_vi(const ExplainedStage& stage, const Explanation& explanation) {
    using Outcome = ExplainedStage::Outcome;
    switch (stage.outcome) {
        case Outcome::before_version: return "trước khi gia hạn, không xét";
        case Outcome::passed: return "đã qua";
        case Outcome::will_send: return "sẽ gửi";
        case Outcome::merged:
            return fmt::format("gộp vào {}", rules::dates::format_vi(explanation.stages[*stage.merged_into].when.day));
        case Outcome::silenced: return stop_vi({engine::Stop::silenced, stage.silence});
        case Outcome::acknowledged: return stop_vi({engine::Stop::acknowledged, nullptr, stage.acknowledgement});
        case Outcome::closed: return "không gửi vì đã đóng";
        case Outcome::inhibited:
            return fmt::format("không gửi: {} đang cấp bách hơn (muted by it)", stage.inhibited_by->text());
    }
    return {};
}

/// What the store wrote down for a stage: "đã gửi", "bỏ qua" ...
std::string record_of(const ExplainedStage& stage, const Explanation& explanation,
                      const std::vector<store::ReminderRow>& rows, const model::RuleBook& book) {
    const auto name = model::stage_name(book.policies[*explanation.policy].stages[stage.when.stage], stage.when.repeat);
    const auto recipient = model::recipient_name(stage.recipient, book);
    for (const auto& row : rows) {
        const bool same = row.stage == name && row.recipient == recipient && row.period == explanation.key.period &&
                          row.version == explanation.occurrence.version;
        if (!same) continue;
        if (row.outcome == "send") return row.late ? "đã nhắc (muộn)" : "đã nhắc";
        return row.outcome == "merged" ? "đã gộp" : "bỏ qua, mốc sau nói thay";
    }
    return {};
}

/// When the arrival of what it waited for was told; empty where it is still to come.
std::string record_of(const model::Reminder& reminder, const std::string& stage,
                      const std::vector<store::ReminderRow>& rows, const model::RuleBook& book) {
    const auto recipient = model::recipient_name(reminder.recipient, book);
    for (const auto& row : rows) {
        if (row.stage == stage && row.recipient == recipient) return row.late ? "đã báo (muộn)" : "đã báo";
    }
    return {};
}

boost::json::array announcements_json(const Explanation& explanation, const std::vector<store::ReminderRow>& rows,
                                      const model::Snapshot& snapshot, const model::RuleBook& book) {
    boost::json::array list;
    for (const auto& reminder : explanation.announcements) {
        const std::string stage = model::stage_name(reminder, snapshot, book);
        list.push_back(boost::json::object{{"stage", stage},
                                           {"recipient", model::recipient_name(reminder.recipient, book)},
                                           {"day", rules::dates::format_iso(reminder.day)},
                                           {"record", record_of(reminder, stage, rows, book)}});
    }
    return list;
}

/// What only reports have: how their day came about, whose figures of which days they hold.
void add_report(boost::json::object& value, const Explanation& explanation, const model::RuleBook& book) {
    const auto& rule = book.reports[explanation.occurrence.index];
    value["rule"] = fmt::format("{}:{}", rule.place.path, rule.place.line);
    value["roll"] = model::roll_name(rule.roll);
    value["named_due"] =
        explanation.report_day ? cli::to_json(std::optional(explanation.report_day->named)) : boost::json::value();
    value["data"] = nullptr;
    if (explanation.data)
        value["data"] = boost::json::object{{"from", rules::dates::format_iso(explanation.data->first)},
                                            {"to", rules::dates::format_iso(explanation.data->last)}};
    value["request"] = nullptr;
    if (const auto* request = explanation.request)
        value["request"] =
            boost::json::object{{"asked", rules::dates::format_iso(request->asked)}, {"basis", request->basis}};
    value["form"] = rule.form;
    value["how"] = rule.how;
    if (!explanation.collected) return;
    boost::json::array missing;
    for (const auto& one : explanation.collected->missing) missing.emplace_back(book.units[one.unit].id);
    value["collected"] = boost::json::object{
        {"rule", book.reports[*rule.collects].id}, {"asked", explanation.collected->asked}, {"missing", missing}};
}

/// The same in words, one line each.
std::string report_vi(const Explanation& explanation, const model::RuleBook& book) {
    const auto& rule = book.reports[explanation.occurrence.index];
    std::string text;
    if (const auto* request = explanation.request)
        text += fmt::format("  Yêu cầu {} ngày {}: {}\n", model::request_key(request->number),
                            rules::dates::format_vi(request->asked), request->basis);
    if (const auto& day = explanation.report_day; day && day->named != day->due) {
        std::string why;
        for (const auto& step : explanation.roll_steps) why += (why.empty() ? "" : "; ") + step_vi(step);
        text += fmt::format("  Ngày ghi trong văn bản: {}; roll: {} nên tính đến {} ({})\n", long_date(day->named),
                            model::roll_name(rule.roll), long_date(day->due), why);
    }
    if (explanation.data) {
        text +=
            fmt::format("  Số liệu từ {} đến {} ({})\n", rules::dates::format_vi(explanation.data->first),
                        rules::dates::format_vi(explanation.data->last),
                        rule.cut_off_words.empty() && explanation.occurrence.period ? "Nghị định 09/2019/NĐ-CP, Điều 12"
                                                                                    : "theo quy tắc: cutoff");
    } else if (rule.cut_off_words == "none") {
        text += "  Số liệu: quy tắc không ghi ngày chốt (cutoff: none)\n";
    }
    if (!explanation.collected) return text;
    const auto& [asked, missing] = *explanation.collected;
    std::string names;
    for (const auto& one : missing) names += (names.empty() ? ": " : "; ") + book.units[one.unit].name;
    return text + fmt::format("  Tổng hợp từ {}: còn thiếu {}/{} báo cáo{}\n", book.reports[*rule.collects].id,
                              missing.size(), asked, names);
}

/// Who is asked next whether what it waits for has happened.
boost::json::array questions_json(const Explanation& explanation, const model::Snapshot& snapshot,
                                  const model::RuleBook& book) {
    boost::json::array list;
    for (const auto& reminder : explanation.questions) {
        list.push_back(boost::json::object{{"event", snapshot.awaited[reminder.occurrence.index].id},
                                           {"stage", model::stage_name(reminder, snapshot, book)},
                                           {"recipient", model::recipient_name(reminder.recipient, book)},
                                           {"day", rules::dates::format_iso(reminder.day)}});
    }
    return list;
}

boost::json::value update_json(const Explanation& explanation) {
    if (!explanation.update) return nullptr;
    return boost::json::object{{"since", rules::dates::format_iso(explanation.update->since)},
                               {"told", explanation.update->round},
                               {"next", cli::to_json(explanation.next_update)}};
}

boost::json::array uses_json(const Explanation& explanation, const model::RuleBook& book) {
    boost::json::array ids;
    if (!explanation.policy) return ids;
    for (const auto& used : book.policies[*explanation.policy].uses) ids.emplace_back(used.id);
    return ids;
}

boost::json::object to_json(const Explanation& explanation, const std::vector<store::ReminderRow>& rows,
                            const model::Snapshot& snapshot, const model::RuleBook& book) {
    boost::json::array stages;
    for (const auto& stage : explanation.stages) {
        boost::json::array steps;
        for (const auto& step : stage.steps) {
            steps.push_back(
                boost::json::object{{"date", rules::dates::format_iso(step.date)}, {"text", step_vi(step)}});
        }
        const auto& rule = book.policies[*explanation.policy].stages[stage.when.stage];
        stages.push_back(
            boost::json::object{{"stage", model::stage_name(rule, stage.when.repeat)},
                                {"recipient", model::recipient_name(stage.recipient, book)},
                                {"nominal", rules::dates::format_iso(stage.when.nominal)},
                                {"day", rules::dates::format_iso(stage.when.day)},
                                {"at", rules::dates::format_iso(stage.at)},
                                {"outcome", outcome_name(stage.outcome)},
                                {"inhibited_by", stage.inhibited_by ? boost::json::value(stage.inhibited_by->text())
                                                                    : boost::json::value()},
                                {"record", record_of(stage, explanation, rows, book)},
                                {"moved_by", steps},
                                {"rule", fmt::format("{}:{}", rule.place.path, rule.place.line)},
                                {"provisional", stage.provisional}});
    }
    boost::json::array versions;
    for (const auto& version : explanation.versions) {
        versions.push_back(boost::json::object{
            {"version", version.number},
            {"due", cli::to_json(version.due)},
            {"decided", version.extension ? cli::to_json(std::optional(version.extension->decided)) : nullptr},
            {"basis", version.extension ? version.extension->basis : std::string()},
            {"event", version.extension ? version.extension->event : std::string()}});
    }
    boost::json::object value{
        {"subject", explanation.key.text()},
        {"status", model::status_name(explanation.status)},
        {"deadline", cli::to_json(explanation.meaning)},
        {"versions", versions},
        {"nothing", stop_name(explanation.nothing)},
        {"announcements", announcements_json(explanation, rows, snapshot, book)},
        {"update", update_json(explanation)},
        {"questions", questions_json(explanation, snapshot, book)},
        {"uses", uses_json(explanation, book)},
        {"policy", explanation.policy ? boost::json::value(book.policies[*explanation.policy].id) : nullptr},
        {"stages", stages}};
    if (explanation.occurrence.kind != model::SubjectKind::assignment) add_report(value, explanation, book);
    return value;
}

void print_for_people(Context& context, const Explanation& explanation, const std::vector<store::ReminderRow>& rows,
                      const model::Snapshot& snapshot, const std::string& words) {
    const auto& book = context.site().book;
    const Output& output = context.output();
    output.out << fmt::format("\n{}: {}\n", explanation.key.text(), model::status_vi(explanation.status));
    output.out << fmt::format("  Văn bản ghi: \"{}\"\n", words);
    for (const auto& version : explanation.versions) {
        if (!version.due) continue;
        output.out << fmt::format("  Hạn {}: {}", version.number, long_date(*version.due));
        if (version.extension)
            output.out << fmt::format(" ({} ngày {}: {})", version.extension->event.empty() ? "gia hạn" : "ghi nhận",
                                      rules::dates::format_vi(version.extension->decided), version.extension->basis);
        output.out << '\n';
    }
    if (explanation.occurrence.kind != model::SubjectKind::assignment) output.out << report_vi(explanation, book);
    if (explanation.nothing != engine::Stop::none) output.out << fmt::format("  {}\n", stop_vi({explanation.nothing}));
    for (const auto& reminder : explanation.announcements) {
        const std::string record = record_of(reminder, model::stage_name(reminder, snapshot, book), rows, book);
        output.out << fmt::format("  Báo sự kiện cho {}: {}{}\n", model::recipient_name(reminder.recipient, book),
                                  long_date(reminder.day), record.empty() ? "" : ", " + record);
    }
    for (const auto& reminder : explanation.questions) {
        output.out << fmt::format("  Hỏi {} ngày {}: đã có \"{}\" chưa? (asks whether it has happened)\n",
                                  model::recipient_name(reminder.recipient, book), long_date(reminder.day),
                                  snapshot.awaited[reminder.occurrence.index].words);
    }
    if (explanation.update) {
        output.out << fmt::format("  Tiến độ: tính từ {}, đã cập nhật {} lần; nhắc cập nhật tiếp theo: {} (progress)\n",
                                  rules::dates::format_vi(explanation.update->since), explanation.update->round,
                                  explanation.next_update ? long_date(*explanation.next_update) : "không");
    }
    if (!explanation.policy) return;
    const auto& policy = book.policies[*explanation.policy];
    output.out << fmt::format("  Chính sách: {} ({}:{})", policy.id, policy.place.path, policy.place.line);
    for (const auto& used : policy.uses)
        output.out << fmt::format(" → dùng {} ({}:{})", used.id, used.place.path, used.place.line);
    output.out << "\n\n";
    if (explanation.stages.empty()) return;
    Table table({{"Mốc"},
                 {"Nơi nhận"},
                 {"Ngày tính"},
                 {"Ngày nhắc"},
                 {"Kết quả"},
                 {"Lý do dời ngày", false, true},
                 {"Dòng quy tắc"}});
    for (const auto& stage : explanation.stages) {
        std::string why;
        for (const auto& step : stage.steps) why += (why.empty() ? "" : "; ") + step_vi(step);
        if (stage.provisional) why += " (lịch nghỉ mới là dự kiến)";
        const std::string record = record_of(stage, explanation, rows, book);
        const auto& rule = policy.stages[stage.when.stage];
        const bool coming = stage.outcome == ExplainedStage::Outcome::will_send;
        table.add({{model::stage_name(rule, stage.when.repeat)},
                   {model::recipient_name(stage.recipient, book)},
                   {rules::dates::format_vi(stage.when.nominal)},
                   {rules::dates::format_vi(stage.when.day)},
                   {record.empty() ? outcome_vi(stage, explanation) : record, coming ? Colour::green : Colour::none},
                   {why},
                   {fmt::format("{}:{}", rule.place.path, rule.place.line)}});
    }
    output.print(table);
    if (explanation.repeats_go_on) output.out << "  … và tiếp tục nhắc cho đến khi hoàn thành (goes on until done)\n";
}

std::vector<std::string> events_of(Context& context, const Subject& subject) {
    if (!subject.assignment) return {};
    return context.store().events_of(subject.assignment->plan.id)[subject.assignment->record.seq];
}

ExitCode show(Context& context, const std::string& text) {
    const Subject subject = find_subject(context, text);
    const auto& book = context.site().book;
    const auto snapshot = context.snapshot(context.today(), store::Store::Scope::all);
    const auto explanations = engine::explain(snapshot, book, subject.key, context.local_now());
    const auto rows = context.store().reminders(subject.key);
    const auto events = events_of(context, subject);
    const Output& output = context.output();
    if (output.json) {
        boost::json::array list;
        for (const auto& explanation : explanations) list.push_back(to_json(explanation, rows, snapshot, book));
        output.print(boost::json::object{{"subject", subject.key.text()},
                                         {"title", subject.title},
                                         {"events", boost::json::array(events.begin(), events.end())},
                                         {"periods", list}});
        return good;
    }
    output.out << fit(subject.title, output.width > 0 ? output.width : 400) << '\n';
    const std::string words =
        subject.assignment ? subject.assignment->record.text.deadline_words : book.reports[subject.report].due_words;
    if (explanations.empty()) output.out << "  Không có kỳ hay yêu cầu nào đang mở (nothing is open)\n";
    for (const std::string& event : events) output.out << fmt::format("Chờ sự kiện: {} (waits for)\n", event);
    for (const auto& explanation : explanations) print_for_people(context, explanation, rows, snapshot, words);
    return good;
}

}  // namespace

void add_explain(CLI::App& app, Run& chosen) {
    auto subject = std::make_shared<std::string>();
    auto* command = app.add_subcommand("explain", "Vì sao nhắc hoặc không nhắc (why it is or is not reminded of)");
    command->add_option("SUBJECT", *subject, "Mã, ví dụ 142-kh-ubnd-2025/12 (key)")->required();
    command->callback([&chosen, subject] { chosen = [subject](Context& context) { return show(context, *subject); }; });
}

}  // namespace dondoc::cli
