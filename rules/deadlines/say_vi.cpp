#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>

#include <array>

namespace rules::deadlines {
namespace {

using dates::Date;
using dates::PeriodKind;

std::string day_vi(Date date) {
    return "ngày " + dates::format_vi(date);
}

constexpr std::array<std::string_view, 13> romans{"", "I", "II", "III", "IV"};

std::string cycle_vi(const Recurrence& recurrence) {
    const int only = recurrence.only.first();
    switch (recurrence.period) {
        case PeriodKind::week: return "hằng tuần";
        case PeriodKind::month: return only == 0 ? "hằng tháng" : fmt::format("tháng {} hằng năm", only);
        case PeriodKind::quarter:
            return only == 0 ? "hằng quý" : fmt::format("quý {} hằng năm", romans[static_cast<std::size_t>(only)]);
        case PeriodKind::half_year:
            return only == 0 ? "6 tháng/lần" : fmt::format("6 tháng {} năm hằng năm", only == 1 ? "đầu" : "cuối");
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

std::string core_vi(const Meaning& meaning) {
    switch (meaning.kind) {
        case Kind::fixed: return "chậm nhất " + day_vi(*meaning.due);
        case Kind::window: return "từ " + day_vi(*meaning.start) + " đến " + day_vi(*meaning.due);
        case Kind::recurring: return recurrence_vi(meaning.recurrences.front()) + extent_vi(meaning);
        case Kind::continuous:
            return "thường xuyên" +
                   (meaning.recurrences.empty() ? "" : ", " + recurrence_vi(meaning.recurrences.front())) +
                   extent_vi(meaning);
        case Kind::conditional: return "khi đủ điều kiện";
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
