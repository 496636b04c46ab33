#include "daemon/store/audit.hpp"
#include "daemon/store/receipts.hpp"
#include "daemon/store/sqlite/migrate.hpp"
#include "temporary.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <gmock/gmock.h>

#include <fstream>

/// What somebody with rights on the file can do to the log, and what `verify` says of it.
namespace dondoc::store::contract {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using Kind = AuditFault::Kind;

/// A site with a morning behind it: an import, two messages that went out, a completion; after it nothing guards the rows.
class Tampered : public testing::Test {
protected:
    Tampered() {
        const auto store = open_sqlite(path_);
        store->save_plan(plan(3), clerk);
        store->commit(cycle(store->revision(), {reminder(1, "lead:-7d", "m1"), reminder(2, "lead:-7d", "m2")},
                            {message("m1"), message("m2")}),
                      instant(10));
        const auto claims = store->claim_due(instant(20), instant(300), "mail", 10);
        store->record(std::vector{delivered(claims.at(0)), delivered(claims.at(1))});
        store->complete(subject(1), {"", day("2026-05-20"), "12/BC"}, clerk);
        store->cancel(subject(2), {day("2026-05-21"), "7/QĐ"}, clerk);
        head_ = open_audit(path_)->head();
        EXPECT_THAT(open_audit(path_)->verify({}, {}).faults, IsEmpty());
        drop_guards();
    }

    void sql(const std::string& text) { SQLite::Database(path_, SQLite::OPEN_READWRITE).exec(text); }
    std::string value(const std::string& text) {
        return SQLite::Database(path_, SQLite::OPEN_READONLY).execAndGet(text).getString();
    }

    /// Faults but for the missing triggers.
    std::vector<AuditFault> faults(std::vector<ChainHead> anchors = {}) {
        auto report = open_audit(path_)->verify(anchors, {});
        std::erase_if(report.faults, [](const auto& fault) { return fault.kind == Kind::unguarded; });
        return report.faults;
    }

    std::int64_t place_of(const std::string& source, const std::string& key) {
        return std::stoll(value("SELECT place FROM chain WHERE source = '" + source + "' AND key = " + key));
    }

    TemporaryDirectory directory_;
    std::string path_ = directory_.file();
    ChainHead head_;

private:
    void drop_guards() {
        std::string drops;
        {
            SQLite::Database database(path_, SQLite::OPEN_READWRITE);
            SQLite::Statement name(database, "SELECT name FROM sqlite_schema WHERE type = 'trigger'");
            while (name.executeStep()) drops += "DROP TRIGGER " + name.getColumn(0).getString() + ";";
        }
        sql(drops);
    }
};

auto fault(Kind kind, std::int64_t place, const std::string& source, const std::string& row) {
    return AllOf(Field(&AuditFault::kind, kind), Field(&AuditFault::place, place), Field(&AuditFault::source, source),
                 Field(&AuditFault::row, row));
}

}  // namespace

TEST(Audit, an_empty_log_is_whole) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file());
    const auto report = open_audit(directory.file())->verify({}, {});
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_EQ(report.head.text(), "0:" + std::string(64, '0'));
}

TEST(Audit, every_row_that_is_added_makes_the_chain_longer) {
    const TemporaryDirectory directory;
    const auto store = open_sqlite(directory.file());
    store->save_plan(plan(1), clerk);
    const auto before = open_audit(directory.file())->head();
    store->enqueue(std::vector{message("m1")}, instant(0));
    const auto after = open_audit(directory.file())->head();
    EXPECT_EQ(after.count, before.count + 1);
    EXPECT_NE(after.hash, before.hash);
    EXPECT_THAT(open_audit(directory.file())->verify(std::vector{before, after}, {}).faults, IsEmpty());
}

