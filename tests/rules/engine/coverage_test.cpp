#include "rules/engine/coverage.hpp"

#include "tests/rules/engine/world.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Who will hear of what is open, and why nobody does.
namespace rules::engine {
namespace {

using namespace test;
using deadlines::Kind;
using testing::ElementsAre;
using A = model::Audience::Kind;

constexpr std::string_view now = "2026-06-03T10:00:00";

bool has_mail(std::string_view channel) {
    return channel == "mail";
}

/// A world whose policy speaks to addresses, which are all that tests need of contacts.
struct Reachable : World {
    explicit Reachable(std::string_view channel = "mail") {
        book.addresses = {{std::string(channel), "a@so.example"}};
        book.policies = {policy({to_address(before("7d")), to_address(every("7d"))})};
    }

    static model::Stage to_address(model::Stage stage) {
        stage.audience.kind = A::address;
        stage.audience.address = 1;
        return stage;
    }

    model::Assignment& add_kind(Kind kind) {
        deadlines::Meaning meaning;
        meaning.kind = kind;
        return add(meaning);
    }
};

std::vector<Coverage> all(const World& world, std::string_view at = now) {
    std::vector<Coverage> found;
    for_each_coverage(world.snapshot, world.book, time(at), has_mail,
                      [&found](const Coverage& coverage) { found.push_back(coverage); });
    return found;
}

Coverage only(const World& world, std::string_view at = now) {
    auto found = all(world, at);
    EXPECT_EQ(found.size(), 1U);
    return found.at(0);
}

std::string next_of(const Coverage& coverage) {
    return coverage.next ? dates::format_iso(coverage.next->at) + " " + coverage.next->contact.to : "none";
}

TEST(Coverage, the_next_reminder_and_its_address) {
    Reachable world;
    world.add("2026-06-15");
    const Coverage coverage = only(world);
    EXPECT_EQ(next_of(coverage), "2026-06-08T08:00:00 a@so.example");
    EXPECT_TRUE(coverage.covered());
    EXPECT_FALSE(coverage.stopped);
}

TEST(Coverage, a_stage_of_this_morning_is_over_and_of_this_evening_is_not) {
    Reachable world;
    world.add("2026-06-10");
    EXPECT_EQ(next_of(only(world)), "2026-06-17T08:00:00 a@so.example");
    EXPECT_EQ(next_of(only(world, "2026-06-03T07:59:00")), "2026-06-03T08:00:00 a@so.example");
}

TEST(Coverage, what_is_overdue_has_its_next_repeat) {
    Reachable world;
    world.add("2026-05-04");
    EXPECT_EQ(next_of(only(world)), "2026-06-08T08:00:00 a@so.example");
}

TEST(Coverage, a_recipient_without_a_contact_is_a_gap_that_is_named) {
    World world;
    world.add("2026-06-30");
    const Coverage coverage = only(world);
    EXPECT_EQ(coverage.stopped.what, Stop::no_contact);
    EXPECT_EQ(coverage.whom, (model::Recipient{world.unit("so-a")}));
    EXPECT_FALSE(coverage.covered());
}

TEST(Coverage, a_contact_on_a_channel_that_is_not_configured_is_a_gap) {
    Reachable world("fax");
    world.add("2026-06-30");
    EXPECT_EQ(only(world).stopped.what, Stop::no_channel);
}

TEST(Coverage, a_later_reminder_that_reaches_nobody_is_a_gap_beside_the_next_one) {
    Reachable world;
    world.book.policies[0].stages.push_back(after("3d", A::lead));
    world.add("2026-06-30");
    const Coverage coverage = only(world);
    EXPECT_EQ(next_of(coverage), "2026-06-23T08:00:00 a@so.example");
    EXPECT_EQ(coverage.stopped.what, Stop::no_contact);
    EXPECT_FALSE(coverage.covered());
}

TEST(Coverage, a_policy_that_has_said_all_is_a_gap) {
    Reachable world;
    world.book.policies[0].stages.pop_back();
    world.add("2026-06-05");
    EXPECT_EQ(only(world).stopped.what, Stop::no_stage);
    EXPECT_FALSE(only(world).covered());
}

TEST(Coverage, no_policy_is_a_gap) {
    Reachable world;
    world.book.policies.clear();
    world.add("2026-06-30");
    EXPECT_EQ(only(world).stopped.what, Stop::no_policy);
}

TEST(Coverage, words_that_nobody_understood_are_a_gap_and_waiting_is_not) {
    Reachable world;
    world.add_kind(Kind::unresolved);
    world.add_kind(Kind::conditional);
    world.add_kind(Kind::continuous);
    const auto found = all(world);
    std::vector<std::pair<Stop, bool>> reasons;
    for (const Coverage& each : found) reasons.emplace_back(each.stopped.what, each.covered());
    EXPECT_THAT(reasons, ElementsAre(std::pair(Stop::unresolved, false), std::pair(Stop::conditional, true),
                                     std::pair(Stop::continuous, true)));
}

TEST(Coverage, what_goes_on_without_end_is_asked_for_its_progress) {
    Reachable world;
    model::Stage update = Reachable::to_address(every("30d"));
    update.kind = model::Stage::Kind::update;
    world.book.policies[0].stages.push_back(update);
    world.add_kind(Kind::continuous);
    world.add_kind(Kind::unresolved);
    const auto found = all(world);
    EXPECT_EQ(next_of(found.at(0)), "2026-06-30T08:00:00 a@so.example");
    EXPECT_FALSE(found.at(0).stopped);
    EXPECT_EQ(found.at(1).stopped.what, Stop::unresolved) << "its day is still to be set";
}

TEST(Coverage, after_a_silence_comes_the_next_reminder) {
    Reachable world;
    world.add("2026-06-15");
    model::Silence silence;
    silence.from = time("2026-06-01T00:00:00");
    silence.until = time("2026-07-01T00:00:00");
    world.snapshot.silences.push_back(silence);
    EXPECT_EQ(next_of(only(world)), "2026-07-06T08:00:00 a@so.example");
    EXPECT_FALSE(only(world).stopped);
}

TEST(Coverage, what_stays_silenced_to_its_end_is_as_somebody_wanted_it) {
    Reachable world;
    world.book.policies[0].stages.pop_back();
    world.add("2026-06-15");
    model::Silence silence;
    silence.from = time("2026-06-01T00:00:00");
    silence.until = time("2026-07-01T00:00:00");
    world.snapshot.silences.push_back(silence);
    const Coverage coverage = only(world);
    EXPECT_EQ(coverage.stopped.what, Stop::silenced);
    EXPECT_TRUE(coverage.covered());
    EXPECT_FALSE(coverage.next);
}

TEST(Coverage, what_is_done_is_not_looked_at) {
    Reachable world;
    model::Assignment& done = world.add("2026-06-15");
    world.facts(done).completions.push_back({{}, day("2026-06-01"), {}});
    model::Assignment& stopped = world.add("2026-06-15");
    world.facts(stopped).cancelled = model::Cancellation{day("2026-06-01"), {}};
    EXPECT_TRUE(all(world).empty());
}

TEST(Coverage, of_what_recurs_the_overdue_periods_and_the_next_are_looked_at) {
    Reachable world;
    model::ReportRule rule;
    rule.id = "quy";
    rule.from = {world.unit("xa-1"), world.unit("xa-2")};
    rule.recurrence.emplace();
    rule.recurrence->period = dates::PeriodKind::quarter;
    world.book.reports = {rule};
    world.report_facts("quy/xa-2").completions.push_back({"2026-Q1", day("2026-03-30"), {}});
    std::vector<std::string> keys;
    for (const Coverage& each : all(world))
        keys.push_back(model::subject_key(each.duty.occurrence, world.snapshot, world.book).text());
    EXPECT_THAT(keys, ElementsAre("quy/xa-1@2026-Q1", "quy/xa-1@2026-Q2", "quy/xa-2@2026-Q2"));
}

TEST(Coverage, a_year_whose_days_off_are_only_computed_is_noted) {
    Reachable world;
    world.add("2026-06-15");
    world.add("2027-06-15");
    const auto found = all(world);
    EXPECT_FALSE(found.at(0).provisional);
    EXPECT_TRUE(found.at(1).provisional);
    EXPECT_TRUE(found.at(1).covered());
}

}  // namespace
}  // namespace rules::engine
