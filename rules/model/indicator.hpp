#pragma once

#include "rules/dates/date.hpp"
#include "rules/dates/period.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Chỉ tiêu: what a plan wants measured, and how much of it by which year.
namespace rules::model {

enum class Comparator : std::uint8_t { equal, at_least, more_than, at_most, less_than };

/// "=", ">=", ">", "<=", "<"
std::string_view comparator_sign(Comparator comparator) noexcept;

/// What is wanted in one year, or what was there before. What is no number ("toàn dân", "Có", "x") keeps its words only. A
/// span ("80-85") is two targets of the same year, at least and at most.
struct Target {
    int year = 0;  ///< 0 where the document names none; of a period its last year
    Comparator comparator = Comparator::equal;
    std::optional<double> value;
    std::string words;       ///< as written: "≥ 97", "trên 80", "Giảm 0,06"
    bool is_change = false;  ///< the value is added to what was there before: "Giảm 0,06" is -0.06
    friend bool operator==(const Target&, const Target&) = default;
};

/// What was reached in a period, as its owner has reported it. Of several for one period the last one told counts.
struct Measure {
    std::string period;  ///< Period::key()
    std::optional<double> value;
    std::string words;
    std::string document;
    dates::Date on;
    friend bool operator==(const Measure&, const Measure&) = default;
};

/// One row of a table of indicators, as intake hands it on and the store keeps it.
struct IndicatorRecord {
    std::uint32_t seq = 0;  ///< 1.. in the order of the document
    std::string ordinal;    ///< as printed, may repeat
    std::string group;      ///< headings inside the table, outer first, joined by " / "
    std::string name;
    std::string unit_of_measure;
    std::vector<Target> baseline;     ///< what was reached before, mostly one value; empty where it is not written
    std::vector<Target> targets;      ///< by year
    std::string owner_words;          ///< who does it and reports on it
    std::string advisor_words;        ///< who watches it ("tham mưu chỉ đạo, theo dõi")
    std::vector<std::string> owners;  ///< unit or group ids
    std::vector<std::string> advisors;
    std::string note;
    friend bool operator==(const IndicatorRecord&, const IndicatorRecord&) = default;
};

/// "2026: ≥ 97; 2030: toàn dân": years with the words as written.
std::string targets_text(const std::vector<Target>& targets);

/// Where an indicator stands in a period.
enum class Standing : std::uint8_t {
    missing,       ///< nobody has reported a value
    met,           ///< every target of that year is reached
    off_target,    ///< one of them is not
    no_target,     ///< the document wants nothing of that year
    not_measured,  ///< value or target are words, or a change from a baseline that is no number: a person must compare
};
/// The enumerator, for programs: "off_target".
std::string_view standing_name(Standing standing) noexcept;
std::string_view standing_vi(Standing standing) noexcept;

struct IndicatorStanding {
    Standing standing = Standing::missing;
    const Measure* measure = nullptr;    ///< the one that counts
    std::vector<const Target*> targets;  ///< those of the period's year that it was compared with
};

/// What an indicator is measured by. Refers to its arguments.
struct Wanted {
    const std::vector<Target>& baseline;
    const std::vector<Target>& targets;
};

/// Compares what was reported for a period with the targets of its year; pointers refer to the arguments. A target that is a
/// change ("Giảm 0,06") is added to the baseline of the year before, or the newest one there is before.
IndicatorStanding indicator_standing(const IndicatorRecord& indicator, const std::vector<Measure>& measures,
                                     const dates::Period& period);
/// `period` by its key; the targets are those of `year`.
IndicatorStanding indicator_standing(const Wanted& wanted, const std::vector<Measure>& measures,
                                     std::string_view period, int year);

/// "142-kh-ubnd-2025/ct3" as plan id and seq; nothing where the text is no such key.
struct IndicatorKey {
    std::string plan;
    std::uint32_t seq = 0;
};
std::optional<IndicatorKey> parse_indicator_key(std::string_view text);

/// "142-kh-ubnd-2025/ct3": the indicator `seq` of a plan, among subjects.
std::string indicator_key(std::string_view plan_id, std::uint32_t seq);

}  // namespace rules::model