TEST(Audit, tells_how_far_it_is) {
    const TemporaryDirectory directory;
    const auto store = open_sqlite(directory.file());
    store->save_plan(plan(1), clerk);
    std::int64_t last = 0;
    std::int64_t all = 0;
    const auto report = open_audit(directory.file())->verify({}, [&](std::int64_t done, std::int64_t total) {
        last = done;
        all = total;
    });
    EXPECT_GT(all, 0);
    EXPECT_EQ(last, all);
    EXPECT_EQ(all, report.head.count);
}

TEST(Audit, a_message_that_is_written_while_it_reads_disturbs_nothing) {
    const TemporaryDirectory directory;
    const auto store = open_sqlite(directory.file());
    store->save_plan(plan(1), clerk);
    const auto report = open_audit(directory.file())->verify({}, [&](auto, auto) {
        store->enqueue(std::vector{message("m1")}, instant(0));
    });
    EXPECT_THAT(report.faults, IsEmpty());
}

TEST_F(Tampered, a_changed_field_of_each_table_is_named) {
    for (const auto& [source, change] : std::vector<std::pair<std::string, std::string>>{
             {"event", "UPDATE event SET who = 'khac' WHERE id = 2"},
             {"receipt", "UPDATE receipt SET code = 251 WHERE message = 2"},
             {"message", "UPDATE message SET bytes = CAST(bytes || ' ' AS BLOB) WHERE id = 2"},
             {"reminder", "UPDATE reminder SET day = '2026-06-01' WHERE message = 2"},
             {"fact", "UPDATE fact SET day = '2026-06-01' WHERE id = 2"}}) {
        const auto key = source == "reminder" ? "'" + subject(2) + "'" : std::string("2");
        sql("CREATE TABLE kept AS SELECT * FROM " + source);
        sql(change);
        EXPECT_THAT(faults(), ElementsAre(AllOf(Field(&AuditFault::kind, Kind::changed),
                                                Field(&AuditFault::place, place_of(source, key)),
                                                Field(&AuditFault::source, source))))
            << change;
        sql("PRAGMA foreign_keys = OFF; DELETE FROM " + source + "; INSERT INTO " + source +
            " SELECT * FROM kept; DROP TABLE kept");
        ASSERT_THAT(faults(), IsEmpty()) << "it was put back";
    }
}

TEST_F(Tampered, a_value_that_only_changes_its_place_is_a_change) {
    sql("UPDATE receipt SET answer = reason, reason = answer WHERE message = 1");
    EXPECT_THAT(faults(), ElementsAre(fault(Kind::changed, place_of("receipt", "1"), "receipt", "1 1")));
}

TEST_F(Tampered, a_deleted_row_is_named) {
    sql("DELETE FROM event WHERE id = 2");
    EXPECT_THAT(faults(), ElementsAre(fault(Kind::removed, place_of("event", "2"), "event", "2")));
}

TEST_F(Tampered, a_row_that_is_deleted_with_its_link_leaves_a_gap) {
    const auto place = place_of("event", "2");
    sql("DELETE FROM chain WHERE source = 'event' AND key = 2; DELETE FROM event WHERE id = 2");
    EXPECT_THAT(faults(), ElementsAre(fault(Kind::removed, place, "", "")));
}

TEST_F(Tampered, a_gap_that_was_closed_breaks_the_chain_from_there) {
    const auto place = place_of("receipt", "1");
    sql("DELETE FROM chain WHERE place = " + std::to_string(place) +
        "; DELETE FROM receipt WHERE message = 1; UPDATE chain SET place = place - 1 WHERE place > " +
        std::to_string(place));
    const auto found = faults();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].kind, Kind::broken);
    EXPECT_EQ(found[0].place, place);
    EXPECT_EQ(found[0].others, head_.count - place - 1);
}

TEST_F(Tampered, two_rows_that_changed_places_are_named) {
    sql("UPDATE event SET id = 1000 WHERE id = 2; UPDATE event SET id = 2 WHERE id = 3; UPDATE event SET id = 3 WHERE "
        "id "
        "= 1000");
    const auto found = faults();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_THAT(found[0], fault(Kind::reordered, place_of("event", "2"), "event", "2"));
    EXPECT_EQ(found[0].detail, std::to_string(place_of("event", "3")));
}

