#pragma once

#include "rules/dates/date.hpp"
#include "rules/deadlines/deadline.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Duties to report, as sentences of plans state them: who reports to whom, through whom, how often and by which day.
namespace rules::reporting {

/// How a duty comes again (Decree 09/2019 art. 4: định kỳ, đột xuất; a one-off duty names its day).
enum class Frequency : std::uint8_t {
    once,        ///< "trước ngày 25/11/2025"
    periodic,    ///< "định kỳ 6 tháng trước ngày 10/6"
    on_request,  ///< "đột xuất khi có yêu cầu", "kịp thời báo cáo", or periodic without any interval
};

/// One duty of a sentence. Texts are as written; empty where the sentence does not say.
struct Duty {
    Frequency frequency = Frequency::on_request;
    std::optional<deadlines::Recurrence> recurrence;  ///< for periodic; its due place counts only where `names_day`
    bool names_day = false;                           ///< the sentence says by which day of the period
    std::optional<dates::Date> due;                   ///< for once: the last acceptable day
    std::string words;                                ///< the time as written: "6 tháng trước ngày 10/6"
    std::string due_words;  ///< of it the day: "trước ngày 10/6"; empty unless `names_day`
    std::string reporter;
    std::string recipient;
    std::string via;         ///< "(qua Phòng Tài chính)", "thông qua Sở Y tế"
    std::string forward_to;  ///< where the recipient sends the collected report: "để tổng hợp, báo cáo UBND tỉnh"
};

/// once, ad-hoc, or how often a periodic duty comes: weekly ... yearly (deadlines::recurrence_name).
std::string_view frequency_name(const Duty& duty) noexcept;

}  // namespace rules::reporting
