#include "tests/rules/reporting/summary.hpp"

#include <gtest/gtest.h>

namespace rules::reporting {
namespace {

struct Case {
    std::string_view sentence;
    std::string_view expected;
};

void expect_all(std::span<const Case> cases) {
    for (const Case& each : cases) {
        EXPECT_EQ(summary(read(each.sentence)), each.expected) << each.sentence;
    }
}

TEST(Duties, one_period_with_its_day) {
    constexpr Case cases[] = {
        {"Các đơn vị gửi báo cáo kết quả về Sở Nội vụ trước ngày 20 hằng tháng.", "monthly 19 > Sở Nội vụ"},
        {"Báo cáo kết quả bằng văn bản về Sở Dân tộc và Tôn giáo ngày 25 hằng tháng.",
         "monthly 25 > Sở Dân tộc và Tôn giáo"},
        {"Định kỳ ngày 15 hằng tháng báo cáo tiến độ giải ngân về Sở Tài chính.", "monthly 15 > Sở Tài chính"},
        {"Chậm nhất ngày 05 của tháng tiếp theo, UBND các xã, phường báo cáo kết quả về Sở Nông nghiệp và Môi trường.",
         "monthly next-month-05 > Sở Nông nghiệp và Môi trường"},
        {"Hằng tháng, trước ngày 05 tháng sau, các chủ rừng báo cáo diễn biến rừng cho Hạt Kiểm lâm.",
         "monthly next-month-04 > Hạt Kiểm lâm"},
        {"Các trạm y tế báo cáo số liệu tiêm chủng cho Trung tâm Kiểm soát bệnh tật vào ngày cuối cùng của tháng.",
         "monthly month-end > Trung tâm Kiểm soát bệnh tật"},
        {"Văn phòng Sở tổng hợp, báo cáo Giám đốc Sở vào chiều thứ Sáu hằng tuần.", "weekly fri > Giám đốc Sở"},
        {"Định kỳ hằng tuần (trước 16 giờ thứ Năm) các xã báo cáo tiến độ về Phòng Kinh tế.",
         "weekly thu > Phòng Kinh tế"},
        {"Hằng quý, trước ngày 10 của tháng đầu quý sau, Kho bạc Nhà nước khu vực báo cáo tình hình giải ngân cho Sở "
         "Tài chính.",
         "quarterly next-month-09 > Sở Tài chính"},
        {"Định kỳ trước ngày 20 tháng cuối quý, các huyện, thành phố gửi báo cáo về Chi cục Kiểm lâm.",
         "quarterly quarter-last-month-19 > Chi cục Kiểm lâm"},
        {"Báo cáo quý gửi về Sở Công Thương chậm nhất ngày 25 của tháng cuối quý.",
         "quarterly quarter-last-month-25 > Sở Công Thương"},
        {"Mỗi quý một lần, Tổ công tác Đề án 06 cấp xã báo cáo kết quả cho Công an tỉnh.",
         "quarterly - > Công an tỉnh"},
        {"Báo cáo 6 tháng đầu năm gửi trước ngày 15/6 về Sở Tư pháp.", "half-yearly 06-14 > Sở Tư pháp"},
        {"Báo cáo kết quả định kỳ 9 tháng trước ngày 20/9, gửi Sở Nông nghiệp và Môi trường.",
         "nine-monthly 09-19 > Sở Nông nghiệp và Môi trường"},
        {"Báo cáo năm gửi trước 10/12 về Văn phòng UBND tỉnh.", "yearly 12-09 > Văn phòng UBND tỉnh"},
        {"Trước ngày 30/11 hằng năm, Công an tỉnh chủ trì tổng hợp, báo cáo Chủ tịch UBND tỉnh.",
         "yearly 11-29 > Chủ tịch UBND tỉnh"},
        {"Hằng năm, trước ngày 31 tháng 10, báo cáo kết quả về Thường trực Ban Chỉ đạo tỉnh.",
         "yearly 10-30 > Thường trực Ban Chỉ đạo tỉnh"},
        {"Các trường báo cáo tổng kết năm trước ngày 05/01 năm sau về Sở Giáo dục và Đào tạo.",
         "yearly 01-04 > Sở Giáo dục và Đào tạo"},
        {"Hằng năm báo cáo Hội đồng nhân dân tỉnh tại kỳ họp cuối năm.", "yearly - > Hội đồng nhân dân tỉnh"},
        {"Thực hiện chế độ báo cáo định kỳ hằng quý (trước ngày 15 của tháng cuối quý) về Sở Xây dựng.",
         "quarterly quarter-last-month-14 > Sở Xây dựng"},
        {"Định kỳ trước ngày 05/12, Sở Du lịch báo cáo UBND thành phố.", "yearly 12-04 > UBND thành phố"},
        {"Định kỳ hàng năm, Liên đoàn Lao động tỉnh gửi báo cáo về Ban Chỉ đạo.", "yearly - > Ban Chỉ đạo"},
        {"Các đội nộp Phòng Kế toán bảng chấm công trước ngày 25 hằng tháng.", "monthly 24 > Phòng Kế toán"},
        {"Định kỳ vào tháng 11 hằng năm, các xã báo cáo Sở Tư pháp.", "yearly 11-30 > Sở Tư pháp"},
        {"Các sở báo cáo Sở Nội vụ trước ngày 01 tháng 12 hằng năm.", "yearly 11-30 > Sở Nội vụ"},
        {"Gửi báo cáo về Sở Tài chính trước ngày 01 hằng tháng.", "monthly month-end > Sở Tài chính"},
    };
    expect_all(cases);
}

TEST(Duties, several_periods_share_a_recipient) {
    constexpr Case cases[] = {
        {"Định kỳ hằng quý (trước ngày 25 của tháng cuối quý), 6 tháng, 9 tháng và hằng năm, các sở, ngành báo cáo "
         "tình "
         "hình thực hiện gửi Sở Tài chính để tổng hợp.",
         "quarterly quarter-last-month-24 > Sở Tài chính; half-yearly - > Sở Tài chính; nine-monthly - > Sở Tài chính; "
         "yearly - > Sở Tài chính"},
        {"Định kỳ hằng tháng (trước ngày 20), quý (trước ngày 20 của tháng cuối quý), 6 tháng (trước ngày 15/6) và năm "
         "(trước ngày 15/12) báo cáo UBND tỉnh qua Sở Khoa học và Công nghệ.",
         "monthly 19 > UBND tỉnh ~ Sở Khoa học và Công nghệ; quarterly quarter-last-month-19 > UBND tỉnh ~ Sở Khoa học "
         "và "
         "Công nghệ; half-yearly 06-14 > UBND tỉnh ~ Sở Khoa học và Công nghệ; yearly 12-14 > UBND tỉnh ~ Sở Khoa học "
         "và "
         "Công nghệ"},
        {"Báo cáo tháng gửi trước ngày 18; báo cáo quý gửi trước ngày 18 tháng cuối quý; báo cáo năm gửi trước ngày "
         "10/12 "
         "về Sở Xây dựng (qua Phòng Quản lý đô thị).",
         "monthly 17 > Sở Xây dựng ~ Phòng Quản lý đô thị; quarterly quarter-last-month-17 > Sở Xây dựng ~ Phòng Quản "
         "lý "
         "đô thị; yearly 12-09 > Sở Xây dựng ~ Phòng Quản lý đô thị"},
        {"Trước ngày 15/6 và 15/12 hằng năm, các cơ quan gửi báo cáo về Ban Dân tộc tỉnh.",
         "half-yearly 06-14 > Ban Dân tộc tỉnh; yearly 12-14 > Ban Dân tộc tỉnh"},
        {"Định kỳ 6 tháng và hằng năm (trước ngày 10/6 và ngày 10/12) báo cáo kết quả về Sở Giáo dục và Đào tạo.",
         "half-yearly 06-09 > Sở Giáo dục và Đào tạo; yearly 12-09 > Sở Giáo dục và Đào tạo"},
        {"Định kỳ hằng quý (trước ngày 15/3, 15/6, 15/9, 15/12) các cơ quan báo cáo kết quả về Văn phòng Tỉnh ủy.",
         "quarterly quarter-last-month-14 > Văn phòng Tỉnh ủy"},
        {"Các đơn vị gửi báo cáo quý I trước ngày 20/3, quý II trước ngày 20/6, quý III trước ngày 20/9 và quý IV "
         "trước "
         "ngày 20/12 về Sở Tài chính.",
         "quarterly quarter-last-month-19 > Sở Tài chính"},
        {"Báo cáo sơ kết 6 tháng gửi trước ngày 05/7; báo cáo tổng kết năm gửi trước ngày 05/01 năm sau về Sở Văn hóa, "
         "Thể "
         "thao và Du lịch.",
         "half-yearly 07-04 > Sở Văn hóa, Thể thao và Du lịch; yearly 01-04 > Sở Văn hóa, Thể thao và Du lịch"},
        {"UBND các xã, phường, đặc khu định kỳ báo cáo kết quả thực hiện hằng quý (trước ngày 20 của tháng cuối quý) "
         "và báo "
         "cáo năm (trước ngày 20/11) gửi Sở Nội vụ.",
         "quarterly quarter-last-month-19 > Sở Nội vụ; yearly 11-19 > Sở Nội vụ"},
        {"Chủ đầu tư nộp báo cáo giám sát đầu tư cho Sở Tài chính trước ngày 10 tháng 7 và trước ngày 10 tháng 02 năm "
         "sau.",
         "half-yearly 07-09 > Sở Tài chính; yearly 02-09 > Sở Tài chính"},
        {"Định kỳ hằng tháng, hằng quý, hằng năm báo cáo kết quả về Công an tỉnh.",
         "monthly - > Công an tỉnh; quarterly - > Công an tỉnh; yearly - > Công an tỉnh"},
        {"Báo cáo kết quả về Sở Tư pháp định kỳ 6 tháng (chậm nhất ngày 05/6), năm (chậm nhất ngày 05/11) và đột xuất "
         "theo "
         "yêu cầu.",
         "half-yearly 06-05 > Sở Tư pháp; yearly 11-05 > Sở Tư pháp; ad-hoc - > Sở Tư pháp"},
        {"Định kỳ hằng quý báo cáo Sở Nội vụ, hằng năm báo cáo UBND tỉnh.",
         "quarterly - > Sở Nội vụ; yearly - > UBND tỉnh"},
        {"Trước ngày 10/6 (báo cáo 6 tháng) và trước ngày 10/11 (báo cáo năm) gửi kết quả về Sở Dân tộc và Tôn giáo.",
         "half-yearly 06-09 > Sở Dân tộc và Tôn giáo; yearly 11-09 > Sở Dân tộc và Tôn giáo"},
        {"Báo cáo quý trước ngày 20 tháng cuối quý, trước ngày 25/11 hằng năm gửi báo cáo tổng kết về Thanh tra tỉnh.",
         "quarterly quarter-last-month-19 > Thanh tra tỉnh; yearly 11-24 > Thanh tra tỉnh"},
        {"Báo cáo kết quả sáu tháng và cả năm về Sở Y tế.", "half-yearly - > Sở Y tế; yearly - > Sở Y tế"},
        {"Báo cáo kết quả kiểm tra, giám sát 6 tháng (trước ngày 28/5), năm (trước ngày 28/11) gửi Ban Pháp chế.",
         "half-yearly 05-27 > Ban Pháp chế; yearly 11-27 > Ban Pháp chế"},
        {"Định kỳ 6 tháng, 01 năm báo cáo kết quả về Ban Dân vận.",
         "half-yearly - > Ban Dân vận; yearly - > Ban Dân vận"},
    };
    expect_all(cases);
}

TEST(Duties, once_by_a_day) {
    constexpr Case cases[] = {
        {"Đề nghị UBND các phường rà soát, lập danh sách gửi Sở Nội vụ xong trước 30/6/2026.",
         "once 2026-06-29 > Sở Nội vụ"},
        {"Các sở, ngành xây dựng kế hoạch triển khai của đơn vị mình, gửi về Sở Tư pháp trước ngày 15/3/2026 để theo "
         "dõi.",
         "once 2026-03-14 > Sở Tư pháp"},
        {"Sở Nội vụ theo dõi, đôn đốc, kiểm tra việc thực hiện và báo cáo UBND tỉnh trước ngày 25/12/2026.",
         "once 2026-12-24 > UBND tỉnh"},
        {"Yêu cầu Giám đốc các bệnh viện báo cáo kết quả rà soát về Sở Y tế (Phòng Nghiệp vụ Y) chậm nhất ngày "
         "15/4/2026.",
         "once 2026-04-15 > Sở Y tế ~ Phòng Nghiệp vụ Y"},
        {"Đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện và báo cáo kết quả về Sở Nội vụ trước ngày "
         "20/12/2026 "
         "để tổng hợp, báo cáo Chủ tịch UBND tỉnh.",
         "once 2026-12-19 > Sở Nội vụ"},
        {"Giao Sở Tài chính tham mưu, trình UBND tỉnh trước ngày 10/5/2026.", "once 2026-05-09 > UBND tỉnh"},
        {"UBND các xã ban hành kế hoạch thực hiện trước ngày 28/02/2026.", "once 2026-02-27"},
        {"Các đơn vị cử cán bộ đầu mối, gửi danh sách về Văn phòng Sở trước ngày 05/3.",
         "once 2026-03-04 > Văn phòng Sở"},
        {"Báo cáo tổng kết 5 năm gửi về Ban Tổ chức Tỉnh ủy trước ngày 30 tháng 9 năm 2027.",
         "once 2027-09-29 > Ban Tổ chức Tỉnh ủy"},
        {"Để kịp thời tổng hợp, báo cáo Bộ Nội vụ, đề nghị các sở gửi số liệu về Sở Nội vụ trước ngày 12/8/2026.",
         "once 2026-08-11 > Sở Nội vụ"},
        {"Báo cáo 6 tháng đầu năm 2026 gửi trước ngày 12/6/2026 về Sở Tài chính.", "once 2026-06-11 > Sở Tài chính"},
        {"Gửi kết quả thực hiện về Sở Y tế trước ngày 10/6/2026 để tổng hợp, báo cáo UBND tỉnh trước ngày 20/6/2026.",
         "once 2026-06-09 > Sở Y tế; once 2026-06-19 > UBND tỉnh"},
        {"Đề nghị các đơn vị đăng ký nhu cầu, gửi Phòng Kế hoạch - Tài chính chậm nhất ngày 20/01/2026.",
         "once 2026-01-20 > Phòng Kế hoạch - Tài chính"},
        {"Các đơn vị nộp báo cáo tổng kết về Sở Y tế ngày 06/9/2026.", "once 2026-09-06 > Sở Y tế"},
        {"Các đơn vị đăng ký nhu cầu đào tạo năm 2027 về Sở Nội vụ chậm nhất ngày 22/8/2026.",
         "once 2026-08-22 > Sở Nội vụ"},
        {"Các xã đề xuất danh mục dự án với Sở Xây dựng trước ngày 11/9/2026.", "once 2026-09-10 > Sở Xây dựng"},
        {"Trước ngày 12/8/2026, các ủy viên gửi bản nhận xét cho Thư ký Hội đồng.",
         "once 2026-08-11 > Thư ký Hội đồng"},
        {"Các xã cung cấp số liệu cho Chi cục Thống kê trước ngày 15/7/2026.", "once 2026-07-14 > Chi cục Thống kê"},
    };
    expect_all(cases);
}

TEST(Duties, on_request_and_on_occasion) {
    constexpr Case cases[] = {
        {"Các đơn vị báo cáo kết quả chậm nhất sau 05 ngày làm việc kể từ khi kết thúc đợt kiểm tra, gửi Thanh tra "
         "tỉnh.",
         "ad-hoc - > Thanh tra tỉnh"},
        {"Khi phát sinh sự cố, đơn vị vận hành phải báo cáo ngay về Sở Khoa học và Công nghệ để xử lý.",
         "ad-hoc - > Sở Khoa học và Công nghệ"},
        {"Trong quá trình thực hiện nếu có vướng mắc, các địa phương phản ánh kịp thời về Sở Tư pháp (qua Phòng Nghiệp "
         "vụ 2) "
         "để được hướng dẫn.",
         "ad-hoc - > Sở Tư pháp ~ Phòng Nghiệp vụ 2"},
        {"Trường hợp có thay đổi về nhân sự, đề nghị các cơ quan thông tin về Văn phòng Ban Chỉ đạo.",
         "ad-hoc - > Văn phòng Ban Chỉ đạo"},
        {"Các chủ đầu tư báo cáo đột xuất theo yêu cầu của UBND tỉnh.", "ad-hoc -"},
        {"Tổng hợp, báo cáo UBND tỉnh tình hình thực hiện theo quy định.", "ad-hoc - > UBND tỉnh"},
        {"Kịp thời báo cáo Thường trực Tỉnh ủy những vấn đề phát sinh.", "ad-hoc - > Thường trực Tỉnh ủy"},
        {"Sở Y tế là đầu mối tổng hợp kết quả, báo cáo UBND tỉnh.", "ad-hoc - > UBND tỉnh"},
        {"Nếu có khó khăn, vướng mắc, các đơn vị kịp thời báo cáo Sở Xây dựng để được hướng dẫn.",
         "ad-hoc - > Sở Xây dựng"},
        {"Thường xuyên báo cáo tiến độ cho Ban Quản lý dự án.", "ad-hoc - > Ban Quản lý dự án"},
        {"Định kỳ báo cáo kết quả về cơ quan thường trực.", "ad-hoc - > cơ quan thường trực"},
        {"Thực hiện nghiêm chế độ thông tin, báo cáo theo quy định.", "ad-hoc -"},
        {"Các nhà trường phối hợp chặt chẽ với gia đình, khi có yêu cầu báo cáo Phòng Văn hóa - Xã hội.",
         "ad-hoc - > Phòng Văn hóa - Xã hội"},
    };
    expect_all(cases);
}

TEST(Duties, recipients_and_who_passes_on) {
    constexpr Case cases[] = {
        {"Giao Sở Công Thương chủ trì, định kỳ 6 tháng, hằng năm tổng hợp kết quả, tham mưu UBND tỉnh báo cáo Bộ Công "
         "Thương theo quy định.",
         "half-yearly - > Bộ Công Thương; yearly - > Bộ Công Thương"},
        {"Thủ trưởng các đơn vị trực thuộc báo cáo kết quả thực hiện về Sở (qua Phòng Tổ chức - Hành chính) trước ngày "
         "01 "
         "tháng 12 hằng năm.",
         "yearly 11-30 > Sở ~ Phòng Tổ chức - Hành chính"},
        {"Các đồng chí thành viên Ban Chỉ đạo báo cáo Trưởng Ban Chỉ đạo (thông qua cơ quan thường trực là Sở Công "
         "Thương) "
         "hằng quý.",
         "quarterly - > Trưởng Ban Chỉ đạo ~ Sở Công Thương"},
        {"Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh phối hợp giám sát, định kỳ hằng năm thông báo kết quả giám sát "
         "về "
         "UBND tỉnh.",
         "yearly - > UBND tỉnh"},
        {"Hằng quý gửi báo cáo về Sở Nội vụ tổng hợp, báo cáo UBND tỉnh.", "quarterly - > Sở Nội vụ"},
        {"Hằng quý báo cáo Ban Thường vụ Tỉnh ủy, Thường trực HĐND tỉnh, UBND tỉnh.",
         "quarterly - > Ban Thường vụ Tỉnh ủy, Thường trực HĐND tỉnh, UBND tỉnh"},
        {"Hằng quý gửi báo cáo về Phòng Tổng hợp (Văn phòng UBND tỉnh).", "quarterly - > Phòng Tổng hợp"},
        {"Hằng quý báo cáo kết quả lên cấp có thẩm quyền.", "quarterly - > cấp có thẩm quyền"},
        {"Báo cáo kết quả hằng quý về Sở Nội vụ, Sở Tài chính.", "quarterly - > Sở Nội vụ, Sở Tài chính"},
        {"Gửi báo cáo về Phòng Kế hoạch tổng hợp trước ngày 15 hằng tháng.", "monthly 14 > Phòng Kế hoạch tổng hợp"},
        {"Các cơ quan gửi báo cáo hằng quý về Sở Nội vụ qua Hệ thống quản lý văn bản.", "quarterly - > Sở Nội vụ"},
        {"Hằng năm gửi báo cáo về LĐLĐ tỉnh.", "yearly - > LĐLĐ tỉnh"},
        {"Hằng quý báo cáo UBND tỉnh (thông qua Văn phòng UBND tỉnh) và Bộ Tài chính.",
         "quarterly - > UBND tỉnh ~ Văn phòng UBND tỉnh"},
        {"Hằng tháng, trước ngày 25, Trung tâm Phục vụ hành chính công cấp xã báo cáo Văn phòng UBND tỉnh.",
         "monthly 24 > Văn phòng UBND tỉnh"},
    };
    expect_all(cases);
}

TEST(Duties, data_ranges_and_cited_dates_are_no_due_days) {
    constexpr Case cases[] = {
        {"Báo cáo định kỳ hằng tháng: Thời gian chốt số liệu từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo; gửi "
         "Văn "
         "phòng UBND tỉnh trước ngày 18 hằng tháng.",
         "monthly 17 > Văn phòng UBND tỉnh"},
        {"Thực hiện Quyết định số 15/QĐ-UBND ngày 05/02/2026 của UBND tỉnh, các sở báo cáo kết quả hằng quý về Sở Nội "
         "vụ.",
         "quarterly - > Sở Nội vụ"},
        {"Định kỳ hằng năm, số liệu tính đến ngày 14/12, gửi báo cáo về Sở Tài chính trước ngày 20/12.",
         "yearly 12-19 > Sở Tài chính"},
    };
    expect_all(cases);
}

TEST(Duties, are_the_same_in_every_spelling) {
    const std::string expected = "quarterly quarter-last-month-24 > Sở Tài chính";
    EXPECT_EQ(summary(read("Định kỳ hàng quí (trước ngày 25 của tháng cuối quí) báo cáo về Sở Tài chính.")), expected);
    EXPECT_EQ(summary(read("Định  kỳ\thằng quý ( trước ngày 25 của tháng cuối quý ) báo cáo về Sở Tài chính")),
              expected);
}

}  // namespace
}  // namespace rules::reporting
