#include "rules/language/reports_file.hpp"

#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>

namespace rules::language {
namespace {

using model::ReportRule;

void read_from(const Node& from, const Node& rule, const Register& known, ReportRule& report) {
    for (const Node& node : from.items_or_self()) {
        const auto unit = read_unit(node, known);
        if (!unit) continue;
        report.from.push_back(*unit);
        if (known.units->expand(*unit).empty()) {
            node.warning(fmt::format("nhóm \"{0}\" không có đơn vị nào (group \"{0}\" has no units)", node.text()));
        }
    }
    const bool none = !from.exists() || (from.is_list() && from.items().empty());
    if (none && rule.is_map())
        rule.warning("chế độ báo cáo không có đơn vị nào phải báo cáo ở from (nobody has to report: from is missing)");
}

/// A due day in a named month of the year fits one period of a year, and not before that period begins.
void check_due_fits(const deadlines::Recurrence& recurrence, const Node& due) {
    constexpr int some_year = 2026;
    static const dates::Calendar weekends_only;
    const bool by_month = recurrence.due.anchor == deadlines::DuePlace::Anchor::month_of_year;
    const bool many = recurrence.only.all() && dates::periods_in_year(recurrence.period, some_year) > 1;
    if (by_month && many) {
        due.error(
            "hạn ghi một ngày trong năm nhưng kỳ lặp nhiều lần trong năm; chọn một kỳ, ví dụ half-year(1) "
            "(the due day is one day of the year but the period comes several times; choose one, such as "
            "half-year(1))");
        return;
    }
    const auto index = static_cast<std::uint8_t>(recurrence.only.all() ? 1 : recurrence.only.first());
    const dates::Period period{recurrence.period, index, some_year};
    if (deadlines::due_day(recurrence, period, weekends_only) < period.first()) {
        due.error(fmt::format("hạn đến trước khi kỳ ({}) bắt đầu (the due day is before the period begins)",
                              dates::period_vi(period)));
    }
}

void read_recurring(const Node& period, const Node& due, ReportRule& report) {
    const auto words = read_text(period);
    if (!words) return;
    tl::expected<deadlines::Recurrence, std::string> recurrence = deadlines::parse_period(*words);
    if (!recurrence) return period.error(recurrence.error());
    if (due.exists()) {
        if (!read_text(due)) return;
        const auto place = deadlines::parse_due_place(due.text(), recurrence->period);
        if (!place) return due.error(place.error());
        recurrence->due = *place;
        check_due_fits(*recurrence, due);
    }
    report.recurrence = *recurrence;
}

void read_once(const Node& due, ReportRule& report) {
    const auto words = read_text(due);
    if (!words) return;
    deadlines::ParseContext context;
    if (report.valid_from) context.year = dates::year_of(*report.valid_from);
    const deadlines::Deadline deadline = deadlines::parse_deadline(*words, context);
    if (deadline.meaning.kind == deadlines::Kind::fixed && deadline.meaning.due && !deadline.meaning.has_condition) {
        report.once = deadline.meaning.due;
        return;
    }
    const std::string& part = deadline.unresolved.empty() ? *words : deadline.unresolved;
    due.error(
        fmt::format("\"{0}\" không phải một ngày; báo cáo một lần cần ngày có năm như \"trước ngày 25/11/2026\", "
                    "báo cáo định kỳ cần period (\"{0}\" is no date; a one-off report needs one with its year, a "
                    "recurring "
                    "one needs period)",
                    shorten(part, 200)));
}

void read_validity(const Node& valid, ReportRule& report) {
    if (!valid.exists()) return;
    Fields fields(valid);
    report.valid_from = read_date(fields["from"]);
    report.valid_until = read_date(fields["until"]);
    fields.reject_others();
    if (report.valid_from && report.valid_until && *report.valid_until < *report.valid_from) {
        fields["until"].error("until phải sau from (until is before from)");
    }
}

std::optional<ReportRule> read_report(const Node& node, const Register& known, Ids& ids) {
    Fields fields(node);
    ReportRule report;
    const auto id = ids.read(fields.required("id"));
    const auto title = read_text(fields.required("title"));
    report.basis = read_text(fields["basis"]).value_or("");
    read_from(fields["from"], node, known, report);
    report.to = read_unit(fields["to"], known);
    report.via = read_unit(fields["via"], known);
    read_validity(fields["valid"], report);
    const Node period = fields["period"];
    const Node due = period.exists() ? fields["due"] : fields.required("due");
    if (period.exists()) {
        read_recurring(period, due, report);
    } else {
        read_once(due, report);
    }
    fields.reject_others();
    if (!id || !title) return std::nullopt;
    report.id = *id;
    report.title = *title;
    report.due_words = due.text();
    report.place = node.place();
    return report;
}

}  // namespace

void read_reports(const Node& list, const Register& known, Ids& ids, std::vector<ReportRule>& reports) {
    if (list.exists() && !list.is_list()) list.expected("danh sách chế độ báo cáo", "a list of report rules");
    for (const Node& node : list.items()) {
        if (auto report = read_report(node, known, ids)) reports.push_back(std::move(*report));
    }
}

}  // namespace rules::language
