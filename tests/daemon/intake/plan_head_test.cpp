#include "daemon/intake/plan_head.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

using rules::model::Plan;
using testing::IsEmpty;
using testing::SizeIs;

struct Reading {
    Plan plan;
    std::vector<Doubt> doubts;
};

Reading read(const std::string& left, const std::string& right, const std::vector<Paragraph>& paragraphs,
             int default_year = 0) {
    Document document;
    Table letterhead;
    letterhead.number = 1;
    letterhead.rows.push_back({1, false, {Cell{left, 1, false, false}, Cell{right, 1, false, false}}});
    document.blocks.emplace_back(letterhead);
    for (const auto& paragraph : paragraphs) document.blocks.emplace_back(paragraph);
    Reading reading;
    reading.plan = read_plan_head(document, "tep-ke-hoach", default_year, reading.doubts).plan;
    return reading;
}

PlanHead read_lines(const std::vector<std::string>& lines) {
    Document document;
    for (const auto& line : lines) document.blocks.emplace_back(Paragraph{line});
    std::vector<Doubt> doubts;
    return read_plan_head(document, "tep", 0, doubts);
}

const std::vector<Paragraph> body{{"KẾ HOẠCH", true}, {"Chăm sóc cây xanh", true}, {"Căn cứ Luật Xây dựng;", false}};

TEST(PlanHead, a_complete_letterhead_leaves_no_doubt) {
    const auto [plan, doubts] = read("ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\n-------\nSố: 15/KH-UBND",
                                     "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nAn Bình, ngày 05 tháng 3 năm 2026", body);

    EXPECT_EQ(plan.number, "15/KH-UBND");
    EXPECT_EQ(rules::dates::format_iso(plan.date.value()), "2026-03-05");
    EXPECT_EQ(plan.issuer, "ỦY BAN NHÂN DÂN TỈNH AN BÌNH");
    EXPECT_EQ(plan.title, "Chăm sóc cây xanh");
    EXPECT_EQ(plan.year, 2026);
    EXPECT_EQ(plan.id, "15-kh-ubnd-2026");
    EXPECT_THAT(doubts, IsEmpty());
}

TEST(PlanHead, the_issuer_stands_below_its_parent) {
    EXPECT_EQ(read("UBND TỈNH AN BÌNH\nSỞ XÂY DỰNG\nSố: 1/KH-SXD", "", body).plan.issuer, "SỞ XÂY DỰNG");
}

TEST(PlanHead, the_distribution_list_of_a_short_plan_is_no_issuer) {
    Document document;
    document.blocks.emplace_back(Table{1, {{1, false, {Cell{"SỞ XÂY DỰNG\nSố: 1/KH-SXD", 1, false, false}}}}});
    document.blocks.emplace_back(Paragraph{"KẾ HOẠCH", true});
    document.blocks.emplace_back(Paragraph{"Chăm sóc cây xanh năm 2026", true});
    document.blocks.emplace_back(Table{2, {{1, false, {Cell{"Nơi nhận:\n- Lưu: VT.", 1, false, false}}}}});
    std::vector<Doubt> doubts;

    EXPECT_EQ(read_plan_head(document, "", 0, doubts).plan.issuer, "SỞ XÂY DỰNG");
}

TEST(PlanHead, blanks_stay_blank_and_are_told) {
    const auto [plan, doubts] = read("SỞ XÂY DỰNG\nSố:      /KH-SXD", "An Bình, ngày    tháng 3 năm 2026", body);

    EXPECT_EQ(plan.number, "");
    EXPECT_FALSE(plan.date);
    EXPECT_EQ(plan.year, 2026) << "the year is there";
    EXPECT_EQ(plan.id, "cham-soc-cay-xanh-2026");
    ASSERT_THAT(doubts, SizeIs(2));
    EXPECT_EQ(doubts[0].text, "Số: /KH-SXD");
}

