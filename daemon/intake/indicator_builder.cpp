#include "daemon/intake/indicator_builder.hpp"

#include "daemon/intake/indicator_rows.hpp"
#include "daemon/intake/targets.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/unit_reader.hpp"
#include "daemon/intake/years.hpp"
#include "rules/deadlines/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::intake {

namespace {

using Role = IndicatorColumn::Role;
using rules::model::Comparator;
using rules::model::IndicatorRecord;
using rules::model::Target;

class Builder {
public:
    Builder(const rules::model::UnitDirectory& units, Draft& draft) : units_(units, draft.plan.date), draft_(draft) {}

    void run(const std::vector<IndicatorRow>& rows) {
        for (const IndicatorRow& row : rows) draft_.indicators.push_back(build(row));
    }

private:
    IndicatorDraft build(const IndicatorRow& row) {
        IndicatorDraft indicator;
        indicator.where = row.where;
        where_ = &row.where;
        IndicatorRecord& record = indicator.record;
        record.seq = static_cast<std::uint32_t>(draft_.indicators.size() + 1);
        record.ordinal = row.ordinal;
        record.group = row.group;
        record.name = row.name;
        record.unit_of_measure = row.unit;
        record.owner_words = squeeze(row.owner);
        record.advisor_words = squeeze(row.advisor);
        record.note = note_of(row);
        read_values(row, record);
        indicator.owners = resolve(row.owner, Role::owner, record.owners);
        indicator.advisors = resolve(row.advisor, Role::advisor, record.advisors);
        check(record);
        return indicator;
    }

    static std::string note_of(const IndicatorRow& row) {
        std::string note;
        for (const auto& [heading, text] : row.extra) {
            if (!note.empty()) note += "; ";
            note += heading.empty() || is_note(heading) ? text : heading + ": " + text;
        }
        return note;
    }

    static bool is_note(const std::string& heading) {
        return rules::deadlines::fold_without_tones(heading) == "ghi chu";
    }

    void read_values(const IndicatorRow& row, IndicatorRecord& record) {
        if (record.unit_of_measure.empty()) record.unit_of_measure = unit_in_name(row.name);
        std::string unit_of_cells;
        record.baseline = read(row.baseline, Role::baseline, unit_of_cells);
        for (const auto& value : row.targets) {
            auto targets = read(with_year(value), Role::target, unit_of_cells);
            record.targets.insert(record.targets.end(), targets.begin(), targets.end());
        }
        settle_unit(record, unit_of_cells);
        take_comparator_of_name(record);
        take_years_of_name(row, record);
        std::stable_sort(record.targets.begin(), record.targets.end(),
                         [](const Target& a, const Target& b) { return a.year < b.year; });
    }

    /// Where neither column, group nor title names a year, the plan's is meant.
    IndicatorRow::Value with_year(IndicatorRow::Value value) const {
        if (value.year == 0) value.year = year_of_title(draft_.plan.title);
        if (value.year == 0) value.year = draft_.plan.year;
        return value;
    }

    std::vector<Target> read(const IndicatorRow::Value& value, Role role, std::string& unit) {
        auto reading = read_targets(value.text, value.year);
        if (reading.unclear) doubt(role, value.text, reading.unclear->vi, reading.unclear->en);
        if (unit.empty()) unit = reading.unit;
        return std::move(reading.targets);
    }

    void settle_unit(IndicatorRecord& record, const std::string& of_cells) {
        if (record.unit_of_measure.empty()) {
            record.unit_of_measure = of_cells;
            return;
        }
        const std::string unit = rules::deadlines::fold_without_tones(record.unit_of_measure);
        const bool sign = of_cells == "%" || of_cells == "‰";
        if (!sign || unit.find(of_cells) != std::string::npos || unit.find("ty le") != std::string::npos ||
            unit.find("phan") != std::string::npos)
            return;
        doubt(Role::unit, record.unit_of_measure, fmt::format("ô giá trị ghi {}, khác đơn vị tính", of_cells),
              fmt::format("the value is given in {}, which is not the unit of measure", of_cells));
    }

