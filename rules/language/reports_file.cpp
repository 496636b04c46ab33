#include "rules/language/reports_file.hpp"

#include "rules/language/report_times.hpp"
#include "rules/language/reporters.hpp"
#include "rules/language/shapes.hpp"
#include "rules/model/indicator.hpp"

#include <fmt/format.h>

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
    read.node = node;
    return read;
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

}  // namespace rules::language
