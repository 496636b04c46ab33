#include "daemon/intake/headed_lines.hpp"

#include "daemon/intake/intake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// Lists saved as text with one cell a line, without ordinals that count.
namespace dondoc::intake {
namespace {

using testing::ElementsAre;

constexpr const char* headings = "Phần việc của các đơn vị\nNội dung công việc\nĐơn vị chủ trì\nThời hạn\n";

Draft draft_of(const std::string& text) {
    Context context;
    context.year = 2026;
    const auto draft = read_plan(text, "phu-luc", {}, context);
    EXPECT_TRUE(draft) << (draft ? "" : draft.error().message());
    return draft ? *draft : Draft();
}

std::vector<std::string> titles(const Draft& draft) {
    std::vector<std::string> titles;
    for (const auto& assignment : draft.assignments) titles.push_back(assignment.title);
    return titles;
}

std::size_t told(const Draft& draft, Doubt::Kind kind, const std::string& words) {
    return static_cast<std::size_t>(std::count_if(draft.doubts.begin(), draft.doubts.end(), [&](const Doubt& doubt) {
        return doubt.kind == kind && doubt.vi.find(words) != std::string::npos;
    }));
}

TEST(HeadedLines, lines_that_divide_into_rows_are_read_and_each_row_is_told) {
    const auto draft = draft_of(std::string(headings) +
                                "Sửa cầu treo bản Mới\nPhòng Kinh tế\nTháng 4/2026\n"
                                "Kè bờ suối\nTrung tâm Thủy lợi\nQuý III/2026\nNơi nhận:\n- Như trên.\n");

    EXPECT_THAT(titles(draft), ElementsAre("Sửa cầu treo bản Mới", "Kè bờ suối"));
    EXPECT_EQ(draft.assignments[1].lead_words, "Trung tâm Thủy lợi");
    EXPECT_EQ(told(draft, Doubt::Kind::row, "chia hàng theo số cột"), 2U);
}

TEST(HeadedLines, a_column_of_numbers_that_were_lost_is_left_out) {
    const auto draft =
        draft_of("STT\nNhiệm vụ\nCơ quan chủ trì\nThời gian hoàn thành\nĐóng bàn ghế\nPhòng Giáo dục\nTháng 7/2026\n");

    EXPECT_THAT(titles(draft), ElementsAre("Đóng bàn ghế"));
}

TEST(HeadedLines, what_does_not_divide_is_told_with_its_place) {
    const auto draft =
        draft_of(std::string(headings) + "Sửa cầu treo\nPhòng Kinh tế\nKè bờ suối\nTrung tâm Thủy lợi\nQuý III/2026\n");

    EXPECT_THAT(titles(draft), ElementsAre());
    ASSERT_EQ(told(draft, Doubt::Kind::table, "không chia được thành hàng"), 1U);
    const auto told_at = std::find_if(draft.doubts.begin(), draft.doubts.end(), [](const Doubt& doubt) {
        return doubt.vi.find("không chia được") != std::string::npos;
    });
    EXPECT_EQ(told_at->where.paragraph, 2U);
}

TEST(HeadedLines, words_that_are_no_headings_of_a_list_are_left_alone) {
    const std::vector<TextLine> lines{{1, "Nội dung", false}, {2, "Chúng tôi gặp nhau", false}, {3, "Thời hạn", false}};
    EXPECT_EQ(headings_of_list(lines), 0U);
}

}  // namespace
}  // namespace dondoc::intake