TEST_F(Tampered, two_links_that_changed_places_are_named) {
    const auto first = place_of("message", "1");
    const auto second = place_of("message", "2");
    sql("UPDATE chain SET place = 1000 WHERE place = " + std::to_string(first) +
        "; UPDATE chain SET place = " + std::to_string(first) + " WHERE place = " + std::to_string(second) +
        "; UPDATE chain SET place = " + std::to_string(second) + " WHERE place = 1000");
    const auto found = faults();
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].kind, Kind::reordered);
    EXPECT_EQ(found[0].place, first);
    EXPECT_EQ(found[0].detail, std::to_string(second));
}

TEST_F(Tampered, a_hash_that_was_written_over_is_told_from_a_changed_row) {
    sql("UPDATE chain SET hash = randomblob(32) WHERE place = 2");
    const auto found = faults();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::link_changed);
    EXPECT_EQ(found[0].place, 2);
}

TEST_F(Tampered, a_row_without_a_link_is_named) {
    sql("INSERT INTO receipt VALUES (1, 2, 0, 'sent', 250, 'ok', '')");
    EXPECT_THAT(faults(), ElementsAre(fault(Kind::unchained, 0, "receipt", "1 2")));
}

TEST_F(Tampered, a_tail_that_was_cut_off_shows_against_an_anchor) {
    const auto place = place_of("event", "(SELECT max(id) FROM event)");
    ASSERT_EQ(place, head_.count);
    sql("DELETE FROM chain WHERE place >= " + std::to_string(place - 1) +
        "; DELETE FROM event WHERE id = (SELECT max(id) FROM event); DELETE FROM fact WHERE id = 2; UPDATE "
        "sqlite_sequence "
        "SET seq = seq - 1 WHERE name = 'event'");
    EXPECT_THAT(faults(), IsEmpty()) << "without an anchor nothing shows: that is why there are anchors";
    const auto found = faults({head_});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::truncated);
    EXPECT_EQ(found[0].place, head_.count - 1);
    EXPECT_EQ(found[0].detail, std::to_string(head_.count));
}

TEST_F(Tampered, an_event_cut_off_in_haste_shows_without_one) {
    sql("DELETE FROM chain WHERE place = (SELECT max(place) FROM chain); DELETE FROM event WHERE id = (SELECT max(id) "
        "FROM event)");
    const auto found = faults();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::truncated);
}

TEST_F(Tampered, a_chain_that_was_computed_anew_shows_against_an_anchor) {
    {
        SQLite::Database database(path_, SQLite::OPEN_READWRITE);
        sqlite::migrate(database, path_);  // the functions of the chain: whoever forges it can have them
        database.exec("UPDATE event SET who = 'khac' WHERE id = (SELECT max(id) FROM event)");
        database.exec(
            "UPDATE chain SET hash = (SELECT chain_hash((SELECT hash FROM chain b WHERE b.place = chain.place - 1), "
            "place, "
            "'event', row_hash(id, at, who, verb, subject, detail)) FROM event WHERE id = chain.key) WHERE place = "
            "(SELECT "
            "max(place) FROM chain)");
    }
    EXPECT_THAT(faults(), IsEmpty());
    const auto found = faults({head_});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, Kind::rewritten);
    EXPECT_EQ(found[0].place, head_.count);
}

TEST_F(Tampered, missing_guards_are_named_one_by_one) {
    const auto report = open_audit(path_)->verify({}, {});
    ASSERT_FALSE(report.faults.empty());
    std::int64_t count = 0;
    for (const auto& fault : report.faults) {
        EXPECT_EQ(fault.kind, Kind::unguarded);
        count += 1 + fault.others;
    }
    const TemporaryDirectory other;
    open_sqlite(other.file());
    EXPECT_EQ(count, SQLite::Database(other.file())
                         .execAndGet("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'")
                         .getInt64());
}

