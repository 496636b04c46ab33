#pragma once

#include "rules/reporting/phrase.hpp"

#include <vector>

/// Words of a sentence that lay nothing down, although they speak of reports and times.
namespace rules::reporting {

/// For each token whether it is exempt: what nobody has to report ("không phải báo cáo hằng quý", "thay cho báo cáo quý
/// II"), what was or was not reported ("đã gửi báo cáo", "sau khi nghe Sở ... báo cáo"), what the data cover ("chốt số
/// liệu đến 14/12") and what is only counted ("số báo cáo gửi trước ngày 15 ... tăng"). Linear in the sentence's length.
std::vector<bool> find_exemptions(const Phrase& phrase);

}  // namespace rules::reporting
