#include "rules/reporting/join_times.hpp"

#include "rules/reporting/fit_times.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using dates::PeriodKind;
using deadlines::DuePlace;
using deadlines::Recurrence;

constexpr std::size_t quarters = 4;

/// The place in any quarter of a day that is said for this one: "quý II trước ngày 20/6".
std::optional<DuePlace> place_in_quarter(const Time& time, int quarter) {
    const auto& recurrence = time.recurrence;
    if (!recurrence || recurrence->period != PeriodKind::quarter || recurrence->only.count() != 1 ||
        recurrence->only.first() != quarter || !time.names_day ||
        recurrence->due.anchor != DuePlace::Anchor::month_of_year) {
        return std::nullopt;
    }
    DuePlace place = recurrence->due;
    const int behind = place.month + 12 * place.year_offset - 3 * quarter;
    if (behind < 0 || behind > 2) {
        return std::nullopt;
    }
    place.anchor = behind == 0 ? DuePlace::Anchor::month_of_period : DuePlace::Anchor::month_after;
    place.month = behind == 0 ? std::int8_t{-1} : static_cast<std::int8_t>(behind);
    place.year_offset = 0;
    return place;
}

bool tells_more(const Phrase& phrase, const Time& more, const Time& less) {
    if (!more.recurrence || !less.recurrence || more.recurrence->period != less.recurrence->period ||
        more.recurrence->only != less.recurrence->only) {
        return false;
    }
    const bool data = less.names_day && more.names_day && more.begin > less.begin &&
                      phrase.has(less.begin, "đến ngày") && !phrase.has(more.begin, "đến ngày");
    return !less.names_day || data;
}

}  // namespace

std::optional<Recurrence> quarter_days(std::span<const TimeItem> limits) {
    if (limits.size() != quarters) {
        return std::nullopt;
    }
    int month = 0;
    for (const TimeItem& limit : limits) {
        month += 3;
        if (limit.places.empty() || month_of_year(limit) != month ||
            limit.places.front().due.day != limits.front().places.front().due.day) {
            return std::nullopt;
        }
    }
    DuePlace day = limits.front().places.front().due;
    day.anchor = DuePlace::Anchor::month_of_period;
    day.month = -1;
    return recurring(PeriodKind::quarter, day);
}

void join_quarters(const Phrase& phrase, std::vector<Time>& times) {
    if (times.size() != quarters) {
        return;
    }
    const std::optional<DuePlace> common = place_in_quarter(times.front(), 1);
    for (std::size_t at = 0; at < quarters; ++at) {
        if (!common || place_in_quarter(times[at], static_cast<int>(at) + 1) != common) {
            return;
        }
    }
    Time all = times.front();
    all.end = times.back().end;
    all.words = phrase.text(all.begin, all.end);
    all.due_words = all.words;
    all.recurrence = recurring(PeriodKind::quarter, *common);
    times.assign(1, std::move(all));
}

void drop_repeated(const Phrase& phrase, std::vector<Time>& times) {
    constexpr std::size_t most = 32;  // no person repeats one in a longer list
    if (times.size() > most) {
        return;
    }
    std::vector<bool> repeated(times.size(), false);
    for (std::size_t at = 0; at < times.size(); ++at) {
        for (std::size_t other = 0; other < times.size() && !repeated[at]; ++other) {
            repeated[at] = other != at && !repeated[other] && tells_more(phrase, times[other], times[at]);
        }
    }
    std::size_t at = 0;
    times.erase(std::remove_if(times.begin(), times.end(), [&](const Time&) { return repeated[at++]; }), times.end());
}

}  // namespace rules::reporting
