#pragma once

#include "rules/model/check.hpp"
#include "rules/model/rule_book.hpp"
#include "rules/model/snapshot.hpp"
#include "rules/model/subject.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rules::model {

/// A subject for one period: what a deadline, a completion and a reminder belong to. Positions refer to the Snapshot and
/// RuleBook it was made from.
struct Occurrence {
    SubjectKind kind = SubjectKind::assignment;
    /// In Snapshot::assignments; of a report or an indicator its rule in RuleBook::reports; of an event in
    /// Snapshot::awaited.
    std::uint32_t index = 0;
    UnitIndex reporter{};  ///< for a report: the unit that owes it
    std::optional<dates::Period> period;
    std::uint16_t version = 1;  ///< 1, and one more for each extension
    dates::Date due;            ///< of this version
    bool has_due = true;  ///< false where there is none: `due` is then the day of the arrival, or of the last update
    std::uint16_t round = 0;      ///< of an `update` stage: how often its data had been told before
    std::uint16_t request = 0;    ///< for a report on request: ReportRequest::number
    std::uint32_t indicator = 0;  ///< for an indicator: in Snapshot::indicators

    /// What distinguishes it from the other occurrences of its subject: Period::key(), request_key(), or nothing.
    std::string part_key() const;
};

/// Who is told: a unit, its head, or an address that a policy names (the planning office's unit stands for it).
struct Recipient {
    UnitIndex unit{};
    bool head = false;
    std::uint16_t address = 0;  ///< 1 + position in RuleBook::addresses
    friend bool operator==(const Recipient&, const Recipient&) = default;
    friend auto operator<=>(const Recipient&, const Recipient&) = default;
};

/// Instead of a stage: the arrival of what the subject waited for. Its identity is (subject, event and number,
/// recipient), whatever becomes of the deadline, so that it is told once.
struct Announcement {
    std::uint32_t arrival = 0;  ///< in SubjectFacts::arrivals
    Audience::Kind audience = Audience::Kind::lead;
};

/// Lời nhắc: a stage of an occurrence for a recipient. Its identity is (subject, period, version, stage, recipient).
struct Reminder {
    enum class Outcome : std::uint8_t {
        send,
        merged,   ///< another stage speaks for it: a nearer one on the same day, or one that names what was missed
        skipped,  ///< missed while nobody was awake or before the subject was known; a newer stage speaks, if any
    };
    Occurrence occurrence;
    std::uint16_t policy = 0;  ///< in RuleBook::policies
    std::uint16_t stage = 0;   ///< in Policy::stages
    std::uint16_t repeat = 1;  ///< n-th time of a stage that repeats
    Recipient recipient;
    dates::Date nominal;  ///< the day before days off moved it
    dates::Date day;      ///< the day it is for
    Outcome outcome = Outcome::send;
    bool late = false;   ///< sent after its day
    bool fresh = false;  ///< its subject is looked at for the first time: what has passed was not missed by anybody
    std::optional<Announcement> announcement = std::nullopt;  ///< then `stage` and `repeat` say nothing
};

/// A reminder that would have been sent but for another subject.
struct Inhibited {
    Reminder reminder;
    Occurrence by;               ///< what is more pressing
    std::size_t inhibition = 0;  ///< in RuleBook::inhibitions
};

/// The outcome of one evaluation: what must be said and written down for a window of time.
struct Decision {
    std::optional<dates::LocalTime> after;  ///< the window is (after, until]
    dates::LocalTime until;
    std::vector<Reminder> reminders;  ///< by recipient, then due day, then subject
    std::vector<Alert> alerts = {};   ///< what is told of checks, by key
    /// The alerts that stand afterwards, by key; nothing where the window holds no morning on which checks are evaluated.
    std::optional<std::vector<CheckState>> check_states = std::nullopt;
    std::vector<Inhibited> inhibited = {};  ///< by due day, of those that would have spoken
    /// What became of stages that were missed, instead of what their policies say.
    std::optional<Policy::Late> late = std::nullopt;
};

/// "-7d", "0d", "+4wd": the stage as part of the identity, with the audience in front: "lead:-7d". Of an update also how
/// often the data had been told before: "lead:update:+30d", "lead:update#2:+30d".
std::string stage_name(const Stage& stage, int repeat, int round = 0);

/// Of a question whether an event has happened its month: "ask:2026-07".
/// Also "lead:event:van-ban-huong-dan-cua-bo-y-te", with "#2" for its first correction.
std::string stage_name(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book);

/// "so-y-te", "so-y-te:head", or "mail:a@so.example"
std::string recipient_name(const Recipient& recipient, const RuleBook& book);

/// The units that owe it, groups expanded, each once: the leads of an assignment, the reporter, the owners of an indicator,
/// the leads of all that wait for an event.
std::vector<UnitIndex> responsible_units(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book);

/// The assignments that wait for an event and have no day of their own yet, as positions in Snapshot::assignments.
std::vector<std::uint32_t> still_waiting(const AwaitedEvent& event, const Snapshot& snapshot);

/// What people have told about its subject, or null.
const SubjectFacts* facts_of(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book);

/// The request that a report answers, or null.
const ReportRequest* request_of(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book);

/// The occurrence's key: "142-kh-ubnd-2025/12", "kh142-nam/so-noi-vu@2026", "dot-xuat/so-noi-vu@R1",
/// "142-kh-ubnd-2025/ct3@2026", "event:van-ban-huong-dan-cua-bo-y-te".
SubjectKey subject_key(const Occurrence& occurrence, const Snapshot& snapshot, const RuleBook& book);

/// The reminder's identity as one text, unique for ever: "SUBJECT@PERIOD v1 lead:-7d so-y-te"; of an announcement
/// "SUBJECT event:van-ban-huong-dan-cua-bo-y-te so-y-te"; of a question "event:ID ask:2026-07 phong-khtc".
std::string reminder_key(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book);

/// The unit that has ended and for which the recipient is told; empty where it is told for itself.
struct Inheritance {
    UnitIndex from{};
    bool settled = true;  ///< false: nobody has said yet who follows, and the recipient must see to it
};
std::optional<Inheritance> inheritance_of(const Reminder& reminder, const Snapshot& snapshot, const RuleBook& book);

}  // namespace rules::model
