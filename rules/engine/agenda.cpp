#include "rules/engine/evaluate.hpp"
#include "rules/engine/occurrences.hpp"
#include "rules/engine/policy_choice.hpp"
#include "rules/engine/stages.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <tuple>

namespace rules::engine {
namespace {

using dates::Date;
using std::chrono::days;

constexpr Date first_day{std::chrono::year{dates::first_year} / 1 / 1};
constexpr Date last_day{std::chrono::year{dates::last_year} / 12 / 31};

/// Stages before a due day beyond this cannot be reached by the horizon under any policy.
Date last_due_within(Date horizon, const model::RuleBook& book) noexcept {
    days before{0};
    for (const model::Policy& policy : book.policies) before = std::max(before, reach_of(policy).before);
    return horizon + before;
}

/// The first day on which a policy speaks after a time.
Date first_morning_after(dates::LocalTime time, const model::Policy& policy) noexcept {
    return *days_reached(time, time, policy.send_at).first;
}

std::optional<Date> later(const std::optional<Date>& a, const std::optional<Date>& b) noexcept {
    return std::max(a, b);  // nothing is before every day
}

}  // namespace

/// Sorts the open occurrences into buckets: one pass names each one's bucket and counts, a second puts it there. Nearly
/// all are assignments with one plain due day, whose bucket is found in a table by day.
class Agenda::Builder {
public:
    explicit Builder(Agenda& agenda)
        : agenda_(agenda),
          snapshot_(agenda.snapshot_),
          book_(agenda.book_),
          policies_(snapshot_, book_),
          layouts_(book_.calendar),
          last_due_(last_due_within(agenda.horizon_, book_)),
          updates_(std::any_of(book_.policies.begin(), book_.policies.end(),
                               [](const model::Policy& policy) { return has_stages(policy, Track::update); })),
          all_fresh_(!snapshot_.evaluated_until) {}

    void run() {
        agenda_.details_.emplace_back();
        for (const model::Policy& policy : book_.policies) {
            in_force_from_.push_back(policy.since ? std::optional(first_morning_after(*policy.since, policy))
                                                  : std::nullopt);
        }
        placed_.reserve(snapshot_.assignments.size());
        for (std::uint32_t i = 0; i < snapshot_.assignments.size(); ++i) add_assignment(i);
        for (std::uint32_t i = 0; i < book_.reports.size(); ++i) add_report(i);
        for (std::uint32_t i = 0; i < snapshot_.awaited.size(); ++i) add_question(i);
        fill();
    }

private:
    void add_question(std::uint32_t event) {
        auto question = question_of(event, policies_, snapshot_, book_);
        if (!question) return;
        if (const auto& from = in_force_from_[question->policy])
            question->since = std::max(question->since, *from - days{1});
        agenda_.questions_.push_back(*question);
    }

    struct Placed {
        std::uint32_t bucket;
        Entry entry;
    };
    static constexpr std::uint32_t none = 0xffffffff;
    using DayTable = std::vector<std::uint32_t>;

    /// What a subject is, whatever its period.
    struct Standing {
        bool fresh = false;
        bool added = false;                     ///< nobody was told of it yet
        std::optional<dates::LocalTime> since;  ///< from when on its own rule has been so
    };

    /// The first day whose stages count under the rules in force. What is new is told what it missed all the same.
    std::optional<Date> in_force_from(std::uint16_t policy, const Standing& standing) const {
        if (standing.added) return std::nullopt;
        if (!standing.since) return in_force_from_[policy];
        return later(in_force_from_[policy], first_morning_after(*standing.since, book_.policies[policy]));
    }

    void add_assignment(std::uint32_t index) {
        const model::Assignment& assignment = snapshot_.assignments[index];
        const model::SubjectFacts* facts = facts_of(assignment, snapshot_);
        const bool fresh = all_fresh_ || assignment.fresh || (facts != nullptr && facts->fresh);
        const Standing standing{fresh, all_fresh_ || (assignment.fresh && assignment.added), {}};
        if (facts != nullptr && facts->cancelled) return;
        if (facts != nullptr && !facts->arrivals.empty()) add_announcement(index, fresh);
        if (updates_) add_update(index, standing);
        if (deadlines::has_periods(assignment.deadline)) return add_periods(index, assignment, facts, standing);
        const auto& policy = policies_.constant(model::SubjectKind::assignment);
        if (facts != nullptr || !policy)
            return add_period(Detail{}, index, only_period(assignment.deadline.due, facts), standing);
        if (assignment.deadline.due) place(plain_bucket(*policy, standing, *assignment.deadline.due), {index, 0});
    }

