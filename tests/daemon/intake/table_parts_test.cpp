#include "daemon/intake/intake.hpp"

#include "tests/support/docx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// What must not be lost of a list: columns of units, rows cut at the end of a page; and what is no row of it.
namespace dondoc::intake {
namespace {

using support::DocxRow;
using support::DocxWriter;
using testing::ElementsAre;
using testing::IsEmpty;

Draft draft_of(const std::string& bytes) {
    Context context;
    context.year = 2026;
    const auto draft = read_plan(bytes, "phu-luc", {}, context);
    EXPECT_TRUE(draft) << (draft ? "" : draft.error().message());
    return draft ? *draft : Draft();
}

std::vector<std::string> titles(const Draft& draft) {
    std::vector<std::string> titles;
    for (const auto& assignment : draft.assignments) titles.push_back(assignment.title);
    return titles;
}

bool has_doubt(const Draft& draft, Doubt::Kind kind, const std::string& words) {
    return std::any_of(draft.doubts.begin(), draft.doubts.end(), [&](const Doubt& doubt) {
        return doubt.kind == kind && doubt.vi.find(words) != std::string::npos;
    });
}

Draft with_column(const std::string& heading, const std::string& cell) {
    return draft_of("STT;Việc;Đơn vị chủ trì;" + heading + ";Thời hạn\n1;Nạo vét mương;Phòng Nông nghiệp;" + cell +
                    ";Tháng 3\n2;Trồng cây;Phòng Nông nghiệp;" + cell + ";Tháng 4\n");
}

TEST(HelpingColumn, units_under_words_of_taking_part_support) {
    for (const char* heading : {"Cơ quan cùng làm", "Các đơn vị liên quan", "Bên hỗ trợ", "Đơn vị đồng hành",
                                "Lực lượng tham gia", "Cơ quan cùng thực hiện"}) {
        const auto draft = with_column(heading, "Hội Nông dân, UBND các xã");
        ASSERT_EQ(draft.assignments.size(), 2U) << heading;
        EXPECT_EQ(draft.assignments[0].support_words, "Hội Nông dân, UBND các xã") << heading;
        EXPECT_EQ(draft.assignments[0].lead_words, "Phòng Nông nghiệp") << heading;
    }
}

TEST(HelpingColumn, the_column_may_stand_before_the_lead) {
    const auto draft = draft_of(
        "STT;Việc;Đơn vị cùng thực hiện;Đơn vị thực hiện;Thời hạn\n1;Nạo vét mương;Hội Nông dân;Phòng Nông "
        "nghiệp;Tháng 3\n");

    EXPECT_EQ(draft.assignments.at(0).lead_words, "Phòng Nông nghiệp");
    EXPECT_EQ(draft.assignments[0].support_words, "Hội Nông dân");
}

TEST(HelpingColumn, units_under_other_words_are_kept_and_the_column_is_told) {
    const auto draft = with_column("Nơi giữ dụng cụ", "Trung tâm Văn hóa");

    EXPECT_THAT(draft.assignments.at(0).supports, IsEmpty());
    EXPECT_EQ(draft.assignments[0].note, "Nơi giữ dụng cụ: Trung tâm Văn hóa");
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::table, "“Nơi giữ dụng cụ”"));
}

TEST(HelpingColumn, words_of_taking_part_over_what_is_no_unit_are_a_note) {
    const auto draft = with_column("Đơn vị liên quan", "15");

    EXPECT_EQ(draft.assignments.at(0).support_words, "");
    EXPECT_EQ(draft.assignments[0].note, "Đơn vị liên quan: 15");
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::table, "“Đơn vị liên quan”"));
}

