#include "rules/model/unit.hpp"
#include "rules/model/nearest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Unit unit(std::string id, std::string name, std::string parent = {}) {
    Unit made;
    made.id = std::move(id);
    made.name = std::move(name);
    made.parent = std::move(parent);
    return made;
}

Unit group(std::string id, std::vector<std::string> members) {
    Unit made = unit(id, "Nhóm " + id);
    made.members = std::move(members);
    return made;
}

struct Made {
    explicit Made(std::vector<Unit> units, UnitDirectory::Roles roles = {})
        : directory(UnitDirectory::make(std::move(units), std::move(roles), faults)) {}

    std::string fault() const { return faults.size() == 1 ? faults.front().what : "not one fault"; }
    std::vector<std::string> members(std::string_view id) const {
        std::vector<std::string> ids;
        for (const UnitIndex index : directory.expand(*directory.find(id))) ids.push_back(directory[index].id);
        return ids;
    }

    std::vector<UnitDirectory::Fault> faults;
    UnitDirectory directory;
};

TEST(UnitDirectory, finds_by_id_and_by_name_however_it_is_spelled) {
    Unit health = unit("so-y-te", "Sở Y tế");
    health.aliases = {"SYT"};
    const Made made({unit("so-noi-vu", "Sở Nội vụ"), health});
    EXPECT_THAT(made.faults, IsEmpty());
    const auto expected = made.directory.find("so-y-te");
    ASSERT_TRUE(expected);
    for (const auto* name : {"sở  y TẾ", "- Sở Y tế;", "Sở Y tế.", "syt", "Sở Y te\u0302\u0301"}) {
        EXPECT_EQ(made.directory.find_by_name(name), expected) << name;
    }
}

TEST(UnitDirectory, does_not_take_a_near_miss_for_the_unit) {
    const Made made({unit("so-y-te", "Sở Y tế")});
    EXPECT_FALSE(made.directory.find_by_name("Sở Y té"));
    EXPECT_FALSE(made.directory.find("so-y-tee"));
    EXPECT_FALSE(made.directory.find_by_name(""));
}

TEST(UnitDirectory, suggests_the_nearest_name_or_id) {
    const Made made({unit("so-y-te", "Sở Y tế"), unit("so-tai-chinh", "Sở Tài chính")});
    EXPECT_EQ(made.directory.nearest("so-tai-chnih"), "so-tai-chinh");
    EXPECT_EQ(made.directory.nearest("So Tài chinh"), "Sở Tài chính");
    EXPECT_EQ(made.directory.nearest("Công an tỉnh"), "");
    EXPECT_EQ(made.directory.nearest(std::string(100000, 'a')), "");
}

TEST(UnitDirectory, expands_groups_of_groups_without_repetition) {
    const Made made(
        {unit("a", "A"), unit("b", "B"), unit("c", "C"), group("ab", {"b", "a"}), group("all", {"ab", "b", "c"})});
    EXPECT_THAT(made.faults, IsEmpty());
    EXPECT_THAT(made.members("all"), ElementsAre("a", "b", "c"));
    EXPECT_THAT(made.members("a"), ElementsAre("a"));
}

TEST(UnitDirectory, expands_a_group_by_tag_to_plain_units) {
    Unit one = unit("xa-1", "Xã 1");
    Unit two = unit("xa-2", "Xã 2");
    one.tags = two.tags = {"xa"};
    Unit communes = unit("cac-xa", "UBND các xã");
    communes.members_tagged = "xa";
    communes.tags = {"xa"};
    const Made made({communes, one, two});
    EXPECT_THAT(made.faults, IsEmpty());
    EXPECT_THAT(made.members("cac-xa"), ElementsAre("xa-1", "xa-2"));
}

TEST(UnitDirectory, knows_parents_and_roles) {
    const Made made({unit("a", "A"), unit("b", "B", "a")}, {"a", "b"});
    EXPECT_EQ(made.directory.parent(*made.directory.find("b")), made.directory.find("a"));
    EXPECT_FALSE(made.directory.parent(*made.directory.find("a")));
    EXPECT_EQ(made.directory.planning_office(), made.directory.find("a"));
    EXPECT_EQ(made.directory.leadership(), made.directory.find("b"));
}

