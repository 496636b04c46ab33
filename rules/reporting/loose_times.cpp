#include "rules/reporting/loose_times.hpp"

#include <algorithm>

namespace rules::reporting {

using Words = std::string_view;
using deadlines::DuePlace;

std::size_t end_of_hour(const Phrase& phrase, std::size_t at) {
    constexpr Words limits[] = {"trước", "chậm nhất", "chậm nhất là", "muộn nhất", "không quá", "xong trước", "vào"};
    std::size_t end = at + phrase.match_any(at, limits);
    constexpr Words about[] = {"lúc", "hồi"};
    end += phrase.match_any(end, about);
    constexpr Words hours[] = {"h", "giờ", "g"};
    if (end == at || !phrase.is_number(end) || !phrase.has_any(end + 1, hours)) {
        return 0;
    }
    end += 2;
    constexpr Words minutes[] = {"phút", "'", "\"", "p"};
    end += phrase.is_number(end) ? 1U : 0U;
    end += phrase.match_any(end, minutes);
    end += phrase.word(end) == "," ? 1U : 0U;
    return end;
}

std::optional<deadlines::FoundTime> last_week(const Phrase& phrase, std::size_t at) {
    constexpr Words weeks[] = {"tuần cuối", "tuần cuối cùng", "vào tuần cuối", "vào tuần cuối cùng"};
    constexpr Words months[] = {"tháng", "của tháng", "hằng tháng", "các tháng", "của mỗi tháng"};
    constexpr Words quarters[] = {"quý", "của quý", "hằng quý", "của tháng cuối quý", "tháng cuối quý"};
    const std::size_t end = at + phrase.match_any(at, weeks);
    const std::size_t month = phrase.match_any(end, months);
    const std::size_t quarter = phrase.match_any(end, quarters);
    if (end == at || month + quarter == 0 || phrase.is_number(end + month)) {
        return std::nullopt;
    }
    deadlines::FoundTime found;
    found.begin = at;
    found.end = end + std::max(month, quarter);
    deadlines::Place place;
    place.of = quarter > month ? deadlines::Unit::quarter : deadlines::Unit::month;
    place.due.anchor = DuePlace::Anchor::period_end;
    place.named = true;
    found.places.push_back(place);
    return found;
}

}  // namespace rules::reporting
