#include "rules/trial/verdict.hpp"

#include "rules/trial/matching.hpp"
#include "rules/trial/narrow.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::trial {
namespace {

using dates::Date;

class Comparison {
public:
    Comparison(const Test& test, Verdict& verdict) : test_(test), verdict_(verdict) {}

    /// Each expected row has a row of its own; `exact`: and no row is left over.
    void compare_rows(const std::vector<ExpectedRow>& expected, const std::vector<Row>& rows, bool exact,
                      const model::SourcePlace& place) {
        Matching matching = match(expected, rows);
        for (std::size_t i = 0; i < expected.size(); ++i) {
            if (matching.row_of[i]) continue;
            const auto near = nearest_row(expected[i], rows, matching.taken);
            add(expected[i].place, show(expected[i]), near ? show(rows[*near], expected[i]) : std::string());
            if (near) matching.taken[*near] = true;
        }
        for (std::size_t i = 0; exact && i < rows.size(); ++i) {
            if (!matching.taken[i]) add(place, {}, show(rows[i]));
        }
    }

    void compare_statuses(const std::vector<std::string>& seen) {
        for (std::size_t i = 0; i < seen.size(); ++i) {
            const ExpectedStatus& expected = test_.statuses[i];
            const std::string_view name = model::status_name(expected.status);
            if (seen[i] == name) continue;
            const std::string head = fmt::format("{}  {}  ", dates::format_iso(expected.day), expected.subject);
            add(expected.place, head + std::string(name), head + seen[i]);
        }
    }

    void compare_dues(const std::vector<Seen::Due>& seen) {
        for (std::size_t i = 0; i < seen.size(); ++i) {
            const ExpectedDue& expected = test_.dues[i];
            const bool same_named = !expected.named || expected.named == seen[i].named;
            const bool same_data = !expected.data || expected.data == seen[i].data;
            if (expected.due == seen[i].due && same_named && same_data) continue;
            const std::string key = expected.key.text();
            add(expected.place, due_text(key, expected.due, expected.named, expected.data),
                due_text(key, seen[i].due, expected.named ? seen[i].named : std::nullopt,
                         expected.data ? seen[i].data : std::nullopt));
        }
    }

    void compare_all_dues(const std::vector<std::vector<Date>>& seen) {
        for (std::size_t i = 0; i < seen.size(); ++i) {
            const ExpectedDues& expected = test_.all_dues[i];
            std::vector<Date> missing;
            std::vector<Date> more;
            std::set_difference(expected.days.begin(), expected.days.end(), seen[i].begin(), seen[i].end(),
                                std::back_inserter(missing));
            std::set_difference(seen[i].begin(), seen[i].end(), expected.days.begin(), expected.days.end(),
                                std::back_inserter(more));
            if (missing.empty() && more.empty()) continue;
            add(expected.place, days_text(expected.base, missing), days_text(expected.base, more));
        }
    }

    void compare_reporters(const model::RuleBook& book) {
        for (const ExpectedReporters& expected : test_.reporters) {
            std::vector<std::string> units;
            const auto rule = std::find_if(book.reports.begin(), book.reports.end(),
                                           [&](const model::ReportRule& each) { return each.id == expected.rule; });
            for (const model::UnitIndex unit : model::reporters_of(*rule, book.units))
                units.push_back(book.units[unit].id);
            if (units == expected.units) continue;
            add(expected.place, only_in(expected.rule, expected.units, units),
                only_in(expected.rule, units, expected.units));
        }
    }

private:
    static std::string due_text(const std::string& key, const std::optional<Date>& due,
                                const std::optional<Date>& named, const std::optional<deadlines::DataWindow>& data) {
        std::string text = fmt::format("{}  {}", key, due ? dates::format_iso(*due) : "none");
        if (named) text += fmt::format("  named: {}", dates::format_iso(*named));
        if (data) text += fmt::format("  data: {}..{}", dates::format_iso(data->first), dates::format_iso(data->last));
        return text;
    }

    static std::string days_text(const std::string& base, const std::vector<Date>& days) {
        if (days.empty()) return {};
        std::vector<std::string> texts;
        for (const Date day : days) texts.push_back(dates::format_iso(day));
        return fmt::format("{}  {}", base, fmt::join(texts, ", "));
    }

    static std::string only_in(const std::string& rule, const std::vector<std::string>& units,
                               const std::vector<std::string>& others) {
        std::vector<std::string> more;
        for (const std::string& unit : units) {
            if (std::find(others.begin(), others.end(), unit) == others.end()) more.push_back(unit);
        }
        return more.empty() ? std::string() : fmt::format("{}  {}", rule, fmt::join(more, ", "));
    }

    void add(const model::SourcePlace& place, std::string expected, std::string got) {
        verdict_.differences.push_back({place, std::move(expected), std::move(got)});
    }

    const Test& test_;
    Verdict& verdict_;
};

}  // namespace

const model::RuleBook& Judge::book_for(const Test& test) {
    if (test.alerts) return book_;
    std::vector<std::string> subjects = test.only.subjects;
    if (!subjects.empty()) {
        for (const ExpectedStatus& status : test.statuses) subjects.push_back(status.subject);
        for (const ExpectedDue& due : test.dues) subjects.push_back(due.key.base);
        for (const ExpectedDues& dues : test.all_dues) subjects.push_back(dues.base);
    }
    std::vector<std::size_t> rules = rules_looked_at(book_, subjects);
    const auto known = narrowed_.find(rules);
    if (known != narrowed_.end()) return known->second;
    model::RuleBook narrowed = narrow(book_, rules);
    return narrowed_.emplace(std::move(rules), std::move(narrowed)).first->second;
}

Verdict Judge::judge(const Test& test, const TestFile& file) {
    const Seen seen = run(test, file, book_for(test));
    Verdict verdict;
    Comparison comparison(test, verdict);
    if (test.reminders) comparison.compare_rows(*test.reminders, seen.reminders, true, test.reminders_place);
    comparison.compare_rows(test.includes, seen.reminders, false, test.place);
    if (test.alerts) comparison.compare_rows(*test.alerts, seen.alerts, true, test.alerts_place);
    comparison.compare_statuses(seen.statuses);
    comparison.compare_dues(seen.dues);
    comparison.compare_all_dues(seen.all_dues);
    comparison.compare_reporters(book_);
    return verdict;
}

}  // namespace rules::trial
