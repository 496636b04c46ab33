#pragma once

#include "rules/deadlines/parse.hpp"

#include <string>

namespace rules::deadlines::testing {

/// A deadline in one short line, for tables of expectations: "window 2026-01-01..2027-12-31, if sau khi ...".
inline std::string describe(const Deadline& deadline) {
    const Meaning& meaning = deadline.meaning;
    std::string said(kind_name(meaning.kind));
    if (meaning.kind == Kind::fixed && !meaning.recurrences.empty()) {
        said += " at several times, the last";
    } else if (!meaning.recurrences.empty()) {
        said += " " + std::string(recurrence_name(meaning.recurrences));
    }
    if (meaning.start) {
        said += " " + dates::format_iso(*meaning.start) + "..";
    }
    if (meaning.due) {
        said += (meaning.start ? "" : " ") + dates::format_iso(*meaning.due);
    }
    if (meaning.then_continuous) {
        said += ", then continuous";
    }
    if (meaning.has_condition) {
        said += ", if " + deadline.condition;
    }
    if (meaning.kind == Kind::unresolved) {
        said += (deadline.readings.empty() ? ": " : " (ambiguous): ") + deadline.unresolved;
    }
    return said;
}

}  // namespace rules::deadlines::testing