TEST(Codes, that_count_are_ordinals_whatever_their_heading) {
    const auto draft = draft_of(
        "Ký hiệu;Việc;Chủ trì;Thời hạn\nCV-08;Vá lưới;Phòng A;Quý I\nCV-09;Thả cá;Phòng B;Quý I\nCV-10;Đan "
        "lồng;Phòng B;Quý I\n");
    EXPECT_EQ(draft.assignments.at(2).ordinal, "CV-10");

    const auto levels = draft_of(
        "Nhóm mã;Việc;Chủ trì;Thời hạn\nII.1;Vá lưới;Phòng A;Quý I\nII.2;Thả cá;Phòng B;Quý I\nIII.1;Đan "
        "lồng;Phòng B;Quý I\n");
    EXPECT_EQ(levels.assignments.at(2).ordinal, "III.1");
}

TEST(Totals, are_told_and_no_assignments_nor_headings) {
    for (const char* total : {"Tổng cộng: 02 việc;;;", ";Tổng số (02 đầu việc);;", ";Cộng;;02", "Tổng;;;"}) {
        const auto draft = draft_of("STT;Việc;Chủ trì;Thời hạn\n1;Vá lưới;Phòng A;Quý I\n" + std::string(total) +
                                    "\n2;Thả cá;Phòng B;Quý I\n");
        EXPECT_THAT(titles(draft), ElementsAre("Vá lưới", "Thả cá")) << total;
        EXPECT_EQ(draft.assignments.back().section, "") << total;
        EXPECT_TRUE(has_doubt(draft, Doubt::Kind::row, "dòng tổng cộng")) << total;
    }
}

TEST(Totals, a_task_that_sounds_like_a_sum_stays_a_task) {
    const auto draft = draft_of(
        "STT;Việc;Chủ trì;Thời hạn\n1;Tổng số hóa sổ hộ tịch;Phòng A;Quý I\n;Cộng tác viên tập huấn;Phòng B;Quý I\n");
    EXPECT_EQ(draft.assignments.size(), 2U);
}

class Pages : public testing::Test {
protected:
    void next_page(const DocxRow& first) {
        docx_.paragraph("- 2 -");
        docx_.table({first, {{"3"}, {"Dọn bến"}, {"Đoàn xã"}, {"Quý IV"}}});
    }

    DocxWriter docx_;

    void SetUp() override {
        docx_.table({{{"TT"}, {"Việc"}, {"Chủ trì"}, {"Thời hạn"}},
                     {{"1"}, {"Dựng lều"}, {"Đoàn xã"}, {"Quý I"}},
                     {{"2"}, {"Đắp đường vào"}, {"Phòng Kinh tế và"}, {"Quý II"}}});
    }
};

TEST_F(Pages, a_row_cut_at_the_end_of_a_page_is_one_and_told) {
    next_page({{""}, {"khu chợ nổi"}, {"Hạ tầng"}, {""}});
    const auto draft = draft_of(docx_.bytes());

    EXPECT_THAT(titles(draft), ElementsAre("Dựng lều", "Đắp đường vào khu chợ nổi", "Dọn bến"));
    EXPECT_EQ(draft.assignments[1].lead_words, "Phòng Kinh tế và Hạ tầng");
    EXPECT_TRUE(has_doubt(draft, Doubt::Kind::row, "đã nối vào nhiệm vụ 2"));
}

TEST_F(Pages, a_whole_row_without_ordinal_stays_a_row) {
    next_page({{""}, {"Quét sân đình"}, {"Đoàn xã"}, {"Tháng 8"}});
    EXPECT_THAT(titles(draft_of(docx_.bytes())), ElementsAre("Dựng lều", "Đắp đường vào", "Quét sân đình", "Dọn bến"));
}

TEST_F(Pages, a_line_that_says_it_goes_on_does_not_part_the_table) {
    docx_.paragraph("PHỤ LỤC (tiếp theo)");
    docx_.table({{{"3"}, {"Dọn bến"}, {"Đoàn xã"}, {"Quý IV"}}});
    EXPECT_THAT(titles(draft_of(docx_.bytes())), ElementsAre("Dựng lều", "Đắp đường vào", "Dọn bến"));
}

}  // namespace
}  // namespace dondoc::intake
