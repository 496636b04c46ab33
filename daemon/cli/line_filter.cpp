#include "daemon/cli/line_filter.hpp"

#include "rules/model/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::cli {

namespace model = rules::model;

namespace {

[[noreturn]] void unknown(std::string_view option, std::string_view what, const std::string& written,
                          const std::string& nearest) {
    throw Failure(data_wrong, fmt::format("{}: không có {} '{}'{} (unknown)", option, what, written,
                                          nearest.empty() ? "" : fmt::format(", gần nhất là '{}'", nearest)));
}

void check_unit(const model::RuleBook& book, const std::string& unit) {
    if (!unit.empty() && !book.units.find(unit)) unknown("--unit", "đơn vị", unit, book.units.nearest(unit));
}

void check_rule(const model::RuleBook& book, const std::string& rule) {
    if (rule.empty() || has_rule(book, rule)) return;
    model::Nearest nearest(rule);
    for (const auto& each : book.reports) nearest.offer(each.id);
    for (const auto& each : book.policies) nearest.offer(each.id);
    for (const auto& each : book.checks) nearest.offer(each.id);
    unknown("--rule", "quy tắc", rule, nearest.take());
}

const model::Plan& find_plan(const std::vector<model::Plan>& plans, const std::string& plan) {
    std::vector<const model::Plan*> numbered;
    model::Nearest nearest(plan);
    for (const model::Plan& each : plans) {
        if (each.id == plan) return each;
        if (each.number == plan) numbered.push_back(&each);
        nearest.offer(each.id);
    }
    if (numbered.size() == 1) return *numbered.front();
    if (numbered.empty()) unknown("--plan", "kế hoạch", plan, nearest.take());
    std::string ids;
    for (const model::Plan* each : numbered) ids += (ids.empty() ? "" : ", ") + each->id;
    throw Failure(data_wrong, fmt::format("--plan: nhiều kế hoạch mang số '{}', ghi mã: {} (several plans bear this "
                                          "number)",
                                          plan, ids));
}

/// "142/KH-UBND, IV.3" rests on 142/KH-UBND, and not on 142/KH-UBND-VX.
bool rests_on(std::string_view basis, std::string_view number) {
    if (number.empty() || !basis.starts_with(number)) return false;
    return basis.size() == number.size() || std::string_view(" ,;.:(").find(basis[number.size()]) != std::string::npos;
}

}  // namespace

bool has_rule(const model::RuleBook& book, const std::string& rule) {
    const auto in = [&rule](const auto& all) {
        return std::any_of(all.begin(), all.end(), [&rule](const auto& each) { return each.id == rule; });
    };
    return in(book.reports) || in(book.policies) || in(book.checks);
}

LineFilter line_filter(const model::RuleBook& book, const std::vector<model::Plan>& plans, const std::string& unit,
                       const std::string& plan, const std::string& rule) {
    check_unit(book, unit);
    check_rule(book, rule);
    LineFilter filter{.unit = unit, .rule = rule, .plan = {}, .plan_number = {}};
    if (plan.empty()) return filter;
    const model::Plan& found = find_plan(plans, plan);
    filter.plan = found.id;
    filter.plan_number = found.number;
    return filter;
}

OfPlan::OfPlan(const LineFilter& filter, const model::RuleBook& book) : plan_(filter.plan) {
    for (const model::ReportRule& rule : book.reports) {
        if (rests_on(rule.basis, filter.plan_number)) rules_.push_back(rule.id);
    }
}

bool OfPlan::operator()(std::string_view subject, std::string_view rule) const {
    if (!rule.empty() && std::find(rules_.begin(), rules_.end(), rule) != rules_.end()) return true;
    if (!subject.starts_with(plan_)) return false;
    return subject.size() == plan_.size() || subject[plan_.size()] == '/';
}

}  // namespace dondoc::cli
