#pragma once

#include "rules/deadlines/parse.hpp"
#include "tests/rules/dates/generators.hpp"
#include "tests/rules/deadlines/describe.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

/// Phrases of no document that the grammar was written from. What a careful planner reads in them was written down
/// before the parser saw them; all are cells of a plan of 2026.
namespace rules::deadlines::testing {

struct Phrase {
    const char* words;
    const char* meaning;  ///< as `described`; "unresolved" alone leaves open which part was not understood
};

/// The last acceptable day of the first period that falls due in 2026.
inline std::string sample_day(const Recurrence& recurrence, const dates::Calendar& calendar) {
    dates::Period period{recurrence.period, 1, 2026};
    if (!recurrence.only.all()) {
        period.index = static_cast<std::uint8_t>(recurrence.only.first());
    }
    return dates::format_iso(due_day(recurrence, period, calendar));
}

/// describe(), and for what comes again a due day in 2026: "recurring quarterly on 2026-03-25".
inline std::string described(const Deadline& deadline, const dates::Calendar& calendar) {
    std::string said = describe(deadline);
    for (const Recurrence& recurrence : deadline.meaning.recurrences) {
        if (recurrence.year != 0) {
            continue;
        }
        const std::string name(recurrence_name(recurrence));
        const std::string every = recurrence.every > 1 ? " every " + std::to_string(recurrence.every) : "";
        said.insert(said.find(name) + name.size(), every + " on " + sample_day(recurrence, calendar));
    }
    return said;
}

inline void expect_read(std::initializer_list<Phrase> phrases) {
    dates::CalendarYear year;
    year.year = 2026;
    year.days_off = {{dates::testing::day(2026, 4, 30), "", ""}, {dates::testing::day(2026, 5, 1), "", ""}};
    const dates::Calendar calendar({year});
    for (const Phrase& phrase : phrases) {
        const Deadline deadline = parse_deadline(phrase.words, {.year = 2026, .calendar = &calendar});
        const std::string read = described(deadline, calendar);
        const std::string wanted = phrase.meaning;
        const bool same = wanted == "unresolved" ? read.starts_with(wanted) : read == wanted;
        EXPECT_TRUE(same) << "words  " << phrase.words << "\nwanted " << wanted << "\nread   " << read;
    }
}

}  // namespace rules::deadlines::testing