TEST(Audit, a_view_that_writes_no_links_is_a_missing_guard) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file());
    SQLite::Database(directory.file(), SQLite::OPEN_READWRITE)
        .exec("DROP VIEW link; CREATE VIEW link (source, key, part, row) AS SELECT source, key, part, '' FROM chain");
    EXPECT_THAT(
        open_audit(directory.file())->verify({}, {}).faults,
        UnorderedElementsAre(Field(&AuditFault::detail, "link"), Field(&AuditFault::detail, "link_is_appended")));
}

TEST_F(Tampered, many_faults_are_counted_and_not_all_listed) {
    const auto store = open_sqlite(path_);
    sql("CREATE TRIGGER receipt_is_chained AFTER INSERT ON receipt BEGIN SELECT 1; END");
    for (int attempt = 2; attempt < 102; ++attempt)
        sql("INSERT INTO receipt VALUES (1, " + std::to_string(attempt) + ", 0, 'sent', 250, 'ok', '')");
    const auto found = faults();
    EXPECT_EQ(found.size(), 20U);
    EXPECT_EQ(found.back().others, 80);
}

TEST_F(Tampered, a_damaged_index_is_a_fault_and_not_an_end) {
    sql("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE "
        "name = "
        "'fact_subject') WHERE name = 'event_subject'");
    EXPECT_THAT(faults(), testing::Contains(AllOf(Field(&AuditFault::kind, Kind::damaged),
                                                  Field(&AuditFault::detail, HasSubstr("event_subject")))));
}

TEST(Audit, writes_nothing_and_needs_todays_schema) {
    const TemporaryDirectory directory;
    {
        SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        sqlite::migrate(database, directory.file(), sqlite::migrations().first(10));
    }
    try {
        open_audit(directory.file());
        ADD_FAILURE() << "an older schema was opened";
    } catch (const StoreError& error) {
        EXPECT_THAT(error.what(), HasSubstr("cũ hơn"));
    }
    EXPECT_THROW(open_audit(directory.file("none.db")), StoreError);
    EXPECT_FALSE(std::ifstream(directory.file("none.db")).good());
}

TEST(Audit, rows_from_before_the_chain_are_chained_when_the_schema_is_brought_up_to_date) {
    const TemporaryDirectory directory;
    {
        SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        sqlite::migrate(database, directory.file(), sqlite::migrations().first(10));
        database.exec(
            "INSERT INTO message VALUES (1, 'm1', 'mail', 'so-y-te', 'a@example.vn', 'Nhắc', 1, 100, x'00ff');"
            "INSERT INTO outbox VALUES (1, 'mail', 'sent', 1, NULL);"
            "INSERT INTO receipt VALUES (1, 1, 110, 'sent', 250, 'ok', '');"
            "INSERT INTO reminder VALUES ('p/1', 'p/1 v1 lead:-7d so-y-te', '', 1, 'lead:-7d', 'so-y-te', 'x', 'send', "
            "0, "
            "'2026-06-09', '2026-06-02', 1);"
            "INSERT INTO event (at, who, verb, subject, detail) VALUES (100, 'lan', 'completed', 'p/1', '{}');"
            "INSERT INTO fact (subject, plan, period, kind, day, basis, unit, who, at, revision) VALUES ('p/1', NULL, "
            "'', "
            "'completed', '2026-05-20', '', '', 'lan', 100, 1)");
    }
    open_sqlite(directory.file());
    const auto audit = open_audit(directory.file());
    const auto report = audit->verify({}, {});
    EXPECT_THAT(report.faults, IsEmpty());
    EXPECT_EQ(report.head.count, 6) << "five rows, and the event that says so";
    std::vector<std::string> last;
    audit->read({}, [&](const LogRow& row) { last = {row.source, row.what, row.detail}; });
    EXPECT_THAT(last, ElementsAre("event", "log.chained", R"({"rows":"5"})"));

    SQLite::Database(directory.file(), SQLite::OPEN_READWRITE)
        .exec("DROP TRIGGER event_stays; UPDATE event SET who = 'khac' WHERE id = 1");
    EXPECT_THAT(
        open_audit(directory.file())->verify({}, {}).faults,
        UnorderedElementsAre(Field(&AuditFault::kind, Kind::changed), Field(&AuditFault::kind, Kind::unguarded)));
}

