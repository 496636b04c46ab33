#include "daemon/intake/units.hpp"

#include "tests/daemon/intake/shared_plans.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::intake {

void PrintTo(const UnitMention& unit, std::ostream* out) {
    *out << unit.name << " [" << unit.qualifier << "]";
}

namespace {

using rules::model::Unit;
using rules::model::UnitDirectory;
using Mentions = std::vector<UnitMention>;

UnitDirectory directory_of(const std::vector<std::string>& names) {
    std::vector<Unit> units;
    for (const auto& name : names) {
        Unit unit;
        unit.id = "u" + std::to_string(units.size());
        unit.name = name;
        units.push_back(std::move(unit));
    }
    std::vector<UnitDirectory::Fault> faults;
    auto directory = UnitDirectory::make(std::move(units), {}, faults);
    EXPECT_TRUE(faults.empty()) << faults.front().what;
    return directory;
}

struct Case {
    const char* cell;
    Mentions units;
};

class SplitUnits : public testing::TestWithParam<Case> {};

TEST_P(SplitUnits, by_language) {
    EXPECT_EQ(split_units(GetParam().cell), GetParam().units);
}

INSTANTIATE_TEST_SUITE_P(
    Cells, SplitUnits,
    testing::Values(
        Case{"", {}}, Case{" \n ", {}}, Case{"Sở Nội vụ", {{"Sở Nội vụ", ""}}}, Case{"Sở Nội vụ.", {{"Sở Nội vụ", ""}}},
        Case{"Sở Nội vụ, Sở Xây dựng và Công an tỉnh", {{"Sở Nội vụ", ""}, {"Sở Xây dựng", ""}, {"Công an tỉnh", ""}}},
        Case{"Sở Nông nghiệp và Môi trường", {{"Sở Nông nghiệp và Môi trường", ""}}},
        Case{"Các Sở, Ban, Ngành, Đoàn thể cấp tỉnh", {{"Các Sở, Ban, Ngành, Đoàn thể cấp tỉnh", ""}}},
        Case{"Sở Nội vụ, phòng Văn hóa; đơn vị liên quan",
             {{"Sở Nội vụ", ""}, {"phòng Văn hóa", ""}, {"đơn vị liên quan", ""}}},
        Case{"Phòng Nội vụ, Sở Y tế", {{"Phòng Nội vụ", "Sở Y tế"}}},
        Case{"- Sở Xây dựng\n- Ban Dân tộc;\n- LĐLĐ tỉnh",
             {{"Sở Xây dựng", ""}, {"Ban Dân tộc", ""}, {"LĐLĐ tỉnh", ""}}},
        Case{"Phòng Tổ\nchức cán bộ", {{"Phòng Tổ chức cán bộ", ""}}},
        Case{"Sở Xây dựng\nSở Tài chính", {{"Sở Xây dựng", ""}, {"Sở Tài chính", ""}}},
        Case{"Sở Y tế (a, b; c (d)), UBND xã, phường (đ)", {{"Sở Y tế", "a, b; c (d)"}, {"UBND xã, phường", "đ"}}},
        Case{"Sở Y tế (chưa đóng, ngoặc", {{"Sở Y tế", "chưa đóng, ngoặc"}}},
        Case{"Chủ trì: Sở Y tế; phối hợp: Sở Tài chính", {{"Sở Y tế", "Chủ trì"}, {"Sở Tài chính", "phối hợp"}}},
        Case{"Sở Xây dựng hướng dẫn, Ban Chỉ đạo tỉnh thực hiện",
             {{"Sở Xây dựng", "hướng dẫn"}, {"Ban Chỉ đạo tỉnh", "thực hiện"}}},
        Case{"(như trên)", {{"(như trên)", ""}}}, Case{";;,", {{";;,", ""}}}));

TEST(SplitUnitsWithRegister, a_known_name_needs_no_word_that_begins_a_unit) {
    const auto units = directory_of({"Vinamilk", "Sở Y tế"});
    EXPECT_EQ(split_units("Sở Y tế, Vinamilk và Sở Y tế", rules::model::UnitMatcher(units)),
              (Mentions{{"Sở Y tế", ""}, {"Vinamilk", ""}, {"Sở Y tế", ""}}));
}

TEST(SplitUnitsWithRegister, the_longest_known_name_wins) {
    const auto units = directory_of({"Sở Văn hóa", "Sở Văn hóa, Phòng Thể thao và Sở Du lịch", "Phòng Thể thao"});
    EXPECT_EQ(split_units("Sở Văn hóa, Phòng Thể thao và Sở Du lịch; Phòng Thể thao", rules::model::UnitMatcher(units)),
              (Mentions{{"Sở Văn hóa, Phòng Thể thao và Sở Du lịch", ""}, {"Phòng Thể thao", ""}}));
}

TEST(SplitUnitsWithRegister, a_known_short_name_does_not_tear_a_longer_one) {
    const auto units = directory_of({"Các sở", "Sở Văn hóa"});
    EXPECT_EQ(split_units("Các sở, ban, ngành", rules::model::UnitMatcher(units)),
              (Mentions{{"Các sở, ban, ngành", ""}}));
    EXPECT_EQ(split_units("Sở Văn hóa, Thể thao và Du lịch", rules::model::UnitMatcher(units)),
              (Mentions{{"Sở Văn hóa, Thể thao và Du lịch", ""}}));
}

TEST(SplitUnitsWithRegister, a_kind_of_unit_that_is_said_once_counts_for_all) {
    const auto units = directory_of({"Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"});
    const Mentions expected{{"Sở Y tế", ""}, {"Sở Văn hóa, Thể thao và Du lịch", ""}, {"Sở Nội vụ", "nhà ở"}};
    for (const auto* cell : {"Các Sở: Y tế, Văn hóa, Thể thao và Du lịch, Nội vụ (nhà ở)",
                             "Các Sở Y tế, Văn hóa, Thể thao và Du lịch và Nội vụ (nhà ở)",
                             "Sở Y tế, Văn hóa, Thể thao và Du lịch, Nội vụ (nhà ở)"})
        EXPECT_EQ(split_units(cell, rules::model::UnitMatcher(units)), expected) << cell;
    EXPECT_EQ(split_units("Sở Y tế, Xây dựng", rules::model::UnitMatcher(units)), (Mentions{{"Sở Y tế, Xây dựng", ""}}))
        << "not known, so a person must look";
}

TEST(SplitUnits, a_hostile_cell_takes_no_long_time) {
    std::string cell;
    while (cell.size() < 60'000) cell += "a,";
    const auto units = directory_of({"Sở Y tế"});
    EXPECT_FALSE(split_units(cell, rules::model::UnitMatcher(units)).empty());
}

// The gold file explains some qualifiers in English where the cell itself says less.
std::string expected_qualifier(const std::string& gold) {
    if (gold.starts_with("of Sở Y tế:")) return "Sở Y tế";
    if (const auto end = gold.find(") defines the abbreviation"); end != std::string::npos)
        return gold.substr(1, end - 1);
    return gold.find("(may cover") != std::string::npos ? "" : gold;
}

TEST(SplitUnits, every_cell_of_the_real_plans_splits_as_expected) {
    SKIP_WITHOUT_PLANS();
    std::map<std::string, Mentions> expected;
    for (const auto& record : testdata::read_tsv(testdata::plans_folder() / "cells.tsv"))
        expected[record.at("cell")].push_back({record.at("unit"), expected_qualifier(record.at("qualifier"))});
    ASSERT_EQ(expected.size(), 107u);

    for (const auto& [cell, units] : expected) EXPECT_EQ(split_units(cell), units) << cell;
}

TEST(SplitUnitsWithRegister, every_cell_of_the_real_plans_splits_the_same) {
    SKIP_WITHOUT_PLANS();
    std::vector<std::string> names;
    for (const auto& record : testdata::read_tsv(testdata::plans_folder() / "units.tsv"))
        names.push_back(record.at("canonical"));
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const auto units = directory_of(names);

    for (const auto& record : testdata::read_tsv(testdata::plans_folder() / "cells.tsv"))
        EXPECT_EQ(split_units(record.at("cell"), rules::model::UnitMatcher(units)), split_units(record.at("cell")))
            << record.at("cell");
}

}  // namespace
}  // namespace dondoc::intake