TEST(PlanHead, dots_and_ellipses_are_blanks) {
    EXPECT_EQ(read("Số: ...../KH-SXD", "", body).plan.number, "");
    EXPECT_EQ(read("Số: ……/KH-SXD", "", body).plan.number, "");
    EXPECT_EQ(read("Số 07 /KH-SXD", "", body).plan.number, "07/KH-SXD");
}

TEST(PlanHead, an_impossible_date_is_told) {
    const auto [plan, doubts] = read("SỞ XÂY DỰNG\nSố: 1/KH", "An Bình, ngày 31 tháng 4 năm 2026", body);
    EXPECT_FALSE(plan.date);
    EXPECT_THAT(doubts, SizeIs(1));
}

TEST(PlanHead, a_title_goes_on_in_centred_lines) {
    EXPECT_EQ(read("", "",
                   {{"KẾ HOẠCH", true}, {"Chăm sóc cây xanh", true}, {"trên địa bàn tỉnh", true}, {"Thực hiện", false}})
                  .plan.title,
              "Chăm sóc cây xanh trên địa bàn tỉnh");
}

TEST(PlanHead, the_year_that_the_title_names_goes_before_the_dates) {
    const auto year = [](const std::string& title) {
        return read("Số: 1/KH", "An Bình, ngày 20 tháng 12 năm 2025", {{"KẾ HOẠCH", true}, {title, true}}).plan.year;
    };
    EXPECT_EQ(year("Công tác năm 2026"), 2026);
    EXPECT_EQ(year("Thực hiện Nghị quyết ngày 09 tháng 9 năm 2024"), 2025) << "a date";
    EXPECT_EQ(year("Phát triển nhà ở đến năm 2026"), 2025) << "an outlook";
    EXPECT_EQ(year("Chương trình, tầm nhìn năm 2045"), 2025) << "far off";
}

TEST(PlanHead, what_is_missing_is_taken_from_outside_and_told) {
    const auto [plan, doubts] = read("", "", {{"Danh sách", false}}, 2027);

    EXPECT_EQ(plan.title, "tep-ke-hoach");
    EXPECT_EQ(plan.year, 2027);
    EXPECT_EQ(plan.id, "tep-ke-hoach-2027");
    EXPECT_THAT(doubts, SizeIs(5)) << "number, date, title, issuer, year";
}

TEST(PlanHead, the_issuer_may_stand_in_the_first_sentence) {
    EXPECT_EQ(read("Số: 1/KH", "",
                   {{"KẾ HOẠCH", true},
                    {"Cây xanh", true},
                    {"Thực hiện Luật, Ủy ban nhân dân xã Hòa An ban hành Kế hoạch như sau:", false}})
                  .plan.issuer,
              "Ủy ban nhân dân xã Hòa An");
}

TEST(PlanHead, the_party_numbers_with_a_stroke) {
    const auto plan =
        read("HUYỆN ỦY AN BÌNH\n*\nSố 21-KH/HU", "ĐẢNG CỘNG SẢN VIỆT NAM\nAn Bình, ngày 05 tháng 3 năm 2026", body)
            .plan;
    EXPECT_EQ(plan.number, "21-KH/HU");
    EXPECT_EQ(plan.issuer, "HUYỆN ỦY AN BÌNH");
    EXPECT_TRUE(plan.date);
    EXPECT_EQ(read("Số:      -CTr/TU", "", body).plan.number, "");
}

TEST(PlanHead, a_number_may_hold_a_year_and_blanks_around_its_strokes) {
    EXPECT_EQ(read("Số : 27 /2026/ KH - UBND", "", body).plan.number, "27/2026/KH-UBND");
    EXPECT_EQ(read("Số: 15/KH-UBND (bản điều chỉnh)", "", body).plan.number, "15/KH-UBND");
    EXPECT_EQ(read("Số lượng: 15", "", body).plan.number, "");
}

