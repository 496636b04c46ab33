#pragma once

#include "rules/language/load.hpp"
#include "rules/trial/fact.hpp"
#include "rules/trial/fields.hpp"
#include "rules/trial/scene.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// `*_test.yaml`: what rules should do, in a world of its own. The format is in docs/rules.md.
namespace rules::trial {

/// Which files a test file is about: read first, so that they can be loaded.
struct Header {
    std::vector<std::string> rules;             ///< paths as written; empty: those beside it
    std::optional<std::string> units_path;      ///< as written
    std::optional<language::SourceFile> units;  ///< written in the test file itself
    std::vector<language::SourceFile> calendars;
};

/// What is looked at: an empty list is everything.
struct Filter {
    std::vector<std::string> units;     ///< ids; their heads belong to them
    std::vector<std::string> subjects;  ///< as `covers` takes them
};

struct ExpectedStatus {
    model::SourcePlace place;
    dates::Date day;
    std::string subject;
    model::Status status{};
};

/// One due day, of all reporters of a rule or of one subject.
struct ExpectedDue {
    model::SourcePlace place;
    model::SubjectKey key;           ///< the period of a rule's report in it, if it recurs
    std::optional<dates::Date> due;  ///< nothing: not asked for, or no day is known
    std::optional<dates::Date> named = {};
    std::optional<deadlines::DataWindow> data = {};
};

/// All due days of a rule or subject within the days of the test.
struct ExpectedDues {
    model::SourcePlace place;
    std::string base;
    std::vector<dates::Date> days;
};

struct ExpectedReporters {
    model::SourcePlace place;
    std::string rule;
    std::vector<std::string> units;  ///< ids, in the order of the register
};

struct Test {
    model::SourcePlace place;
    std::string name;
    dates::Date from;
    dates::Date to;
    bool has_days = false;  ///< from and to are written
    dates::Date since;      ///< from which recurring duties are followed
    Filter only;
    std::vector<Fact> facts;                            ///< beside those of the file
    std::optional<std::vector<ExpectedRow>> reminders;  ///< these and no others
    std::vector<ExpectedRow> includes;                  ///< these among others
    std::optional<std::vector<ExpectedRow>> alerts;     ///< these and no others
    model::SourcePlace reminders_place;
    model::SourcePlace alerts_place;
    std::vector<ExpectedStatus> statuses;
    std::vector<ExpectedDue> dues;
    std::vector<ExpectedDues> all_dues;
    std::vector<ExpectedReporters> reporters;
};

struct TestFile {
    Scene scene;
    std::vector<Fact> facts;  ///< of all tests
    std::vector<Test> tests;
};

/// Bounded as rule files are; besides, one file has at most so many tests.
inline constexpr std::size_t most_tests = 5'000;

Header read_header(const language::SourceFile& file, std::vector<language::Problem>& problems);

/// Nothing may be run where there are errors among the problems.
TestFile read_tests(const language::SourceFile& file, const model::RuleBook& book,
                    std::vector<language::Problem>& problems);

}  // namespace rules::trial