    void add_announcement(std::uint32_t index, bool fresh) {
        auto announcement = announcement_of(index, snapshot_, book_);
        if (!announcement) return;
        if (const auto policy = policies_.of(announcement->occurrence))
            agenda_.to_tell_.push_back({std::move(*announcement), *policy, fresh});
    }

    void add_update(std::uint32_t index, const Standing& standing) {
        auto duty = update_duty_of(index, snapshot_);
        if (!duty) return;
        const auto policy = policies_.of(update_occurrence(index, *duty, snapshot_));
        if (!policy || !has_stages(book_.policies[*policy], Track::update)) return;
        duty->since = std::max(duty->since, book_.policies[*policy].update_since.value_or(duty->since));
        Detail detail;
        detail.round = duty->round;
        const auto bucket = duty->known_from
                                ? extended_bucket(*policy, standing, duty->since, duty->known_from, Track::update)
                                : plain_bucket(*policy, standing, duty->since, Track::update);
        place(bucket, {index, detail_position(detail)});
    }

    void add_periods(std::uint32_t index, const model::Assignment& assignment, const model::SubjectFacts* facts,
                     const Standing& standing) {
        const auto duty = duty_of(assignment, snapshot_, last_due_);
        if (!duty) return;
        agenda_.recurring_ = agenda_.recurring_ || duty->goes_on;
        for (const PeriodDue& period : layouts_.of(*duty)) {
            add_period(Detail{}, index, period_with_facts(period, facts), standing);
        }
    }

    void add_requests(std::uint32_t index) {
        const model::ReportRule& rule = book_.reports[index];
        for (const model::ReportRequest& request : snapshot_.requests) {
            if (request.rule != rule.id) continue;
            for (const model::UnitIndex reporter : asked_units(request, rule, book_.units)) {
                const model::SubjectFacts* facts = facts_of(rule, reporter, snapshot_, book_);
                if (facts != nullptr && facts->cancelled) continue;
                const bool added = all_fresh_ || request.fresh;
                const Standing standing{added || (facts != nullptr && facts->fresh), added, rule.since};
                Detail detail;
                detail.kind = model::SubjectKind::report;
                detail.reporter = reporter;
                add_period(detail, index, requested_period(request, facts), standing);
            }
        }
    }

    void add_indicators(std::uint32_t index) {
        const model::ReportRule& rule = book_.reports[index];
        const auto duty = duty_of(rule, snapshot_, last_due_);
        const std::vector<PeriodDue> periods = duty ? lay_out(*duty, book_.calendar) : std::vector<PeriodDue>{};
        agenda_.recurring_ = agenda_.recurring_ || duty;
        for (const std::uint32_t position : asked_indicators(rule, snapshot_)) {
            model::Occurrence named;
            named.kind = model::SubjectKind::indicator;
            named.index = index;
            named.indicator = position;
            const model::SubjectFacts* facts = model::facts_of(named, snapshot_, book_);
            if (facts != nullptr && facts->cancelled) continue;
            const bool added = all_fresh_ || snapshot_.indicators[position].fresh;
            const Standing standing{added || (facts != nullptr && facts->fresh), added, rule.since};
            Detail detail;
            detail.kind = model::SubjectKind::indicator;
            detail.indicator = position;
            if (is_asked_for_once(rule, snapshot_)) add_period(detail, index, only_period(rule.once, facts), standing);
            for (const PeriodDue& period : periods)
                add_period(detail, index, period_with_facts(period, facts), standing);
        }
    }

    void add_report(std::uint32_t index) {
        const model::ReportRule& rule = book_.reports[index];
        if (rule.on_request) return add_requests(index);
        if (rule.indicators) return add_indicators(index);
        const auto duty = duty_of(rule, snapshot_, last_due_);
        const std::vector<PeriodDue> periods = duty ? lay_out(*duty, book_.calendar) : std::vector<PeriodDue>{};
        agenda_.recurring_ = agenda_.recurring_ || duty;
        const auto reporters = model::reporters_of(rule, book_.units);
        for (const model::UnitIndex reporter : reporters) {
            const model::SubjectFacts* facts = facts_of(rule, reporter, snapshot_, book_);
            if (facts != nullptr && facts->cancelled) continue;
            const Standing standing{all_fresh_ || (facts != nullptr && facts->fresh), all_fresh_, rule.since};
            Detail detail;
            detail.kind = model::SubjectKind::report;
            detail.reporter = reporter;
            const auto owed = [&](Date due) { return model::owes(rule, reporter, due, reporters, book_.units); };
            if (is_asked_for_once(rule, snapshot_) && owed(*rule.once))
                add_period(detail, index, only_period(rule.once, facts), standing);
            for (const PeriodDue& period : periods) {
                if (owed(period.due)) add_period(detail, index, period_with_facts(period, facts), standing);
            }
        }
    }