TEST(PlanHead, the_date_may_be_in_digits) {
    const auto date = [](const std::string& line) {
        const auto plan = read("Số: 1/KH", line, body).plan;
        return plan.date ? rules::dates::format_iso(*plan.date) : std::string("-");
    };
    EXPECT_EQ(date("An Bình, ngày 5/3/2026"), "2026-03-05");
    EXPECT_EQ(date("An Bình, 05.3.2026"), "2026-03-05");
    EXPECT_EQ(date("An Bình, ngày   /3/2026"), "-");
    EXPECT_EQ(date("Thực hiện Chỉ thị ngày 5/3/2026 của Bộ Xây dựng"), "-") << "no place stands before it";
}

TEST(PlanHead, the_parent_is_kept_beside_the_issuer) {
    Document document;
    document.blocks.emplace_back(Table{
        1,
        {{1, false, {Cell{"UBND TỈNH AN BÌNH\nSỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG\nSố: 1/KH"}, Cell{"CỘNG HÒA XÃ HỘI"}}}}});
    std::vector<Doubt> doubts;
    const auto head = read_plan_head(document, "", 0, doubts);
    EXPECT_EQ(head.plan.issuer, "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG");
    EXPECT_EQ(head.issuer_parent, "UBND TỈNH AN BÌNH");
}

