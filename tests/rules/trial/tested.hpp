#pragma once

#include "rules/trial/verdict.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rules::trial::test {

/// Two departments, a planning office and leaders; the days off of 2026 and 2027 are those that the law computes.
inline constexpr std::string_view units =
    "roles: {planning-office: phong-kh, leadership: lanh-dao}\n"
    "units:\n"
    "  - {id: so-a, name: Sở A, tags: [so], parent: ubnd, email: a@so.example, head: {email: gd@so.example}}\n"
    "  - {id: so-b, name: Sở B, tags: [so], parent: ubnd, email: b@so.example}\n"
    "  - {id: ubnd, name: Ủy ban, email: ubnd@so.example}\n"
    "  - {id: phong-kh, name: Phòng Kế hoạch, email: c@so.example}\n"
    "  - {id: lanh-dao, name: Lãnh đạo, email: d@so.example}\n"
    "groups:\n"
    "  - {id: cac-so, name: Các sở, tagged: so}\n";

/// A report each quarter, one on request, one made of the quarters', and a check.
inline constexpr std::string_view rules =
    "reports:\n"
    "  - {id: quy, title: Báo cáo quý, basis: 1/KH, form: Mẫu 1, from: cac-so, to: ubnd, period: quarter, due: ngày 20 "
    "tháng cuối quý}\n"
    "  - {id: tong-hop, title: Tổng hợp quý, from: phong-kh, to: ubnd, period: quarter, due: ngày 25 tháng cuối quý, "
    "collects: quy}\n"
    "  - {id: dot-xuat, title: Báo cáo đột xuất, from: cac-so, to: ubnd, period: on-request}\n"
    "  - {id: chi-tieu, title: Số liệu, indicators: {plan: kh}, to: ubnd, period: year, due: trước ngày 06/12}\n"
    "policies:\n"
    "  - id: chung\n"
    "    match: \"true\"\n"
    "    remind: {lead: [7d, 1wd]}\n"
    "    overdue: {lead: every 2wd, limit: 2}\n"
    "    escalate: [{after: 1wd, to: unit.head, severity: critical}]\n"
    "    update: {lead: every 30d}\n"
    "    ask: {planning-office: monthly}\n"
    "checks:\n"
    "  - {id: cham, each: unit, when: unit.overdue >= 1, to: planning-office, every: 7d, message: \"{{unit.name}}: "
    "{{unit.overdue}}\"}\n";

model::RuleBook book();

struct Result {
    std::vector<std::string> problems;     ///< "line:column message"
    std::vector<std::string> differences;  ///< "line - expected + got"
};

/// Reads a test file about these rules and runs all its tests.
Result run_file(const std::string& text);

/// The differences of one test, written with the indentation of an item ("name" is given).
std::vector<std::string> differences(const std::string& test, const std::string& plans = {});
std::vector<std::string> problems(const std::string& text);

}  // namespace rules::trial::test