    void add_period(Detail detail, std::uint32_t index, const SubjectPeriod& period, const Standing& standing) {
        if (period.completion != nullptr || !period.version.due) return;
        detail.period = period.period;
        detail.version = period.version.number;
        detail.request = period.request;
        const model::Occurrence occurrence = occurrence_of(index, detail, *period.version.due);
        const auto policy = policies_.of(occurrence);
        if (!policy) return;
        const bool plain = !period.known_from() && !standing.since;
        const auto bucket = plain ? plain_bucket(*policy, standing, occurrence.due)
                                  : extended_bucket(*policy, standing, occurrence.due, period.known_from());
        place(bucket, {index, detail_position(detail)});
    }

    std::uint32_t detail_position(const Detail& detail) {
        const bool plain = detail.kind == model::SubjectKind::assignment && !detail.period && detail.version == 1;
        if (plain && detail.round == 0) return 0;
        agenda_.details_.push_back(detail);
        return static_cast<std::uint32_t>(agenda_.details_.size() - 1);
    }

    std::uint32_t plain_bucket(std::uint16_t policy, const Standing& standing, Date due,
                               Track track = Track::deadline) {
        const std::size_t table = policy * std::size_t{8} + (track == Track::update ? 4 : 0) +
                                  (standing.added ? 2 : 0) + (standing.fresh ? 1 : 0);
        if (table >= tables_.size()) tables_.resize(table + 1);
        if (tables_[table].empty())
            tables_[table].assign(static_cast<std::size_t>((last_day - first_day).count() + 1), none);
        const auto day = static_cast<std::size_t>((std::clamp(due, first_day, last_day) - first_day).count());
        std::uint32_t& bucket = tables_[table][day];
        if (bucket == none) bucket = new_bucket(policy, standing.fresh, due, in_force_from(policy, standing), track);
        return bucket;
    }

    std::uint32_t extended_bucket(std::uint16_t policy, const Standing& standing, Date due,
                                  const std::optional<Date>& extended_on, Track track = Track::deadline) {
        const auto known_from = later(extended_on, in_force_from(policy, standing));
        const auto [entry, added] = extended_.try_emplace({policy, standing.fresh, due, known_from, track}, none);
        if (added) entry->second = new_bucket(policy, standing.fresh, due, known_from, track);
        return entry->second;
    }

    std::uint32_t new_bucket(std::uint16_t policy, bool fresh, Date due, const std::optional<Date>& known_from,
                             Track track = Track::deadline) {
        agenda_.buckets_.push_back({policy, fresh, track, due, known_from, 0, 0});
        return static_cast<std::uint32_t>(agenda_.buckets_.size() - 1);
    }

    void place(std::uint32_t bucket, const Entry& entry) {
        placed_.push_back({bucket, entry});
        ++agenda_.buckets_[bucket].last;  // counts until fill() makes it an end
    }

    void fill() {
        auto& buckets = agenda_.buckets_;
        std::uint32_t position = 0;
        for (Bucket& bucket : buckets) {
            const std::uint32_t count = bucket.last;
            bucket.first = bucket.last = position;
            position += count;
        }
        agenda_.entries_.resize(placed_.size());
        for (const Placed& placed : placed_) agenda_.entries_[buckets[placed.bucket].last++] = placed.entry;
        std::sort(buckets.begin(), buckets.end(), [](const Bucket& a, const Bucket& b) {
            return std::tie(a.due, a.policy, a.track, a.fresh, a.known_from) <
                   std::tie(b.due, b.policy, b.track, b.fresh, b.known_from);
        });
    }

    Agenda& agenda_;
    const model::Snapshot& snapshot_;
    const model::RuleBook& book_;
    PolicyChoice policies_;
    PeriodLayouts layouts_;
    Date last_due_;
    bool updates_;  ///< some policy asks for them
    bool all_fresh_;
    std::vector<std::optional<Date>> in_force_from_;  ///< by policy: the first day that its stages can speak on
    std::vector<Placed> placed_;
    std::vector<DayTable> tables_;
    std::map<std::tuple<std::uint16_t, bool, Date, std::optional<Date>, Track>, std::uint32_t> extended_;
};

Agenda::Agenda(const model::Snapshot& snapshot, const model::RuleBook& book, Date horizon)
    : snapshot_(snapshot), book_(book), horizon_(horizon) {
    Builder(*this).run();
}

}  // namespace rules::engine