namespace {

/// A reminder whose message was put off and said by the digest of the next morning.
std::string put_off(const TemporaryDirectory& directory) {
    const auto store = open_sqlite(directory.file());
    store->save_plan(plan(2), clerk);
    OutboxMessage held = message("held");
    held.budget = Budget{.from = instant(0), .most = 0, .content = "{}"};
    const auto about = [](const std::string& id) {
        OutboxMessage one = message(id, "hook");
        one.subject_line = id;
        return one;
    };
    store->commit(cycle(store->revision(), {reminder(1, "lead:-7d", "held"), reminder(2, "lead:-7d", "other")},
                        {held, about("other")}),
                  instant(10));
    OutboxMessage digest = message("digest");
    digest.carries = {store->deferred().at(0).id};
    OutboxMessage copy = digest;
    copy.envelope.id = "digest-2";
    copy.envelope.to = "so-y-te-2@example.vn";
    copy.copy_of = "digest";
    store->enqueue(std::vector{digest, copy, about("alien")}, instant(0));
    return directory.file();
}

std::vector<AuditFault> faults_after(const std::string& path, const std::string& change) {
    SQLite::Database database(path, SQLite::OPEN_READWRITE);
    const auto trigger = [&](const std::string& name) {
        return database.execAndGet("SELECT sql FROM sqlite_schema WHERE name = '" + name + "'").getString();
    };
    const std::string guards = trigger("deferred_is_kept") + ";" + trigger("deferred_is_carried_once");
    database.exec("DROP TRIGGER deferred_is_kept; DROP TRIGGER deferred_is_carried_once;" + change + ";" + guards);
    return open_audit(path)->verify({}, {}).faults;
}

}  // namespace

TEST(Audit, what_carried_a_deferred_message_belongs_to_its_subject) {
    const TemporaryDirectory directory;
    const auto audit = open_audit(put_off(directory));
    for (const LogFilter& filter : {LogFilter{.subject = subject(1)}, LogFilter{.plan = plan(1).plan.id}}) {
        std::vector<std::string> messages;
        std::vector<std::string> events;
        audit->read(filter, [&](const LogRow& row) {
            if (row.source == "message") messages.push_back(row.message);
            if (row.what.starts_with("message.")) events.push_back(row.what + " " + row.subject);
        });
        EXPECT_THAT(messages, testing::IsSupersetOf({"held", "digest", "digest-2"}));
        EXPECT_THAT(messages, testing::Not(testing::Contains("alien")));
        EXPECT_THAT(events, ElementsAre("message.deferred held", "message.carried held"));
    }
}

TEST(Audit, receipts_of_a_deferred_message_are_those_of_its_carriers) {
    const TemporaryDirectory directory;
    const auto receipts = open_receipts(put_off(directory));
    std::vector<std::string> found;
    for (const SentMessage& sent : receipts->of("held")) found.push_back(sent.message);
    EXPECT_THAT(found, ElementsAre("held", "digest", "digest-2"));
    EXPECT_EQ(receipts->of("held")[0].state, MessageState::deferred);
    EXPECT_EQ(receipts->of("other").size(), 1U);
}

namespace {

OutboxMessage copy_at(const std::string& id, const std::string& address, const std::string& first = {}) {
    OutboxMessage one = message(id);
    one.envelope.to = address;
    one.copy_of = first;
    return one;
}

/// Two duties of a unit with two mailboxes, each told of in messages of its own, on one morning and under one subject line.
void tell_of_two_duties(Store& store) {
    store.save_plan(plan(2), clerk);
    store.commit(cycle(store.revision(), {reminder(1, "lead:-7d", "a"), reminder(2, "lead:-7d", "b")},
                       {copy_at("a", "x@example.vn"), copy_at("a-2", "y@example.vn", "a"), copy_at("b", "x@example.vn"),
                        copy_at("b-2", "y@example.vn", "b"), copy_at("b-3", "z@example.vn", "b-2")}),
                 instant(10));
}

std::vector<std::string> proof_of(const std::string& path, const std::string& message) {
    std::vector<std::string> found;
    for (const SentMessage& sent : open_receipts(path)->of(message)) found.push_back(sent.message);
    return found;
}

}  // namespace

