#include "daemon/intake/report_rules.hpp"

#include "daemon/intake/text.hpp"
#include "rules/deadlines/parse.hpp"
#include "rules/deadlines/text.hpp"
#include "rules/reporting/forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace dondoc::intake {

namespace {

using rules::dates::PeriodKind;
using rules::deadlines::Recurrence;
using rules::reporting::Duty;
using rules::reporting::Frequency;

// "IV.3" as part of an id: "iv-3". Letters other than ASCII lose their marks.
std::string slug(std::string_view text) {
    std::string made;
    for (const char c : rules::deadlines::fold_without_tones(text)) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept)
            made += c;
        else if (!made.empty() && made.back() != '-')
            made += '-';
    }
    while (made.ends_with('-')) made.pop_back();
    return made;
}

// "142/KH-UBND" begins ids with "kh142".
std::string prefix_of(const rules::model::Plan& plan) {
    const std::string number = slug(plan.number);
    const auto digits = number.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string::npos) return "bao-cao";
    const auto kind = std::string_view(number).substr(digits + 1);
    return std::string(kind.substr(0, kind.find('-'))) + number.substr(0, digits);
}

std::string_view period_slug(const Duty& duty) {
    if (duty.frequency == Frequency::on_request) return "dot-xuat";
    if (duty.frequency == Frequency::once || !duty.recurrence) return "mot-lan";
    switch (duty.recurrence->period) {
        case PeriodKind::week: return "tuan";
        case PeriodKind::month: return "thang";
        case PeriodKind::quarter: return "quy";
        case PeriodKind::half_year: return "6-thang";
        case PeriodKind::nine_months: return "9-thang";
        case PeriodKind::year: break;
    }
    return "nam";
}

// A plain scalar where YAML takes it for nothing else, else quoted.
std::string scalar(const std::string& text) {
    constexpr std::string_view no_beginning = "-?:,[]{}#&*!|>'\"%@` ~";
    const bool plain = !text.empty() && no_beginning.find(text.front()) == std::string_view::npos &&
                       text.find_first_not_of("0123456789-.") != std::string::npos &&
                       text.find_first_of(":#\"\\[]{}\t\n") == std::string::npos && text.back() != ' ';
    if (plain) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c == '\n' || c == '\t' ? ' ' : c;
    }
    return quoted + '"';
}

std::string comment(std::string_view indent, std::string_view text) {
    return fmt::format("{}# {}\n", indent, squeeze(text));
}

struct Known {
    std::vector<std::string> ids;
    std::string others;  ///< names that the register does not know
};

Known known(const std::vector<UnitReading>& readings) {
    Known found;
    for (const UnitReading& reading : readings) {
        if (reading.id.empty())
            found.others += (found.others.empty() ? "" : "; ") + reading.name;
        else if (std::find(found.ids.begin(), found.ids.end(), reading.id) == found.ids.end())
            found.ids.push_back(reading.id);
    }
    return found;
}

// The words of the plan where a rule file reads them as the same day, else the short form, else nothing.
std::string due_of(const Duty& duty) {
    if (duty.frequency == Frequency::once) return due_form(duty);
    if (!duty.names_day) return {};
    for (const std::string& words : {duty.due_words, due_form(duty)}) {
        const auto place = rules::deadlines::parse_due_place(words, duty.recurrence->period);
        if (!words.empty() && place && *place == duty.recurrence->due) return words;
    }
    return {};
}

bool fits_a_rule(const Duty& duty) {
    if (duty.frequency == Frequency::on_request) return true;
    return duty.frequency == Frequency::once ? duty.due.has_value() : duty.recurrence && duty.recurrence->every == 1;
}

class RuleFile {
public:
    explicit RuleFile(const Draft& draft) : draft_(draft), prefix_(prefix_of(draft.plan)) {}

    std::string write() {
        const auto& plan = draft_.plan;
        text_ = comment("", fmt::format("Chế độ báo cáo đọc từ {}; hãy xem lại trước khi dùng.",
                                        plan.number.empty() ? plan.title : plan.number));
        const bool any = std::any_of(draft_.reports.begin(), draft_.reports.end(),
                                     [](const ReportDraft& report) { return fits_a_rule(report.duty); });
        text_ += any ? "reports:\n" : "reports: []\n";
        for (const ReportDraft& report : draft_.reports) add(report);
        return std::move(text_);
    }

private:
    void add(const ReportDraft& report) {
        const std::string where = report.clause.empty() ? report.where.vi() : report.clause;
        if (!text_.ends_with("reports:\n")) text_ += '\n';
        if (report.sentence != sentence_) {
            sentence_ = report.sentence;
            text_ += comment("  ", fmt::format("{}: {}", where, sentence_));
        }
        if (fits_a_rule(report.duty))
            add_rule(report);
        else
            text_ += comment("  ", fmt::format("Không có kỳ và ngày nên không thành quy tắc: {}; {}{}{}", where,
                                               report.duty.words.empty() ? "báo cáo" : report.duty.words,
                                               report.duty.reporter.empty() ? "" : "; " + report.duty.reporter,
                                               report.duty.recipient.empty() ? "" : " → " + report.duty.recipient));
    }

