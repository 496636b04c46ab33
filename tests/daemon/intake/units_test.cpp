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

/// Cells of other sectors and provinces, in the ways that offices write them.
INSTANTIATE_TEST_SUITE_P(
    OtherSectors, SplitUnits,
    testing::Values(
        Case{"Công an tỉnh; Bộ CHQS tỉnh; Sở Tài chính",
             {{"Công an tỉnh", ""}, {"Bộ CHQS tỉnh", ""}, {"Sở Tài chính", ""}}},
        Case{"Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
             {{"Công an tỉnh", ""}, {"Bộ Chỉ huy Quân sự tỉnh", ""}, {"Bộ Chỉ huy Bộ đội Biên phòng tỉnh", ""}}},
        Case{"Sở Giáo dục và Đào tạo, Tỉnh đoàn, Hội Liên hiệp Phụ nữ tỉnh",
             {{"Sở Giáo dục và Đào tạo", ""}, {"Tỉnh đoàn", ""}, {"Hội Liên hiệp Phụ nữ tỉnh", ""}}},
        Case{"Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội",
             {{"Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", ""}, {"các tổ chức chính trị - xã hội", ""}}},
        Case{"Ngân hàng Nhà nước chi nhánh khu vực 5; Kho bạc Nhà nước khu vực VI",
             {{"Ngân hàng Nhà nước chi nhánh khu vực 5", ""}, {"Kho bạc Nhà nước khu vực VI", ""}}},
        Case{"Sở Nông nghiệp và Môi trường (chăn nuôi, thú y), Chi cục Kiểm lâm (rừng)",
             {{"Sở Nông nghiệp và Môi trường", "chăn nuôi, thú y"}, {"Chi cục Kiểm lâm", "rừng"}}},
        Case{"Sở Xây dựng chủ trì, phối hợp với Sở Tài chính",
             {{"Sở Xây dựng", "chủ trì"}, {"Sở Tài chính", "phối hợp với"}}},
        Case{"Sở Xây dựng chủ trì, phối hợp với Sở Tài chính, UBND các xã, phường",
             {{"Sở Xây dựng", "chủ trì"}, {"Sở Tài chính", "phối hợp với"}, {"UBND các xã, phường", "phối hợp với"}}},
        Case{"Chủ trì: Sở Nội vụ; Phối hợp: Sở Tư pháp, Thanh tra tỉnh",
             {{"Sở Nội vụ", "Chủ trì"}, {"Sở Tư pháp", "Phối hợp"}, {"Thanh tra tỉnh", "Phối hợp"}}},
        Case{"Chủ trì: Sở Nội vụ\nPhối hợp: Sở Tư pháp", {{"Sở Nội vụ", "Chủ trì"}, {"Sở Tư pháp", "Phối hợp"}}},
        Case{"- Sở Công Thương;\n- UBND các xã, phường;\n- Các doanh nghiệp liên quan.",
             {{"Sở Công Thương", ""}, {"UBND các xã, phường", ""}, {"Các doanh nghiệp liên quan", ""}}},
        Case{"+ Sở Công Thương\n+ Báo và Đài Phát thanh, Truyền hình",
             {{"Sở Công Thương", ""}, {"Báo và Đài Phát thanh, Truyền hình", ""}}},
        Case{"Sở Văn hóa, Thể thao và Du lịch; Đài Phát thanh và Truyền hình tỉnh",
             {{"Sở Văn hóa, Thể thao và Du lịch", ""}, {"Đài Phát thanh và Truyền hình tỉnh", ""}}},
        Case{"Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, Sở Xây dựng",
             {{"Ban Quản lý dự án đầu tư xây dựng các công trình giao thông", ""}, {"Sở Xây dựng", ""}}},
        Case{"Trường Đại học Y Dược và Bệnh viện Đa khoa tỉnh",
             {{"Trường Đại học Y Dược", ""}, {"Bệnh viện Đa khoa tỉnh", ""}}},
        Case{"Tòa án nhân dân tỉnh, Viện kiểm sát nhân dân tỉnh, Cục Thi hành án dân sự tỉnh",
             {{"Tòa án nhân dân tỉnh", ""}, {"Viện kiểm sát nhân dân tỉnh", ""}, {"Cục Thi hành án dân sự tỉnh", ""}}},
        Case{"Ban Tuyên giáo và Dân vận Tỉnh ủy, Sở Nội vụ",
             {{"Ban Tuyên giáo và Dân vận Tỉnh ủy", ""}, {"Sở Nội vụ", ""}}},
        Case{"Liên đoàn Lao động tỉnh; Hội Nông dân tỉnh; Hội Cựu chiến binh tỉnh",
             {{"Liên đoàn Lao động tỉnh", ""}, {"Hội Nông dân tỉnh", ""}, {"Hội Cựu chiến binh tỉnh", ""}}},
        Case{"Các sở, ban, ngành; UBND các huyện, thành phố; các đơn vị sự nghiệp",
             {{"Các sở, ban, ngành", ""}, {"UBND các huyện, thành phố", ""}, {"các đơn vị sự nghiệp", ""}}},
        Case{"Phòng Giáo dục Mầm non, Phòng Giáo dục Phổ thông",
             {{"Phòng Giáo dục Mầm non", ""}, {"Phòng Giáo dục Phổ thông", ""}}},
        Case{"Văn phòng UBND tỉnh; Trung tâm Phục vụ hành chính công",
             {{"Văn phòng UBND tỉnh", ""}, {"Trung tâm Phục vụ hành chính công", ""}}},
        Case{"Thuế tỉnh và Chi cục Hải quan khu vực VI", {{"Thuế tỉnh", ""}, {"Chi cục Hải quan khu vực VI", ""}}},
        Case{"Viễn thông tỉnh / Bưu điện tỉnh", {{"Viễn thông tỉnh", ""}, {"Bưu điện tỉnh", ""}}},
        Case{"Sở Dân tộc và Tôn giáo, UBND xã Nà Phặc, UBND xã Ba Bể",
             {{"Sở Dân tộc và Tôn giáo", ""}, {"UBND xã Nà Phặc", ""}, {"UBND xã Ba Bể", ""}}},
        Case{"Giám đốc Sở Nội vụ, Chủ tịch UBND các xã, phường",
             {{"Giám đốc Sở Nội vụ", ""}, {"Chủ tịch UBND các xã, phường", ""}}},
        Case{"Trưởng phòng Kế hoạch, Chánh Văn phòng", {{"Trưởng phòng Kế hoạch", ""}, {"Chánh Văn phòng", ""}}},
        Case{"Phòng Kế hoạch thuộc Sở Y tế, Phòng Tổ chức thuộc Sở Nội vụ",
             {{"Phòng Kế hoạch thuộc Sở Y tế", ""}, {"Phòng Tổ chức thuộc Sở Nội vụ", ""}}},
        Case{"Hiệu trưởng các trường; Đoàn Thanh niên", {{"Hiệu trưởng các trường", ""}, {"Đoàn Thanh niên", ""}}},
        Case{"Các phòng, ban, đơn vị thuộc Sở", {{"Các phòng, ban, đơn vị thuộc Sở", ""}}},
        Case{"Ban Dân tộc - HĐND tỉnh", {{"Ban Dân tộc - HĐND tỉnh", ""}}},
        Case{"Sở Tài chính (chủ trì)/Sở Xây dựng (phối hợp)",
             {{"Sở Tài chính", "chủ trì"}, {"Sở Xây dựng", "phối hợp"}}},
        Case{"Công ty Điện lực tỉnh, Tập đoàn Bưu chính Viễn thông",
             {{"Công ty Điện lực tỉnh", ""}, {"Tập đoàn Bưu chính Viễn thông", ""}}}));

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

TEST(SplitUnits, lists_may_be_marked_in_any_way) {
    for (const auto* cell : {"• Sở Y tế\n• Sở Nội vụ", "1. Sở Y tế\n2. Sở Nội vụ", "– Sở Y tế\n– Sở Nội vụ",
                             "- Sở Y tế - Sở Nội vụ", "1) Sở Y tế;\n2) Sở Nội vụ."})
        EXPECT_EQ(split_units(cell), (Mentions{{"Sở Y tế", ""}, {"Sở Nội vụ", ""}})) << cell;
    EXPECT_EQ(split_units("- Phòng Kế hoạch - Tài chính"), (Mentions{{"Phòng Kế hoạch - Tài chính", ""}}));
}

TEST(SplitUnits, one_office_of_two_bodies_and_one_person_with_a_title_stay_whole) {
    for (const auto* cell : {"Văn phòng HĐND và UBND xã", "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
                             "Đồng chí Lê Văn Cá, Chủ tịch UBND xã", "Đ/c Hồ Thị Tôm, Phó Giám đốc Sở"})
        EXPECT_EQ(split_units(cell), (Mentions{{cell, ""}}));
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
