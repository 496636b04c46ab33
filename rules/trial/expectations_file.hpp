#pragma once

#include "rules/language/values.hpp"
#include "rules/trial/facts_file.hpp"
#include "rules/trial/test_file.hpp"

namespace rules::trial {

/// Reads what tests of a file expect, and counts it against most_expected_rows.
class ExpectationReader {
public:
    ExpectationReader(const Subjects& subjects, const language::Register& known) : subjects_(subjects), known_(known) {}

    /// A list, or none. `on`, `to` and `subject` (`alert`) may be lists: then a row for each combination is expected.
    std::vector<ExpectedRow> read_reminders(const language::Node& node);
    std::vector<ExpectedRow> read_alerts(const language::Node& node);
    /// day: {subject: status}
    void read_statuses(const language::Node& node, std::vector<ExpectedStatus>& statuses) const;
    /// subject: day; subject: {period: day}; subject: [days]
    void read_dues(const language::Node& node, Test& test) const;
    /// rule: [units]
    void read_reporters(const language::Node& node, std::vector<ExpectedReporters>& reporters) const;
    Filter read_filter(const language::Node& node) const;

private:
    struct Values {
        Field field;
        std::vector<std::string> texts;
    };
    template <class ReadEntry>
    std::vector<ExpectedRow> read_rows(const language::Node& node, const ReadEntry& read_entry);
    std::vector<Values> read_reminder(language::Fields& fields) const;
    std::vector<Values> read_alert(language::Fields& fields) const;
    void multiply(const language::Node& entry, const std::vector<Values>& values, std::vector<ExpectedRow>& rows);

    std::vector<std::string> read_days(const language::Node& node) const;
    std::vector<std::string> read_recipients(const language::Node& node) const;
    std::vector<std::string> read_subjects(const language::Node& node) const;
    std::vector<std::string> read_unit_ids(const language::Node& node) const;
    std::optional<std::string> read_recipient(const language::Node& node) const;
    void read_due(const language::Node& node, const model::SubjectKey& key, Test& test) const;

    const Subjects& subjects_;
    const language::Register& known_;
    std::size_t rows_ = 0;
};

}  // namespace rules::trial
