#include "rules/reporting/names.hpp"

#include <gtest/gtest.h>

namespace rules::reporting {
namespace {

/// The units at the beginning of the words, as written.
std::string units(std::string_view words) {
    const Phrase phrase(words);
    return begins_unit(phrase, 0) ? phrase.text(0, end_of_units(phrase, 0)) : std::string();
}

TEST(Names, keep_words_that_look_like_verbs) {
    constexpr std::string_view names[] = {
        "Sở Giao thông vận tải",
        "Sở Thông tin và Truyền thông",
        "Sở Kế hoạch và Đầu tư",
        "Sở Giáo dục và Đào tạo",
        "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        "Ban Quản lý Khu kinh tế",
        "Ban Quản lý các cụm công nghiệp",
        "Ban Quản lý dự án đầu tư xây dựng tỉnh",
        "Ban Tổ chức Tỉnh ủy",
        "Ban Tiếp công dân tỉnh",
        "Đài Phát thanh và Truyền hình tỉnh",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "Bộ Chỉ huy Quân sự tỉnh",
        "Kho bạc Nhà nước khu vực V",
        "Ngân hàng Nhà nước Chi nhánh Khu vực 7",
        "Cảng hàng không Phú Bài",
        "Bảo hiểm xã hội tỉnh",
        "Trung tâm Phục vụ hành chính công tỉnh",
        "Bộ phận Tiếp nhận và Trả kết quả",
        "Liên minh Hợp tác xã tỉnh",
        "Liên hiệp các tổ chức hữu nghị tỉnh",
        "Công ty TNHH Khai thác công trình thủy lợi",
        "các đơn vị sự nghiệp công lập",
        "các doanh nghiệp viễn thông trên địa bàn tỉnh",
        "Hội đồng thẩm định giá đất tỉnh",
        "Ban Chỉ đạo thực hiện Đề án 06 tỉnh",
        "Tổ giúp việc",
        "sở thông tin và truyền thông",
        "trung tâm dịch vụ việc làm tỉnh",
        "Ủy ban bầu cử tỉnh",
        "Phòng Quản lý xuất nhập cảnh",
        "Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh",
        "các đơn vị thuộc và trực thuộc Sở",
        "Hội Người khuyết tật và trẻ mồ côi tỉnh",
        "cấp ủy, chính quyền cùng cấp",
        "Phòng Người có công",
        "Hội Người cao tuổi phường",
        "Các cơ quan tham mưu, giúp việc Đảng ủy",
        "các tổ giám sát cộng đồng",
        "Ban Tiếp công dân",
        "Thư ký Hội đồng",
    };
    for (const std::string_view name : names) {
        EXPECT_EQ(units(name), name);
        EXPECT_EQ(units(std::string(name) + " báo cáo kết quả"), name);
    }
}

TEST(Names, lists_go_on_inside_a_name_and_behind_a_colon) {
    EXPECT_EQ(units("Trung tâm Kiểm nghiệm thuốc, mỹ phẩm báo cáo"), "Trung tâm Kiểm nghiệm thuốc, mỹ phẩm");
    EXPECT_EQ(units("Hiệu trưởng các trường mầm non, tiểu học gửi"), "Hiệu trưởng các trường mầm non, tiểu học");
    EXPECT_EQ(units("các Sở: Tài chính, Xây dựng, Nội vụ theo dõi"), "các Sở: Tài chính, Xây dựng, Nội vụ");
    EXPECT_EQ(units("UBND các xã: Hồng Vân, A Lưới 1 báo cáo"), "UBND các xã: Hồng Vân, A Lưới 1");
    EXPECT_EQ(units("Sở Y tế, tình hình dịch bệnh"), "Sở Y tế");
}

TEST(Names, end_before_the_paper_that_is_sent) {
    EXPECT_EQ(units("Sở Nội vụ Kế hoạch cải cách hành chính"), "Sở Nội vụ");
    EXPECT_EQ(units("UBND tỉnh Danh sách người dự họp"), "UBND tỉnh");
    EXPECT_EQ(units("Sở Tư pháp Báo cáo tổng kết"), "Sở Tư pháp");
    EXPECT_EQ(units("Phòng Tài chính - Kế hoạch trước ngày"), "Phòng Tài chính - Kế hoạch");
}

TEST(Names, end_before_what_the_unit_collects) {
    EXPECT_EQ(units("Phòng Kế hoạch tổng hợp, báo cáo"), "Phòng Kế hoạch");
    EXPECT_EQ(units("Văn phòng tổng hợp báo cáo"), "Văn phòng");
    EXPECT_EQ(units("bộ phận tổng hợp trước ngày"), "bộ phận tổng hợp");
}

TEST(Names, end_with_their_level_of_administration) {
    EXPECT_EQ(units("Công an tỉnh mở đợt cao điểm"), "Công an tỉnh");
    EXPECT_EQ(units("UBND các xã vùng cao báo cáo"), "UBND các xã vùng cao");
    EXPECT_EQ(units("UBND xã Tân Tiến vận hành"), "UBND xã Tân Tiến");
}

TEST(Names, begin_with_units_and_not_with_words_like_them) {
    for (const std::string_view words :
         {"Ban hành kế hoạch", "Tổng hợp, báo cáo", "Hội nghị báo cáo", "Bộ tiêu chí", "Đội ngũ cán bộ",
          "Phòng, chống thiên tai", "MỤC TIÊU", "YÊU CẦU: các xã", "Trường hợp phát sinh"}) {
        EXPECT_EQ(units(words), "") << words;
    }
    const Phrase phrase("trên cơ sở đó");
    EXPECT_FALSE(begins_unit(phrase, 2));
}

}  // namespace
}  // namespace rules::reporting
