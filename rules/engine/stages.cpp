#include "rules/engine/stages.hpp"

#include <algorithm>
#include <limits>

namespace rules::engine {
namespace {

using dates::Date;
using model::Offset;
using model::Stage;
using std::chrono::days;

constexpr int most_repeats = std::numeric_limits<std::uint16_t>::max();

/// Counting `times` offsets forward from the due day, not yet moved.
Date forward(const Offset& offset, int times, Date due, const dates::Calendar& calendar) noexcept {
    const int count = offset.count * times;
    return offset.working ? calendar.add_working_days(due, count) : due + days{count};
}

StageDay day_before(const Offset& offset, Date due, const dates::Calendar& calendar) noexcept {
    StageDay found;
    if (offset.working) {
        found.nominal = calendar.add_working_days(calendar.on_or_before(due), -offset.count);
    } else {
        found.nominal = due - days{offset.count};
    }
    found.day = calendar.on_or_before(found.nominal);
    return found;
}

/// A day off is never further from the next working day than this, Tết with its weekends included.
constexpr int longest_rest = 20;

days generous_days(const Offset& offset, int times = 1) noexcept {
    const int count = offset.count * times;
    return days{(offset.working ? 2 * count : count) + longest_rest};
}

bool is_on(Track track, const Stage& stage) noexcept {
    if (stage.kind == Stage::Kind::ask) return false;
    return (stage.kind == Stage::Kind::update) == (track == Track::update);
}

}  // namespace

DayRange days_reached(const std::optional<dates::LocalTime>& after, dates::LocalTime until,
                      std::chrono::minutes send_at) noexcept {
    const auto last_sent_by = [send_at](dates::LocalTime time) { return dates::date_of(time - send_at); };
    DayRange range{std::nullopt, last_sent_by(until)};
    if (after) range.first = last_sent_by(*after) + days{1};
    return range;
}

StageDay stage_day(const model::Policy& policy, std::uint16_t stage, int repeat, Date due,
                   const dates::Calendar& calendar) noexcept {
    const Stage& rule = policy.stages[stage];
    StageDay found;
    if (rule.kind == Stage::Kind::before) {
        found = day_before(rule.offset, due, calendar);
    } else {
        found.nominal = forward(rule.offset, repeat, due, calendar);
        found.day = calendar.on_or_after(found.nominal);
    }
    found.stage = stage;
    found.repeat = static_cast<std::uint16_t>(repeat);
    return found;
}

int newest_repeat(const Stage& stage, Date due, Date last, const dates::Calendar& calendar) noexcept {
    if (stage.offset.count <= 0) return 0;
    // A nominal day moves to on or before `last` exactly where it is on or before the last working day by then.
    Date end = calendar.on_or_before(last);
    if (stage.until) end = std::min(end, forward(*stage.until, 1, due, calendar));
    if (end <= due) return 0;
    const auto passed = stage.offset.working ? calendar.working_days(due + days{1}, end) : (end - due).count();
    const int most = stage.limit > 0 ? stage.limit : most_repeats;
    return static_cast<int>(std::min<std::int64_t>(passed / stage.offset.count, most));
}

bool has_repeat(const Stage& stage, int repeat, Date due, const dates::Calendar& calendar) noexcept {
    if (stage.offset.count <= 0 || repeat > most_repeats || (stage.limit > 0 && repeat > stage.limit)) return false;
    return !stage.until || forward(stage.offset, repeat, due, calendar) <= forward(*stage.until, 1, due, calendar);
}

bool speaks_before(const model::Policy& policy, const StageDay& a, const StageDay& b) noexcept {
    if (a.day != b.day) return a.day > b.day;
    const Stage& left = policy.stages[a.stage];
    const Stage& right = policy.stages[b.stage];
    if (left.kind != right.kind) return left.kind > right.kind;
    if (a.nominal != b.nominal) return a.nominal > b.nominal;
    if (left.severity != right.severity) return left.severity > right.severity;
    const int left_count = left.offset.count * a.repeat;
    const int right_count = right.offset.count * b.repeat;
    if (left_count != right_count) return left_count < right_count;
    return a.stage < b.stage;
}

void reached_stages(const model::Policy& policy, Date due, const DayRange& range, const std::optional<Date>& known_from,
                    const dates::Calendar& calendar, std::vector<StageDay>& out, Track track) {
    out.clear();
    for (std::size_t i = 0; i < policy.stages.size(); ++i) {
        const Stage& stage = policy.stages[i];
        if (!is_on(track, stage)) continue;
        const int repeat = stage.repeats() ? newest_repeat(stage, due, range.last, calendar) : 1;
        if (repeat == 0) continue;
        const StageDay found = stage_day(policy, static_cast<std::uint16_t>(i), repeat, due, calendar);
        if (range.contains(found.day) && !(known_from && found.day < *known_from)) out.push_back(found);
    }
    std::sort(out.begin(), out.end(),
              [&policy](const StageDay& a, const StageDay& b) { return speaks_before(policy, a, b); });
}

void add_missed_repeats(const model::Policy& policy, Date due, const DayRange& range,
                        const std::optional<Date>& known_from, const dates::Calendar& calendar,
                        std::vector<StageDay>& reached) {
    const std::size_t newest = reached.size();
    for (std::size_t i = 0; i < newest; ++i) {
        const StageDay last = reached[i];
        const int first = std::max(1, last.repeat - most_missed_repeats);
        for (int repeat = last.repeat - 1; repeat >= first && policy.stages[last.stage].repeats(); --repeat) {
            const StageDay found = stage_day(policy, last.stage, repeat, due, calendar);
            if (!range.contains(found.day) || (known_from && found.day < *known_from)) break;
            reached.push_back(found);
        }
    }
    std::sort(reached.begin(), reached.end(),
              [&policy](const StageDay& a, const StageDay& b) { return speaks_before(policy, a, b); });
}

std::optional<Date> next_stage_day(const model::Policy& policy, Date due, Date day,
                                   const std::optional<Date>& known_from, const dates::Calendar& calendar,
                                   Track track) noexcept {
    // An extension's own day still counts, so stages are looked for from the day before it.
    const Date after = known_from ? std::max(day, *known_from - days{1}) : day;
    std::optional<Date> next;
    for (std::size_t i = 0; i < policy.stages.size(); ++i) {
        const Stage& stage = policy.stages[i];
        if (!is_on(track, stage)) continue;
        int repeat = 1;
        if (stage.repeats()) {
            repeat = newest_repeat(stage, due, after, calendar) + 1;
            if (!has_repeat(stage, repeat, due, calendar)) continue;
        }
        const Date found = stage_day(policy, static_cast<std::uint16_t>(i), repeat, due, calendar).day;
        if (found > after && (!next || found < *next)) next = found;
    }
    return next;
}

bool has_stages(const model::Policy& policy, Track track) noexcept {
    return std::any_of(policy.stages.begin(), policy.stages.end(),
                       [track](const Stage& stage) { return is_on(track, stage); });
}

Reach reach_of(const model::Policy& policy, Track track) noexcept {
    Reach reach;
    reach.after = days{0};
    for (const Stage& stage : policy.stages) {
        if (!is_on(track, stage)) continue;
        if (stage.kind == Stage::Kind::before) {
            reach.before = std::max(reach.before, generous_days(stage.offset));
        } else if (stage.repeats() && !stage.until && stage.limit == 0) {
            reach.after.reset();
        } else if (reach.after) {
            const int times = stage.repeats() ? stage.limit : 1;
            const days last = stage.until ? generous_days(*stage.until) : generous_days(stage.offset, times);
            reach.after = std::max(*reach.after, last);
        }
    }
    return reach;
}

}  // namespace rules::engine
