#include "rules/trial/expectations_file.hpp"

#include "rules/trial/rows_file.hpp"
#include "rules/trial/shapes.hpp"

#include <algorithm>

namespace rules::trial {
namespace {

using language::Fields;
using language::Node;

ExpectedDue read_due(const Node& node, model::SubjectKey key) {
    ExpectedDue expected{node.place(), std::move(key), {}};
    if (node.is_map()) {
        Fields fields(node, shapes::due);
        expected.due = language::read_date(fields.required("due"));
        expected.named = language::read_date(fields["named"]);
        expected.data = read_data_window(fields["data"]);
        fields.reject_others();
    } else if (node.text() != "none") {
        expected.due = language::read_date(node);
    }
    return expected;
}

ExpectedDues read_all_dues(const Node& list, std::string base) {
    ExpectedDues all{list.place(), std::move(base), {}};
    for (const Node& item : list.items()) {
        if (const auto day = language::read_date(item)) all.days.push_back(*day);
    }
    std::sort(all.days.begin(), all.days.end());
    return all;
}

void read_dues_by_period(const Node& node, const std::string& base, std::vector<ExpectedDue>& dues) {
    for (const auto& [period, due] : read_entries(node, {}, {})) {
        if (dates::parse_period_key(period.text()) || model::parse_request_key(period.text())) {
            dues.push_back(read_due(due, {base, period.text()}));
        } else {
            period.expected("kỳ như 2026, 2026-Q1, 2026-H1, 2026-9M, 2026-03, 2026-W07 hoặc due", "a period, or due");
        }
    }
}

}  // namespace

std::vector<ExpectedStatus> read_statuses(const Node& node, const NameReader& names) {
    std::vector<ExpectedStatus> expected;
    for (const auto& [day_node, of_day] : read_entries(node, "bảng ngày: {mã: trạng thái}", "a mapping of days")) {
        const auto day = language::read_date(day_node);
        for (const auto& [subject, status] :
             read_entries(of_day, "bảng mã: trạng thái", "a mapping of subjects to statuses")) {
            const auto key = names.subject(subject);
            const auto chosen = language::read_choice(status, shapes::statuses);
            if (key && !names.subjects().is_one_subject(key->base)) {
                subject.error("cần một đối tượng như kh88/3 hay bao-cao/so-y-te@2026 (one subject is needed)");
            } else if (day && key && chosen) {
                expected.push_back({subject.place(), *day, key->text(), static_cast<model::Status>(*chosen)});
            }
        }
    }
    return expected;
}

void read_dues(const Node& node, const NameReader& names, Test& test) {
    for (const auto& [name, value] : read_entries(node, "bảng mã: ngày", "a mapping of subjects to days")) {
        const auto key = names.subject(name);
        if (!key) continue;
        if (names.subjects().plan(key->base) != nullptr) {
            name.error("cần một quy tắc hay một nhiệm vụ (a rule or one assignment is needed)");
        } else if (value.is_list()) {
            test.all_dues.push_back(read_all_dues(value, key->base));
        } else if (value.is_map() && !Fields(value)["due"].exists()) {
            read_dues_by_period(value, key->base, test.dues);
        } else {
            test.dues.push_back(read_due(value, *key));
        }
    }
}

std::vector<ExpectedReporters> read_expected_reporters(const Node& node, const NameReader& names) {
    std::vector<ExpectedReporters> expected;
    for (const auto& [name, units] : read_entries(node, "bảng quy tắc: [đơn vị]", "a mapping of rules to units")) {
        if (auto rule = names.rule(name)) expected.push_back({name.place(), std::move(*rule), names.units(units)});
    }
    return expected;
}

Filter read_filter(const Node& node, const NameReader& names) {
    Filter filter;
    if (!node.exists()) return filter;
    Fields fields(node, shapes::filter);
    filter.units = names.units(fields["unit"]);
    filter.subjects = names.subjects(fields["subject"]);
    fields.reject_others();
    return filter;
}

}  // namespace rules::trial
