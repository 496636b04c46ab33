#pragma once

#include "daemon/store/answers.hpp"
#include "daemon/store/awaited.hpp"
#include "daemon/store/comparison.hpp"
#include "daemon/store/deferred.hpp"
#include "daemon/store/gap.hpp"
#include "daemon/store/rule_sets.hpp"
#include "daemon/store/summaries.hpp"
#include "notifiers/delivery.hpp"
#include "notifiers/envelope.hpp"
#include "rules/model/decision.hpp"
#include "rules/model/indicator.hpp"
#include "rules/model/snapshot.hpp"
#include "rules/model/subject.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// The port behind which all SQL lives. Plain structs in and out, one verb per thing the daemon does.
///
/// Verbs that change something are one transaction each. Environment failures (disk full, database locked or damaged)
/// are StoreError; what a caller can expect (a subject that does not exist) is a value.
namespace dondoc::store {

namespace model = rules::model;
using Instant = std::chrono::sys_seconds;  ///< UTC

class StoreError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct PlanImport {
    model::Plan plan;
    std::vector<model::AssignmentRecord> assignments;
    std::string file_name;
    std::string content_hash;   ///< hex, of the document's bytes
    std::vector<SameRow> same;  ///< what a person decided about rows that may be one
    std::vector<model::IndicatorRecord> indicators{};
    /// For rows whose event has happened already and whose words name a term: without one they get no day.
    const rules::dates::Calendar* calendar = nullptr;
};

/// What an import would do; nothing is written for it.
struct PlanComparison {
    std::optional<model::Plan> kept;  ///< the plan as an earlier import left it
    Comparison assignments;
};

/// What importing did, row by row. Importing the same file again leaves everything unchanged.
struct ImportSummary {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t withdrawn = 0;  ///< rows of an earlier import that the document no longer has: kept, cancelled
    bool new_plan = false;
    struct Rows {
        std::size_t added = 0;
        std::size_t changed = 0;
        std::size_t unchanged = 0;
        std::size_t withdrawn = 0;
    };
    Rows indicators{};
};

/// A reminder as it is kept: ids and texts only, readable without the rule book that made it.
struct ReminderRow {
    std::string key;  ///< model::reminder_key, unique
    std::string subject;
    std::string period;
    int version = 1;
    std::string stage;      ///< "lead:-7d"
    std::string recipient;  ///< "so-y-te" or "so-y-te:head"
    std::string policy;
    std::string outcome;  ///< send, merged, skipped
    bool late = false;
    rules::dates::Date due;
    rules::dates::Date day;
    std::string message;  ///< id of the message that carries it; empty for merged and skipped
};

/// A reminder or an alert as it was told to one recipient.
struct ToldRow {
    Instant at;           ///< when its message was made
    std::string subject;  ///< key without period; of an alert its key
    std::string period;
    int version = 1;
    std::string stage;  ///< "lead:-7d", or "check:raised"
    std::string recipient;
    std::string policy;  ///< empty for an alert
    std::optional<rules::dates::Date> due;
    bool late = false;
    std::string message;  ///< of an alert: its words
};

struct OutboxMessage {
    notifiers::Envelope envelope;
    std::string recipient;
    std::string subject_line;  ///< for people who list deliveries
    Instant not_before;
    int reminders = 0;                     ///< how many it carries; more than one address may get the same
    std::vector<std::string> alerts = {};  ///< keys of those it carries
    /// Ids of messages: it waits until one of them dies, and goes out then. Empty: it goes out at `not_before`.
    std::vector<std::string> stands_in_for = {};
    /// Id of a message that some of its recipients did not get, whom this one is for: what stands in for that one stands in
    /// for this one too.
    std::string rest_of = {};
    std::optional<Budget> budget = std::nullopt;  ///< none: it goes out in any case
    std::vector<std::int64_t> carries = {};       ///< DeferredMessage::id of those whose content it says
    /// Id of the first of those that say the same to its recipient, over other ways or on other pages; empty: it is the first.
    std::string copy_of = {};
};

/// A reminder that was not sent because another subject is more pressing.
struct InhibitedRow {
    std::string subject;  ///< key without period
    std::string key;
    std::string by;  ///< key of the other subject
};

/// All that one cycle writes: in one transaction or not at all.
struct CycleCommit {
    std::int64_t revision = 0;  ///< of the snapshot the decision was made on
    rules::dates::LocalTime evaluated_until;
    std::vector<ReminderRow> reminders;
    std::vector<OutboxMessage> messages;
    /// The alerts that stand from now on; nothing where checks were not evaluated.
    std::optional<std::vector<model::CheckState>> check_states = std::nullopt;
    /// Snapshot::evaluated_until of that snapshot: where the store has another one by now, somebody else was here.
    std::optional<rules::dates::LocalTime> evaluated_before = std::nullopt;
    /// Keys of the alerts that are told today. What none of the messages carries after all is kept as raised but told to
    /// nobody, so that it is raised again.
    std::vector<std::string> told_alerts = {};
    std::vector<InhibitedRow> inhibited = {};  ///< for the event log
    std::optional<Gap> gap = std::nullopt;     ///< that this cycle makes up for
};

enum class MessageState : std::uint8_t {
    waiting,
    sending,
    sent,
    dead,
    deferred,  ///< beyond the day's budget of its recipient: another message says what it says
};

struct Claimed {
    std::int64_t id = 0;
    int attempt = 1;  ///< this one's number
    int tries = 1;    ///< this one's number since the message was made, or a person gave it a new start
    Instant created;  ///< when that was
    /// Time between the attempts since then, and up to now. A pause counts for twelve hours at most: the machine may have been
    /// off, or its clock wrong.
    std::chrono::seconds tried_for{0};
    std::string recipient;
    std::string subject_line;
    notifiers::Envelope envelope;
};

/// What became of one claimed message. `next` is when to try again; without it the message is sent or dead.
struct Attempt {
    std::int64_t id = 0;
    int number = 1;
    Instant at;
    notifiers::Delivery delivery;
    MessageState state = MessageState::sent;
    std::optional<Instant> next;
    std::vector<OutboxMessage> follows = {};  ///< messages that come of it (dead letters), where it counts
};

/// A claim that is given back without an attempt: nothing went out.
struct Postponed {
    std::int64_t id = 0;
    int number = 1;  ///< of the attempt that was not made
    Instant until;
};

/// A server that nothing is sent to for a while.
struct ServerState {
    std::string channel;
    std::string server;  ///< host of a URL; empty: the channel's own
    Instant since;
    Instant until;  ///< of the next probe
    int failures = 0;
    std::string reason;
};

/// A report that a mail which its server took did not arrive after all, or not yet.
struct Bounce {
    std::string message;    ///< id of its envelope
    std::string recipient;  ///< mailbox that the report names
    std::string status;     ///< "5.1.1"
    std::string diagnostic;
    bool permanent = true;  ///< false: delayed, the server goes on trying
    bool proven = true;     ///< false: whoever knows the message's id may have written it
};

/// What came back of a mail that a server took.
enum class Returned : std::uint8_t {
    nothing,
    delayed,   ///< the server goes on trying
    unproven,  ///< a report says so that anybody may have written
    bounced,
};

/// One row of `dondoc deliveries`: a message and its newest receipt.
struct DeliveryRow {
    std::string message;
    std::string recipient;
    std::string channel;
    std::string to;
    std::string subject_line;
    MessageState state = MessageState::waiting;
    int attempts = 0;
    Instant created;
    std::optional<Instant> next;
    std::optional<Instant> last_at;
    int code = 0;
    std::string answer;
    std::string reason;
    int reminders = 0;
    Returned returned = Returned::nothing;  ///< of its newest attempt
    std::string report = {};                ///< "5.1.1 no such user": what was reported
    std::string carried_by = {};  ///< of a deferred one: id of the message that says what it says, once there is one
};

/// All that is given must hold.
struct DeliveryFilter {
    std::optional<MessageState> state;
    std::string recipient;
    std::optional<Instant> since;
    std::string channel = {};
    std::string to = {};                     ///< a part of the address
    std::vector<std::string> messages = {};  ///< ids; empty: all
    std::optional<Returned> returned = std::nullopt;
};

/// One assignment with everything the store knows of it.
struct AssignmentRow {
    model::Plan plan;
    model::AssignmentRecord record;
    model::SubjectFacts facts;
};

/// One indicator of a plan. Its seq stays the same through imports, whatever its place in the document.
struct IndicatorRow {
    model::Plan plan;
    model::IndicatorRecord record;
    std::optional<rules::dates::Date> withdrawn_on;  ///< day of the import whose document no longer had it
    std::vector<model::Measure> measures = {};       ///< in the order they were told
};

/// A request for a report, and who has told it.
struct RequestRow {
    model::ReportRequest request;
    std::string who;
};

/// A silence as it is kept; `fact.until` is its end as it was set at first.
struct SilenceRow {
    model::Silence fact;
    std::optional<rules::dates::LocalTime> ended;  ///< where somebody ended it before its time
    std::string ended_by;
};

/// Who does something, and when: kept with every fact.
struct Actor {
    std::string who;
    Instant at;
};

class Store {
public:
    virtual ~Store() = default;