    void add_rule(const ReportDraft& report) {
        const Duty& duty = report.duty;
        text_ += fmt::format("  - id: {}\n", id(report));
        field("title", report_title(duty));
        field("basis", basis(report));
        add_units(report);
        if (duty.frequency == Frequency::periodic) field("period", rules::reporting::period_form(*duty.recurrence));
        if (duty.frequency == Frequency::on_request) return add_on_request(duty);
        if (const std::string due = due_of(duty); !due.empty())
            field("due", due);
        else if (duty.names_day)
            text_ += comment("    ", fmt::format("chưa ghi được hạn, cần điền due: {}", duty.due_words));
    }

    void add_on_request(const Duty& duty) {
        field("period", "on-request");
        if (rules::deadlines::fold(duty.words).find("định kỳ") != std::string::npos)
            text_ += comment("    ", fmt::format("văn bản không nêu kỳ nào; nếu có kỳ thì sửa period: {}", duty.words));
    }

    void add_units(const ReportDraft& report) {
        const Known from = known(report.reporters);
        if (!from.ids.empty()) text_ += fmt::format("    from: [{}]\n", fmt::join(from.ids, ", "));
        missing("from", from.others.empty() && from.ids.empty() ? report.duty.reporter : from.others);
        add_unit("to", report.recipients, report.duty.recipient);
        add_unit("via", report.via, report.duty.via);
    }

    void add_unit(std::string_view name, const std::vector<UnitReading>& readings, const std::string& words) {
        Known units = known(readings);
        if (!units.ids.empty()) {
            text_ += fmt::format("    {}: {}\n", name, units.ids.front());
            units.ids.erase(units.ids.begin());
            if (!units.ids.empty())
                text_ += comment("    ", fmt::format("{} nữa: {}", name, fmt::join(units.ids, ", ")));
        }
        missing(name, readings.empty() ? words : units.others);
    }

    void missing(std::string_view name, const std::string& names) {
        if (!names.empty())
            text_ += comment("    ", fmt::format("{}, chưa có trong danh sách đơn vị: {}", name, names));
    }

    void field(std::string_view name, const std::string& value) {
        text_ += fmt::format("    {}: {}\n", name, scalar(value));
    }

    std::string basis(const ReportDraft& report) const {
        const auto& plan = draft_.plan;
        const std::string& document = plan.number.empty() ? plan.title : plan.number;
        return report.clause.empty() ? document : document.empty() ? report.clause : document + ", " + report.clause;
    }

    // kh142-6-thang; where the plan states more of them kh142-6-thang-v-2, then counted.
    std::string id(const ReportDraft& report) {
        constexpr std::size_t longest = 56;  // of 64, so that a number can follow
        std::string made = fmt::format("{}-{}", prefix_, period_slug(report.duty)).substr(0, longest);
        if (ids_.insert(made).second) return made;
        if (const std::string clause = slug(report.clause); !clause.empty()) {
            made = fmt::format("{}-{}", made, clause).substr(0, longest);
            while (made.ends_with('-')) made.pop_back();
            if (ids_.insert(made).second) return made;
        }
        std::size_t& count = counts_[made];
        if (count == 0) count = 1;
        std::string counted;
        do counted = fmt::format("{}-{}", made, ++count);
        while (!ids_.insert(counted).second);
        return counted;
    }

    const Draft& draft_;
    std::string prefix_;
    std::string text_;
    std::string sentence_;  ///< the one last written as a comment
    std::unordered_set<std::string> ids_;
    std::unordered_map<std::string, std::size_t> counts_;
};

}  // namespace

std::string report_rules(const Draft& draft) {
    return RuleFile(draft).write();
}

std::string report_title(const Duty& duty) {
    if (duty.frequency == Frequency::on_request) return "Báo cáo đột xuất";
    if (duty.frequency == Frequency::once)
        return duty.due_words.empty() ? "Báo cáo một lần" : "Báo cáo " + duty.due_words;
    if (!duty.recurrence) return "Báo cáo định kỳ";
    switch (duty.recurrence->period) {
        case PeriodKind::week: return "Báo cáo tuần";
        case PeriodKind::month: return "Báo cáo tháng";
        case PeriodKind::quarter: return "Báo cáo quý";
        case PeriodKind::half_year: return "Báo cáo 6 tháng";
        case PeriodKind::nine_months: return "Báo cáo 9 tháng";
        case PeriodKind::year: break;
    }
    return "Báo cáo năm";
}

}  // namespace dondoc::intake