TEST(UnitDirectory, reports_a_duplicate_id) {
    EXPECT_THAT(Made({unit("a", "A"), unit("a", "B")}).fault(), HasSubstr("duplicate unit id \"a\""));
}

TEST(UnitDirectory, reports_an_id_with_other_characters) {
    EXPECT_THAT(Made({unit("Sở", "A")}).fault(), HasSubstr("may only hold"));
    EXPECT_THAT(Made({unit("", "A")}).fault(), HasSubstr("may only hold"));
}

TEST(UnitDirectory, reports_an_unknown_parent_with_the_nearest) {
    const Made made({unit("so-y-te", "Sở Y tế"), unit("b", "B", "so-i-te")});
    EXPECT_THAT(made.fault(), testing::AllOf(HasSubstr("unknown parent \"so-i-te\""), HasSubstr("\"so-y-te\"?")));
    EXPECT_EQ(made.faults.front().unit, 1u);
}

TEST(UnitDirectory, reports_an_unknown_member_with_the_nearest) {
    const Made made({unit("so-y-te", "Sở Y tế"), group("g", {"so-y-te", "so-yte"})});
    EXPECT_THAT(made.fault(), testing::AllOf(HasSubstr("unknown member \"so-yte\""), HasSubstr("\"so-y-te\"?")));
    EXPECT_THAT(made.members("g"), ElementsAre("so-y-te"));
}

TEST(UnitDirectory, reports_groups_that_contain_themselves) {
    EXPECT_THAT(Made({group("g", {"h"}), group("h", {"g"})}).fault(), HasSubstr("contains itself"));
    EXPECT_THAT(Made({group("g", {"g"})}).fault(), HasSubstr("contains itself"));
}

TEST(UnitDirectory, reports_parents_in_a_cycle_once) {
    const Made made({unit("a", "A", "c"), unit("b", "B", "a"), unit("c", "C", "b"), unit("d", "D", "a")});
    EXPECT_THAT(made.fault(), HasSubstr("form a cycle"));
}

TEST(UnitDirectory, reports_an_alias_that_means_two_units) {
    Unit other = unit("b", "B");
    other.aliases = {"sở y tế"};
    EXPECT_THAT(Made({unit("a", "Sở Y tế"), other}).fault(), HasSubstr("means both \"a\" and \"b\""));
}

TEST(UnitDirectory, accepts_an_alias_repeated_within_a_unit) {
    Unit one = unit("a", "Sở Y tế");
    one.aliases = {"SỞ Y TẾ", "Sở  Y tế"};
    EXPECT_THAT(Made({one}).faults, IsEmpty());
}

TEST(UnitDirectory, reports_an_unknown_tag_and_an_unknown_role) {
    Unit tagged = unit("xa-1", "Xã 1");
    tagged.tags = {"xa-phuong"};
    Unit communes = unit("cac-xa", "UBND các xã");
    communes.members_tagged = "xa-phuog";
    const Made made({tagged, communes}, {"xa-2", ""});
    ASSERT_THAT(made.faults, SizeIs(2));
    EXPECT_THAT(made.faults[0].what, testing::AllOf(HasSubstr("no unit has the tag"), HasSubstr("\"xa-phuong\"?")));
    EXPECT_THAT(made.faults[1].what, testing::AllOf(HasSubstr("planning_office"), HasSubstr("\"xa-1\"?")));
    EXPECT_EQ(made.faults[1].unit, 2u);
}

TEST(EditDistance, counts_slips_of_the_keyboard) {
    const struct {
        const char *a, *b;
        int distance;
    } cases[] = {{"", "", 0},      {"abc", "abc", 0}, {"abc", "abd", 1},
                 {"abc", "ac", 1}, {"abc", "acb", 1}, {"kitten", "sitting", 3}};
    for (const auto& c : cases) EXPECT_EQ(edit_distance(c.a, c.b, 5), c.distance) << c.a << " " << c.b;
    EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3);
    EXPECT_EQ(edit_distance("a", "abcdefgh", 2), 3);
}

}  // namespace
}  // namespace rules::model