    /// Raised by every change that evaluation can see; cheap, asked at each wake-up.
    virtual std::int64_t revision() = 0;

    /// `units` turns ids into positions; ids it does not know are left out (they were checked when imported).
    enum class Scope : std::uint8_t { open, all };
    virtual model::Snapshot snapshot(const model::UnitDirectory& units, Scope scope = Scope::open) = 0;

    /// Texts of assignments of a snapshot, in the order asked for.
    struct AssignmentRef {
        std::string_view plan;
        std::uint32_t seq = 0;
    };
    virtual std::vector<model::AssignmentText> texts(std::span<const AssignmentRef> assignments) = 0;

    /// Which of these reminders were written down before, in the order asked for.
    struct ReminderRef {
        std::string subject;  ///< key without period
        std::string key;
    };
    virtual std::vector<bool> recorded(std::span<const ReminderRef> reminders) = 0;

    /// Writes a cycle. False where the store has moved on since the snapshot: look again. Nothing is written then.
    virtual bool commit(const CycleCommit& cycle, Instant now) = 0;

    virtual PlanComparison compare_plan(const PlanImport& plan) = 0;
    /// A held import of the same plan that still waits is replaced: it is older than this one.
    virtual ImportSummary save_plan(const PlanImport& plan, const Actor& actor) = 0;
    /// What `snapshot` would give after it; nothing is changed.
    virtual model::Snapshot snapshot_with(const PlanImport& plan, const Actor& actor,
                                          const model::UnitDirectory& units) = 0;
    virtual std::vector<AssignmentRow> assignments(std::string_view plan = {}) = 0;
    virtual std::optional<AssignmentRow> assignment(std::string_view plan, std::uint32_t seq) = 0;
    /// In the order of the document, withdrawn ones last.
    virtual std::vector<IndicatorRow> indicators(std::string_view plan = {}) = 0;
    virtual std::vector<ReminderRow> reminders(const model::SubjectKey& subject) = 0;

