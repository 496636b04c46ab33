#pragma once

#include "rules/engine/announce.hpp"
#include "rules/engine/inhibit.hpp"
#include "rules/engine/mutes.hpp"
#include "rules/engine/questions.hpp"
#include "rules/engine/stages.hpp"
#include "rules/model/decision.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace rules::engine {

/// Turns the stages that an occurrence has reached into reminders, recipient by recipient: the newest day speaks, what
/// fell on the same day is merged into it, older days are skipped or merged as the policy's `late` says. One stage for several audiences reaches a recipient
/// once. Muted recipients get nothing, not even a record; of what another subject inhibits it is kept what would have spoken.
class Speaker {
public:
    enum class Muting : std::uint8_t { heed, ignore };
    /// `late` takes the place of what the policies say.
    Speaker(const model::Snapshot& snapshot, const model::RuleBook& book, dates::LocalTime now,
            Muting muting = Muting::heed, std::optional<model::Policy::Late> late = {});

    enum class Recorded : std::uint8_t { ignore, leave_out };

    /// `reached` is in the order of reached_stages. `leave_out` drops what Snapshot::recorded has; if that is what
    /// would speak, nothing speaks in its place. Appends to `out`.
    void speak(const model::Occurrence& occurrence, std::uint16_t policy, std::span<const StageDay> reached,
               Recorded recorded, std::vector<model::Reminder>& out);

    /// Tells an arrival to those who are not muted, `leave_out` as above.
    void announce(const DueAnnouncement& announcement, std::uint16_t policy, Recorded recorded,
                  std::vector<model::Reminder>& out);

    /// Asks those who are not muted whether an event has happened.
    void ask(const Question& question, const QuestionDay& when, std::vector<model::Reminder>& out);

    const Mutes& mutes() const noexcept { return mutes_; }
    const Inhibitor& inhibitor() const noexcept { return inhibitor_; }
    std::vector<model::Inhibited> take_inhibited() noexcept { return std::move(inhibited_); }

private:
    struct Claim {
        model::Recipient recipient;
        std::uint32_t reached = 0;  ///< position in `reached`: smaller speaks first
        friend auto operator<=>(const Claim&, const Claim&) = default;
    };
    void collect(const model::Occurrence& occurrence, const model::Policy& policy, std::span<const StageDay> reached);
    std::optional<Inhibitor::By> inhibition_of(const model::Occurrence& occurrence, const model::Policy& policy,
                                               std::span<const StageDay> reached) const;
    bool is_muted(const model::Occurrence& occurrence, const model::Recipient& recipient) const;

    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    Mutes mutes_;
    Inhibitor inhibitor_;
    Muting muting_;
    std::optional<model::Policy::Late> late_;
    dates::Date today_;
    std::vector<model::Recipient> recipients_;  // kept between calls for their memory
    std::vector<Claim> claims_;
    std::vector<model::Inhibited> inhibited_;
};

}  // namespace rules::engine
