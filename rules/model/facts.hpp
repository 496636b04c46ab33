#pragma once

#include "rules/dates/date.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What people have told the program about a subject. Facts are only ever added; statuses are computed from them.
namespace rules::model {

class Condition;

struct Completion {
    std::string period;  ///< Period::key(), empty where the subject does not recur
    dates::Date on;
    std::string document;  ///< number of the document that proves it, may be empty
};

/// Gia hạn: a new deadline version. The old one stays in the history.
struct Extension {
    std::string period;
    dates::Date until;
    std::string basis;
    dates::Date decided;
    std::string event = {};  ///< id of the awaited event that set this day; empty where a person moved it
};

/// What a conditional subject waited for has come about. Its units are told once.
struct Arrival {
    std::string event;  ///< id
    int number = 1;     ///< 1, and one more for each correction and each day that was set later
    dates::Date on;
    std::string document;  ///< number, may be empty
    dates::Date told;      ///< the day on which the program learnt it for this subject
};

struct Cancellation {
    dates::Date on;
    std::string basis;
    std::string who = {};
};

/// What was cancelled is taken up again.
struct Resumption {
    dates::Date on;
    std::string basis;
};

/// "We have received this, ask again after that day."
struct Acknowledgement {
    std::string unit;  ///< unit id
    dates::Date until;
    std::string who = {};
    std::string reason = {};
};

/// Cập nhật tiến độ: how far the work has come, as somebody told it.
struct Progress {
    dates::Date on;
    std::optional<int> percent;  ///< 0 to 100
    std::string note;            ///< may be empty
    std::string period = {};     ///< Period::key(), empty for the subject as a whole
    std::string who = {};
};

/// Yêu cầu báo cáo: somebody with the right to do so has asked for a report that has no period (đột xuất).
struct ReportRequest {
    std::string rule;          ///< id of the report rule
    std::uint16_t number = 1;  ///< 1.. within the rule: part of the subject's key ("R1"), never changes
    dates::Date due;
    dates::Date asked;
    std::string basis;
    std::vector<std::string> units;  ///< ids of those who were asked; empty: all that the rule names
    bool fresh = false;              ///< asked since Snapshot::evaluated_until
    friend bool operator==(const ReportRequest&, const ReportRequest&) = default;
};

/// "R1", which stands where other subjects have their period.
std::string request_key(std::uint16_t number);
/// Accepts exactly what `request_key` writes.
std::optional<std::uint16_t> parse_request_key(std::string_view text) noexcept;

struct SubjectFacts {
    std::vector<Completion> completions;
    std::vector<Extension> extensions;  ///< in the order they were decided
    std::vector<Acknowledgement> acknowledgements;
    std::vector<Arrival> arrivals;   ///< in the order they were told
    std::vector<Progress> progress;  ///< in the order it was told
    std::optional<Cancellation> cancelled;
    std::vector<dates::Date> resumed = {};  ///< the days on which it was taken up again, in the order they were told
    /// The last day on which progress, a completion or a resumption was told; what they are of may be older.
    std::optional<dates::Date> data_told = {};
    bool fresh = false;  ///< changed since Snapshot::evaluated_until
};

/// The deadline of a subject as it stood on some day.
struct DeadlineVersion {
    std::uint16_t number = 1;  ///< 1, and one more for each extension or arrival that set a day
    std::optional<dates::Date> due;
    const Extension* extension = nullptr;  ///< what made this version; null for the document's own deadline
};

/// The version in force after all extensions of that period, or after those decided on or before `on`. `period` is
/// Period::key(), empty where the subject does not recur; `facts` may be null.
DeadlineVersion deadline_version(const SubjectFacts* facts, std::string_view period,
                                 std::optional<dates::Date> first_due,
                                 std::optional<dates::Date> on = std::nullopt) noexcept;

/// The first completion of the period, or of the subject as a whole (a completion without period); null where open.
const Completion* completion_of(const SubjectFacts* facts, std::string_view period) noexcept;

/// Mutes what matches; an empty field matches all. Applies while from <= time < until.
struct Silence {
    std::string plan;     ///< plan id
    std::string subject;  ///< subject key
    std::string unit;     ///< recipient's unit id
    std::string author;
    std::string reason;
    dates::LocalTime from;
    dates::LocalTime until;
    std::string rule = {};   ///< id of a rule for report
    std::string match = {};  ///< a condition, as policies have it
    /// `match`, compiled by rules/language. Null where there is none; where it is not understood any more the silence
    /// covers nothing, since it is not known what was meant.
    std::shared_ptr<const Condition> condition = nullptr;
    std::int64_t id = 0;  ///< of the store
};

}  // namespace rules::model
