#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Who must report: `from` and `except`.
namespace rules::language::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Loaded load_from(const std::string& keys) {
    Sources sources;
    sources.units = {"units.yaml",
                     "roles: {planning-office: ubnd}\n"
                     "units:\n"
                     "  - {id: ubnd, name: UBND tỉnh, email: u@example.vn}\n"
                     "  - {id: so-a, name: Sở A, parent: ubnd, tags: [so], email: a@example.vn}\n"
                     "  - {id: so-b, name: Sở B, parent: ubnd, tags: [so], email: b@example.vn}\n"
                     "  - {id: xa-1, name: UBND xã Một, tags: [xa], email: c@example.vn}\n"
                     "  - {id: xa-2, name: UBND xã Hai, tags: [xa, mien-nui], email: d@example.vn}\n"
                     "  - {id: phuong-3, name: UBND phường Ba, tags: [phuong], email: e@example.vn}\n"
                     "groups: [{id: cac-so, name: Các sở, tagged: so}]\n"};
    sources.rules = {{"rules.yaml", "reports:\n  - {id: a, title: A, period: year, " + keys + "}\n"}};
    return load(sources);
}

std::vector<std::string> reporters(const std::string& keys) {
    const Loaded loaded = load_from(keys);
    if (!loaded.book || !loaded.problems.empty()) return {print(loaded.problems)};
    std::vector<std::string> ids;
    for (const auto unit : model::reporters_of(loaded.book->reports.front(), loaded.book->units))
        ids.push_back(loaded.book->units[unit].id);
    return ids;
}

std::string problems(const std::string& keys) {
    return print(load_from(keys).problems);
}

TEST(Reporters, are_units_and_groups) {
    EXPECT_THAT(reporters("from: [cac-so, xa-1]"), ElementsAre("so-a", "so-b", "xa-1"));
}

TEST(Reporters, are_chosen_by_tag) {
    EXPECT_THAT(reporters("from: {tagged: xa}"), ElementsAre("xa-1", "xa-2"));
    EXPECT_THAT(reporters("from: {tagged: [xa, phuong]}"), ElementsAre("xa-1", "xa-2", "phuong-3"));
    EXPECT_THAT(reporters("from: [so-b, {tagged: phuong}]"), ElementsAre("so-b", "phuong-3"));
}

TEST(Reporters, are_chosen_by_a_condition) {
    EXPECT_THAT(reporters("from: {where: 'unit.parent == \"ubnd\"'}"), ElementsAre("so-a", "so-b"));
    EXPECT_THAT(reporters("from: {where: 'unit.tags.exists(t, t == \"xa\") && !(\"mien-nui\" in unit.tags)'}"),
                ElementsAre("xa-1"));
    EXPECT_THAT(reporters("from: {tagged: xa, where: 'unit.name.contains(\"Hai\")'}"), ElementsAre("xa-2"));
    EXPECT_THAT(reporters("from: {where: '\"cac-so\" in unit.groups'}"), ElementsAre("so-a", "so-b"));
}

TEST(Reporters, may_be_left_out) {
    EXPECT_THAT(reporters("from: cac-so, except: so-b"), ElementsAre("so-a"));
    EXPECT_THAT(reporters("from: {tagged: xa}, except: {tagged: mien-nui}"), ElementsAre("xa-1"));
}

TEST(Reporters, that_cannot_be_found_are_named) {
    EXPECT_THAT(problems("from: {tagged: xaa}"), HasSubstr("có phải \"xa\"?"));
    EXPECT_THAT(problems("from: {where: 'unit.tag == 1'}"), HasSubstr("tags"));
    EXPECT_THAT(problems("from: {where: '\"xaa\" in unit.tags'}"), HasSubstr("rules.yaml:2:"));
    EXPECT_THAT(problems("from: {where: 'unit.name'}"), HasSubstr("phải cho đúng/sai"));
    EXPECT_THAT(problems("from: {where: 'unit.name == \"x\"'}"), HasSubstr("không chọn được đơn vị nào"));
    EXPECT_THAT(problems("from: {}"), HasSubstr("tagged: nhãn hoặc where: điều kiện"));
    EXPECT_THAT(problems("from: cac-so, except: xa-1"), HasSubstr("xa-1 không có trong from"));
    EXPECT_THAT(problems("from: cac-so, except: cac-so"), HasSubstr("except loại hết"));
    EXPECT_THAT(problems("from: cac-so, except: so-c"), HasSubstr("không có đơn vị \"so-c\""));
}

}  // namespace
}  // namespace rules::language::testing
