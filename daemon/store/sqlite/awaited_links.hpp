#pragma once

#include "daemon/store/sqlite/connection.hpp"

#include <functional>

namespace dondoc::store::sqlite {

/// The day at the site. Vietnam has one zone without summer time; used only for days that are written beside instants.
rules::dates::Date day_of(Instant at);

/// The entry for `key`, or what it was merged into.
std::optional<std::int64_t> find_event(Connection& db, std::string_view key);

/// Links assignments to the events they wait for, and hands on what follows once these have happened. Works inside the
/// caller's transaction and as one person at one moment.
class AwaitedLinks {
public:
    /// `revision` gives the revision that changes belong to, raised at its first call. Without a calendar terms give no
    /// day.
    AwaitedLinks(Connection& db, const rules::dates::Calendar* calendar, const Actor& actor,
                 std::function<std::int64_t()> revision);

    /// A row of a plan and what it says.
    struct Row {
        std::int64_t plan = 0;
        std::uint32_t seq = 0;
        std::string subject;
        std::optional<rules::dates::Date> issued;  ///< day of the plan
        std::string condition;
        rules::deadlines::Meaning meaning;
    };

    /// Brings the row's links to what its condition says; those that a person made stay.
    void follow(const Row& row, bool words_changed);

    /// The same for rows that were imported before there was a register.
    void follow_missing();

    /// Replaces what the row waits for.
    void link_by_hand(const Row& row, std::int64_t event);

    /// Writes down what the row's events mean for it if all of them have happened and that is news. `record`, where
    /// given, is the one that was just made; else the latest to come.
    std::optional<ArrivalRow> arrive(const Row& row, const EventDues& dues, std::optional<std::int64_t> record = {});

    /// The open rows that wait for an event, by plan and place.
    std::vector<Row> rows_of(std::int64_t event);
    std::optional<Row> row_of(std::string_view plan, std::uint32_t seq);

    /// A new entry with an id of its own.
    std::int64_t add_event(std::string_view words, std::string_view core, rules::dates::Date since);

private:
    struct Happened {
        std::int64_t record = 0;
        rules::dates::Date on;
        std::string document;
        std::string event;
    };
    std::int64_t event_for(const model::AwaitedWords& words, const Row& row, rules::dates::Date since);
    void link(const Row& row, rules::dates::Date since);
    bool has_links(const Row& row);
    /// The newest record of each event of the row; nothing where one of them has not happened, or there is none.
    std::optional<std::vector<Happened>> happened(const Row& row);
    std::optional<rules::dates::Date> due_of(const Row& row, const EventDues& dues, rules::dates::Date last_on,
                                             bool set_by_person) const;
    void set_due(const Row& row, rules::dates::Date due, const Happened& record);

    Connection& db_;
    const rules::dates::Calendar* calendar_;
    const Actor& actor_;
    std::function<std::int64_t()> revision_;
};

}  // namespace dondoc::store::sqlite
