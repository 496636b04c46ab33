#include "tests/rules/reporting/summary.hpp"

#include <gtest/gtest.h>

namespace rules::reporting {
namespace {

/// Sentences that speak of reports, of sending or of days, and lay down no duty to report.
constexpr std::string_view mentions[] = {
    "Báo cáo tài chính đã được kiểm toán và phê duyệt.",
    "Theo báo cáo của Sở Xây dựng, tiến độ giải ngân đạt 45% kế hoạch.",
    "Xây dựng báo cáo đánh giá tác động môi trường của dự án.",
    "Sở Tài chính (để báo cáo);",
    "UBND tỉnh (b/c);",
    "Đội ngũ báo cáo viên pháp luật được tập huấn nghiệp vụ.",
    "Căn cứ Báo cáo số 45/BC-SYT ngày 12/3/2026 của Sở Y tế về kết quả công tác.",
    "Nâng cao chất lượng báo cáo, thống kê của ngành.",
    "Hệ thống thông tin báo cáo của tỉnh được kết nối với Chính phủ.",
    "Lập báo cáo nghiên cứu khả thi đầu tư xây dựng bệnh viện.",
    "Báo cáo kinh tế - kỹ thuật do chủ đầu tư lập.",
    "Hội nghị đã nghe báo cáo tham luận của các địa phương.",
    "Các báo cáo khoa học được trình bày tại hội thảo.",
    "Sở Nội vụ đã báo cáo UBND tỉnh về phương án sắp xếp.",
    "Tỷ lệ hồ sơ được gửi qua dịch vụ công trực tuyến đạt 80%.",
    "Thẩm định báo cáo quyết toán dự án hoàn thành.",
    "Cải cách chế độ báo cáo trong cơ quan hành chính nhà nước.",
    "Ứng dụng công nghệ thông tin trong công tác báo cáo, thống kê.",
    "Số hóa 100% biểu mẫu báo cáo trên phần mềm.",
    "Xét đề nghị của Giám đốc Sở Tư pháp tại Tờ trình số 12/TTr-STP ngày 10/4/2026.",
    "Công văn số 88/UBND-TH ngày 02/02/2026 của UBND tỉnh gửi Bộ Tài chính về nhu cầu vốn.",
    "Tiếp nhận, xử lý phản ánh, kiến nghị của người dân và doanh nghiệp.",
    "Chương trình công tác năm 2026 gồm 12 đề án.",
    "Quá trình thực hiện bảo đảm đúng tiến độ.",
    "Nâng cao trình độ của cán bộ báo cáo viên.",
    "Doanh nghiệp nộp thuế vào ngân sách trước ngày 30 hằng tháng.",
    "Tiền gửi của các quỹ tại ngân hàng tăng hằng năm.",
    "Hằng năm bố trí kinh phí từ ngân sách tỉnh để thực hiện Kế hoạch.",
    "Định kỳ 6 tháng tổ chức kiểm tra việc chấp hành pháp luật.",
    "Trẻ em dưới 6 tháng tuổi được bú sữa mẹ hoàn toàn.",
    "Phấn đấu đến năm 2030, tỷ lệ bao phủ bảo hiểm y tế đạt 98%.",
    "Xây dựng, trình cấp có thẩm quyền ban hành nghị quyết về mức chi.",
    "Tham mưu, đề xuất với UBND tỉnh xử lý những vấn đề phát sinh.",
    "Tham mưu UBND tỉnh bố trí vốn đầu tư công trung hạn.",
    "Tổ chức giao ban hằng tháng với các đơn vị.",
    "Khám sức khỏe định kỳ cho người cao tuổi ít nhất một lần mỗi năm.",
    "Phương thức theo dõi, báo cáo tiêm chủng dịch vụ được cập nhật.",
    "Nội dung báo cáo gồm ba phần.",
    "Đơn vị chủ trì thực hiện, báo cáo",
    "Mẫu báo cáo được ban hành kèm theo Kế hoạch này.",
    "Văn bản này thay thế Kế hoạch số 15/KH-UBND ngày 20/01/2025.",
    "Báo cáo của các xã cho thấy kết quả tích cực.",
    "Kỳ báo cáo tính từ ngày 15 tháng trước.",
    "Phóng viên Báo và Đài Phát thanh, Truyền hình tỉnh đưa tin hằng tuần.",
    "Nghiên cứu, tiếp thu báo cáo thẩm tra của các Ban HĐND tỉnh.",
    "Người tố cáo gửi đơn đến cơ quan có thẩm quyền.",
    "Nơi nhận: Như trên; Lưu: VT.",
    "Hằng năm dành kinh phí cho công tác thống kê, báo cáo.",
    "Hoàn thành việc sửa chữa trụ sở trước ngày 30/9/2026.",
    "Đơn vị báo cáo chậm bị nhắc nhở.",
    "Mẫu số 05: Báo cáo tiến độ thực hiện quý, 6 tháng, năm.",
    "Tên báo cáo: Báo cáo công tác gia đình quý, 6 tháng và năm.",
    "Văn thư lưu trữ báo cáo hằng năm của các phòng.",
    "Lưu hồ sơ, báo cáo định kỳ hằng năm tại bộ phận văn thư.",
    "Việc khen thưởng căn cứ vào báo cáo hằng năm của các đơn vị.",
    "Xếp loại thi đua dựa trên báo cáo hằng quý và kết quả kiểm tra.",
    "Các tổ dân phố báo cáo kết quả thu gom rác hằng tuần đạt 92%.",
    "Phấn đấu 100% báo cáo định kỳ được gửi đúng hạn.",
    "Trên 97,5% các đơn vị gửi báo cáo hằng quý đúng thời hạn.",
    "Sở Tư pháp thông báo kết quả đến các đơn vị trước ngày 18/12/2026.",
    "Cập nhật số liệu trên Hệ thống thông tin báo cáo Chính phủ hằng quý.",
};

TEST(Mentions, lay_down_no_duty) {
    for (const std::string_view sentence : mentions) {
        const Reading reading = read(sentence);
        EXPECT_EQ(summary(reading), "") << sentence;
        EXPECT_TRUE(reading.unclear.empty()) << sentence;
    }
}

TEST(Mentions, a_day_of_a_duty_that_was_not_understood_is_told) {
    EXPECT_EQ(read("Báo cáo kết quả về Sở Nội vụ trước ngày 31/2 hằng năm.").unclear,
              (std::vector<std::string>{"trước ngày 31/2 hằng năm"}));
    EXPECT_FALSE(read("Định kỳ 2 tháng báo cáo kết quả về Sở Nội vụ.").unclear.empty());
    EXPECT_FALSE(read("Hằng quý (trước ngày 10/6) báo cáo Sở Nội vụ.").unclear.empty());
}

}  // namespace
}  // namespace rules::reporting
