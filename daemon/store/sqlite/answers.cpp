#include "daemon/store/answers.hpp"

#include "daemon/store/sqlite/events.hpp"
#include "daemon/store/sqlite/fact_rows.hpp"
#include "daemon/store/sqlite/message_rows.hpp"
#include "daemon/store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <array>

namespace dondoc::store::sqlite {
namespace {

using Kind = Answer::Kind;
using State = Answer::State;

constexpr std::string_view select =
    "SELECT id, kind, state, subject, period, version, unit, recipient, address, at, day, document, reason, "
    "settled_by, settled_at, settled_note FROM answer ";

template <class Enum, std::size_t size, class Name>
Enum named(std::string_view text, const std::array<Enum, size>& all, Name name) {
    for (const Enum one : all) {
        if (name(one) == text) return one;
    }
    return all.front();
}

Answer from_row(const Query& row) {
    static constexpr std::array kinds{Kind::received, Kind::completed, Kind::extension, Kind::not_ours};
    static constexpr std::array states{State::recorded, State::waiting, State::approved, State::rejected};
    Answer answer;
    answer.id = row.integer(0);
    answer.kind = named(row.text(1), kinds, answer_kind_name);
    answer.state = named(row.text(2), states, answer_state_name);
    answer.subject = row.text(3);
    answer.period = row.text(4);
    answer.version = static_cast<int>(row.integer(5));
    answer.unit = row.text(6);
    answer.recipient = row.text(7);
    answer.address = row.text(8);
    answer.at = row.instant(9);
    answer.day = row.maybe_date(10);
    answer.document = row.text(11);
    answer.reason = row.text(12);
    answer.settled_by = row.text(13);
    answer.settled_at = row.maybe_instant(14);
    answer.settled_note = row.text(15);
    return answer;
}

Detail detail_of(const Answer& answer) {
    Detail detail{{"answer", fmt::to_string(answer.id)},
                  {"recipient", answer.recipient},
                  {"address", answer.address},
                  {"version", fmt::to_string(answer.version)}};
    if (!answer.period.empty()) detail.emplace_back("period", answer.period);
    if (answer.day) detail.emplace_back("day", rules::dates::format_iso(*answer.day));
    if (!answer.document.empty()) detail.emplace_back("document", answer.document);
    if (!answer.reason.empty()) detail.emplace_back("reason", answer.reason);
    return detail;
}

bool was_given(Connection& db, const Answer& answer) {
    Query row = db.query(std::string(select) + "WHERE subject = ? AND period = ? AND unit = ?");
    row.with(answer.subject, answer.period, answer.unit);
    while (row.next()) {
        if (still_says(from_row(row), answer.kind, answer.version)) return true;
    }
    return false;
}

std::int64_t add_answer(Connection& db, const Answer& answer) {
    Query insert = db.query(
        "INSERT INTO answer (kind, state, subject, period, version, unit, recipient, address, at, day, document, "
        "reason, settled_by, settled_note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '') RETURNING id");
    insert.with(answer_kind_name(answer.kind), answer_state_name(answer.state), answer.subject, answer.period,
                answer.version, answer.unit, answer.recipient, answer.address, answer.at, answer.day, answer.document,
                answer.reason);
    insert.next();
    const std::int64_t id = insert.integer(0);
    insert.run();
    return id;
}

/// The fact that an answer comes to once it stands, if any.
void add_fact_of(Connection& db, const Answer& answer, const Settlement* settled, const Actor& actor) {
    FactRow fact;
    fact.period = answer.period;
    if (answer.day) fact.day = *answer.day;
    switch (answer.kind) {
        case Kind::received: return;  // a receipt asks for no quiet
        case Kind::completed:
            fact.kind = "completed";
            fact.basis = answer.document;
            break;
        case Kind::extension:
            fact.kind = "extended";
            fact.basis = settled->note;
            fact.decided = settled->decided;
            break;
        case Kind::not_ours: return;  // somebody has to say whose it is
    }
    write_fact(db, answer.subject, fact, actor);
}

std::optional<Answer> waiting_answer(Connection& db, std::int64_t id) {
    Query row = db.query(std::string(select) + "WHERE id = ? AND state = 'waiting'");
    if (!row.with(id).next()) return std::nullopt;
    return from_row(row);
}

}  // namespace

bool SqliteStore::give_answer(const Answer& answer, const TellOfAnswer& tell, const Actor& actor) {
    return db_.write([&] {
        if (was_given(db_, answer)) return false;
        Answer kept = answer;
        kept.id = add_answer(db_, answer);
        add_event(db_, actor, fmt::format("answer.{}", answer_kind_name(answer.kind)), answer.subject, detail_of(kept));
        if (answer.state == State::recorded) add_fact_of(db_, kept, nullptr, actor);
        if (tell) {
            add_messages(db_, tell(kept.id), actor.at);
        }
        return true;
    });
}

std::vector<Answer> SqliteStore::answers(const AnswerFilter& filter) {
    return db_.look([&] {
        // What pages ask for goes by an index, however many answers there are.
        const std::string_view of = filter.subject.empty() ? "WHERE ?2 = '' " : "WHERE subject = ?2 ";
        Query row = db_.query(fmt::format(
            "{}{}AND (?1 IS NULL OR id = ?1) AND (?3 IS NULL OR period = ?3) AND (?4 = '' OR unit = ?4) AND (?5 = 0 OR "
            "state = 'waiting') ORDER BY id",
            select, of));
        std::optional<std::string_view> period;
        if (filter.period) period = *filter.period;
        row.with(filter.id, filter.subject, period, filter.unit, filter.waiting ? 1 : 0);
        std::vector<Answer> found;
        while (row.next()) found.push_back(from_row(row));
        return found;
    });
}

bool SqliteStore::settle_answer(const Settlement& settlement, std::span<const OutboxMessage> messages,
                                const Actor& actor) {
    return db_.write([&] {
        const auto answer = waiting_answer(db_, settlement.id);
        if (!answer) return false;
        const std::string_view state = answer_state_name(settlement.approved ? State::approved : State::rejected);
        db_.query("UPDATE answer SET state = ?, settled_by = ?, settled_at = ?, settled_note = ? WHERE id = ?")
            .with(state, actor.who, actor.at, settlement.note, settlement.id)
            .run();
        add_event(db_, actor, fmt::format("answer.{}", state), answer->subject,
                  {{"answer", fmt::to_string(answer->id)}, {"note", settlement.note}});
        if (settlement.approved) add_fact_of(db_, *answer, &settlement, actor);
        add_messages(db_, messages, actor.at);
        return true;
    });
}

model::SubjectFacts SqliteStore::facts(std::string_view subject) {
    return db_.read([&] { return facts_of(db_, subject); });
}

}  // namespace dondoc::store::sqlite
