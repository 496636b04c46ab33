#pragma once

#include "rules/trial/fields.hpp"
#include "rules/trial/names.hpp"

#include <vector>

namespace rules::trial {

/// One file expects at most so many reminders and alerts.
inline constexpr std::size_t most_expected_rows = 20'000;

/// The days that a test looks at; nothing else can come about on them. Without them no day is out of place.
struct DayLimits {
    bool given = false;
    dates::Date first;
    dates::Date last;
};

/// Reads the reminders and alerts that tests of a file expect, and counts them.
class RowReader {
public:
    explicit RowReader(const NameReader& names) : names_(names) {}

    /// Each reads a list, or none. `on`, `to` and `subject` (`alert`) may be lists: then a row for each combination is
    /// expected.
    std::vector<ExpectedRow> reminders(const language::Node& node, const DayLimits& days);
    std::vector<ExpectedRow> alerts(const language::Node& node, const DayLimits& days);

private:
    struct Values {
        Field field;
        std::vector<std::string> texts;
    };
    class EntryReader;
    template <class ReadEntry>
    std::vector<ExpectedRow> rows(const language::Node& node, const language::Shape& shape,
                                  const ReadEntry& read_entry);
    void read_reminder(EntryReader& entry, const DayLimits& days) const;
    void read_alert(EntryReader& entry, const DayLimits& days) const;
    void multiply(const language::Node& entry, const std::vector<Values>& values, std::vector<ExpectedRow>& rows);

    const NameReader& names_;
    std::size_t count_ = 0;
};

/// {from, to}; nothing where the node is absent or wrong.
std::optional<deadlines::DataWindow> read_data_window(const language::Node& node);

}  // namespace rules::trial
