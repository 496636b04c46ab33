#include "daemon/cli/pack.hpp"

#include <set>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

using xlsx::Cell;

/// Years of the targets of all, each a column as in the document; 0 where it names none.
std::set<int> years_of(const std::vector<store::IndicatorRow>& indicators) {
    std::set<int> years;
    for (const auto& row : indicators)
        for (const model::Target& target : row.record.targets) years.insert(target.year);
    return years;
}

std::string target_of(const model::IndicatorRecord& record, int year) {
    std::string words;
    for (const model::Target& target : record.targets)
        if (target.year == year) words += (words.empty() ? "" : "; ") + target.words;
    return words;
}

/// The period that was measured last, with the value that counts.
struct Newest {
    std::optional<rules::dates::Period> period;
    model::IndicatorStanding standing;
};

Newest newest_of(const store::IndicatorRow& row) {
    Newest newest;
    for (const model::Measure& measure : row.measures) {
        const auto period = rules::dates::parse_period_key(measure.period);
        if (!period) continue;
        if (newest.period && period->last() < newest.period->last()) continue;
        newest = {period, model::indicator_standing(row.record, row.measures, *period)};
    }
    return newest;
}

xlsx::Row row_of(const store::IndicatorRow& row, const std::set<int>& years) {
    const model::IndicatorRecord& record = row.record;
    xlsx::Row cells{{Cell{record.ordinal}, Cell{record.name}, Cell{record.unit_of_measure},
                     Cell{model::targets_text(record.baseline)}},
                    false};
    for (const int year : years) cells.cells.emplace_back(target_of(record, year));
    cells.cells.emplace_back(record.owner_words);
    cells.cells.emplace_back(record.advisor_words);
    cells.cells.emplace_back(record.note);
    const Newest newest = newest_of(row);
    const model::Measure* measure = newest.standing.measure;
    cells.cells.emplace_back(newest.period ? newest.period->key() : std::string());
    cells.cells.emplace_back(measure == nullptr ? std::string() : measure->words);
    cells.cells.emplace_back(
        std::string(row.withdrawn_on ? "không còn trong kế hoạch" : model::standing_vi(newest.standing.standing)));
    cells.cells.push_back(measure == nullptr ? Cell{} : Cell{measure->on});
    cells.cells.emplace_back(measure == nullptr ? std::string() : measure->document);
    cells.cells.emplace_back(model::indicator_key(row.plan.id, record.seq));
    return cells;
}

}  // namespace

xlsx::Sheet pack_of_indicators(const std::vector<store::IndicatorRow>& indicators) {
    const std::set<int> years = years_of(indicators);
    xlsx::Sheet sheet{.name = "Chỉ tiêu",
                      .preface = {"CHỈ TIÊU CỦA KẾ HOẠCH VÀ GIÁ TRỊ BÁO CÁO GẦN NHẤT"},
                      .columns = {{"STT", 7}, {"Chỉ tiêu", 44}, {"Đơn vị tính", 12}, {"Hiện trạng", 16}},
                      .rows = {}};
    for (const int year : years)
        sheet.columns.push_back({year == 0 ? std::string("Mục tiêu") : "Mục tiêu " + std::to_string(year), 14});
    for (xlsx::Column column :
         {xlsx::Column{"Đơn vị chủ trì", 24}, xlsx::Column{"Đơn vị theo dõi", 24}, xlsx::Column{"Ghi chú", 20},
          xlsx::Column{"Kỳ báo cáo gần nhất", 12}, xlsx::Column{"Giá trị", 14}, xlsx::Column{"Trạng thái", 20},
          xlsx::Column{"Ngày báo cáo", 13}, xlsx::Column{"Số văn bản", 18}, xlsx::Column{"Mã", 24}})
        sheet.columns.push_back(std::move(column));
    std::string group;
    for (const auto& row : indicators) {
        if (row.record.group != group) {
            group = row.record.group;
            sheet.rows.push_back({{xlsx::Cell{}, xlsx::Cell{group}}, true});
        }
        sheet.rows.push_back(row_of(row, years));
    }
    return sheet;
}

}  // namespace dondoc::cli
