#pragma once

#include "rules/model/rule_book.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rules::language {

/// A file as somebody else read it: this folder does no I/O.
struct SourceFile {
    std::string path;  ///< as shown in messages
    std::string text;
};

/// One thing that is wrong (or doubtful) in the admin's files.
struct Problem {
    enum class Level : std::uint8_t { error, warning };
    Level level = Level::error;
    model::SourcePlace place;
    int length = 0;       ///< characters to underline from the place; 0 where only the line is known
    std::string message;  ///< what is wrong and what was expected, one sentence, Vietnamese (English)
    std::string line;     ///< the offending source line
};

/// Everything an admin edits, as files.
struct Sources {
    SourceFile units;                   ///< units.yaml
    std::vector<SourceFile> rules;      ///< rules.d/*.yaml, loaded together
    std::vector<SourceFile> calendars;  ///< calendars/*.yaml, one year each, and what a site has beside it
    /// Years that are official everywhere, for those that `calendars` does not decide.
    std::vector<SourceFile> official_calendars = {};
    /// Ids of the configured channels; where they are not known, policies may name any.
    std::optional<std::vector<std::string>> channels = {};
    /// With it, what is over by then is warned of.
    std::optional<dates::Date> today = {};
};

/// The rule book, or every problem at once. Warnings may come with a book; an error never does.
struct Loaded {
    std::optional<model::RuleBook> book;
    std::vector<Problem> problems;
};

/// The working calendar alone, as `load` makes it: years of files, then official years, then computed ones.
struct LoadedCalendar {
    dates::Calendar calendar;
    std::vector<Problem> problems;
};
LoadedCalendar load_calendar(const std::vector<SourceFile>& calendars, const std::vector<SourceFile>& official);

/// Never throws for what the files hold. Bounded: files over 10 MB, deep nesting and alias bombs are refused.
Loaded load(const Sources& sources);

/// "path:line:column: message", the source line and the part of it underlined.
std::string format(const Problem& problem);

}  // namespace rules::language
