#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace rules::deadlines {
namespace {

using dates::Date;
using dates::PeriodKind;

std::string day_vi(Date date) {
    return "ngày " + dates::format_vi(date);
}

constexpr std::array<std::string_view, 13> romans{"", "I", "II", "III", "IV"};

/// "tháng 3, tháng 9", "quý I, quý III"
std::string periods_vi(const Recurrence& recurrence) {
    std::string said;
    for (int n = 1; n <= 12; ++n) {
        if (!recurrence.only.has(n)) {
            continue;
        }
        said += said.empty() ? "" : ", ";
        switch (recurrence.period) {
            case PeriodKind::month: said += fmt::format("tháng {}", n); break;
            case PeriodKind::quarter: said += fmt::format("quý {}", romans[static_cast<std::size_t>(n)]); break;
            default: said += fmt::format("6 tháng {} năm", n == 1 ? "đầu" : "cuối"); break;
        }
    }
    return said;
}

std::string cycle_vi(const Recurrence& recurrence) {
    if (!recurrence.only.all()) {
        return periods_vi(recurrence) + " hằng năm";
    }
    switch (recurrence.period) {
        case PeriodKind::week: return "hằng tuần";
        case PeriodKind::month: return "hằng tháng";
        case PeriodKind::quarter: return "hằng quý";
        case PeriodKind::half_year: return "6 tháng/lần";
        case PeriodKind::nine_months: return "định kỳ 9 tháng";
        case PeriodKind::year: break;
    }
    return recurrence.every > 1 ? fmt::format("{} năm/lần", recurrence.every) : "hằng năm";
}

std::string weekday_vi(int weekday) {
    constexpr std::array<std::string_view, 7> names{"thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                                    "thứ Sáu", "thứ Bảy", "chủ nhật"};
    return std::string(names[static_cast<std::size_t>(weekday - 1)]);
}

std::string month_of_period_vi(int month) {
    switch (month) {
        case -1: return "tháng cuối kỳ";
        case 1: return "tháng đầu kỳ";
        default: return fmt::format("tháng thứ {} của kỳ", month);
    }
}

std::string anchor_vi(const DuePlace& place, PeriodKind period) {
    switch (place.anchor) {
        case DuePlace::Anchor::month_of_year:
            return fmt::format("ngày {}/{}{}", place.day, place.month, place.year_offset == 1 ? " năm sau" : "");
        case DuePlace::Anchor::month_of_period:
            if (period == PeriodKind::month && place.month == -1) {
                return fmt::format("ngày {}", place.day);
            }
            return fmt::format("ngày {} {}", place.day, month_of_period_vi(place.month));
        case DuePlace::Anchor::month_after:
            return place.month == 1 ? fmt::format("ngày {} tháng tiếp theo", place.day)
                                    : fmt::format("ngày {} tháng thứ {} sau kỳ", place.day, place.month);
        case DuePlace::Anchor::weekday:
            return weekday_vi(place.day) + (period == PeriodKind::week ? "" : " cuối cùng của kỳ");
        case DuePlace::Anchor::period_end: break;
    }
    return "ngày cuối cùng của kỳ";
}

std::string shift_vi(int count, std::string_view what) {
    return count == 0 ? std::string{} : fmt::format(" {} {} {}", count > 0 ? "cộng" : "trừ", std::abs(count), what);
}

/// The due day's place, or nothing where it is the period's last day.
std::string place_vi(const Recurrence& recurrence) {
    const DuePlace& place = recurrence.due;
    if (place == DuePlace{}) {
        return {};
    }
    if (place.anchor == DuePlace::Anchor::period_end && place.shift_days == 1 && place.shift_working_days == -1) {
        return "chậm nhất ngày làm việc cuối cùng của kỳ";
    }
    const std::string anchor = anchor_vi(place, recurrence.period);
    if (place.shift_days == -1 && place.shift_working_days == 0) {
        return "trước " + anchor;
    }
    return "chậm nhất " + anchor + shift_vi(place.shift_days, "ngày") +
           shift_vi(place.shift_working_days, "ngày làm việc");
}

std::string recurrence_vi(const Recurrence& recurrence) {
    const std::string place = place_vi(recurrence);
    return cycle_vi(recurrence) + (place.empty() ? "" : ", " + place);
}

std::string extent_vi(const Meaning& meaning) {
    std::string said;
    if (meaning.start) {
        said += ", từ " + day_vi(*meaning.start);
    }
    if (meaning.due) {
        said += (meaning.start ? " đến " : ", đến ") + day_vi(*meaning.due);
    }
    return said;
}

std::string recurrences_vi(const Recurrences& recurrences) {
    std::string said;
    for (const Recurrence& recurrence : recurrences) {
        said += (said.empty() ? "" : "; đồng thời ") + recurrence_vi(recurrence);
    }
    return said;
}

/// The days of a deadline that names several, each with its year.
std::string days_vi(const Recurrences& recurrences) {
    static const dates::Calendar no_holidays;
    std::vector<Date> days;
    for (const Recurrence& recurrence : recurrences) {
        for (int n = 1; n <= dates::periods_in_year(recurrence.period, recurrence.year); ++n) {
            const dates::Period period{recurrence.period, static_cast<std::uint8_t>(n), recurrence.year};
            if (has_period(recurrence, period)) {
                days.push_back(due_day(recurrence, period, no_holidays));
            }
        }
    }
    std::sort(days.begin(), days.end());
    std::string said;
    for (const Date day : days) {
        said += (said.empty() ? "" : ", ") + day_vi(day);
    }
    return said;
}

std::string condition_vi(const Term& term) {
    constexpr std::array<std::string_view, 3> units{"ngày", "ngày làm việc", "tháng"};
    const std::string_view unit = units[static_cast<std::size_t>(term.of)];
    if (term.count == 0) {
        return "khi đủ điều kiện";
    }
    if (term == Term{Term::Of::days, -1}) {
        return "trước khi đủ điều kiện";
    }
    return term.count > 0 ? fmt::format("trong vòng {} {} kể từ khi đủ điều kiện", term.count, unit)
                          : fmt::format("{} {} trước khi đủ điều kiện", -term.count, unit);
}

std::string core_vi(const Meaning& meaning) {
    switch (meaning.kind) {
        case Kind::fixed:
            return meaning.recurrences.empty() ? "chậm nhất " + day_vi(*meaning.due)
                                               : "chậm nhất " + days_vi(meaning.recurrences);
        case Kind::window: return "từ " + day_vi(*meaning.start) + " đến " + day_vi(*meaning.due);
        case Kind::recurring: return recurrences_vi(meaning.recurrences) + extent_vi(meaning);
        case Kind::continuous:
            return "thường xuyên" + (meaning.recurrences.empty() ? "" : ", " + recurrences_vi(meaning.recurrences)) +
                   extent_vi(meaning);
        case Kind::conditional: return condition_vi(meaning.term);
        case Kind::unresolved: break;
    }
    return "chưa xác định";
}

}  // namespace

std::string say_vi(const Meaning& meaning) {
    std::string said = core_vi(meaning);
    if (meaning.has_condition && meaning.kind != Kind::conditional) {
        said += ", khi đủ điều kiện";
    }
    if (meaning.then_continuous) {
        said += ", sau đó thường xuyên";
    }
    return said;
}

}  // namespace rules::deadlines
