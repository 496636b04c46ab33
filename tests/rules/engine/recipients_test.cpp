#include "rules/engine/recipients.hpp"
#include "tests/rules/engine/world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::engine {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using A = model::Audience::Kind;

struct RecipientsTest : testing::Test {
    RecipientsTest() { world.add("2026-06-09"); }

    std::vector<std::string> told(A kind, std::string_view unit = {}) {
        model::Audience audience;
        audience.kind = kind;
        if (!unit.empty()) audience.unit = world.unit(unit);
        std::vector<model::Recipient> recipients;
        add_recipients(audience, occurrence, on, world.snapshot, world.book, recipients);
        std::vector<std::string> names;
        for (const auto& recipient : recipients) names.push_back(model::recipient_name(recipient, world.book));
        return names;
    }
    void lead(std::initializer_list<const char*> ids) { set(world.snapshot.assignments[0].leads, ids); }
    void support(std::initializer_list<const char*> ids) { set(world.snapshot.assignments[0].supports, ids); }
    void set(std::vector<model::UnitIndex>& units, std::initializer_list<const char*> ids) {
        units.clear();
        for (const char* id : ids) units.push_back(world.unit(id));
    }

    /// `id` ends on a day and is followed by others.
    void end(std::string_view id, std::string_view on_day, std::vector<std::string> by,
             std::vector<model::Replacement::Duty> duties = {}) {
        auto units = world.book.units.all();
        for (auto& unit : units)
            if (unit.id == id) unit.replaced = {day(on_day), std::move(by), std::move(duties)};
        std::vector<model::UnitDirectory::Fault> faults;
        world.book.units = model::UnitDirectory::make(std::move(units), {"ke-hoach", "ban-giam-doc"}, faults);
        EXPECT_TRUE(faults.empty());
    }

    World world;
    model::Occurrence occurrence;
    dates::Date on = day("2026-06-02");
};

TEST_F(RecipientsTest, lead_expands_groups_and_names_each_once) {
    lead({"xa-2", "tat-ca", "cac-xa"});
    EXPECT_THAT(told(A::lead), ElementsAre("so-a", "xa-1", "xa-2", "xa-3"));
}

TEST_F(RecipientsTest, a_report_knows_who_gets_it_and_who_collects_it) {
    model::ReportRule rule;
    rule.to = world.unit("so-y-te");
    rule.via = world.unit("so-b");
    world.book.reports = {rule};
    occurrence.kind = model::SubjectKind::report;
    occurrence.reporter = world.unit("xa-1");
    EXPECT_THAT(told(A::recipient), ElementsAre("so-y-te"));
    EXPECT_THAT(told(A::collector), ElementsAre("so-b"));
    world.book.reports[0].via.reset();
    EXPECT_THAT(told(A::collector), ElementsAre("so-y-te"));
}

TEST_F(RecipientsTest, what_is_no_report_has_the_planning_office_for_its_recipient) {
    EXPECT_THAT(told(A::recipient), ElementsAre("ke-hoach"));
    EXPECT_THAT(told(A::collector), ElementsAre("ke-hoach"));
}

TEST_F(RecipientsTest, support_leaves_out_the_leads) {
    lead({"xa-2"});
    support({"cac-xa", "so-b"});
    EXPECT_THAT(told(A::support), ElementsAre("so-b", "xa-1", "xa-3"));
    support({"xa-2"});
    EXPECT_THAT(told(A::support), IsEmpty());
}

TEST_F(RecipientsTest, an_assignment_without_lead_speaks_to_the_planning_office) {
    lead({});
    for (const auto kind : {A::lead, A::unit_head, A::unit_parent}) EXPECT_THAT(told(kind), ElementsAre("ke-hoach"));
    EXPECT_THAT(told(A::support), IsEmpty());
}

TEST_F(RecipientsTest, the_head_is_told_or_the_parent_or_the_planning_office) {
    lead({"so-a"});
    EXPECT_THAT(told(A::unit_head), ElementsAre("so-a:head"));
    lead({"so-b"});
    EXPECT_THAT(told(A::unit_head), ElementsAre("so-y-te"));
    lead({"xa-1"});
    EXPECT_THAT(told(A::unit_head), ElementsAre("ke-hoach"));
}