TEST(PlanHead, the_issuer_stands_in_the_column_of_the_number) {
    Document document;
    document.blocks.emplace_back(Table{1,
                                       {{1,
                                         false,
                                         {Cell{""}, Cell{"BAN CHỈ ĐẠO\nCHUYỂN ĐỔI SỐ\nDỰ THẢO\nSố: 3/KH"},
                                          Cell{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVĂN PHÒNG"}}}}});
    std::vector<Doubt> doubts;
    EXPECT_EQ(read_plan_head(document, "", 0, doubts).plan.issuer, "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ");
}

TEST(PlanHead, a_letterhead_needs_no_table) {
    const auto tabs = read_lines({"SỞ Y TẾ AN BÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                                  "TRUNG TÂM KIỂM NGHIỆM\tĐộc lập - Tự do - Hạnh phúc",
                                  "Số: 8/KH-TTKN\tAn Bình, ngày 02 tháng 3 năm 2026", "KẾ HOẠCH", "Lấy mẫu năm 2026"});
    EXPECT_EQ(tabs.plan.issuer, "TRUNG TÂM KIỂM NGHIỆM");
    EXPECT_EQ(tabs.issuer_parent, "SỞ Y TẾ AN BÌNH");
    EXPECT_TRUE(tabs.plan.date);

    const auto spaces = read_lines({"SỞ Y TẾ AN BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                                    "Số: 8/KH-SYT An Bình, ngày 02 tháng 3 năm 2026", "KẾ HOẠCH", "Lấy mẫu năm 2026"});
    EXPECT_EQ(spaces.plan.issuer, "SỞ Y TẾ AN BÌNH");
    EXPECT_EQ(spaces.plan.number, "8/KH-SYT");
    EXPECT_TRUE(spaces.plan.date);

    const auto below = read_lines({"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TRƯỜNG CAO ĐẲNG AN BÌNH", "Số: 8/KH-CĐ"});
    EXPECT_EQ(below.plan.issuer, "TRƯỜNG CAO ĐẲNG AN BÌNH");
}

TEST(PlanHead, lines_that_a_web_page_has_broken_are_joined) {
    const auto head =
        read_lines({"ỦY BAN NHÂN", "DÂN", "XÃ HÒA AN", "-----", "|", "CỘNG HÒA XÃ", "HỘI CHỦ NGHĨA VIỆT NAM",
                    "Số:", "12/KH-UBND", "Hòa An, ngày", "28 tháng 3 năm 2026", "KẾ HOẠCH", "Làm đường năm 2026"});
    EXPECT_EQ(head.plan.number, "12/KH-UBND");
    EXPECT_EQ(head.plan.issuer, "ỦY BAN NHÂN DÂN XÃ HÒA AN");
    EXPECT_TRUE(head.plan.date);
}

TEST(PlanHead, a_plan_carries_the_number_of_the_decision_it_comes_with) {
    const auto plan =
        read_lines({"KẾ HOẠCH", "Làm đường năm 2026",
                    "(Ban hành kèm theo Quyết định số 90/QĐ-UBND ngày 14 tháng 4 năm 2026 của UBND xã Hòa An)"})
            .plan;
    EXPECT_EQ(plan.number, "90/QĐ-UBND");
    EXPECT_EQ(rules::dates::format_iso(plan.date.value()), "2026-04-14");
    EXPECT_EQ(plan.issuer, "UBND xã Hòa An");
    EXPECT_EQ(plan.title, "Làm đường năm 2026");
}

TEST(PlanHead, who_decides_is_no_part_of_the_title) {
    EXPECT_EQ(read("Số: 1/QĐ", "",
                   {{"QUYẾT ĐỊNH", true},
                    {"Về việc ban hành Kế hoạch làm đường", true},
                    {"CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ HÒA AN", true},
                    {"Căn cứ Luật Đường bộ;"}})
                  .plan.title,
              "Về việc ban hành Kế hoạch làm đường");
}

TEST(PlanHead, the_title_may_stand_beside_its_kind) {
    EXPECT_EQ(read("", "", {{"KẾ HOẠCH Làm đường năm 2026", true}}).plan.title, "Làm đường năm 2026");
    EXPECT_EQ(read("", "", {{"KẾ HOẠCH\nLàm đường\nnăm 2026", true}}).plan.title, "Làm đường năm 2026");
    const auto plan =
        read_lines({"Kế hoạch số 12/KH-PGD ngày 15/01/2026 của Phòng Giáo dục về việc kiểm tra trường học năm 2026"})
            .plan;
    EXPECT_EQ(plan.number, "12/KH-PGD");
    EXPECT_EQ(plan.issuer, "Phòng Giáo dục");
    EXPECT_EQ(plan.title, "kiểm tra trường học năm 2026");
    EXPECT_TRUE(plan.date);
}

TEST(PlanHead, a_title_in_a_text_file_goes_on_in_small_letters) {
    EXPECT_EQ(read_lines({"KẾ HOẠCH", "Xử lý rác thải nhựa,", "Bảo vệ nguồn nước", "trên địa bàn tỉnh",
                          "Giai đoạn 2026 - 2030", "Thực hiện chỉ đạo của tỉnh"})
                  .plan.title,
              "Xử lý rác thải nhựa, Bảo vệ nguồn nước trên địa bàn tỉnh Giai đoạn 2026 - 2030");
}

TEST(PlanHead, an_official_letter_says_what_it_is_about) {
    const auto plan = read("SỞ NỘI VỤ\nSố: 125/SNV-CCHC\nV/v thực hiện Kế hoạch cải cách\nnăm 2026", "",
                           {{"Kính gửi: Các sở"}, {"Sở Nội vụ đề nghị:"}})
                          .plan;
    EXPECT_EQ(plan.number, "125/SNV-CCHC");
    EXPECT_EQ(plan.issuer, "SỞ NỘI VỤ");
    EXPECT_EQ(plan.title, "thực hiện Kế hoạch cải cách năm 2026");
}

TEST(PlanHead, stamps_and_draft_marks_are_neither_issuer_nor_date) {
    const auto [plan, doubts] =
        read("DỰ THẢO LẦN 2\nSỞ XÂY DỰNG\nSố: 1/KH-SXD",
             "Người ký: Sở Xây dựng\nThời gian ký: 05.03.2026 10:21\nAn Bình, ngày 04 tháng 3 năm 2026", body);
    EXPECT_EQ(plan.issuer, "SỞ XÂY DỰNG");
    EXPECT_EQ(rules::dates::format_iso(plan.date.value()), "2026-03-04");
    ASSERT_THAT(doubts, SizeIs(1));
    EXPECT_EQ(doubts[0].text, "DỰ THẢO LẦN 2");
}

}  // namespace
}  // namespace dondoc::intake
