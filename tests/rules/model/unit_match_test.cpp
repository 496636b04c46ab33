#include "rules/model/unit_match.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace rules::model {
namespace {

using How = UnitMatch::How;

struct Entry {
    const char* id;
    const char* name;
    const char* parent = "";
    std::vector<std::string> aliases = {};
};

/// A province with its departments, forces, mass organisations, central bodies and communes.
std::vector<Unit> province() {
    const std::vector<Entry> entries{
        {"ubnd-tinh", "Ủy ban nhân dân tỉnh", "", {}},
        {"vp-ubnd", "Văn phòng UBND tỉnh", "ubnd-tinh", {}},
        {"hdnd", "Hội đồng nhân dân tỉnh"},
        {"tinh-uy", "Tỉnh ủy"},
        {"ban-tuyen-giao", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "tinh-uy"},
        {"so-y-te", "Sở Y tế"},
        {"so-gddt", "Sở Giáo dục và Đào tạo"},
        {"so-nnmt", "Sở Nông nghiệp và Môi trường"},
        {"so-khcn", "Sở Khoa học và Công nghệ"},
        {"so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch"},
        {"so-noi-vu", "Sở Nội vụ"},
        {"so-tai-chinh", "Sở Tài chính"},
        {"so-tu-phap", "Sở Tư pháp"},
        {"so-cong-thuong", "Sở Công Thương"},
        {"so-xay-dung", "Sở Xây dựng"},
        {"so-dan-toc", "Sở Dân tộc và Tôn giáo"},
        {"thanh-tra", "Thanh tra tỉnh"},
        {"cong-an", "Công an tỉnh"},
        {"bchqs", "Bộ Chỉ huy Quân sự tỉnh"},
        {"mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"},
        {"ldld", "Liên đoàn Lao động tỉnh"},
        {"doan-tn", "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", "", {"Tỉnh đoàn"}},
        {"hoi-lhpn", "Hội Liên hiệp Phụ nữ tỉnh"},
        {"hoi-nong-dan", "Hội Nông dân tỉnh"},
        {"bhxh", "Bảo hiểm xã hội tỉnh"},
        {"kho-bac", "Kho bạc Nhà nước khu vực VI"},
        {"thue", "Thuế tỉnh"},
        {"hai-quan", "Chi cục Hải quan khu vực VI"},
        {"nhnn", "Ngân hàng Nhà nước chi nhánh khu vực 5"},
        {"thong-ke", "Thống kê tỉnh"},
        {"tand", "Tòa án nhân dân tỉnh"},
        {"vksnd", "Viện kiểm sát nhân dân tỉnh"},
        {"thads", "Thi hành án dân sự tỉnh"},
        {"bqlda", "Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp"},
        {"bql-kcn", "Ban Quản lý các khu công nghiệp"},
        {"bao", "Báo và Phát thanh, Truyền hình tỉnh"},
        {"dh-y", "Trường Đại học Y Dược"},
        {"cd-nghe", "Trường Cao đẳng nghề số 2"},
        {"tt-cntt", "Trung tâm Công nghệ thông tin", "so-khcn"},
        {"phong-khth", "Phòng Kế hoạch tổng hợp", "so-y-te"},
        {"phong-nvy", "Phòng Nghiệp vụ Y", "so-y-te"},
        {"phong-qlkcb", "Phòng Quản lý Khám chữa bệnh", "so-y-te"},
        {"phong-tc-syt", "Phòng Tài chính", "so-y-te"},
        {"phong-tc-sgd", "Phòng Tài chính", "so-gddt"},
        {"vp-syt", "Văn phòng Sở Y tế", "so-y-te"},
        {"phong-gdmn", "Phòng Giáo dục Mầm non", "so-gddt"},
        {"ksbt", "Trung tâm Kiểm soát bệnh tật", "so-y-te"},
        {"cc-ds", "Chi cục Dân số và Trẻ em", "so-y-te"},
        {"bv-dk", "Bệnh viện Đa khoa tỉnh", "so-y-te"},
        {"bv-sn1", "Bệnh viện Sản - Nhi số 1", "so-y-te"},
        {"bv-sn2", "Bệnh viện Sản - Nhi số 2", "so-y-te"},
        {"ttyt-kv", "Trung tâm Y tế khu vực Hòa An", "so-y-te"},
        {"xa-an", "UBND xã An Khê"},
        {"xa-binh", "UBND xã Bình Sơn"},
        {"phuong-cau", "UBND phường Cầu Mới"},
    };
    std::vector<Unit> units;
    for (const Entry& entry : entries) {
        Unit& unit = units.emplace_back();
        unit.id = entry.id;
        unit.name = entry.name;
        unit.parent = entry.parent;
        unit.aliases = entry.aliases;
    }
    const auto group = [&](const char* id, const char* name, std::vector<std::string> members) {
        Unit& unit = units.emplace_back();
        unit.id = id;
        unit.name = name;
        unit.members = std::move(members);
    };
    group("so-nganh", "Các sở, ban, ngành", {"so-y-te", "so-gddt", "so-noi-vu", "so-tai-chinh"});
    group("xa-phuong", "Cấp xã", {"xa-an", "xa-binh", "phuong-cau"});
    group("benh-vien", "Khối điều trị", {"bv-dk", "bv-sn1", "bv-sn2"});
    group("doan-the", "Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội",
          {"mttq", "ldld", "doan-tn", "hoi-lhpn", "hoi-nong-dan"});
    return units;
}

UnitDirectory made(std::vector<Unit> units) {
    std::vector<UnitDirectory::Fault> faults;
    auto directory = UnitDirectory::make(std::move(units), {}, faults);
    EXPECT_TRUE(faults.empty()) << faults.front().what;
    return directory;
}

/// `id` empty: nobody is taken; then `suggestion` is the id of the unit that must be suggested, if any.
struct Written {
    const char* name;
    const char* id;
    const char* suggestion = "";
    const char* title = "";
};

constexpr Written names[]{
    // as it stands, case, spacing, punctuation
    {"SỞ Y TẾ", "so-y-te"},
    {"sở  y  tế", "so-y-te"},
    {"- Sở Y tế;", "so-y-te"},
    {"Sở Y Tế.", "so-y-te"},
    {"Sở Văn hóa Thể thao và Du lịch", "so-vhttdl"},
    {"Sở Văn hoá, Thể thao và Du lịch", "so-vhttdl"},
    {"Sở Giáo dục Đào tạo", "so-gddt"},
    {"Sở Giáo dục & Đào tạo", "so-gddt"},
    {"Bệnh viện Sản Nhi số 1", "bv-sn1"},
    {"Bệnh viện Sản - Nhi số 2", "bv-sn2"},
    {"Uỷ ban nhân dân tỉnh", "ubnd-tinh"},
    {"UBND tỉnh", "ubnd-tinh"},
    {"UBND TỈNH", "ubnd-tinh"},
    {"Văn phòng Ủy ban nhân dân tỉnh", "vp-ubnd"},
    {"VP UBND tỉnh", "vp-ubnd"},
    {"HĐND tỉnh", "hdnd"},
    {"Tỉnh uỷ", "tinh-uy"},
    {"Tỉnh đoàn", "doan-tn"},
    {"Toà án nhân dân tỉnh", "tand"},
    {"Trung tâm Y tế khu vực Hoà An", "ttyt-kv"},
    {"Ủy ban nhân dân xã An Khê", "xa-an"},
    {"Uỷ ban nhân dân phường Cầu Mới", "phuong-cau"},
    // abbreviations
    {"Sở GD&ĐT", "so-gddt"},
    {"Sở GDĐT", "so-gddt"},
    {"Sở GD và ĐT", "so-gddt"},
    {"Sở NN&MT", "so-nnmt"},
    {"Sở NNMT", "so-nnmt"},
    {"Sở KH&CN", "so-khcn"},
    {"Sở KHCN", "so-khcn"},
    {"Sở VHTTDL", "so-vhttdl"},
    {"Sở VH,TT&DL", "so-vhttdl"},
    {"Sở VH, TT và DL", "so-vhttdl"},
    {"SYT", "so-y-te"},
    {"STC", "so-tai-chinh"},
    {"SNV", "so-noi-vu"},
    {"Sở NV", "so-noi-vu"},
    {"Sở CT", "so-cong-thuong"},
    {"CA tỉnh", "cong-an"},
    {"Bộ CHQS tỉnh", "bchqs"},
    {"BCHQS tỉnh", "bchqs"},
    {"BCH Quân sự tỉnh", "bchqs"},
    {"Ủy ban MTTQ Việt Nam tỉnh", "mttq"},
    {"UBMTTQ Việt Nam tỉnh", "mttq"},
    {"UBMTTQVN tỉnh", "mttq"},
    {"LĐLĐ tỉnh", "ldld"},
    {"Đoàn TNCSHCM tỉnh", "doan-tn"},
    {"Đoàn TNCS Hồ Chí Minh tỉnh", "doan-tn"},
    {"Hội LHPN tỉnh", "hoi-lhpn"},
    {"BHXH tỉnh", "bhxh"},
    {"Bảo hiểm XH tỉnh", "bhxh"},
    {"KBNN khu vực VI", "kho-bac"},
    {"TAND tỉnh", "tand"},
    {"VKSND tỉnh", "vksnd"},
    {"THADS tỉnh", "thads"},
    {"Ban QLDA ĐTXD công trình dân dụng và công nghiệp", "bqlda"},
    {"BQLDA ĐTXD CTDD&CN", "bqlda"},
    {"Ban QL các KCN", "bql-kcn"},
    {"Trung tâm CNTT", "tt-cntt"},
    {"TT CNTT", "tt-cntt"},
    {"P. Kế hoạch tổng hợp", "phong-khth"},
    {"Phòng KHTH", "phong-khth"},
    {"Phòng NVY", "phong-nvy"},
    {"Phòng QL KCB", "phong-qlkcb"},
    {"Phòng Quản lý KCB", "phong-qlkcb"},
    {"Phòng QLKCB", "phong-qlkcb"},
    {"TTKSBT", "ksbt"},
    {"TT KSBT", "ksbt"},
    {"Trung tâm KSBT", "ksbt"},
    {"BVĐK tỉnh", "bv-dk"},
    {"BV Đa khoa tỉnh", "bv-dk"},
    {"TTYT khu vực Hòa An", "ttyt-kv"},
    // heads
    {"Giám đốc Sở Y tế", "so-y-te", "", "Giám đốc"},
    {"Đ/c Giám đốc Sở Y tế", ""},
    {"Chủ tịch UBND tỉnh", "ubnd-tinh", "", "Chủ tịch"},
    {"Lãnh đạo Sở Nội vụ", "so-noi-vu", "", "Lãnh đạo"},
    {"Chánh Văn phòng UBND tỉnh", "vp-ubnd", "", "Chánh"},
    {"Chánh Thanh tra tỉnh", "thanh-tra", "", "Chánh"},
    {"Trưởng phòng Kế hoạch tổng hợp", "phong-khth", "", "Trưởng"},
    {"Trưởng Phòng KHTH", "phong-khth", "", "Trưởng"},
    {"Chi cục trưởng Chi cục Dân số và Trẻ em", "cc-ds", "", "Chi cục trưởng"},
    {"Hiệu trưởng Trường Đại học Y Dược", "dh-y", "", "Hiệu trưởng"},
    {"Chỉ huy trưởng Bộ CHQS tỉnh", "bchqs", "", "Chỉ huy trưởng"},
    {"Thủ trưởng các sở, ban, ngành", "so-nganh", "", "Thủ trưởng"},
    {"Chủ tịch UBND các xã, phường", "xa-phuong", "", "Chủ tịch"},
    // bodies above
    {"Phòng Kế hoạch tổng hợp thuộc Sở Y tế", "phong-khth"},
    {"Phòng Kế hoạch tổng hợp - Sở Y tế", "phong-khth"},
    {"Phòng Tài chính, Sở Giáo dục và Đào tạo", "phong-tc-sgd"},
    {"Phòng Tài chính Sở Y tế", "phong-tc-syt"},
    {"Phòng Tài chính (Sở GDĐT)", "phong-tc-sgd"},
    {"Phòng Tài chính của SYT", "phong-tc-syt"},
    {"Phòng Tài chính", ""},
    {"Phòng Nghiệp vụ Y thuộc Sở Nội vụ", ""},
    // groups
    {"Các Sở, Ban, Ngành", "so-nganh"},
    {"các sở, ngành", "so-nganh"},
    {"Các sở, ban, ngành tỉnh", "so-nganh"},
    {"các sở, ban, ngành thuộc UBND tỉnh", "so-nganh"},
    {"UBND các xã, phường", "xa-phuong"},
    {"UBND xã, phường", "xa-phuong"},
    {"UBND cấp xã", "xa-phuong"},
    {"Các xã/phường", "xa-phuong"},
    {"Các bệnh viện", "benh-vien"},
    {"MTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội", "doan-the"},
    {"Các sở, ban, ngành liên quan", ""},
    {"Các đơn vị liên quan", ""},
    {"UBND các huyện, thị xã, thành phố", ""},
    {"Các sở, ban, ngành, địa phương", ""},
    // slips and near names: for a person
    {"Sở Y tê", "", "so-y-te"},
    {"So Y te", "", "so-y-te"},
    {"Sở Tài chinh", "", "so-tai-chinh"},
    {"Sở Giáo duc và Đào tạo", "", "so-gddt"},
    {"Sở Công Thưong", "", "so-cong-thuong"},
    {"Công an tinh", "", "cong-an"},
    {"Bệnh viện Sản Nhi số 3", ""},
    {"Văn phòng Sở", "", "vp-syt"},
    {"Thống kê tỉnh Sông Xanh", "", "thong-ke"},
    {"Mặt trận Tổ quốc Việt Nam tỉnh", ""},
    {"BQLDA DTXD CTDD và CN", "", "bqlda"},
    // nobody of the register
    {"Bộ Tài chính", ""},
    {"Tập đoàn Điện lực", ""},
    {"Chi cục Thuế khu vực VI", ""},
    {"Bưu điện tỉnh", ""},
    {"", ""},
    {" , ", ""},
};

class Names : public testing::TestWithParam<Written> {};

TEST_P(Names, are_understood_or_left_to_a_person) {
    static const UnitDirectory units = made(province());
    static const UnitMatcher matcher(units);
    const UnitMatch match = matcher.match(GetParam().name);
    EXPECT_EQ(match.unit ? units[*match.unit].id : "", GetParam().id) << how_name(match.how);
    EXPECT_EQ(match.title, GetParam().title);
    const auto suggested = units.find_by_name(match.suggestion);
    const std::string suggestion = suggested ? units[*suggested].id : "";
    EXPECT_TRUE(*GetParam().suggestion == '\0' || suggestion == GetParam().suggestion) << match.suggestion;
    EXPECT_TRUE(!match.unit || match.suggestion.empty()) << match.suggestion;
}

INSTANTIATE_TEST_SUITE_P(AsWritten, Names, testing::ValuesIn(names));

TEST(UnitMatcher, a_name_of_several_units_is_ambiguous) {
    const UnitDirectory units = made(province());
    const UnitMatch match = UnitMatcher(units).match("Phòng Tài chính");
    EXPECT_EQ(match.how, How::ambiguous);
    EXPECT_EQ(match.candidates.size(), 2u);
    EXPECT_EQ(units[*UnitMatcher(units).match("Phòng Tài chính", "Sở Y tế").unit].id, "phong-tc-syt");
}

TEST(UnitMatcher, an_open_group_is_not_everybody) {
    EXPECT_EQ(UnitMatcher(UnitDirectory()).match("Các đơn vị liên quan").how, How::open);
}

TEST(UnitMatcher, a_long_hostile_name_costs_little) {
    const UnitDirectory units = made(province());
    std::string name;
    while (name.size() < 100'000) name += "TTYT ";
    EXPECT_EQ(UnitMatcher(units).match(name).how, How::unknown);
    EXPECT_EQ(UnitMatcher(units).match(std::string(300, 'A')).how, How::unknown);
}

dates::Date on_day(int year, unsigned month, unsigned day_of_month) {
    return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day_of_month);
}

Unit changing(std::string id, std::string name) {
    Unit unit;
    unit.id = std::move(id);
    unit.name = std::move(name);
    return unit;
}

/// Two communes merged into one that took the name of the first; a department renamed, another split.
std::vector<Unit> changed_units() {
    Unit old_an = changing("an-khe-cu", "UBND xã An Khê");
    old_an.replaced = {on_day(2025, 7, 1), {"an-khe"}, {}};
    Unit binh = changing("binh-son", "UBND xã Bình Sơn");
    binh.replaced = {on_day(2025, 7, 1), {"an-khe"}, {}};
    Unit department = changing("so-nnmt", "Sở Nông nghiệp và Môi trường");
    department.former = {{"Sở Nông nghiệp và Phát triển nông thôn", on_day(2025, 2, 28)}};
    Unit split = changing("so-ldtbxh", "Sở Lao động - Thương binh và Xã hội");
    split.replaced = {on_day(2025, 3, 1), {"so-noi-vu", "so-y-te"}, {}};
    return {old_an,
            binh,
            changing("an-khe", "UBND xã An Khê"),
            department,
            split,
            changing("so-noi-vu", "Sở Nội vụ"),
            changing("so-y-te", "Sở Y tế")};
}

std::string bearer(const UnitDirectory& units, const char* name, dates::Date on) {
    const UnitMatch match = UnitMatcher(units, on).match(name);
    return match.unit ? units[*match.unit].id : std::string(how_name(match.how));
}

TEST(ChangedUnits, a_name_means_who_bore_it_on_the_day_of_the_document) {
    const UnitDirectory units = made(changed_units());
    EXPECT_EQ(bearer(units, "UBND xã An Khê", on_day(2025, 6, 30)), "an-khe-cu");
    EXPECT_EQ(bearer(units, "UBND xã An Khê", on_day(2025, 7, 1)), "an-khe");
    EXPECT_EQ(bearer(units, "Ủy ban nhân dân xã An Khê", on_day(2024, 1, 1)), "an-khe-cu");
    EXPECT_EQ(bearer(units, "UBND xã Bình Sơn", on_day(2026, 1, 1)), "binh-son") << "who bore it last";
    EXPECT_EQ(bearer(units, "Sở NN&PTNT", on_day(2024, 1, 1)), "so-nnmt");
    EXPECT_EQ(bearer(units, "Sở Nông nghiệp và PTNT", on_day(2026, 1, 1)), "so-nnmt") << "an old name of it";
    EXPECT_EQ(units[*units.find_by_name("UBND xã An Khê")].id, "an-khe") << "today";
}

TEST(ChangedUnits, duties_go_to_the_successor_from_the_day_of_the_change) {
    const UnitDirectory units = made(changed_units());
    const auto binh = *units.find("binh-son");
    EXPECT_EQ(units.heir(binh, on_day(2025, 6, 30), "kh/1"), binh);
    EXPECT_EQ(units.heir(binh, on_day(2025, 7, 1), "kh/1"), units.find("an-khe"));
    const auto split = *units.find("so-ldtbxh");
    EXPECT_EQ(units.heir(split, on_day(2025, 3, 1), "kh/1"), std::nullopt);
    EXPECT_EQ(units.successors(split, on_day(2025, 3, 1)).size(), 2u);
}

TEST(ChangedUnits, successors_that_lead_back_are_a_fault) {
    auto list = changed_units();
    list[2].replaced = {on_day(2025, 8, 1), {"binh-son"}, {}};
    std::vector<UnitDirectory::Fault> faults;
    const auto units = UnitDirectory::make(list, {}, faults);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_THAT(faults[0].what, testing::HasSubstr("kế thừa vòng tròn"));
    EXPECT_NO_FATAL_FAILURE(units.successors(*units.find("binh-son"), on_day(2026, 1, 1)));
}

TEST(ChangedUnits, an_unknown_successor_is_a_fault) {
    auto list = changed_units();
    list[1].replaced->by = {"an-khee"};
    std::vector<UnitDirectory::Fault> faults;
    UnitDirectory::make(list, {}, faults);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_THAT(faults[0].what, testing::HasSubstr("ý là \"an-khe"));
}

}  // namespace
}  // namespace rules::model