    /// What was told in [from, until), by time. Reminders that no message could carry were not told to anybody. An alert
    /// whose check was taken out of the rules counts as cleared.
    virtual std::vector<ToldRow> told(Instant from, Instant until) = 0;

    /// The day from which periods of recurring duties are asked for: set once, by the first cycle or import.
    virtual void begin_tracking(rules::dates::Date day) = 0;

    /// When a running daemon said so last; nothing before the first time.
    virtual std::optional<Instant> last_alive() = 0;
    /// Cheap; after a loss of power the newest may be gone.
    virtual void note_alive(Instant now) = 0;
    /// Those that ended at `from` or later, oldest first.
    virtual std::vector<Gap> gaps(Instant from) = 0;

    /// Keeps a summary with its messages. False, and nothing written, where it was made before.
    virtual bool add_summary(const SummaryRow& row, std::span<const OutboxMessage> messages, Instant now) = 0;
    /// The newest whose period is before `period`, ISO.
    virtual std::optional<SummaryRow> last_summary(std::string_view kind, std::string_view recipient,
                                                   std::string_view period) = 0;
    /// Those that no message carries yet, oldest first.
    virtual std::vector<DeferredMessage> deferred() = 0;

    // Rule sets. The newest that was put in force; nothing before the first.
    virtual std::optional<RuleSet> rules_in_force() = 0;
    /// Settles what waited for it: a held change of these files is done, others of rules are replaced.
    virtual void put_in_force(const RuleSet& rules, const Actor& actor) = 0;

