#include "daemon/cli/pack.hpp"
#include "rules/model/subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

using xlsx::Cell;

/// "142/KH-UBND, IV.3" rests on 142/KH-UBND, "142/KH-UBND2" does not.
bool begins_with_number(const std::string& basis, const std::string& number) {
    if (number.empty() || !basis.starts_with(number)) return false;
    if (basis.size() == number.size()) return true;
    const auto next = static_cast<unsigned char>(basis[number.size()]);
    return std::isalnum(next) == 0 && next < 0x80 && next != '-' && next != '/';
}

/// What is known of one period of a report.
struct Told {
    std::optional<rules::dates::Date> due;
    std::int64_t reminders = 0;
    const model::Completion* completion = nullptr;
};

std::map<std::string, Told> periods_of(Context& context, const std::string& key, const model::SubjectFacts* facts,
                                       SentMessages& sent) {
    std::map<std::string, Told> periods;
    for (const auto& reminder : context.store().reminders({key, {}})) {
        Told& told = periods[reminder.period];
        told.due = reminder.due;  // by day: the last one has the extended deadline
        told.reminders += sent.reached(reminder) ? 1 : 0;
    }
    if (facts == nullptr) return periods;
    for (const auto& completion : facts->completions) {
        Told& told = periods[completion.period];
        if (told.completion == nullptr) told.completion = &completion;
    }
    return periods;
}

xlsx::Row row_of(const model::ReportRule& rule, const model::Unit& unit, const std::string& key,
                 const std::string& period, const Told& told) {
    return {{Cell{rule.title}, Cell{rule.basis}, Cell{unit.name}, Cell{period}, Cell{rule.due_words},
             told.due ? Cell{*told.due} : Cell{}, told.completion == nullptr ? Cell{} : Cell{told.completion->on},
             told.completion == nullptr ? Cell{} : Cell{told.completion->document}, Cell{told.reminders},
             Cell{period.empty() ? key : key + "@" + period}},
            false};
}

}  // namespace

std::vector<const model::ReportRule*> reports_of(const std::string& number, const model::RuleBook& book) {
    std::vector<const model::ReportRule*> found;
    for (const auto& rule : book.reports)
        if (!rule.indicators && begins_with_number(rule.basis, number)) found.push_back(&rule);
    return found;
}

xlsx::Sheet pack_of_reports(Context& context, const std::vector<const model::ReportRule*>& reports,
                            SentMessages& sent) {
    xlsx::Sheet sheet{.name = "Chế độ báo cáo",
                      .preface = {"BÁO CÁO ĐỊNH KỲ CỦA KẾ HOẠCH: CÁC KỲ ĐÃ NHẮC HOẶC ĐÃ BÁO CÁO"},
                      .columns = {{"Báo cáo", 40},
                                  {"Căn cứ", 22},
                                  {"Đơn vị", 26},
                                  {"Kỳ", 10},
                                  {"Thời hạn (theo văn bản)", 22},
                                  {"Hạn tính được", 13},
                                  {"Ngày báo cáo", 13},
                                  {"Số văn bản", 18},
                                  {"Số lời nhắc đã gửi", 10},
                                  {"Mã", 30}},
                      .rows = {}};
    const auto& units = context.site().book.units;
    const auto snapshot = context.snapshot(context.today(), store::Store::Scope::all);
    for (const auto* rule : reports) {
        for (const auto unit : model::reporters_of(*rule, units)) {
            const std::string key = model::report_key(rule->id, units[unit].id);
            const auto facts = snapshot.report_facts.find(key);
            const auto* known = facts == snapshot.report_facts.end() ? nullptr : &snapshot.facts[facts->second];
            for (const auto& [period, told] : periods_of(context, key, known, sent))
                sheet.rows.push_back(row_of(*rule, units[unit], key, period, told));
        }
    }
    return sheet;
}

std::vector<PackSubject> subjects_of(Context& context, const std::vector<store::AssignmentRow>& assignments,
                                     const std::vector<store::IndicatorRow>& indicators,
                                     const std::vector<const model::ReportRule*>& reports) {
    std::vector<PackSubject> subjects;
    for (const auto& assignment : assignments)
        subjects.push_back({model::assignment_key(assignment.plan.id, assignment.record.seq),
                            assignment.record.text.ordinal, assignment.record.text.title});
    for (const auto& indicator : indicators)
        subjects.push_back({model::indicator_key(indicator.plan.id, indicator.record.seq), indicator.record.ordinal,
                            indicator.record.name});
    const auto& units = context.site().book.units;
    for (const auto* rule : reports) {
        for (const auto unit : model::reporters_of(*rule, units))
            subjects.push_back({model::report_key(rule->id, units[unit].id),
                                {},
                                fmt::format("{} ({})", rule->title, units[unit].name)});
    }
    return subjects;
}

}  // namespace dondoc::cli
