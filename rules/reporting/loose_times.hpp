#pragma once

#include "rules/deadlines/find.hpp"
#include "rules/reporting/phrase.hpp"

/// Times that sentences write more loosely than the grammar of deadlines reads them.
namespace rules::reporting {

/// "trước 15h, thứ Năm", "chậm nhất 10h00' ngày 27/4": a day with an hour is that day. One past the hour, 0 where
/// none stands here.
std::size_t end_of_hour(const Phrase& phrase, std::size_t at);

/// "vào tuần cuối tháng", "tuần cuối của tháng cuối quý": by the period's last day.
std::optional<deadlines::FoundTime> last_week(const Phrase& phrase, std::size_t at);

}  // namespace rules::reporting
