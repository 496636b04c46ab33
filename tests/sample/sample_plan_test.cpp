#include "daemon/intake/intake.hpp"
#include "rules/language/load.hpp"
#include "source_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

/// The sample of the repository as a person meets it: the plan, read with the sample's own register of units.
namespace {

using rules::deadlines::Kind;

std::string read_sample(const std::string& name) {
    std::ifstream file(std::string(DONDOC_SOURCE_DIR "/etc/sample/") + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

class SamplePlan : public testing::Test {
protected:
    void SetUp() override {
        auto loaded =
            rules::language::load({.units = {"units.yaml", read_sample("units.yaml")}, .rules = {}, .calendars = {}});
        ASSERT_TRUE(loaded.book);
        book_ = std::move(*loaded.book);
        auto draft = dondoc::intake::read_plan(read_sample("ke-hoach-mau.docx"), "ke-hoach-mau.docx", book_.units);
        ASSERT_TRUE(draft) << draft.error().message();
        draft_ = std::move(*draft);
    }

    rules::model::RuleBook book_;
    dondoc::intake::Draft draft_;
};

TEST_F(SamplePlan, leaves_nothing_in_doubt) {
    for (const auto& doubt : draft_.doubts) ADD_FAILURE() << doubt.where.vi() << ": " << doubt.text << ": " << doubt.vi;
}

TEST_F(SamplePlan, has_its_head) {
    EXPECT_EQ(draft_.plan.id, "88-kh-ubnd-2026");
    EXPECT_EQ(draft_.plan.number, "88/KH-UBND");
    EXPECT_EQ(draft_.plan.date, rules::dates::make_date(2026, 2, 12));
    EXPECT_EQ(draft_.plan.year, 2026);
    EXPECT_EQ(draft_.plan.issuer, "ỦY BAN NHÂN DÂN TỈNH SÔNG XANH");
    EXPECT_THAT(draft_.plan.title, testing::StartsWith("Bảo đảm nước sạch"));
}

TEST_F(SamplePlan, has_assignments_of_every_kind_of_deadline) {
    std::map<Kind, int> kinds;
    for (const auto& assignment : draft_.assignments) ++kinds[assignment.deadline.meaning.kind];
    EXPECT_EQ(draft_.assignments.size(), 26U);
    EXPECT_THAT(kinds,
                testing::UnorderedElementsAre(testing::Pair(Kind::fixed, 17), testing::Pair(Kind::window, 2),
                                              testing::Pair(Kind::recurring, 3), testing::Pair(Kind::continuous, 3),
                                              testing::Pair(Kind::conditional, 1)));
}

TEST_F(SamplePlan, gives_every_assignment_to_units_of_the_register) {
    for (const auto& assignment : draft_.assignments) {
        EXPECT_FALSE(assignment.leads.empty()) << assignment.title;
        EXPECT_FALSE(assignment.deliverable.empty()) << assignment.title;
        EXPECT_FALSE(assignment.section.empty()) << assignment.title;
        for (const auto& unit : assignment.leads) EXPECT_NE(unit.id, "") << unit.name;
        for (const auto& unit : assignment.supports) EXPECT_NE(unit.id, "") << unit.name;
    }
}

}  // namespace