TEST(Audit, the_proof_of_a_duty_does_not_name_messages_of_another_one) {
    const TemporaryDirectory directory;
    tell_of_two_duties(*open_sqlite(directory.file()));
    EXPECT_THAT(proof_of(directory.file(), "a"), ElementsAre("a", "a-2"));
    EXPECT_THAT(proof_of(directory.file(), "b"), ElementsAre("b", "b-2", "b-3")) << "a copy's copy is the first one's";
    EXPECT_THAT(proof_of(directory.file(), "a-2"), ElementsAre("a", "a-2"));
    std::vector<std::string> messages;
    open_audit(directory.file())->read({.subject = subject(1)}, [&](const LogRow& row) {
        if (row.source == "message") messages.push_back(row.message);
    });
    EXPECT_THAT(messages, ElementsAre("a", "a-2"));
}

TEST(Audit, which_messages_say_the_same_is_chained) {
    const TemporaryDirectory directory;
    tell_of_two_duties(*open_sqlite(directory.file()));
    EXPECT_THAT(open_audit(directory.file())->verify({}, {}).faults, IsEmpty());
    SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE);
    const std::string change = "UPDATE message_copy SET first = 1 WHERE message = 4";
    EXPECT_THROW(database.exec(change), SQLite::Exception);
    EXPECT_THROW(database.exec("DELETE FROM message_copy"), SQLite::Exception);
    database.exec("DROP TRIGGER message_copy_stays; " + change);
    EXPECT_THAT(open_audit(directory.file())->verify({}, {}).faults,
                UnorderedElementsAre(AllOf(Field(&AuditFault::kind, Kind::changed),
                                           Field(&AuditFault::source, "message_copy"), Field(&AuditFault::row, "4")),
                                     Field(&AuditFault::kind, Kind::unguarded)));
}

TEST(Audit, copies_from_before_they_were_kept_are_guessed) {
    const TemporaryDirectory directory;
    {
        const auto store = open_sqlite(directory.file());
        store->enqueue(std::vector{copy_at("a", "x@example.vn"), copy_at("a-2", "y@example.vn")}, instant(0));
        SQLite::Database(directory.file(), SQLite::OPEN_READWRITE).exec("UPDATE site SET copies_guessed_until = 2");
        store->enqueue(std::vector{copy_at("b", "z@example.vn")}, instant(0));
    }
    EXPECT_THAT(proof_of(directory.file(), "a"), ElementsAre("a", "a-2"));
    EXPECT_THAT(proof_of(directory.file(), "b"), ElementsAre("b"));
}

TEST(Audit, receipts_name_what_came_back) {
    const TemporaryDirectory directory;
    const auto store = open_sqlite(directory.file());
    store->enqueue(std::vector{message("a"), message("b")}, instant(0));
    const auto claims = store->claim_due(instant(10), instant(300), "mail", 10);
    store->record(std::vector{delivered(claims.at(0)), delivered(claims.at(1))});
    store->record_bounce({"a", "so-y-te@example.vn", "5.1.1", "no such user"}, {}, instant(70));
    const auto receipts = open_receipts(directory.file());
    const auto sent = receipts->of("a").at(0);
    EXPECT_EQ(sent.returned, Returned::bounced);
    EXPECT_EQ(sent.report, "5.1.1 no such user");
    EXPECT_EQ(sent.reported, instant(70));
    EXPECT_FALSE(sent.arrived());
    EXPECT_TRUE(receipts->of("b").at(0).arrived());
}