    // Changes that wait for a person.
    /// Its id. An older one of the same kind and name that still waits is replaced.
    virtual std::int64_t hold(const HeldChange& change, const Actor& actor) = 0;
    /// Those that wait or are confirmed, oldest first, without their content.
    virtual std::vector<HeldChange> open_changes() = 0;
    virtual std::optional<HeldChange> held_change(std::int64_t id) = 0;
    /// The newest change of rules with this hash, whatever became of it.
    virtual std::optional<HeldChange> held_rules(std::string_view hash) = 0;
    /// The same of a catch-up, for the gap that began then.
    virtual std::optional<HeldChange> held_catch_up(Instant since) = 0;
    /// False where it does not wait any more.
    virtual bool settle(std::int64_t id, HeldChange::State state, const Actor& actor) = 0;
    /// Saves the plan of a held import, which is done thereby. Nothing where it does not wait any more.
    virtual std::optional<ImportSummary> confirm_import(std::int64_t id, const PlanImport& plan,
                                                        const Actor& actor) = 0;

    // A refusal: the time from files with errors to files that are right again, over restarts.
    /// The id of the one that goes on; no other one ever has the same.
    virtual std::optional<std::int64_t> open_refusal() = 0;
    /// Begins one where none goes on; the id of the one that goes on.
    virtual std::int64_t begin_refusal(const Actor& actor) = 0;
    virtual void end_refusal(const Actor& actor) = 0;

    // Facts. The caller has checked that the subject exists.
    virtual void complete(std::string_view subject, const model::Completion& fact, const Actor& actor) = 0;
    virtual void extend(std::string_view subject, const model::Extension& fact, const Actor& actor) = 0;
    virtual void cancel(std::string_view subject, const model::Cancellation& fact, const Actor& actor) = 0;
    virtual void resume(std::string_view subject, const model::Resumption& fact, const Actor& actor) = 0;
    virtual void acknowledge(std::string_view subject, const model::Acknowledgement& fact, const Actor& actor) = 0;
    virtual void progress(std::string_view subject, const model::Progress& fact, const Actor& actor) = 0;

    /// What is known of a subject by its key without period; empty for one that nobody has told anything of.
    virtual model::SubjectFacts facts(std::string_view subject) = 0;

    // Answers of units through links.
    /// Keeps an answer, its fact where it takes effect at once, and the messages that follow from it. False, and nothing
    /// written, where the unit has said the same before and it still stands.
    virtual bool give_answer(const Answer& answer, const TellOfAnswer& tell, const Actor& actor) = 0;
    virtual std::vector<Answer> answers(const AnswerFilter& filter) = 0;  ///< oldest first
    /// With the fact that an approved answer comes to. False where it does not wait any more.
    virtual bool settle_answer(const Settlement& settlement, std::span<const OutboxMessage> messages,
                               const Actor& actor) = 0;

    /// The id of the new silence.
    virtual std::int64_t silence(const model::Silence& fact, const Actor& actor) = 0;
    /// False where there is no such silence, or it is over by then.
    virtual bool end_silence(std::int64_t id, rules::dates::LocalTime until, const Actor& actor) = 0;
    virtual std::vector<SilenceRow> silences() = 0;  ///< in the order they were set

    /// Asks for a report that has no period. Gives the request its number within its rule, and returns it.
    virtual std::uint16_t request_report(const model::ReportRequest& request, const Actor& actor) = 0;
    /// In the order they were told.
    virtual std::vector<RequestRow> requests() = 0;

    /// Records what an indicator has reached, and that its value of that period is no longer missing. False where there is no
    /// such indicator, or the document no longer has it.
    virtual bool record_value(std::string_view plan, std::uint32_t seq, const model::Measure& measure,
                              const Actor& actor) = 0;

    // Awaited events. `save_plan` links each conditional row to what it waits for: to an entry whose words mean the same and
    // that has not happened, or has happened on or after the day of the plan; else to a new one. Unknown ids change nothing.
    virtual AwaitedRegister awaited() = 0;
    /// Records that an event happened, and what follows for every open assignment that waits for it.
    virtual EventOutcome record_event(const model::EventRecord& record, const EventDues& dues,
                                      const rules::dates::Calendar& calendar, const Actor& actor) = 0;
    /// All that waits for `id` waits for `into` from now on, also what later imports bring in the same words.
    virtual EventOutcome merge_event(std::string_view id, std::string_view into, const rules::dates::Calendar& calendar,
                                     const Actor& actor) = 0;
    /// A person says what an assignment waits for, instead of what its words were taken for.
    virtual EventOutcome link_event(std::string_view plan, std::uint32_t seq, std::string_view id,
                                    const rules::dates::Calendar& calendar, const Actor& actor) = 0;
    /// A new entry that no words of a document lead to; its id.
    virtual std::string name_event(std::string_view words, const Actor& actor) = 0;
    /// Ids of the events that a plan's rows wait for, by seq.
    virtual std::map<std::uint32_t, std::vector<std::string>> events_of(std::string_view plan) = 0;