TEST_F(RecipientsTest, the_parent_is_told_once_for_all_its_units) {
    lead({"so-a", "so-b"});
    EXPECT_THAT(told(A::unit_parent), ElementsAre("so-y-te"));
}

TEST_F(RecipientsTest, roles_and_named_units_are_told) {
    EXPECT_THAT(told(A::planning_office), ElementsAre("ke-hoach"));
    EXPECT_THAT(told(A::leadership), ElementsAre("ban-giam-doc"));
    EXPECT_THAT(told(A::unit, "cac-xa"), ElementsAre("xa-1", "xa-2", "xa-3"));
}

TEST_F(RecipientsTest, the_planning_office_stands_in_for_a_missing_leadership) {
    std::vector<model::UnitDirectory::Fault> faults;
    world.book.units = model::UnitDirectory::make(world.book.units.all(), {"ke-hoach", ""}, faults);
    EXPECT_THAT(told(A::leadership), ElementsAre("ke-hoach"));
}

TEST_F(RecipientsTest, from_the_day_a_unit_ends_its_successor_is_told) {
    end("so-a", "2026-06-03", {"so-b"});
    lead({"so-a"});
    EXPECT_THAT(told(A::lead), ElementsAre("so-a"));
    on = day("2026-06-03");
    EXPECT_THAT(told(A::lead), ElementsAre("so-b"));
    EXPECT_THAT(told(A::unit_head), ElementsAre("so-y-te")) << "of the successor, who has no head";
    lead({"so-a", "so-b"});
    EXPECT_THAT(told(A::lead), ElementsAre("so-b"));
}

TEST_F(RecipientsTest, successors_of_successors_are_told) {
    end("so-a", "2026-05-01", {"so-b"});
    end("so-b", "2026-06-01", {"xa-1"});
    lead({"so-a"});
    EXPECT_THAT(told(A::lead), ElementsAre("xa-1"));
}

TEST_F(RecipientsTest, after_a_split_a_person_says_who_takes_a_duty) {
    lead({"so-a"});
    end("so-a", "2026-06-01", {"so-b", "xa-1"});
    EXPECT_THAT(told(A::lead), ElementsAre("ke-hoach"));
    const std::string key = model::subject_key({}, world.snapshot, world.book).base;
    end("so-a", "2026-06-01", {"so-b", "xa-1"}, {{key, "xa-1"}});
    EXPECT_THAT(told(A::lead), ElementsAre("xa-1"));
    end("so-a", "2026-06-01", {"so-b", "xa-1"}, {{key.substr(0, key.find('/')), "so-b"}});
    EXPECT_THAT(told(A::lead), ElementsAre("so-b")) << "all of the plan";
}

TEST_F(RecipientsTest, a_unit_that_ended_without_successor_leaves_its_duty_to_the_planning_office) {
    lead({"so-a"});
    end("so-a", "2026-06-01", {});
    EXPECT_THAT(told(A::lead), ElementsAre("ke-hoach"));
}

TEST_F(RecipientsTest, a_reminder_says_whose_duty_it_was) {
    world.book.policies = {policy({before("7d")})};
    lead({"so-a"});
    end("so-a", "2026-06-01", {"so-b"});
    const auto decision = world.evaluate("2026-06-01T08:00:00", "2026-06-02T08:00:00");
    ASSERT_EQ(decision.reminders.size(), 1u);
    const auto inherited = model::inheritance_of(decision.reminders[0], world.snapshot, world.book);
    ASSERT_TRUE(inherited);
    EXPECT_EQ(world.book.units[inherited->from].id, "so-a");
    EXPECT_TRUE(inherited->settled);
}

TEST_F(RecipientsTest, a_unit_reached_by_several_audiences_gets_one_reminder) {
    world.book.policies = {policy({before("7d"), before("7d", A::planning_office), before("7d", A::unit_parent)})};
    lead({"ke-hoach"});
    EXPECT_THAT(lines(world.evaluate("2026-06-01T08:00:00", "2026-06-02T08:00:00"), world),
                ElementsAre("2026-06-02 lead:-7d ke-hoach", "2026-06-02 planning-office:-7d ke-hoach merged",
                            "2026-06-02 unit.parent:-7d ke-hoach merged"));
}

}  // namespace
}  // namespace rules::engine