TEST(Audit, what_carried_a_message_cannot_be_changed_through_the_database) {
    const TemporaryDirectory directory;
    SQLite::Database database(put_off(directory), SQLite::OPEN_READWRITE);
    for (const char* change : {"DELETE FROM deferred", "UPDATE deferred SET carried_by = NULL",
                               "UPDATE deferred SET carried_by = 1", "UPDATE deferred SET content = '[]'"})
        EXPECT_THROW(database.exec(change), SQLite::Exception) << change;
}

TEST(Audit, a_deferred_message_that_was_taken_away_or_given_another_carrier_shows) {
    for (const auto& [kind, change] : std::vector<std::pair<Kind, std::string>>{
             {Kind::removed, "DELETE FROM deferred"},
             {Kind::changed, "UPDATE deferred SET carried_by = NULL"},
             {Kind::changed, "UPDATE deferred SET carried_by = (SELECT id FROM message WHERE key = 'alien')"}}) {
        const TemporaryDirectory directory;
        const auto path = put_off(directory);
        EXPECT_THAT(open_audit(path)->verify({}, {}).faults, IsEmpty());
        EXPECT_THAT(faults_after(path, change), ElementsAre(fault(kind, 0, "deferred", "held"))) << change;
    }
    const TemporaryDirectory directory;
    EXPECT_THAT(
        faults_after(put_off(directory),
                     "INSERT INTO deferred SELECT id, recipient, 0, '{}', NULL FROM message WHERE key = 'alien'"),
        ElementsAre(fault(Kind::unchained, 0, "deferred", "alien")));
}

TEST(Audit, an_anchor_of_the_beginning_is_all_zeros) {
    const TemporaryDirectory directory;
    open_sqlite(directory.file())->save_plan(plan(1), clerk);
    const auto audit = open_audit(directory.file());
    EXPECT_THAT(audit->verify(std::vector{ChainHead{0, std::string(64, '0')}}, {}).faults, IsEmpty());
    EXPECT_THAT(audit->verify(std::vector{ChainHead{0, std::string(64, 'a')}}, {}).faults,
                ElementsAre(Field(&AuditFault::kind, Kind::rewritten)));
}

TEST(Audit, what_is_sent_and_said_cannot_be_changed_through_the_database) {
    const TemporaryDirectory directory;
    const auto store = open_sqlite(directory.file());
    store->save_plan(plan(1), clerk);
    store->commit(cycle(store->revision(), {reminder(1, "lead:-7d", "m1")}, {message("m1")}), instant(10));
    const auto claims = store->claim_due(instant(20), instant(300), "mail", 10);
    store->record(std::vector{delivered(claims.at(0))});
    store->complete(subject(1), {"", day("2026-05-20"), ""}, clerk);
    for (const std::string table : {"event", "receipt", "message", "reminder", "fact", "chain"}) {
        SQLite::Database database(directory.file(), SQLite::OPEN_READWRITE);
        EXPECT_THROW(database.exec("DELETE FROM " + table), SQLite::Exception) << table;
        const std::string any = SQLite::Database(directory.file())
                                    .execAndGet("SELECT name FROM pragma_table_info('" + table + "') LIMIT 1")
                                    .getString();
        EXPECT_THROW(database.exec("UPDATE " + table + " SET " + any + " = " + any), SQLite::Exception) << table;
    }
}

TEST(ChainHead, is_read_back_as_it_was_printed) {
    const ChainHead head{12, std::string(64, 'a')};
    EXPECT_EQ(parse_chain_head(head.text()), head);
    for (const char* wrong : {"", "12", "12:", "12:abc", "x:00", "-1:"}) EXPECT_FALSE(parse_chain_head(wrong)) << wrong;
    EXPECT_FALSE(parse_chain_head("12:" + std::string(64, 'G')));
    EXPECT_FALSE(parse_chain_head("12:" + std::string(65, 'a')));
}

}  // namespace dondoc::store::contract
