#include "tests/rules/reporting/summary.hpp"

#include <gtest/gtest.h>

namespace rules::reporting {
namespace {

TEST(Exemptions, what_nobody_has_to_report_is_no_duty) {
    for (const std::string_view sentence : {
             "Không yêu cầu các phường, xã báo cáo hằng tuần.",
             "Các chi cục không phải gửi báo cáo quý về Văn phòng Sở.",
             "Từ năm 2026 không thực hiện báo cáo tháng, quý đối với lĩnh vực này.",
             "Miễn báo cáo quý I và quý III cho các đơn vị mới thành lập.",
             "Các trường chưa gửi báo cáo học kỳ trước ngày 10/01 bị nhắc nhở.",
             "Năm 2025, các xã đã tổng hợp, báo cáo Sở Xây dựng trước ngày 20/12.",
             "Sau khi nghe Giám đốc Sở Nội vụ báo cáo kết quả 6 tháng, Chủ tịch UBND tỉnh kết luận.",
             "Số báo cáo nộp trước ngày 10 hằng tháng tăng gấp đôi.",
         }) {
        EXPECT_EQ(summary(read(sentence)), "") << sentence;
    }
}

TEST(Exemptions, the_duty_beside_them_stays) {
    EXPECT_EQ(summary(read("Các hội không phải báo cáo hằng quý, chỉ báo cáo năm trước ngày 20/12 về Sở Nội vụ.")),
              "yearly 12-19 > Sở Nội vụ");
    EXPECT_EQ(summary(read("Báo cáo 6 tháng thay cho báo cáo quý II, gửi Sở Tài chính trước ngày 18/6.")),
              "half-yearly 06-17 > Sở Tài chính");
    EXPECT_EQ(summary(read("Báo cáo năm chốt số liệu đến 14/12, gửi Thanh tra tỉnh chậm nhất ngày 20/12.")),
              "yearly 12-20 > Thanh tra tỉnh");
    EXPECT_EQ(summary(read("Rà soát, bãi bỏ thủ tục không cần thiết, báo cáo UBND tỉnh trước ngày 30/9/2026.")),
              "once 2026-09-29 > UBND tỉnh");
}

}  // namespace
}  // namespace rules::reporting