    // Outbox. A claim is a lease: when it runs out the message is due again.
    /// Up to `limit` messages of `channel` (all channels where empty) that are due at `now`, oldest first.
    virtual std::vector<Claimed> claim_due(Instant now, Instant lease_until, std::string_view channel, int limit) = 0;
    /// Records receipts and releases the claims. An attempt whose claim has passed to another one leaves its receipt and
    /// nothing else.
    virtual void record(std::span<const Attempt> attempts) = 0;
    /// Messages that are made `now`, whenever they may go out.
    virtual void enqueue(std::span<const OutboxMessage> messages, Instant now) = 0;
    /// Gives every lease back at once and forgets servers: for the one daemon of a database, when it starts and stops.
    virtual void release_claims() = 0;
    /// When the next message of `channel` (all where empty) is due, the end of a lease included; nothing where none waits.
    virtual std::optional<Instant> next_due(std::string_view channel) = 0;
    /// Channels of messages that wait, or may yet stand in for others.
    virtual std::vector<std::string> channels_in_use() = 0;
    /// For a clock that was ahead: what waits for longer than anything may, or was made later than now, is due at once.
    virtual void pull_forward(Instant now, std::chrono::seconds longest_wait) = 0;
    /// 32 random bytes, the same for ever and of this database only; made when they are asked for first.
    virtual std::string site_key() = 0;
    virtual std::vector<DeliveryRow> deliveries(const DeliveryFilter& filter) = 0;
    /// Messages that were given up, or of which a report, proven or not, says that they came back: where that was at `since` or
    /// later, whenever they were made.
    virtual std::vector<DeliveryRow> failed_since(Instant since) = 0;
    /// Channels that have something to do at `now`: a message that is due or under way.
    virtual std::vector<std::string> busy_channels(Instant now) = 0;
    /// Addresses of all that waits or is under way on a channel, each once.
    virtual std::vector<std::string> waiting_addresses(std::string_view channel) = 0;
    /// Gives claims back whose attempt was not made.
    virtual void postpone(std::span<const Postponed> claims) = 0;
    /// A new start for dead messages among those of the filter, and for those that came back: what is unproven only where the
    /// filter says so. Waiting ones are due at once where the filter says so, or names them. How many.
    virtual std::size_t retry(const DeliveryFilter& filter, const Actor& actor) = 0;
    /// Gives up waiting messages among those of the filter, with the reason as their receipt. How many.
    virtual std::size_t drop(const DeliveryFilter& filter, const std::string& reason, const Actor& actor) = 0;
    /// Servers whose breaker is open. A state whose `until` is not after `since` says that it has closed.
    virtual std::vector<ServerState> servers() = 0;
    virtual void note_server(const ServerState& state) = 0;
    /// The message that a bounce is about, as its envelope's id or nothing; without its bytes.
    virtual std::optional<Claimed> message(std::string_view id) = 0;
    /// Keeps a bounce of a message that was sent (whose receipt may not be written yet) with the messages that follow from
    /// it; one that is permanent and proven brings in who stands in. False, and nothing written, where another such report of
    /// this attempt and mailbox was kept before, or no such message was sent.
    virtual bool record_bounce(const Bounce& bounce, std::span<const OutboxMessage> alerts, Instant now) = 0;
    /// What each channel carried in the last seven days, and what waits; channels without messages are left out.
    virtual std::vector<model::ChannelCounts> channel_counts(Instant now) = 0;

    /// How long a verb waits for other programs before it fails; 15 s unless somebody says otherwise.
    virtual void be_patient_for(std::chrono::milliseconds time) = 0;
};

/// Opens or makes the database file and brings its schema up to date. StoreError where the file cannot be used or its
/// schema is newer than this program.
std::unique_ptr<Store> open_sqlite(const std::string& path);
/// A database of its own that nobody else sees and that ends with it: for trying what an import would bring.
std::unique_ptr<Store> open_in_memory();

/// Takes out of a decision what was said already. A calendar, a policy or a document may move a stage that was said to a
/// later day: its identity is the same, so it is not said again.
void drop_recorded(Store& store, const model::Snapshot& snapshot, const model::RuleBook& book,
                   model::Decision& decision);

}  // namespace dondoc::store
