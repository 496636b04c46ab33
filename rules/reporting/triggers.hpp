#pragma once

#include "rules/reporting/phrase.hpp"

#include <vector>

/// The verbs with which sentences lay down duties to report.
namespace rules::reporting {

struct Trigger {
    enum class Kind : std::uint8_t {
        report,   ///< báo cáo, as a verb
        send,     ///< gửi, nộp, cung cấp
        raise,    ///< phản ánh, đề xuất về: difficulties
        submit,   ///< trình
        prepare,  ///< xây dựng kế hoạch, hoàn thành: a duty only with a day of its own
    };
    Kind kind = Kind::report;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// In order. "Báo cáo" as a noun is none: "theo báo cáo của ...", "báo cáo tài chính", "báo cáo viên".
std::vector<Trigger> find_triggers(const Phrase& phrase);

/// Whether a report is only spoken of at this "báo cáo".
bool is_noun(const Phrase& phrase, std::size_t at);

}  // namespace rules::reporting
