#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <string>

namespace dondoc::store::sqlite {

/// The port on one SQLite file. Each verb is one transaction; verbs that belong together share a .cpp: plans,
/// snapshot, cycle, facts, silences, outbox.
class SqliteStore final : public Store {
public:
    explicit SqliteStore(const std::string& path) : db_(path) {}

    std::int64_t revision() override;
    model::Snapshot snapshot(const model::UnitDirectory& units, Scope scope) override;
    std::vector<model::AssignmentText> texts(std::span<const AssignmentRef> assignments) override;

    std::vector<bool> recorded(std::span<const ReminderRef> reminders) override;
    bool commit(const CycleCommit& cycle, Instant now) override;
    std::vector<ReminderRow> reminders(const model::SubjectKey& subject) override;
    std::vector<ToldRow> told(Instant from, Instant until) override;
    void begin_tracking(rules::dates::Date day) override;
    std::optional<Instant> last_alive() override;
    void note_alive(Instant now) override;
    std::vector<Gap> gaps(Instant from) override;
    bool add_summary(const SummaryRow& row, std::span<const OutboxMessage> messages, Instant now) override;
    std::optional<SummaryRow> last_summary(std::string_view kind, std::string_view recipient,
                                           std::string_view period) override;
    std::vector<DeferredMessage> deferred() override;

    PlanComparison compare_plan(const PlanImport& plan) override;
    ImportSummary save_plan(const PlanImport& plan, const Actor& actor) override;
    model::Snapshot snapshot_with(const PlanImport& plan, const Actor& actor,
                                  const model::UnitDirectory& units) override;
    std::vector<AssignmentRow> assignments(std::string_view plan) override;
    std::optional<AssignmentRow> assignment(std::string_view plan, std::uint32_t seq) override;
    std::vector<IndicatorRow> indicators(std::string_view plan) override;

    std::optional<RuleSet> rules_in_force() override;
    void put_in_force(const RuleSet& rules, const Actor& actor) override;
    std::int64_t hold(const HeldChange& change, const Actor& actor) override;
    std::vector<HeldChange> open_changes() override;
    std::optional<HeldChange> held_change(std::int64_t id) override;
    std::optional<HeldChange> held_rules(std::string_view hash) override;
    std::optional<HeldChange> held_catch_up(Instant since) override;
    bool settle(std::int64_t id, HeldChange::State state, const Actor& actor) override;
    std::optional<ImportSummary> confirm_import(std::int64_t id, const PlanImport& plan, const Actor& actor) override;

    std::optional<std::int64_t> open_refusal() override;
    std::int64_t begin_refusal(const Actor& actor) override;
    void end_refusal(const Actor& actor) override;

    void complete(std::string_view subject, const model::Completion& fact, const Actor& actor) override;
    void extend(std::string_view subject, const model::Extension& fact, const Actor& actor) override;
    void cancel(std::string_view subject, const model::Cancellation& fact, const Actor& actor) override;
    void acknowledge(std::string_view subject, const model::Acknowledgement& fact, const Actor& actor) override;
    void resume(std::string_view subject, const model::Resumption& fact, const Actor& actor) override;
    void progress(std::string_view subject, const model::Progress& fact, const Actor& actor) override;

    model::SubjectFacts facts(std::string_view subject) override;
    bool give_answer(const Answer& answer, const TellOfAnswer& tell, const Actor& actor) override;
    std::vector<Answer> answers(const AnswerFilter& filter) override;
    bool settle_answer(const Settlement& settlement, std::span<const OutboxMessage> messages,
                       const Actor& actor) override;

    std::int64_t silence(const model::Silence& fact, const Actor& actor) override;
    bool end_silence(std::int64_t id, rules::dates::LocalTime until, const Actor& actor) override;
    std::vector<SilenceRow> silences() override;

    std::uint16_t request_report(const model::ReportRequest& request, const Actor& actor) override;
    std::vector<RequestRow> requests() override;
    bool record_value(std::string_view plan, std::uint32_t seq, const model::Measure& measure,
                      const Actor& actor) override;

    AwaitedRegister awaited() override;
    EventOutcome record_event(const model::EventRecord& record, const EventDues& dues,
                              const rules::dates::Calendar& calendar, const Actor& actor) override;
    EventOutcome merge_event(std::string_view id, std::string_view into, const rules::dates::Calendar& calendar,
                             const Actor& actor) override;
    EventOutcome link_event(std::string_view plan, std::uint32_t seq, std::string_view id,
                            const rules::dates::Calendar& calendar, const Actor& actor) override;
    std::string name_event(std::string_view words, const Actor& actor) override;
    std::map<std::uint32_t, std::vector<std::string>> events_of(std::string_view plan) override;

    std::vector<Claimed> claim_due(Instant now, Instant lease_until, std::string_view channel, int limit) override;
    void record(std::span<const Attempt> attempts) override;
    void enqueue(std::span<const OutboxMessage> messages, Instant now) override;
    void release_claims() override;
    std::optional<Instant> next_due(std::string_view channel) override;
    std::vector<std::string> channels_in_use() override;
    void pull_forward(Instant now, std::chrono::seconds longest_wait) override;
    std::string site_key() override;
    std::vector<DeliveryRow> deliveries(const DeliveryFilter& filter) override;
    std::vector<DeliveryRow> failed_since(Instant since) override;
    std::vector<std::string> busy_channels(Instant now) override;
    std::vector<std::string> waiting_addresses(std::string_view channel) override;
    void postpone(std::span<const Postponed> claims) override;
    std::size_t retry(const DeliveryFilter& filter, const Actor& actor) override;
    std::size_t drop(const DeliveryFilter& filter, const std::string& reason, const Actor& actor) override;
    std::vector<ServerState> servers() override;
    void note_server(const ServerState& state) override;
    std::optional<Claimed> message(std::string_view id) override;
    bool record_bounce(const Bounce& bounce, std::span<const OutboxMessage> alerts, Instant now) override;
    std::vector<model::ChannelCounts> channel_counts(Instant now) override;
    void be_patient_for(std::chrono::milliseconds time) override { db_.be_patient_for(time); }

private:
    Connection db_;
};

/// Raises site.revision; inside the caller's transaction.
std::int64_t raise_revision(Connection& db);

}  // namespace dondoc::store::sqlite
