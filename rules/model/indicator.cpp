#include "rules/model/indicator.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rules::model {

std::string_view comparator_sign(Comparator comparator) noexcept {
    switch (comparator) {
        case Comparator::equal: return "=";
        case Comparator::at_least: return ">=";
        case Comparator::more_than: return ">";
        case Comparator::at_most: return "<=";
        case Comparator::less_than: return "<";
    }
    return "=";
}

std::string targets_text(const std::vector<Target>& targets) {
    std::string text;
    const Target* before = nullptr;
    for (const Target& target : targets) {
        const bool other_end_of_span = before && before->year == target.year && before->words == target.words;
        before = &target;
        if (other_end_of_span) continue;
        if (!text.empty()) text += "; ";
        if (target.year != 0) text += std::to_string(target.year) + ": ";
        text += target.words;
    }
    return text;
}

std::string_view standing_name(Standing standing) noexcept {
    switch (standing) {
        case Standing::missing: break;
        case Standing::met: return "met";
        case Standing::off_target: return "off_target";
        case Standing::no_target: return "no_target";
        case Standing::not_measured: return "not_measured";
    }
    return "missing";
}

std::string_view standing_vi(Standing standing) noexcept {
    switch (standing) {
        case Standing::missing: break;
        case Standing::met: return "đạt";
        case Standing::off_target: return "chưa đạt";
        case Standing::no_target: return "không có mục tiêu";
        case Standing::not_measured: return "cần người đối chiếu";
    }
    return "chưa có số liệu";
}

namespace {

/// A little less than the last digit that documents print, for values that were computed.
constexpr double tolerance = 1e-9;

bool reaches(double value, Comparator comparator, double target) noexcept {
    const double slack = tolerance * std::max(1.0, std::abs(target));
    switch (comparator) {
        case Comparator::equal: return std::abs(value - target) <= slack;
        case Comparator::at_least: return value >= target - slack;
        case Comparator::more_than: return value > target + slack;
        case Comparator::at_most: return value <= target + slack;
        case Comparator::less_than: return value < target - slack;
    }
    return false;
}

/// What a change is added to: the newest number before that year.
std::optional<double> base_of(const std::vector<Target>& baseline, int year) {
    const Target* newest = nullptr;
    for (const Target& base : baseline) {
        if (!base.value || base.is_change || base.year >= year) continue;
        if (newest == nullptr || base.year > newest->year) newest = &base;
    }
    return newest == nullptr ? std::nullopt : newest->value;
}

std::optional<double> goal_of(const Target& target, const std::vector<Target>& baseline) {
    if (!target.value || !target.is_change) return target.value;
    const auto base = base_of(baseline, target.year);
    return base ? std::optional(*base + *target.value) : std::nullopt;
}

}  // namespace

IndicatorStanding indicator_standing(const IndicatorRecord& indicator, const std::vector<Measure>& measures,
                                     const dates::Period& period) {
    return indicator_standing(Wanted{indicator.baseline, indicator.targets}, measures, period.key(), period.year);
}

IndicatorStanding indicator_standing(const Wanted& wanted, const std::vector<Measure>& measures,
                                     std::string_view period, int year) {
    IndicatorStanding result;
    for (const Target& target : wanted.targets) {
        if (target.year == year) result.targets.push_back(&target);
    }
    for (const Measure& measure : measures) {
        if (measure.period == period) result.measure = &measure;
    }
    if (result.measure == nullptr) return result;
    if (result.targets.empty()) {
        result.standing = Standing::no_target;
        return result;
    }
    result.standing = Standing::met;
    for (const Target* target : result.targets) {
        const auto goal = goal_of(*target, wanted.baseline);
        if (!goal || !result.measure->value) {
            result.standing = Standing::not_measured;
            return result;
        }
        if (!reaches(*result.measure->value, target->comparator, *goal)) result.standing = Standing::off_target;
    }
    return result;
}

std::optional<IndicatorKey> parse_indicator_key(std::string_view text) {
    const std::size_t slash = text.rfind("/ct");
    if (slash == 0 || slash == std::string_view::npos || text.substr(slash + 3).starts_with('0')) return std::nullopt;
    IndicatorKey key{std::string(text.substr(0, slash)), 0};
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data() + slash + 3, end, key.seq);
    if (fault != std::errc{} || stop != end) return std::nullopt;
    return key;
}

std::string indicator_key(std::string_view plan_id, std::uint32_t seq) {
    return std::string(plan_id) + "/ct" + std::to_string(seq);
}

}  // namespace rules::model
