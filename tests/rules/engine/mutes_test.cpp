#include "rules/engine/mutes.hpp"

#include "tests/rules/engine/world.hpp"

#include <gtest/gtest.h>

#include <set>

namespace rules::engine {
namespace {

using namespace test;

/// Holds for subjects led by one unit.
class LedBy : public model::Condition {
public:
    explicit LedBy(std::string unit) : unit_(std::move(unit)) {}
    tl::expected<bool, std::string> holds(const model::SubjectView& subject) const override {
        if (subject.leads.empty()) return tl::unexpected(std::string("không ai chủ trì"));
        return subject.leads.front() == unit_;
    }
    std::optional<bool> constant_for(model::SubjectKind) const override { return std::nullopt; }

private:
    std::string unit_;
};

model::Silence whole_year() {
    model::Silence silence;
    silence.from = time("2026-01-01T00:00:00");
    silence.until = time("2027-01-01T00:00:00");
    return silence;
}

struct MutesTest : testing::Test {
    MutesTest() {
        world.add("2026-06-09");
        model::ReportRule rule;
        rule.id = "kh-nam";
        world.book.reports = {rule};
    }

    bool covers(const model::Silence& silence, model::SubjectKind kind = model::SubjectKind::assignment) {
        world.snapshot.silences = {silence};
        const Mutes mutes(world.snapshot, world.book, time("2026-06-02T08:00:00"));
        model::Occurrence occurrence;
        occurrence.kind = kind;
        occurrence.reporter = world.unit("so-a");
        return mutes.silence(occurrence, {world.unit("so-a")}) != nullptr;
    }

    World world;
};

TEST_F(MutesTest, a_rule_covers_its_reports_only) {
    model::Silence silence = whole_year();
    silence.rule = "kh-nam";
    EXPECT_TRUE(covers(silence, model::SubjectKind::report));
    EXPECT_FALSE(covers(silence));
    silence.rule = "kh-khac";
    EXPECT_FALSE(covers(silence, model::SubjectKind::report));
}

TEST_F(MutesTest, a_condition_must_hold_too) {
    model::Silence silence = whole_year();
    silence.match = "...";
    silence.condition = std::make_shared<LedBy>("so-a");
    EXPECT_TRUE(covers(silence));
    silence.plan = "khac";
    EXPECT_FALSE(covers(silence));
    silence.plan.clear();
    silence.condition = std::make_shared<LedBy>("so-b");
    EXPECT_FALSE(covers(silence));
}

TEST_F(MutesTest, a_condition_that_is_not_understood_or_fails_covers_nothing) {
    model::Silence silence = whole_year();
    silence.match = "subject.gone";
    EXPECT_FALSE(covers(silence));
    silence.condition = std::make_shared<LedBy>("so-a");
    world.snapshot.assignments[0].leads.clear();
    EXPECT_FALSE(covers(silence));
}

TEST_F(MutesTest, of_several_acknowledgements_the_one_that_reaches_furthest_counts) {
    world.facts(world.snapshot.assignments[0]).acknowledgements = {
        {"so-a", day("2026-06-02"), "Lan"}, {"so-a", day("2026-06-05"), "Minh"}, {"so-b", day("2026-06-30"), "Hoa"}};
    const auto at = [&](const char* iso) {
        const Mutes mutes(world.snapshot, world.book, time(iso));
        const auto* fact = mutes.acknowledgement({}, {world.unit("so-a")});
        return fact == nullptr ? std::string() : fact->who;
    };
    EXPECT_EQ(at("2026-06-02T08:00:00"), "Minh");
    EXPECT_EQ(at("2026-06-05T23:59:59"), "Minh");
    EXPECT_EQ(at("2026-06-06T00:00:00"), "");
}

TEST_F(MutesTest, an_acknowledgement_is_of_the_unit_and_not_of_its_head) {
    world.facts(world.snapshot.assignments[0]).acknowledgements = {{"so-a", day("2026-06-30")}};
    const Mutes mutes(world.snapshot, world.book, time("2026-06-02T08:00:00"));
    EXPECT_NE(mutes.acknowledgement({}, {world.unit("so-a")}), nullptr);
    EXPECT_EQ(mutes.acknowledgement({}, {world.unit("so-a"), true}), nullptr);
}

}  // namespace
}  // namespace rules::engine
