#include "rules/language/reports_file.hpp"

#include "rules/language/nearest.hpp"
#include "rules/language/problems.hpp"
#include "rules/language/report_times.hpp"
#include "rules/language/reporters.hpp"
#include "rules/language/shapes.hpp"
#include "rules/model/indicator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace rules::language {
namespace {

using model::ReportRule;

std::optional<model::AskedIndicators> read_indicators(const Node& node) {
    if (!node.exists()) return std::nullopt;
    model::AskedIndicators asked;
    if (node.is_map()) {
        Fields fields(node, shapes::indicators);
        asked.plan = read_text(fields.required("plan")).value_or("");
        fields.reject_others();
        return asked;
    }
    if (node.is_null() || (node.is_list() && node.items().empty()))
        node.expected("{plan: mã kế hoạch} hoặc danh sách mã chỉ tiêu", "{plan: id} or a list of keys");
    for (const Node& key : read_texts(node)) {
        if (model::parse_indicator_key(key.text()))
            asked.keys.push_back(key.text());
        else
            key.expected("mã chỉ tiêu như 142-kh-ubnd-2025/ct3 (xem: dondoc indicators)",
                         "the key of an indicator such as 142-kh-ubnd-2025/ct3");
    }
    return asked;
}

void refuse_reporters(const Node& from, const Node& except) {
    for (const Node& node : {from, except}) {
        if (!node.exists()) continue;
        node.error(
            "giá trị chỉ tiêu được hỏi đơn vị chủ trì chỉ tiêu, không ghi from, except (values are asked of the owner "
            "of "
            "each indicator: neither from nor except)");
    }
}

std::optional<ReadReport> read_report(const Node& node, const Register& known, const dates::Calendar& calendar,
                                      Ids& ids, DueDays& due_days) {
    Fields fields(node, shapes::report);
    ReadReport read;
    ReportRule& report = read.report;
    const auto id = ids.read(fields.required("id"));
    const auto title = read_text(fields.required("title"));
    report.basis = read_text(fields["basis"]).value_or("");
    const Node from = fields["from"];
    const Node except = fields["except"];
    read.indicators = fields["indicators"];
    report.indicators = read_indicators(read.indicators);
    if (report.indicators)
        refuse_reporters(from, except);
    else
        report.from = read_reporters(from, except, known);
    const bool none = !report.indicators && (!from.exists() || (from.is_list() && from.items().empty()));
    if (none && node.is_map())
        node.warning("chế độ báo cáo không có đơn vị nào phải báo cáo ở from (nobody has to report: from is missing)");
    report.to = read_unit(fields["to"], known);
    report.via = read_unit(fields["via"], known);
    report.form = read_text(fields["form"]).value_or("");
    report.how = read_text(fields["how"]).value_or("");
    read_times(fields, calendar, due_days, report);
    read.collects = fields["collects"];
    (void)read_text(read.collects);
    if (report.indicators && report.on_request)
        read.indicators.error(
            "giá trị chỉ tiêu được hỏi theo kỳ hoặc một lần, không theo yêu cầu (values of indicators are asked for by "
            "period or once, not on request)");
    fields.reject_others();
    if (!id || !title) return std::nullopt;
    report.id = *id;
    report.title = *title;
    report.place = node.place();
    return read;
}

/// Follows `collects` from one rule to the next.
class Links {
public:
    Links(std::vector<ReadReport>& reports, const dates::Calendar& calendar) : reports_(reports), calendar_(calendar) {}

    void run() {
        for (std::uint32_t i = 0; i < reports_.size(); ++i) positions_.emplace(rule(i).id, i);
        for (ReadReport& read : reports_) find(read);
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            if (!reports_[i].report.collects) continue;
            if (leads_back_to(i))
                reports_[i].collects.error("collects đi vòng tròn (collects goes round in a circle)");
            else
                check_times(reports_[i]);
        }
    }

private:
    const ReportRule& rule(std::size_t i) const { return reports_[i].report; }

    void find(ReadReport& read) const {
        const std::string& id = read.collects.text();
        if (id.empty()) return;
        if (const auto found = positions_.find(id); found != positions_.end()) {
            read.report.collects = found->second;
            return;
        }
        std::vector<std::string_view> ids;
        for (const ReadReport& other : reports_) ids.push_back(other.report.id);
        const Suggestion hint = suggest(nearest(id, ids));
        read.collects.error(fmt::format("không có chế độ báo cáo \"{0}\"{1} (unknown report rule \"{0}\"{2})",
                                        shorten(id, 80), hint.vi, hint.en));
    }

    bool leads_back_to(std::size_t start) const {
        auto next = rule(start).collects;
        for (std::size_t steps = 0; next && steps < reports_.size(); ++steps) {
            if (*next == start) return true;
            next = rule(*next).collects;
        }
        return false;
    }

