#include "daemon/cli/differences.hpp"

#include "rules/model/subject.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <array>
#include <ostream>
#include <utility>
#include <vector>

namespace dondoc::cli {

namespace json = boost::json;

namespace {

using Kind = store::RowChange::Kind;
using rules::model::Plan;

std::string_view field_vi(std::string_view field) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> names{
        {{"ordinal", "số thứ tự"},
         {"section", "mục"},
         {"title", "nội dung"},
         {"lead_words", "chủ trì"},
         {"support_words", "phối hợp"},
         {"deliverable", "kết quả"},
         {"deadline_words", "thời hạn"},
         {"condition", "điều kiện"},
         {"central_words", "tiến độ của TW"},
         {"note", "ghi chú"},
         {"deadline", "nghĩa"},
         {"start", "từ ngày"},
         {"due", "hạn cuối"},
         {"leads", "mã chủ trì"},
         {"supports", "mã phối hợp"},
         {"unresolved_units", "chưa có trong danh bạ"},
         {"number", "số văn bản"},
         {"issuer", "cơ quan ban hành"},
         {"date", "ngày"},
         {"year", "năm"}}};
    for (const auto& [name, vi] : names)
        if (name == field) return vi;
    return field;
}

std::string_view change_vi(Kind kind) {
    static constexpr std::array<std::string_view, 5> names{"giữ nguyên", "thêm", "sửa", "có lại", "rút"};
    return names.at(static_cast<std::size_t>(kind));
}

Colour colour_of(Kind kind) {
    if (kind == Kind::added || kind == Kind::restored) return Colour::green;
    return kind == Kind::withdrawn ? Colour::red : Colour::orange;
}

std::vector<store::FieldChange> plan_changes(const Plan& before, const Plan& after) {
    std::vector<store::FieldChange> list;
    const auto add = [&](const char* field, const std::string& old_value, const std::string& new_value) {
        if (old_value != new_value) list.push_back({field, old_value, new_value});
    };
    const auto iso = [](const auto& date) { return date ? rules::dates::format_iso(*date) : std::string(); };
    add("number", before.number, after.number);
    add("title", before.title, after.title);
    add("issuer", before.issuer, after.issuer);
    add("date", iso(before.date), iso(after.date));
    add("year", std::to_string(before.year), std::to_string(after.year));
    return list;
}

json::array to_json(const std::vector<store::FieldChange>& changes) {
    json::array list;
    for (const auto& one : changes)
        list.push_back(json::object{{"field", one.field}, {"before", one.before}, {"after", one.after}});
    return list;
}

void print_rows(const Output& output, const store::Comparison& comparison) {
    Table table(
        {{"Thay đổi"}, {"Mã"}, {"Nội dung", false, true}, {"Phần"}, {"Trước", false, true}, {"Nay", false, true}});
    for (const auto& row : comparison.rows) {
        if (row.kind == Kind::unchanged) continue;
        Cell kind{std::string(change_vi(row.kind)), colour_of(row.kind)};
        Cell seq{std::to_string(row.seq)};
        Cell title{row.title};
        const bool facts_go = row.kind == Kind::withdrawn && row.has_facts;
        if (row.fields.empty())
            table.add({kind, seq, title, {}, {facts_go ? "đã có ghi nhận, vẫn giữ" : "", Colour::orange}, {}});
        for (const auto& field : row.fields) {
            table.add({kind, seq, title, {std::string(field_vi(field.field))}, {field.before}, {field.after}});
            kind = seq = title = {};
        }
    }
    if (table.rows() > 0) output.print(table);
}

void print_questions(const Output& output, const store::Comparison& comparison) {
    if (comparison.questions.empty()) return;
    output.out << "\nCó thể là một nhiệm vụ (may be one): đang coi là nhiệm vụ mới; đúng là một thì thêm --same\n";
    Table table({{"Tuỳ chọn"}, {"Văn bản này ghi", false, true}, {"Đã ghi", false, true}});
    for (const auto& question : comparison.questions)
        table.add({{fmt::format("--same {}={}", question.row, question.kept), Colour::orange},
                   {question.title},
                   {question.kept_title}});
    output.print(table);
}

}  // namespace

void print_differences(const Output& output, const store::PlanComparison& comparison, const Plan& plan) {
    if (!comparison.kept) return;
    const auto& rows = comparison.assignments;
    output.out << fmt::format(
        "\nSo với bản đã ghi (compared with what is kept): thêm {}, sửa {}, giữ nguyên {}, rút {}\n",
        rows.count(Kind::added), rows.count(Kind::changed) + rows.count(Kind::restored), rows.count(Kind::unchanged),
        rows.count(Kind::withdrawn));
    for (const auto& one : plan_changes(*comparison.kept, plan))
        output.out << fmt::format("{}: “{}” nay là “{}”\n", field_vi(one.field), one.before, one.after);
    print_rows(output, rows);
    print_questions(output, rows);
}

json::object to_json(const store::PlanComparison& comparison, const Plan& plan) {
    const auto& rows = comparison.assignments;
    json::array differences;
    json::array questions;
    for (const auto& row : rows.rows) {
        if (!comparison.kept || row.kind == Kind::unchanged) continue;
        differences.push_back(json::object{{"change", store::change_name(row.kind)},
                                           {"subject", rules::model::assignment_key(plan.id, row.seq)},
                                           {"row", row.row == 0 ? json::value(nullptr) : json::value(row.row)},
                                           {"ordinal", row.ordinal},
                                           {"title", row.title},
                                           {"fields", to_json(row.fields)},
                                           {"has_facts", row.has_facts}});
    }
    for (const auto& question : rows.questions)
        questions.push_back(json::object{{"row", question.row},
                                         {"title", question.title},
                                         {"subject", rules::model::assignment_key(plan.id, question.kept)},
                                         {"kept_title", question.kept_title}});
    return {{"new_plan", !comparison.kept.has_value()},
            {"added", rows.count(Kind::added)},
            {"changed", rows.count(Kind::changed) + rows.count(Kind::restored)},
            {"unchanged", rows.count(Kind::unchanged)},
            {"withdrawn", rows.count(Kind::withdrawn)},
            {"plan_changes", comparison.kept ? to_json(plan_changes(*comparison.kept, plan)) : json::array()},
            {"differences", std::move(differences)},
            {"questions", std::move(questions)}};
}

}  // namespace dondoc::cli
