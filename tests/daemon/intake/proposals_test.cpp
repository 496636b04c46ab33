#include "daemon/intake/proposals.hpp"

#include "rules/language/load.hpp"
#include "rules/model/unit_match.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

using rules::model::Unit;
using rules::model::UnitDirectory;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view register_text = R"(roles: {planning-office: so-y-te}
units:
  - {id: so-y-te, name: Sở Y tế, email: a@so.example.vn}
  - {id: phong-tc, name: Phòng Tài chính, parent: so-y-te, tags: [phong-so], email: b@so.example.vn}
  - {id: bv-1, name: Bệnh viện Đa khoa tỉnh, email: c@so.example.vn}
groups:
  - {id: so-nganh, name: "Các sở, ban, ngành", members: [so-y-te]}
)";

rules::language::Loaded load(const std::string& text) {
    rules::language::Sources sources;
    sources.units = {"units.yaml", text};
    return rules::language::load(sources);
}

UnitDirectory known_units() {
    auto loaded = load(std::string(register_text));
    return loaded.book ? loaded.book->units : UnitDirectory();
}

Draft draft_of(const std::vector<UnitReading>& leads) {
    Draft draft;
    for (const auto& reading : leads) {
        AssignmentDraft& assignment = draft.assignments.emplace_back();
        assignment.where.table = 2;
        assignment.where.row = draft.assignments.size() + 1;
        assignment.leads = {reading};
    }
    return draft;
}

Draft naming(const std::vector<std::string>& names) {
    std::vector<UnitReading> readings;
    for (const auto& name : names) readings.push_back({name, {}, {}, {}});
    return draft_of(readings);
}

/// The register with the proposals pasted in: what a person would do.
std::string pasted(const std::string& proposed) {
    std::string text(register_text);
    const auto section = [&](const std::string& name) {
        const auto begin = proposed.find("\n" + name + ":\n");
        if (begin == std::string::npos) return std::string();
        const auto from = begin + name.size() + 3;
        auto end = proposed.find("\ngroups:\n", from);
        if (end == std::string::npos) end = proposed.find("\n# ", from);
        return proposed.substr(from, end == std::string::npos ? end : end + 1 - from);
    };
    const std::string units = section("units");
    const std::string groups = section("groups");
    text.insert(text.find("groups:\n"), units);
    return text + groups;
}

std::string errors_of(const std::string& text) {
    std::string errors;
    const auto loaded = load(text);
    for (const auto& problem : loaded.problems)
        if (problem.level == rules::language::Problem::Level::error) errors += problem.message + "\n";
    return errors;
}

TEST(Proposals, nothing_unknown_gives_nothing) {
    EXPECT_EQ(propose_units(draft_of({{"Sở Y tế", "", "so-y-te", ""}}), known_units()), "");
}

TEST(Proposals, a_unit_is_proposed_once_with_its_spellings_and_its_place) {
    const auto yaml = propose_units(
        naming({"Phòng QL Dược", "phòng Quản lý Dược", "Phòng Quản lý Dược", "Giám đốc Sở Xây dựng"}), known_units());
    EXPECT_THAT(yaml, HasSubstr("- id: phong-quan-ly-duoc\n    name: \"Phòng Quản lý Dược\"\n"
                                "    aliases: [\"Phòng QL Dược\"]\n    tags: [\"phong-so\"]"));
    EXPECT_THAT(yaml, HasSubstr("# bảng 2, dòng 2, cột chủ trì và 2 chỗ khác"));
    EXPECT_THAT(yaml, HasSubstr("name: \"Sở Xây dựng\""));
    EXPECT_THAT(yaml, Not(HasSubstr("Giám đốc")));
}

TEST(Proposals, the_body_above_becomes_the_parent) {
    const auto yaml = propose_units(draft_of({{"Phòng Thanh tra", "Sở Y tế", "", ""}}), known_units());
    EXPECT_THAT(yaml, HasSubstr("parent: so-y-te"));
}

TEST(Proposals, a_group_holds_the_units_of_its_kind_and_open_ones_are_only_told) {
    const auto yaml = propose_units(naming({"Các bệnh viện", "Bệnh viện Nhi", "các đơn vị liên quan"}), known_units());
    EXPECT_THAT(yaml, HasSubstr("members: [bv-1, benh-vien-nhi]"));
    EXPECT_THAT(yaml, HasSubstr("# - các đơn vị liên quan (bảng 2, dòng 4, cột chủ trì): nói chung chung"));
    EXPECT_EQ(errors_of(pasted(yaml)), "");
}

TEST(Proposals, pasted_into_the_register_they_load_and_know_the_names) {
    const std::vector<std::string> names{"Công ty \"Ánh Dương\": chi nhánh #1",
                                         "Đội 🚒 cứu hộ",
                                         "Phòng 'A' & B",
                                         "- lạ: {x, [y]}",
                                         "\\",
                                         "Sở Xây dựng",
                                         "Phòng Tài chính - Kế toán",
                                         "so-y-te",
                                         "Các sở, ngành, địa phương",
                                         "UBND xã An",
                                         "UBND xã Bình",
                                         "UBND các xã, phường",
                                         std::string(3000, 'x'),
                                         "Trung tâm \x01 lạ"};
    const auto units = known_units();
    const auto yaml = propose_units(naming(names), units);
    const std::string text = pasted(yaml);
    EXPECT_EQ(errors_of(text), "") << yaml;
    const auto loaded = load(text);
    ASSERT_TRUE(loaded.book);
    for (const char* name : {"Công ty \"Ánh Dương\": chi nhánh #1", "Đội 🚒 cứu hộ", "Phòng 'A' & B", "UBND xã, phường",
                             "Các sở, ngành, địa phương"})
        EXPECT_TRUE(rules::model::UnitMatcher(loaded.book->units).match(name).unit) << name << "\n" << yaml;
}

TEST(Proposals, are_the_same_for_the_same_draft) {
    const auto draft = naming({"Sở B", "Sở A", "Phòng C"});
    EXPECT_EQ(propose_units(draft, known_units()), propose_units(draft, known_units()));
}

}  // namespace
}  // namespace dondoc::intake