    void check_times(const ReadReport& read) const {
        const ReportRule& collecting = read.report;
        const ReportRule& collected = rule(*collecting.collects);
        const bool reports = !collecting.on_request && !collected.on_request && !collecting.indicators;
        if (!reports || collected.indicators) return differ(read, collected);
        if (collecting.recurrence.has_value() != collected.recurrence.has_value()) return differ(read, collected);
        if (!collecting.recurrence) {
            if (collecting.once_named && collected.once_named) check_days(read, {}, collected);
            return;
        }
        if (collecting.recurrence->period != collected.recurrence->period) return differ(read, collected);
        constexpr int first_year = 2026;
        constexpr int last_year = 2027;
        bool meet = false;
        for (auto period = dates::period_of(collecting.recurrence->period, *dates::make_date(first_year, 1, 5));
             period.year <= last_year; period = period.next()) {
            if (!deadlines::has_period(*collecting.recurrence, period)) continue;
            if (!deadlines::has_period(*collected.recurrence, period)) continue;
            meet = true;
            if (!check_days(read, period, collected)) return;
        }
        if (!meet) differ(read, collected);
    }

    static void differ(const ReadReport& read, const ReportRule& collected) {
        read.collects.error(
            fmt::format("\"{0}\" không có cùng kỳ với báo cáo này nên không tổng hợp được (\"{0}\" has other periods "
                        "and cannot be collected here)",
                        collected.id));
    }

    /// The days that the words name; where both move to one working day there is nothing that the words could do.
    bool check_days(const ReadReport& read, const std::optional<dates::Period>& period,
                    const ReportRule& collected) const {
        const auto own = model::report_day(read.report, period, calendar_)->named;
        const auto theirs = model::report_day(collected, period, calendar_)->named;
        if (own > theirs) return true;
        read.collects.error(fmt::format(
            "hạn {0} không sau hạn {1} của \"{2}\"{3}: chưa kịp tổng hợp (due {0}, not after \"{2}\", due {1})",
            dates::format_vi(own), dates::format_vi(theirs), collected.id,
            period ? fmt::format(" ({})", dates::period_vi(*period)) : std::string()));
        return false;
    }

    std::vector<ReadReport>& reports_;
    const dates::Calendar& calendar_;
    std::unordered_map<std::string_view, std::uint32_t> positions_;  ///< by id
};

/// Whether a value of an indicator would be asked for twice under one key.
bool ask_for_the_same(const ReportRule& a, const ReportRule& b) {
    if (!a.indicators || !b.indicators || a.recurrence.has_value() != b.recurrence.has_value()) return false;
    if (a.recurrence) {
        const auto& only_a = a.recurrence->only;
        const auto& only_b = b.recurrence->only;
        if (a.recurrence->period != b.recurrence->period) return false;
        if (!only_a.all() && !only_b.all() && (only_a.bits & only_b.bits) == 0) return false;
    }
    const auto holds = [](const model::AskedIndicators& asked, std::string_view key) {
        if (!asked.plan.empty()) return key.starts_with(asked.plan) && key.substr(asked.plan.size()).starts_with("/ct");
        return std::find(asked.keys.begin(), asked.keys.end(), key) != asked.keys.end();
    };
    const auto& [plan_a, keys_a] = *a.indicators;
    const auto& [plan_b, keys_b] = *b.indicators;
    if (!plan_a.empty() && !plan_b.empty()) return plan_a == plan_b;
    const auto& keys = plan_a.empty() ? keys_a : keys_b;
    const auto& other = plan_a.empty() ? *b.indicators : *a.indicators;
    return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return holds(other, key); });
}

}  // namespace

void read_reports(const Node& list, const Register& known, const dates::Calendar& calendar, Ids& ids,
                  std::vector<ReadReport>& reports) {
    if (list.exists() && !list.is_list()) list.expected("danh sách chế độ báo cáo", "a list of report rules");
    DueDays due_days;
    for (const Node& node : list.items()) {
        if (auto read = read_report(node, known, calendar, ids, due_days)) reports.push_back(std::move(*read));
    }
}

void link_reports(std::vector<ReadReport>& reports, const dates::Calendar& calendar) {
    Links(reports, calendar).run();
    for (std::size_t i = 0; i < reports.size(); ++i) {
        if (!reports[i].report.indicators) continue;
        for (std::size_t before = 0; before < i; ++before) {
            if (!ask_for_the_same(reports[before].report, reports[i].report)) continue;
            reports[i].indicators.error(fmt::format(
                "\"{0}\" đã hỏi các giá trị này theo cùng kỳ (\"{0}\" asks for these values in the same periods)",
                reports[before].report.id));
            break;
        }
    }
}

}  // namespace rules::language
