#pragma once

#include "rules/engine/announce.hpp"
#include "rules/engine/questions.hpp"
#include "rules/engine/stages.hpp"
#include "rules/engine/updates.hpp"
#include "rules/model/decision.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace rules::engine {

/// A stretch of wall-clock time (after, until]; without `after` it has no beginning.
struct Window {
    std::optional<dates::LocalTime> after;
    dates::LocalTime until;
    /// What becomes of stages that were missed in it, instead of what their policies say.
    std::optional<model::Policy::Late> late = std::nullopt;
};

/// The open occurrences of a snapshot, in buckets that share policy and due day, so that evaluation looks at due days
/// instead of subjects: stages are computed once per bucket, and only buckets with a reached stage are visited.
///
/// Made once per snapshot revision and rule book; refers to both, which must outlive it. Immutable, so several threads
/// may ask at once. Building is linear in the number of assignments plus reports x periods up to `horizon`; evaluating
/// costs the number of buckets plus what is said. 8 bytes per assignment.
class Agenda {
public:
    /// Recurring duties are laid out for periods whose stages can be reached up to `horizon`; windows must not end
    /// after it.
    Agenda(const model::Snapshot& snapshot, const model::RuleBook& book, dates::Date horizon);

    dates::Date horizon() const noexcept { return horizon_; }
    std::size_t size() const noexcept { return entries_.size(); }

    /// What must be said for the window. Fresh subjects (all, where the snapshot was never evaluated) are looked at from
    /// the beginning of time, others from `window.after`. Only the first window after Snapshot::evaluated_until does so:
    /// a window that begins later follows one that was evaluated with this agenda already.
    /// Where the arrival of an awaited event is told, it speaks for all stages of its subject that the recipient would
    /// hear of in the same window.
    /// Pure: evaluating a window twice gives the same reminders, with the same identities.
    model::Decision evaluate(const Window& window) const;

    /// The next instant after `time` at which a stage is reached, or the next working morning where fresh subjects have
    /// missed something that must still be said. Where recurring duties exist the answer is never later than the day
    /// after the horizon, on which a new agenda is needed.
    std::optional<dates::LocalTime> next_wake_up(dates::LocalTime time) const;

    /// Whether a stage or an arrival lies in the window, fresh subjects left aside.
    bool was_reached(const Window& window) const;

    /// Visits every open occurrence and the policy it has: visit(const model::Occurrence&, std::uint16_t).
    template <class Visitor>
    void for_each(Visitor&& visit) const {
        for (const Bucket& bucket : buckets_) {
            if (bucket.track != Track::deadline) continue;
            for (std::uint32_t i = bucket.first; i < bucket.last; ++i) {
                visit(occurrence(entries_[i], bucket), bucket.policy);
            }
        }
    }

private:
    /// What only recurring, extended and reporting subjects have; the first one stands for all others.
    struct Detail {
        model::SubjectKind kind = model::SubjectKind::assignment;
        model::UnitIndex reporter{};
        std::optional<dates::Period> period;
        std::uint16_t version = 1;
        std::uint16_t round = 0;  ///< of updates
        std::uint16_t request = 0;
        std::uint32_t indicator = 0;
    };
    struct Entry {
        std::uint32_t index = 0;   ///< in Snapshot::assignments or RuleBook::reports
        std::uint32_t detail = 0;  ///< in details_
    };
    struct Bucket {
        std::uint16_t policy = 0;
        bool fresh = false;
        Track track = Track::deadline;
        dates::Date due;  ///< what its stages count from
        /// The day of an extension, or of rules that have changed: earlier stages never were.
        std::optional<dates::Date> known_from;
        std::uint32_t first = 0;  ///< first..last in entries_
        std::uint32_t last = 0;
    };
    /// Kept apart from the buckets: few, and without a due day some of them.
    struct ToTell {
        DueAnnouncement announcement;
        std::uint16_t policy = 0;
        bool fresh = false;
    };
    class Builder;

    model::Occurrence occurrence(const Entry& entry, const Bucket& bucket) const {
        const Detail& detail = details_[entry.detail];
        if (bucket.track == Track::update)
            return update_occurrence(entry.index, {bucket.due, detail.round, {}}, snapshot_);
        return occurrence_of(entry.index, detail, bucket.due);
    }
    static model::Occurrence occurrence_of(std::uint32_t index, const Detail& detail, dates::Date due) noexcept {
        model::Occurrence occurrence{detail.kind, index, detail.reporter, detail.period, detail.version, due};
        occurrence.request = detail.request;
        occurrence.indicator = detail.indicator;
        return occurrence;
    }
    bool looks_back(const std::optional<dates::LocalTime>& after) const noexcept;
    std::optional<dates::LocalTime> morning_for_missed(dates::LocalTime time) const;
    std::optional<dates::LocalTime> next_telling(dates::LocalTime time) const;
    std::optional<dates::LocalTime> next_question(dates::LocalTime time) const;

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    dates::Date horizon_;
    bool recurring_ = false;  ///< holds duties that go on beyond the horizon
    std::vector<Entry> entries_;
    std::vector<Detail> details_;
    std::vector<Bucket> buckets_;  ///< by due day
    std::vector<ToTell> to_tell_;
    std::vector<Question> questions_;  ///< by position in Snapshot::awaited
};

/// Agenda and evaluation in one step, for callers that look once.
model::Decision evaluate(const model::Snapshot& snapshot, const model::RuleBook& book, const Window& window);

}  // namespace rules::engine
