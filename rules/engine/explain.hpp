#pragma once

#include "rules/engine/calendar_steps.hpp"
#include "rules/engine/stages.hpp"
#include "rules/engine/stopped_by.hpp"
#include "rules/engine/updates.hpp"
#include "rules/model/collecting.hpp"
#include "rules/model/decision.hpp"
#include "rules/model/status.hpp"

#include <optional>
#include <vector>

/// Why a subject gets the reminders it gets. Asks the same functions as evaluation, so that what is explained is what
/// happens. Facts only: saying them in words is the caller's.
namespace rules::engine {

struct ExplainedStage {
    enum class Outcome : std::uint8_t {
        before_version,  ///< lies before the extension that made this version was decided
        passed,          ///< its time is over; whether it was said is in the store's records
        will_send,
        merged,        ///< meets `merged_into` on the same day
        silenced,      ///< would be sent, but `silence` covers it
        acknowledged,  ///< would be sent, but the unit asked for quiet by `acknowledgement`
        closed,        ///< would be sent, but the subject is done or cancelled
        inhibited,     ///< would be sent, but `inhibited_by` is more pressing as things stand now
    };
    std::string name;  ///< model::stage_name
    StageDay when;
    dates::LocalTime at;  ///< the instant it is or was for
    model::Recipient recipient;
    Outcome outcome = Outcome::will_send;
    std::optional<std::size_t> merged_into;  ///< position in Explanation::stages
    const model::Silence* silence = nullptr;
    const model::Acknowledgement* acknowledgement = nullptr;
    std::optional<model::SubjectKey> inhibited_by = {};
    std::optional<std::size_t> inhibition = {};        ///< in RuleBook::inhibitions
    std::optional<model::Inheritance> inherited_from;  ///< the recipient is told for a unit that has ended
    std::vector<CalendarStep> steps;  ///< days that moved it; for working days also holidays that were not counted
    bool provisional = false;         ///< a year on the way is only computed, not decided
};

/// One period of a subject (or the only one). Pointers refer to the snapshot and the rule book.
struct Explanation {
    model::SubjectKey key;
    model::Occurrence occurrence;  ///< `due` is meaningful where `versions.back().due` is there
    deadlines::Meaning meaning;
    model::Status status = model::Status::not_due;
    std::vector<model::DeadlineVersion> versions;     ///< the document's own first, the one in force last
    std::optional<model::ReportDay> report_day = {};  ///< of a report: as the words name it, and after `roll`
    std::vector<CalendarStep> roll_steps = {};        ///< days off that moved it
    std::optional<deadlines::DataWindow> data = {};   ///< of a report: which days its figures are of
    std::optional<model::Collected> collected = {};   ///< of a report that is made of others
    const model::ReportRequest* request = nullptr;    ///< of a report on request: what asked for it
    const model::Completion* completion = nullptr;
    const model::Cancellation* cancellation = nullptr;
    Stop nothing = Stop::none;            ///< why there is nothing to come
    std::optional<std::uint16_t> policy;  ///< in RuleBook::policies
    std::vector<ExplainedStage> stages;   ///< by day, then recipient; of repeats the last past and the next few
    bool repeats_go_on = false;           ///< an overdue stage repeats beyond those listed
    /// Who is or was told that what it waited for has come; with the period it is told with.
    std::vector<model::Reminder> announcements;
    /// Of an assignment whose progress is asked for, with its first period: since when the data are old, by which policy
    /// and when it was and will be asked for, and the next such day.
    std::optional<UpdateDuty> update = {};
    std::optional<std::uint16_t> update_policy = {};
    std::vector<ExplainedStage> updates = {};
    std::optional<dates::Date> next_update = {};
    /// Of an assignment that waits: who is asked next whether each event has happened, and when.
    std::vector<model::Reminder> questions = {};
};

/// Every period of the subject that the key means: the one it names; else, for a recurring duty, those open by `now` and
/// the next one; else its only one. Empty where there is no such subject. Subjects that are done or cancelled are
/// explained too if the snapshot has them.
std::vector<Explanation> explain(const model::Snapshot& snapshot, const model::RuleBook& book,
                                 const model::SubjectKey& key, dates::LocalTime now);

/// The first thing that keeps reminders from coming, of those for `unit` where it is given: the deadline and the facts, no
/// policy, no stage to come, what mutes the next one, what keeps it from reaching whom it is meant for.
StoppedBy first_stop(const Explanation& explanation, const model::Snapshot& snapshot, const model::RuleBook& book,
                     const HasChannel& has_channel, std::optional<model::UnitIndex> unit = {});

}  // namespace rules::engine
