#include "daemon/intake/headings.hpp"

#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

struct Case {
    const char* heading;
    Column column;
};

class Headings : public testing::TestWithParam<Case> {};

TEST_P(Headings, are_told_by_their_words) {
    EXPECT_EQ(classify_heading(GetParam().heading), GetParam().column) << GetParam().heading;
}

INSTANTIATE_TEST_SUITE_P(
    Synonyms, Headings,
    testing::Values(Case{"TT", Column::ordinal}, Case{"S.T.T", Column::ordinal}, Case{"Số TT", Column::ordinal},
                    Case{"Số thứ tự", Column::ordinal}, Case{"Nội dung công việc", Column::title},
                    Case{"TÊN NHIỆM VỤ CỤ THỂ", Column::title}, Case{"Nội dung nhiệm vụ, giải pháp", Column::title},
                    Case{"Hoạt động", Column::title}, Case{"Đơn vị chủ trì", Column::lead},
                    Case{"Bộ phận/đơn vị chủ trì thực hiện", Column::lead}, Case{"Cơ quan thực hiện", Column::lead},
                    Case{"Đơn vị đầu mối tham mưu", Column::lead}, Case{"Cơ quan phối hợp", Column::support},
                    Case{"Đơn vị phối hợp thực hiện", Column::support}, Case{"Cơ quan chủ trì, phối hợp", Column::lead},
                    Case{"Kết quả", Column::deliverable}, Case{"Sản phẩm hoàn thành", Column::deliverable},
                    Case{"Thời gian hoàn thành", Column::deadline}, Case{"Thời hạn", Column::deadline},
                    Case{"Tiến độ thực hiện", Column::deadline}, Case{"Tiến độ của TW", Column::central},
                    Case{"Thời gian bắt đầu", Column::start}, Case{"Ghi chú", Column::note},
                    Case{"Đơn vị tính", Column::indicator}, Case{"Chỉ tiêu cụ thể", Column::indicator},
                    Case{"Mục tiêu", Column::indicator}, Case{"Mục tiêu, nhiệm vụ", Column::title},
                    Case{"Dự kiến kinh phí (triệu đồng)", Column::money},
                    Case{"Thoi gian  hoan thanh", Column::deadline}, Case{"", Column::other},
                    Case{"Người duyệt", Column::other}));

INSTANTIATE_TEST_SUITE_P(
    WhoDoesWhat, Headings,
    testing::Values(Case{"Khoa/phòng thực hiện", Column::lead}, Case{"Người/đơn vị phụ trách", Column::lead},
                    Case{"Cơ quan tham mưu", Column::lead}, Case{"Đơn vị soạn thảo", Column::lead},
                    Case{"Lãnh đạo phụ trách", Column::lead}, Case{"Nhiệm vụ được phân công", Column::title},
                    Case{"Cấp trình", Column::other}, Case{"Cơ quan ban hành", Column::other},
                    Case{"Địa điểm thực hiện", Column::other}, Case{"Họ và tên", Column::person},
                    Case{"Đầu việc", Column::title}, Case{"Hạng mục", Column::title},
                    Case{"Hạn chót", Column::deadline}, Case{"Mốc thời gian", Column::deadline},
                    Case{"Thời điểm trình", Column::deadline}, Case{"Ngày kết thúc", Column::deadline},
                    Case{"Đến", Column::deadline}, Case{"Từ ngày", Column::start},
                    Case{"Thời gian từ ngày đến ngày", Column::deadline}, Case{"Vốn đầu tư", Column::other},
                    Case{"Tình trạng", Column::other}, Case{"Mã nhiệm vụ", Column::ordinal}));

TEST(Header, a_list_of_assignments_needs_a_task_and_somebody_or_some_time) {
    using enum Column;
    EXPECT_TRUE(is_task_header({ordinal, title, lead, support}));
    EXPECT_TRUE(is_task_header({title, deadline, deliverable}));
    EXPECT_FALSE(is_task_header({ordinal, title, note})) << "nobody and no time";
    EXPECT_FALSE(is_task_header({ordinal, title, money, note})) << "a budget";
    EXPECT_FALSE(is_task_header({ordinal, title, indicator, indicator, lead, support})) << "indicators";
    EXPECT_FALSE(is_task_header({ordinal, lead, support, deadline})) << "no task";
}

TEST(Header, a_second_time_column_is_of_a_higher_level) {
    EXPECT_EQ(classify_header({"Nội dung", "Thời gian của tỉnh", "Thời gian của bộ", "Thời gian khác"}),
              (std::vector{Column::title, Column::deadline, Column::central, Column::other}));
}

TEST(Header, of_several_columns_for_the_lead_the_plainest_is_taken) {
    EXPECT_EQ(classify_header({"Nội dung", "Lãnh đạo phụ trách", "Đơn vị chủ trì", "Thời hạn"}),
              (std::vector{Column::title, Column::other, Column::lead, Column::deadline}));
}

TEST(Header, of_two_times_the_one_to_be_done_is_the_deadline) {
    EXPECT_EQ(classify_header({"Nội dung", "Thời gian trình", "Thời gian hoàn thành"}),
              (std::vector{Column::title, Column::central, Column::deadline}));
}

TEST(Header, a_damaged_heading_is_known_beside_others) {
    EXPECT_EQ(classify_header({"TT", "N i dung", "Đơn vị chủ tr", "Đơn vị ph i hợp", "Thờigian"}),
              (std::vector{Column::ordinal, Column::title, Column::lead, Column::support, Column::deadline}));
    EXPECT_EQ(classify_header({"1", "Nộidung khác", "x"}), (std::vector(3, Column::other))) << "a row of data";
}

}  // namespace
}  // namespace dondoc::intake
