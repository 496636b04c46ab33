#include "daemon/cli/draft_view.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/next_report.hpp"
#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <ostream>
#include <string_view>
#include <utility>

namespace dondoc::cli {

namespace {

using rules::deadlines::Kind;

std::string joined(std::string list, const std::string& text) {
    return list.empty() ? text : list + ", " + text;
}

std::string by_kind(const intake::Draft& draft) {
    std::array<std::size_t, 6> counts{};
    for (const auto& assignment : draft.assignments)
        ++counts.at(static_cast<std::size_t>(assignment.deadline.meaning.kind));
    std::string text;
    for (std::size_t kind = 0; kind < counts.size(); ++kind)
        if (counts.at(kind) > 0)
            text = joined(text, fmt::format("{} {}", counts.at(kind), kind_vi(static_cast<Kind>(kind))));
    return text.empty() ? text : ": " + text;
}

std::string issuer_text(const intake::Draft& draft) {
    if (draft.plan.issuer.empty()) return {};
    const std::string parent = draft.issuer_parent.empty() ? std::string() : fmt::format(" ({})", draft.issuer_parent);
    return ", " + draft.plan.issuer + parent;
}

void print_head(const Output& output, const intake::Draft& draft) {
    const auto& plan = draft.plan;
    output.out << fmt::format("{} {}{}\n{}\n", plan.number.empty() ? "(chưa có số)" : plan.number,
                              plan.date ? "ngày " + rules::dates::format_vi(*plan.date) : std::string("(chưa có ngày)"),
                              issuer_text(draft), fit(plan.title, output.width > 0 ? output.width : 200));
    output.out << fmt::format("Mã kế hoạch (plan id): {}\n\n", plan.id);
    output.out << fmt::format("{} nhiệm vụ{}\n{} chế độ báo cáo\n{} chỉ tiêu\n{} chỗ cần xem lại (to look at)\n",
                              draft.assignments.size(), by_kind(draft), draft.reports.size(), draft.indicators.size(),
                              draft.doubts.size());
}

// One line where the table has one: words that have no day say what they are.
Cell deadline_cell(const rules::deadlines::Deadline& deadline) {
    const auto& meaning = deadline.meaning;
    if (deadline.words.empty()) return {"(để trống)", Colour::orange};
    if (meaning.kind == Kind::unresolved) return {"chưa rõ", Colour::orange};
    return {rules::deadlines::say_vi(meaning), Colour::none};
}

constexpr std::size_t room_for_columns = 140;

/// Under their sections, with all that the table says.
void print_in_columns(const Output& output, const intake::Draft& draft) {
    Table table({{"TT"},
                 {"Nội dung", false, true},
                 {"Chủ trì", false, true},
                 {"Phối hợp", false, true},
                 {"Kết quả", false, true},
                 {"Văn bản ghi", false, true},
                 {"Hạn", false, true}});
    std::string section;
    for (const auto& assignment : draft.assignments) {
        if (assignment.section != section) table.heading(assignment.section);
        section = assignment.section;
        table.add({{assignment.ordinal},
                   {assignment.title},
                   {assignment.lead_words},
                   {assignment.support_words},
                   {assignment.deliverable},
                   {assignment.deadline.words},
                   deadline_cell(assignment.deadline)});
    }
    output.print(table);
}

void print_line(const Output& output, std::string_view name, const std::string& text) {
    if (!text.empty()) output.out << fit(fmt::format("    {}: {}", name, text), output.width) << '\n';
}

/// One below the other, for a narrow terminal.
void print_in_lines(const Output& output, const intake::Draft& draft) {
    std::string section;
    for (const auto& assignment : draft.assignments) {
        if (assignment.section != section) output.out << fit(assignment.section, output.width) << '\n';
        section = assignment.section;
        output.out << fit(fmt::format("{:>3} {}", assignment.ordinal, assignment.title), output.width) << '\n';
        print_line(output, "Chủ trì", assignment.lead_words);
        print_line(output, "Phối hợp", assignment.support_words);
        print_line(output, "Kết quả", assignment.deliverable);
        const std::string words =
            assignment.deadline.words.empty() ? "" : fmt::format(" ({})", assignment.deadline.words);
        print_line(output, "Hạn", deadline_cell(assignment.deadline).text + words);
    }
}

void print_assignments(const Output& output, const intake::Draft& draft) {
    if (draft.assignments.empty()) return;
    output.out << "\nNhiệm vụ (assignments)\n";
    const bool narrow = output.width > 0 && output.width < room_for_columns;
    narrow ? print_in_lines(output, draft) : print_in_columns(output, draft);
}

void print_reports(const Output& output, const intake::Draft& draft, rules::dates::Date today,
                   const rules::dates::Calendar& calendar) {
    if (draft.reports.empty()) return;
    output.out << "\nChế độ báo cáo (reports)\n";
    Table table({{"Mục"},
                 {"Đơn vị báo cáo", false, true},
                 {"Nơi nhận", false, true},
                 {"Kỳ, hạn", false, true},
                 {"Hạn tới (next due)"}});
    for (const auto& report : draft.reports) {
        const auto& duty = report.duty;
        const std::string via = duty.via.empty() ? "" : fmt::format(" (qua {})", duty.via);
        const auto due = next_due(duty, today, calendar);
        table.add({{report.clause},
                   {duty.reporter},
                   {duty.recipient + via},
                   {duty.words},
                   {due ? rules::dates::format_vi(*due) : "–", due && *due < today ? Colour::grey : Colour::none}});
    }
    output.print(table);
}

void print_indicators(const Output& output, const intake::Draft& draft) {
    if (draft.indicators.empty()) return;
    output.out << "\nChỉ tiêu (indicators)\n";
    Table table({{"TT"},
                 {"Chỉ tiêu", false, true},
                 {"Đơn vị tính"},
                 {"Hiện trạng", false, true},
                 {"Mục tiêu", false, true},
                 {"Thực hiện", false, true}});
    for (const auto& indicator : draft.indicators) {
        table.add({{indicator.record.ordinal},
                   {indicator.record.name},
                   {indicator.record.unit_of_measure},
                   {rules::model::targets_text(indicator.record.baseline)},
                   {rules::model::targets_text(indicator.record.targets)},
                   {indicator.record.owner_words}});
    }
    output.print(table);
}

// The same words with the same question stand in the table once, with the first place and how many more there are.
void print_doubts(const Output& output, const intake::Draft& draft) {
    if (draft.doubts.empty()) return;
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> times;
    for (const auto& doubt : draft.doubts) ++times[{doubt.text, doubt.vi}];
    output.out << fmt::format("\nCần xem lại {} chỗ (to look at)\n", draft.doubts.size());
    Table table({{"Vị trí"}, {"Văn bản ghi", false, true}, {"Vấn đề", false, true}});
    for (const auto& doubt : draft.doubts) {
        std::size_t& count = times[{doubt.text, doubt.vi}];
        if (count == 0) continue;
        std::string place = doubt.where.vi().empty() ? "cả văn bản" : doubt.where.vi();
        if (count > 1) place += fmt::format(" và {} chỗ khác", count - 1);
        table.add({{place}, {doubt.text}, {doubt.vi, Colour::orange}});
        count = 0;
    }
    output.print(table);
}

}  // namespace

void print_draft(const Output& output, const intake::Draft& draft, rules::dates::Date today,
                 const rules::dates::Calendar& calendar) {
    print_head(output, draft);
    print_assignments(output, draft);
    print_reports(output, draft, today, calendar);
    print_indicators(output, draft);
    print_doubts(output, draft);
}

}  // namespace dondoc::cli
