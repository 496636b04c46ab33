#include "daemon/intake/targets.hpp"

#include "daemon/intake/years.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>

namespace dondoc::intake {
namespace {

using rules::model::Comparator;
using rules::model::Target;

// "2026>=97", changes with their sign behind "Δ", words in quotation marks; "?" where a person is asked.
std::string shown(const TargetReading& reading) {
    std::string all;
    for (const Target& target : reading.targets) {
        if (!all.empty()) all += "; ";
        all += fmt::format("{}{}", target.year, comparator_sign(target.comparator));
        all +=
            target.value ? fmt::format("{}{}", target.is_change ? "Δ" : "", *target.value) : "'" + target.words + "'";
    }
    if (!reading.unit.empty()) all += " [" + reading.unit + "]";
    return all + (reading.unclear ? " ?" : "");
}

struct Value {
    const char* cell;
    const char* expected;
};

class Values : public testing::TestWithParam<Value> {};

TEST_P(Values, read_as_written) {
    EXPECT_EQ(shown(read_targets(GetParam().cell, 2026)), GetParam().expected) << GetParam().cell;
}

INSTANTIATE_TEST_SUITE_P(Numbers, Values,
                         testing::Values(Value{"15", "2026=15"}, Value{"11,5", "2026=11.5"}, Value{"14.5", "2026=14.5"},
                                         Value{"0,06", "2026=0.06"}, Value{"0.125", "2026=0.125"},
                                         Value{"1,00", "2026=1"}, Value{"3.571.278", "2026=3571278"},
                                         Value{"3,571,278", "2026=3571278"}, Value{"3 571 278", "2026=3571278"},
                                         Value{"12.500", "2026=12500"}, Value{"1.234,5", "2026=1234.5"},
                                         Value{"1,234.5", "2026=1234.5"}, Value{"12.345.678,90", "2026=12345678.9"},
                                         Value{"12,500", "2026=12.5 ?"}, Value{"0,125", "2026=0.125"},
                                         Value{"1.5", "2026=1.5"}, Value{"100.", "2026=100"}, Value{" 95 ", "2026=95"},
                                         Value{"-0,06", "2026=-0.06"}, Value{"−0,06", "2026=-0.06"},
                                         Value{"2030", "2026=2030"}, Value{"２６", "2026=26"},
                                         Value{"1.2.3", "2026='1.2.3' ?"}, Value{"12.34.567", "2026='12.34.567' ?"}));

INSTANTIATE_TEST_SUITE_P(Signs, Values,
                         testing::Values(Value{"≥ 97", "2026>=97"}, Value{"≥97", "2026>=97"},
                                         Value{">= 97", "2026>=97"}, Value{"> = 97", "2026>=97"},
                                         Value{"=> 97", "2026>=97"}, Value{"> 95", "2026>95"}, Value{">95", "2026>95"},
                                         Value{"< 11,5", "2026<11.5"}, Value{"≤ 23", "2026<=23"},
                                         Value{"<=23", "2026<=23"}, Value{"=<23", "2026<=23"}, Value{"= 23", "2026=23"},
                                         Value{"$\\geq 1,5$", "2026>=1.5"}, Value{"$\\leq 5$", "2026<=5"},
                                         Value{"⩾ 3", "2026>=3"}, Value{"＞ 80", "2026>80"}, Value{"~ 80", "2026=80"},
                                         Value{"≥ 95%", "2026>=95 [%]"}, Value{"> 95 %", "2026>95 [%]"},
                                         Value{"≤ 16‰", "2026<=16 [‰]"}));

INSTANTIATE_TEST_SUITE_P(
    Words, Values,
    testing::Values(
        Value{"trên 80", "2026>80"}, Value{"Trên 80%", "2026>80 [%]"}, Value{"hơn 80", "2026>80"},
        Value{"vượt 80", "2026>80"}, Value{"cao hơn 80", "2026>80"}, Value{"lớn hơn 80", "2026>80"},
        Value{"từ 80 trở lên", "2026>=80"}, Value{"Từ 80% trở lên", "2026>=80 [%]"}, Value{"80 trở lên", "2026>=80"},
        Value{"80% trở lên", "2026>=80 [%]"}, Value{"đạt từ 80%", "2026>=80 [%]"}, Value{"từ 17", "2026>=17"},
        Value{"tối thiểu 80", "2026>=80"}, Value{"Tối thiểu đạt 80%", "2026>=80 [%]"}, Value{"ít nhất 4", "2026>=4"},
        Value{"đạt ít nhất 90%", "2026>=90 [%]"}, Value{"không dưới 90", "2026>=90"},
        Value{"không thấp hơn 95%", "2026>=95 [%]"}, Value{"không ít hơn 3", "2026>=3"},
        Value{"lớn hơn hoặc bằng 70", "2026>=70"}, Value{"dưới 5", "2026<5"}, Value{"Dưới 15%", "2026<15 [%]"},
        Value{"thấp hơn 10", "2026<10"}, Value{"nhỏ hơn 10", "2026<10"}, Value{"không quá 15", "2026<=15"},
        Value{"không vượt quá 3%", "2026<=3 [%]"}, Value{"tối đa 30", "2026<=30"},
        Value{"không cao hơn 1,5", "2026<=1.5"}, Value{"10 trở xuống", "2026<=10"},
        Value{"từ 10% trở xuống", "2026<=10 [%]"}, Value{"còn 12", "2026=12"}, Value{"giảm còn 12", "2026=12"},
        Value{"Giảm xuống còn 12,5%", "2026=12.5 [%]"}, Value{"còn dưới 5%", "2026<5 [%]"},
        Value{"giảm còn dưới 11", "2026<11"}, Value{"giảm xuống dưới 11", "2026<11"}, Value{"đạt 100%", "2026=100 [%]"},
        Value{"Phấn đấu đạt trên 95%", "2026>95 [%]"}, Value{"khoảng 75", "2026=75"},
        Value{"duy trì 100%", "2026=100 [%]"}, Value{"Duy trì trên 95%", "2026>95 [%]"},
        Value{"tăng lên 85", "2026=85"}, Value{"từ 80 lên 85", "2026=85"},
        Value{"giảm từ 20% xuống 15%", "2026=15 [%]"}, Value{"giảm từ 20 xuống còn 15", "2026=15"},
        Value{"TRÊN 80", "2026>80"}, Value{"tren 80", "2026>80"}));

INSTANTIATE_TEST_SUITE_P(
    Changes, Values,
    testing::Values(Value{"Giảm 0,06", "2026=Δ-0.06"}, Value{"Tăng 0,1", "2026=Δ0.1"}, Value{"Tăng 2%", "2026=Δ2 [%]"},
                    Value{"tăng thêm 1,5 cm", "2026=Δ1.5 [cm]"}, Value{"tăng trên 2%", "2026>Δ2 [%]"},
                    Value{"tăng tối thiểu 1,5", "2026>=Δ1.5"}, Value{"giảm ít nhất 5%", "2026<=Δ-5 [%]"},
                    Value{"giảm trên 5%", "2026<Δ-5 [%]"}, Value{"giảm từ 5% trở lên", "2026<=Δ-5 [%]"},
                    Value{"+0,1", "2026=Δ0.1"}, Value{"Tăng bình quân 2%/năm", "2026=Δ2 [%]"},
                    Value{"Giảm 10% so với năm 2025", "2026=Δ-10 [%]"}, Value{"tăng 5% so với cùng kỳ", "2026=Δ5 [%]"},
                    Value{"Giảm 10% (so với năm 2025)", "2026=Δ-10 [%]"},
                    Value{"so với năm 2025 giảm 10%", "2026='so với năm 2025 giảm 10%' ?"},
                    Value{"giảm dưới 5%", "2026='giảm dưới 5%' ?"}, Value{"Giảm 5-10%", "2026>=Δ-10; 2026<=Δ-5 [%]"}));

INSTANTIATE_TEST_SUITE_P(
    Spans, Values,
    testing::Values(Value{"80-85", "2026>=80; 2026<=85"}, Value{"80 – 85%", "2026>=80; 2026<=85 [%]"},
                    Value{"80% - 85%", "2026>=80; 2026<=85 [%]"}, Value{"từ 80 đến 85", "2026>=80; 2026<=85"},
                    Value{"Từ 80% đến 85%", "2026>=80; 2026<=85 [%]"}, Value{"0,5-1,0", "2026>=0.5; 2026<=1"},
                    Value{"4-5 bác sĩ", "2026>=4; 2026<=5 [bác sĩ]"}, Value{"85-80", "2026='85-80' ?"},
                    Value{"2026-2030", "2026='2026-2030' ?"}));

INSTANTIATE_TEST_SUITE_P(Units, Values,
                         testing::Values(Value{"100%", "2026=100 [%]"}, Value{"‰", "2026='‰'"},
                                         Value{"20 bác sĩ", "2026=20 [bác sĩ]"}, Value{"75,5 tuổi", "2026=75.5 [tuổi]"},
                                         Value{"≥ 1,5 cm", "2026>=1.5 [cm]"},
                                         Value{"15,1 bác sĩ/10.000 dân", "2026=15.1 [bác sĩ/10.000 dân]"},
                                         Value{"23/100.000 trẻ đẻ sống", "2026=23 [/100.000 trẻ đẻ sống]"},
                                         Value{"95% dân số", "2026=95 [%]"}, Value{"100% trạm y tế xã", "2026=100 [%]"},
                                         Value{"3 triệu người", "2026=3 [triệu người]"},
                                         Value{"1,5 triệu", "2026='1,5 triệu' ?"},
                                         Value{"02 mô hình", "2026=2 [mô hình]"},
                                         Value{"5 triệu đồng/người/năm", "2026=5 [triệu đồng/người/năm]"},
                                         Value{"15/20 xã", "2026='15/20 xã' ?"}, Value{"1/2", "2026='1/2' ?"}));

INSTANTIATE_TEST_SUITE_P(
    Years, Values,
    testing::Values(Value{">95 (2026), toàn dân (2030)", "2026>95; 2030='toàn dân'"},
                    Value{"2026: 80; 2030: 90", "2026=80; 2030=90"},
                    Value{"2026: 80, 2027: 85, 2030: 90", "2026=80; 2027=85; 2030=90"},
                    Value{"Năm 2026: 80%; năm 2030: 90%", "2026=80; 2030=90 [%]"},
                    Value{"Năm 2026 đạt 80, năm 2030 đạt 90", "2026=80; 2030=90"},
                    Value{"80 (năm 2026); 90 (năm 2030)", "2026=80; 2030=90"},
                    Value{"80 năm 2026 và 90 năm 2030", "2026=80; 2030=90"},
                    Value{"- Năm 2026: ≥ 80\n- Đến năm 2030: ≥ 90", "2026>=80; 2030>=90"},
                    Value{"đến năm 2030 đạt trên 90%", "2030>90 [%]"}, Value{"97 (2026-2030)", "2030=97"},
                    Value{"95% vào năm 2027", "2027=95 [%]"}, Value{"100 (đến năm 2045)", "2045=100"},
                    Value{"11,5 (2026); 11,0 (2027)", "2026=11.5; 2027=11"},
                    Value{"Giai đoạn 2026-2030: 97", "2030=97"}, Value{"2026 ≥ 80; 2030 ≥ 90", "2026>=80; 2030>=90"},
                    Value{"2026: x; 2030: x", "2026='x'; 2030='x'"},
                    Value{"Đến năm 2030: giảm còn 15%; tầm nhìn 2045: dưới 10%", "2030=15; 2045<10 [%]"},
                    Value{"Trên 80 (2026), 90 (2030) dân số", "2026='Trên 80 (2026), 90 (2030) dân số' ?"},
                    Value{"Tháng 12 năm 2026", "2026='Tháng 12 năm 2026' ?"},
                    Value{"31/12/2026", "2026='31/12/2026' ?"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, Values,
    testing::Values(Value{"x", "2026='x'"}, Value{"X", "2026='X'"}, Value{"Có", "2026='Có'"},
                    Value{"Đạt", "2026='Đạt'"}, Value{"Hoàn thành", "2026='Hoàn thành'"},
                    Value{"toàn dân", "2026='toàn dân'"},
                    Value{"Tương đương mức trung bình cả nước", "2026='Tương đương mức trung bình cả nước'"},
                    Value{"Giảm dần", "2026='Giảm dần'"}, Value{"-", ""}, Value{"–", ""}, Value{"…", ""}, Value{"", ""},
                    Value{" \n ", ""}, Value{"gấp 2 lần", "2026='gấp 2 lần' ?"},
                    Value{"Theo Quyết định số 15", "2026='Theo Quyết định số 15' ?"},
                    Value{"95 (trong đó nữ 50)", "2026='95 (trong đó nữ 50)' ?"},
                    Value{"80 hoặc 90", "2026='80 hoặc 90' ?"}));

TEST(Targets, many_phrases_are_tried) {
    // The tables above; kept in view so that none of them is lost by a slip of the macros.
    EXPECT_GE(testing::UnitTest::GetInstance()->total_test_count(), 160);
}

struct Name {
    const char* name;
    const char* comparator;  ///< "" for none
    const char* unit;
};

class Names : public testing::TestWithParam<Name> {};

TEST_P(Names, comparator_and_unit) {
    const auto comparator = comparator_at_end(GetParam().name);
    EXPECT_EQ(comparator ? comparator_sign(*comparator) : "", GetParam().comparator) << GetParam().name;
    EXPECT_EQ(unit_in_name(GetParam().name), GetParam().unit) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(
    OfIndicators, Names,
    testing::Values(
        Name{"Tỷ lệ hộ nghèo đa chiều dưới (%)", "<", "%"},
        Name{"Tuổi thọ trung bình đạt tối thiểu (tuổi)", ">=", "tuổi"},
        Name{"Tỷ lệ trẻ em dưới 5 tuổi được uống vitamin A (%)", "", "%"},
        Name{"Tỷ lệ thể thấp còi của trẻ em dưới 5 tuổi dưới (%)", "<", "%"},
        Name{"Tỷ lệ giường bệnh tư nhân chiếm từ (%)", ">=", "%"}, Name{"Tỷ lệ giải ngân vốn đầu tư (%)", "", "%"},
        Name{"Tỷ lệ tảo hôn (%)", "", "%"}, Name{"Tỷ lệ chuyển tuyến trên (%)", "", "%"},
        Name{"Số lượt khám ở tuyến dưới", "", ""},
        Name{"Tỷ lệ văn bản cấp trên được xử lý đúng hạn trên (%)", ">", "%"}, Name{"Tỷ lệ nợ xấu không quá", "<=", ""},
        Name{"Thời gian chờ khám tối đa (phút)", "<=", "phút"}, Name{"Số xã đạt chuẩn ít nhất (xã)", ">=", "xã"},
        Name{"Tỷ lệ bao phủ không thấp hơn (%)", ">=", "%"}, Name{"Số bác sĩ/10.000 dân", "", "bác sĩ/10.000 dân"},
        Name{"Số giường bệnh/vạn dân", "", "giường/vạn dân"},
        Name{"Số điều dưỡng/10.000 dân đạt từ", ">=", "điều dưỡng/10.000 dân"},
        Name{"Thu nhập bình quân (triệu đồng/người/năm)", "", "triệu đồng/người/năm"},
        Name{"Diện tích rừng trồng mới (ha)", "", "ha"},
        Name{"Nước sạch bình quân (m³/người/ngày)", "", "m³/người/ngày"},
        Name{"Tỷ lệ suy dinh dưỡng (thể nhẹ cân)", "", ""},
        Name{"Số trường đạt chuẩn (không tính trường tư thục)", "", ""}, Name{"Tỷ lệ (%) hộ dùng nước sạch", "", "%"},
        Name{"Tỷ số giới tính khi sinh (bé trai/100 bé gái)", "", "bé trai/100 bé gái"},
        Name{"Khám sức khỏe ít nhất mỗi năm/1 lần", "", ""}, Name{"Người dân được khám ít nhất 1 lần/năm (%)", "", "%"},
        Name{"Tuổi kết hôn trung bình của nữ (ĐVT: tuổi)", "", "tuổi"}, Name{"Tỷ lệ người từ 60 tuổi trở lên", "", ""},
        Name{"Tỷ lệ hài lòng >", ">", ""},
        Name{"Tử vong mẹ/100.000 trẻ đẻ sống", "", "tử vong mẹ/100.000 trẻ đẻ sống"}));

struct Title {
    const char* text;
    int year;
};

TEST(Years, a_title_names_one_year) {
    for (const auto& [text, year] :
         {Title{"1. Các mục tiêu đến năm 2030", 2030}, Title{"Chỉ tiêu năm 2026", 2026},
          Title{"CHỈ TIÊU GIAI ĐOẠN 2026-2030", 2030}, Title{"Chỉ tiêu đến năm 2030, tầm nhìn đến năm 2045", 2030},
          Title{"Biểu số 2026", 0}, Title{"Thực hiện Nghị quyết ngày 08/01/2026", 0},
          Title{"ngày 21 tháng 11 năm 2025", 0}, Title{"Chỉ tiêu năm 2026 và năm 2027", 0},
          Title{"Mục tiêu năm 2026 so với năm 2025", 2026}, Title{"Mục tiêu cụ thể", 0}})
        EXPECT_EQ(year_of_title(text), year) << text;
}

TEST(Years, a_heading_may_be_a_bare_number) {
    for (const auto& [text, year] :
         {Title{"2026", 2026}, Title{"KH 2026", 2026}, Title{"Đến hết năm 2027", 2027}, Title{"Đến 31/12/2030", 2030},
          Title{"Tầm nhìn năm 2045", 2045}, Title{"2021-2025", 2025}, Title{"So với năm 2025", 0}, Title{"12026", 0},
          Title{"Kế hoạch giao", 0}})
        EXPECT_EQ(year_of_heading(text), year) << text;
}

TEST(Targets, long_and_hostile_cells_take_no_time) {
    const auto begin = std::chrono::steady_clock::now();
    for (const char* piece : {"(", "2026: ", "≥", "9", "1.", "so với năm 2025 ", "từ ", "- ", "\xff"}) {
        std::string cell;
        while (cell.size() < 1'000'000) cell += piece;
        read_targets(cell, 2026);
        comparator_at_end(cell);
        unit_in_name(cell);
        year_of_title(cell);
        cell.resize(390);
        read_targets(cell, 2026);
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace dondoc::intake
