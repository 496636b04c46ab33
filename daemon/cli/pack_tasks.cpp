#include "daemon/cli/json.hpp"
#include "daemon/cli/pack.hpp"
#include "daemon/cli/standing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

using xlsx::Cell;

/// Columns of the document; those that no row of this plan fills are left out.
struct WordsColumn {
    std::string_view title;
    double width;
    std::string model::AssignmentText::*words;
};
constexpr std::array<WordsColumn, 8> words_columns{{
    {"STT", 7, &model::AssignmentText::ordinal},
    {"Nhiệm vụ", 48, &model::AssignmentText::title},
    {"Đơn vị chủ trì", 24, &model::AssignmentText::lead_words},
    {"Đơn vị phối hợp", 24, &model::AssignmentText::support_words},
    {"Kết quả, sản phẩm", 24, &model::AssignmentText::deliverable},
    {"Thời hạn (theo văn bản)", 20, &model::AssignmentText::deadline_words},
    {"Thời hạn của Trung ương", 20, &model::AssignmentText::central_words},
    {"Ghi chú", 20, &model::AssignmentText::note},
}};

std::string with_period(const std::string& period, std::string text) {
    return period.empty() ? text : fmt::format("{}: {}", period, text);
}

std::string lines(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& line : all) text += (text.empty() ? "" : "\n") + line;
    return text;
}

std::string extensions_of(const model::SubjectFacts& facts) {
    std::vector<std::string> all;
    for (const auto& extension : facts.extensions) {
        std::string text = fmt::format("đến {}, quyết định ngày {}", rules::dates::format_vi(extension.until),
                                       rules::dates::format_vi(extension.decided));
        if (!extension.basis.empty()) text += ", căn cứ " + extension.basis;
        all.push_back(with_period(extension.period, std::move(text)));
    }
    return lines(all);
}

/// A day where there is one completion of the whole, else a line for each period.
Cell completed_on(const model::SubjectFacts& facts) {
    if (facts.completions.empty()) return {};
    if (facts.completions.size() == 1 && facts.completions[0].period.empty()) return facts.completions[0].on;
    std::vector<std::string> all;
    for (const auto& completion : facts.completions)
        all.push_back(with_period(completion.period, rules::dates::format_vi(completion.on)));
    return lines(all);
}

std::string documents_of(const model::SubjectFacts& facts) {
    std::vector<std::string> all;
    for (const auto& completion : facts.completions)
        if (!completion.document.empty()) all.push_back(with_period(completion.period, completion.document));
    return lines(all);
}

std::int64_t reminders_that_arrived(Context& context, const std::string& subject, SentMessages& sent) {
    const auto rows = context.store().reminders({subject, {}});
    return std::ranges::count_if(rows, [&sent](const auto& reminder) { return sent.reached(reminder); });
}

std::vector<const WordsColumn*> columns_in_use(const std::vector<store::AssignmentRow>& assignments) {
    std::vector<const WordsColumn*> used;
    for (const WordsColumn& column : words_columns) {
        const bool filled =
            std::ranges::any_of(assignments, [&](const auto& row) { return !(row.record.text.*column.words).empty(); });
        if (filled) used.push_back(&column);
    }
    return used;
}

std::string status_words(const store::AssignmentRow& assignment, const Standing& standing) {
    std::string words(model::status_vi(standing.status));
    if (standing.period) words = with_period(standing.period->key(), words);
    if (const auto& cancelled = assignment.facts.cancelled)
        words += fmt::format("\ntừ {}, căn cứ {}", rules::dates::format_vi(cancelled->on), cancelled->basis);
    return words;
}

xlsx::Row row_of(Context& context, const store::AssignmentRow& assignment,
                 const std::vector<const WordsColumn*>& columns, SentMessages& sent) {
    xlsx::Row row;
    for (const WordsColumn* column : columns) row.cells.emplace_back(assignment.record.text.*column->words);
    const Standing standing = standing_of(assignment, context.today(), context.site().book.calendar);
    const std::string key = model::assignment_key(assignment.plan.id, assignment.record.seq);
    row.cells.push_back(standing.due ? Cell{*standing.due} : Cell{});
    row.cells.emplace_back(status_words(assignment, standing));
    row.cells.emplace_back(extensions_of(assignment.facts));
    row.cells.push_back(completed_on(assignment.facts));
    row.cells.emplace_back(documents_of(assignment.facts));
    row.cells.emplace_back(reminders_that_arrived(context, key, sent));
    row.cells.emplace_back(key);
    return row;
}

}  // namespace

xlsx::Sheet pack_of_tasks(Context& context, const std::vector<store::AssignmentRow>& assignments, SentMessages& sent) {
    const auto& plan = assignments.front().plan;
    xlsx::Sheet sheet{.name = "Tình hình thực hiện",
                      .preface = {fmt::format("TÌNH HÌNH THỰC HIỆN KẾ HOẠCH {}", plan.number),
                                  fmt::format("{} ({})", plan.title, plan.issuer),
                                  fmt::format("Tính đến {}", long_date(context.today()))},
                      .columns = {},
                      .rows = {}};
    const auto columns = columns_in_use(assignments);
    for (const WordsColumn* column : columns) sheet.columns.push_back({std::string(column->title), column->width});
    for (xlsx::Column column :
         {xlsx::Column{"Hạn tính được", 13}, xlsx::Column{"Trạng thái", 18}, xlsx::Column{"Gia hạn", 28},
          xlsx::Column{"Ngày hoàn thành", 13}, xlsx::Column{"Số văn bản", 18}, xlsx::Column{"Số lời nhắc đã gửi", 10},
          xlsx::Column{"Mã", 24}})
        sheet.columns.push_back(std::move(column));
    std::string section;
    for (const auto& assignment : assignments) {
        if (assignment.record.text.section != section) {
            section = assignment.record.text.section;
            sheet.rows.push_back({{xlsx::Cell{}, xlsx::Cell{section}}, true});
        }
        sheet.rows.push_back(row_of(context, assignment, columns, sent));
    }
    return sheet;
}

}  // namespace dondoc::cli
