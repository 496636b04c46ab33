#include "rules/engine/stopped_by.hpp"

#include "tests/rules/engine/world.hpp"

#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using deadlines::Kind;

Stop by_facts(Kind kind, const model::SubjectFacts* facts = nullptr, bool then_continuous = false) {
    deadlines::Meaning meaning;
    meaning.kind = kind;
    meaning.then_continuous = then_continuous;
    return stopped_by_facts(meaning, only_period(std::nullopt, facts), facts);
}

TEST(StoppedBy, a_day_to_count_from_stops_nothing) {
    EXPECT_EQ(stopped_by_facts({}, only_period(day("2026-06-09"), nullptr), nullptr), Stop::none);
}

TEST(StoppedBy, what_is_over_is_said_before_anything_else) {
    model::SubjectFacts facts;
    facts.cancelled = model::Cancellation{day("2026-03-01"), {}};
    EXPECT_EQ(by_facts(Kind::unresolved, &facts), Stop::cancelled);
    facts.completions.push_back({{}, day("2026-02-01"), {}});
    EXPECT_EQ(by_facts(Kind::unresolved, &facts), Stop::done);
}

TEST(StoppedBy, without_a_day_the_deadline_says_why) {
    EXPECT_EQ(by_facts(Kind::unresolved), Stop::unresolved);
    EXPECT_EQ(by_facts(Kind::continuous), Stop::continuous);
    EXPECT_EQ(by_facts(Kind::conditional), Stop::conditional);
}

TEST(StoppedBy, what_has_come_needs_a_day_unless_the_work_just_goes_on) {
    model::SubjectFacts facts;
    facts.arrivals.emplace_back();
    EXPECT_EQ(by_facts(Kind::conditional, &facts), Stop::needs_due);
    EXPECT_EQ(by_facts(Kind::conditional, &facts, true), Stop::continuous);
}

TEST(StoppedBy, a_silence_is_named_before_an_acknowledgement) {
    World world;
    model::Assignment& assignment = world.add("2026-06-09");
    world.facts(assignment).acknowledgements.push_back({"so-a", day("2026-05-20")});
    const model::Occurrence occurrence;
    const model::Recipient recipient{world.unit("so-a")};
    const auto stopped = [&](std::string_view now) {
        return stopped_by_mute(occurrence, recipient, Mutes(world.snapshot, world.book, time(now)));
    };
    EXPECT_EQ(stopped("2026-05-20T08:00:00").what, Stop::acknowledged);
    EXPECT_FALSE(stopped("2026-05-21T08:00:00"));
    model::Silence silence;
    silence.from = time("2026-05-01T00:00:00");
    silence.until = time("2026-06-01T00:00:00");
    world.snapshot.silences.push_back(silence);
    EXPECT_EQ(stopped("2026-05-20T08:00:00").what, Stop::silenced);
    EXPECT_EQ(stopped("2026-05-20T08:00:00").silence, &world.snapshot.silences[0]);
}

Stop by_delivery(const World& world, const model::Recipient& recipient) {
    model::Reminder reminder;
    reminder.recipient = recipient;
    reminder.day = day("2026-06-02");
    return stopped_by_delivery(reminder, world.snapshot, world.book,
                               [](std::string_view channel) { return channel == "mail"; });
}

TEST(StoppedBy, a_recipient_needs_a_contact_on_a_configured_channel) {
    World world;
    world.add("2026-06-09");
    const auto lead = world.unit("so-a");
    EXPECT_EQ(by_delivery(world, {lead}), Stop::no_contact);
    world.book.addresses = {{"mail", "a@so.example"}, {"fax", "12"}};
    EXPECT_EQ(by_delivery(world, {lead, false, 1}), Stop::none);
    EXPECT_EQ(by_delivery(world, {lead, false, 2}), Stop::no_channel);
}

}  // namespace
}  // namespace rules::engine
