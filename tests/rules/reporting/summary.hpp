#pragma once

#include "rules/reporting/forms.hpp"
#include "rules/reporting/sentence.hpp"

#include <string>
#include <string_view>

namespace rules::reporting {

/// A reading on one line: "quarterly quarter-last-month-24 > Sở Tài chính ~ Phòng Ngân sách; ad-hoc - > Sở Y tế".
inline std::string summary(const Reading& reading) {
    std::string line;
    for (const Duty& duty : reading.duties) {
        const std::string due = due_form(duty);
        line += (line.empty() ? "" : "; ") + std::string(frequency_name(duty)) + ' ' + (due.empty() ? "-" : due);
        line += duty.recipient.empty() ? "" : " > " + duty.recipient;
        line += duty.via.empty() ? "" : " ~ " + duty.via;
    }
    return line;
}

inline Reading read(std::string_view text, int year = 2026) {
    return read_paragraph(text, {.year = year});
}

}  // namespace rules::reporting