    /// "... đạt tối thiểu (năm)" is meant for the numbers that say nothing themselves.
    static void take_comparator_of_name(IndicatorRecord& record) {
        const auto comparator = comparator_at_end(record.name);
        if (!comparator) return;
        for (auto& target : record.targets)
            if (target.value && target.comparator == Comparator::equal && !is_span(record.targets, target.year))
                target.comparator = *comparator;
    }

    static bool is_span(const std::vector<Target>& targets, int year) {
        return std::count_if(targets.begin(), targets.end(), [&](const Target& each) { return each.year == year; }) > 1;
    }

    /// "... có 4 bác sĩ vào năm 2027, 5 bác sĩ vào năm 2030" with one value for 2030: it is wanted in both years.
    void take_years_of_name(const IndicatorRow& row, IndicatorRecord& record) {
        if (record.targets.size() != 1 || row.targets.front().from_heading) return;
        const Target target = record.targets.front();
        std::vector<int> years;
        for (const YearMark& mark : year_marks(record.name))
            if (!mark.vision && std::find(years.begin(), years.end(), mark.year) == years.end())
                years.push_back(mark.year);
        if (years.size() < 2 || *std::max_element(years.begin(), years.end()) != target.year) return;
        record.targets.clear();
        for (const int year : years) {
            record.targets.push_back(target);
            record.targets.back().year = year;
        }
        doubt(Role::target, target.words, "tên chỉ tiêu ghi nhiều năm; đã hiểu giá trị này cho từng năm",
              "the name has several years; the value was read as wanted in each of them");
    }

    std::vector<UnitReading> resolve(const std::string& cell, Role role, std::vector<std::string>& ids) {
        auto readings = units_.read(cell, [&](const UnitReading& unit, std::string vi, std::string en) {
            add_doubt(Doubt::Kind::unit, role, unit.name, std::move(vi), std::move(en));
        });
        for (const UnitReading& reading : readings)
            if (!reading.id.empty() && std::find(ids.begin(), ids.end(), reading.id) == ids.end())
                ids.push_back(reading.id);
        return readings;
    }

    void check(const IndicatorRecord& record) {
        if (record.name.empty()) doubt(Role::name, {}, "không ghi tên chỉ tiêu", "the indicator has no name");
        if (record.targets.empty()) doubt(Role::target, record.name, "không ghi mục tiêu", "no target is written");
        for (std::size_t i = 0; i < record.targets.size(); ++i) {
            const Target& target = record.targets[i];
            if (target.year == 0)
                doubt(Role::target, target.words, "không rõ mục tiêu của năm nào", "the target's year is not known");
            else if (i > 0 && target.year == record.targets[i - 1].year && target.words != record.targets[i - 1].words)
                doubt(Role::target, target.words, fmt::format("hai giá trị cho cùng năm {}", target.year),
                      fmt::format("two values for the same year {}", target.year));
        }
    }

    void doubt(Role role, std::string text, std::string vi, std::string en) {
        add_doubt(Doubt::Kind::indicator, role, std::move(text), std::move(vi), std::move(en));
    }

    void add_doubt(Doubt::Kind kind, Role role, std::string text, std::string vi, std::string en) {
        Place where = *where_;
        where.column_vi = column_vi(role);
        where.column_en = column_en(role);
        draft_.doubts.push_back({kind, std::move(where), 0, std::move(text), std::move(vi), std::move(en)});
    }

    UnitReader units_;
    Draft& draft_;
    const Place* where_ = nullptr;
};

}  // namespace

std::set<std::size_t> build_indicators(const Document& document, const rules::model::UnitDirectory& units,
                                       Draft& draft) {
    auto found = find_indicator_rows(document, draft.plan.year, draft.doubts);
    Builder(units, draft).run(found.rows);
    return std::move(found.tables);
}

}  // namespace dondoc::intake
