#pragma once

#include "rules/reporting/word_table.hpp"

/// The words that names of units begin with, go on with and end before: data for names.cpp. To teach it a kind of unit,
/// add a word. All folded.
namespace rules::reporting {

// Several words a line.
// clang-format off

/// Begin a unit in any case.
inline constexpr WordTable heads({
    "đồng chí", "đài phát thanh", "đài truyền hình",    "phó hiệu trưởng", "giáo viên", "cổng thông tin điện tử", "kế toán trưởng", "điều dưỡng trưởng", "trưởng ấp",
    "sở", "phòng", "ubnd", "hđnd", "ủy ban", "uỷ ban", "hội đồng", "chi cục", "văn phòng", "trung tâm", "bệnh viện",
    "trạm y tế", "công an", "thanh tra", "chủ tịch", "phó chủ tịch", "thủ trưởng", "giám đốc", "người đứng đầu",
    "thường trực", "tỉnh ủy", "tỉnh uỷ", "thành ủy", "thành uỷ", "huyện ủy", "huyện uỷ", "đảng ủy", "đảng uỷ",
    "cấp ủy", "cấp uỷ", "cấp trên", "cấp có thẩm quyền", "chính phủ", "quốc hội", "thủ tướng", "cơ quan", "đơn vị",
    "địa phương", "bộ phận", "mttq", "ubmttq", "bhxh", "bảo hiểm xã hội", "kho bạc", "ngân hàng", "tòa án", "toà án",
    "viện kiểm sát", "ban chỉ đạo", "ban quản lý", "ban giám đốc", "ban thường vụ", "ban giám hiệu", "ban tổ chức",
    "hiệu trưởng", "tổ công tác", "tổ giúp việc", "mặt trận", "liên đoàn", "doanh nghiệp", "hợp tác xã", "nhà trường",
    "trường học", "cơ sở", "ngành", "lãnh đạo ubnd", "lãnh đạo sở", "chánh văn phòng", "hạt kiểm lâm",
    "đồn biên phòng", "bch", "qlda", "chủ đầu tư", "bộ chỉ huy", "tổ chức tín dụng", "trưởng ban", "trưởng phòng",
    "phó giám đốc", "tổng công ty", "bộ trưởng", "tổ trưởng", "tổ thư ký", "cơ quan thường trực", "người quản lý",
    "liên minh", "liên hiệp", "chính quyền", "bảo tàng", "thư viện", "thư ký hội đồng", "nhà hát", "nhà văn hóa", "nhà thiếu nhi",
    "chủ dự án", "chủ rừng", "bộ đội biên phòng", "thi hành án", "tạp chí", "thường vụ", "bí thư", "trưởng khoa",
    "cảng vụ", "cục trưởng", "vụ trưởng", "chi bộ", "chi đoàn", "công đoàn", "bộ tư lệnh", "tổng giám đốc",
    "cảng hàng không", "cảng biển", "ban chấp hành", "ban cán sự", "nhà xuất bản", "tổ công nghệ số", "trung đoàn",
    "chi nhánh", "phân hiệu", "phân viện", "chi hội", "đội quản lý", "ban bảo vệ", "ban nhân dân", "ban công tác",
});

/// Begin a unit only as names: "Bộ Y tế", but not "bộ máy".
inline constexpr WordTable proper_heads({
    "trung ương hội", "trung ương đoàn", "hạt", "đồn", "liên chi",
    "ban", "báo", "bộ", "bưu điện", "cao đẳng", "công ty", "cục", "đại học", "đài", "đội", "đoàn", "hải quan",
    "hiệp hội", "học viện", "hội", "huyện", "khoa", "khối", "quỹ", "tập đoàn", "thị xã", "thống kê", "thuế", "tổ",
    "tổng", "trạm", "trường", "viện", "vụ", "viễn thông", "đặc khu", "xã", "phường", "thành phố", "tỉnh", "kiểm toán",
    "trưởng", "thư ký", "lãnh đạo", "quân khu", "tổng cục", "cấp", "nhà máy", "điện lực", "cảng", "chánh", "viettel", "vnpt",
    "mobifone", "tỉnh đoàn", "thành đoàn", "phân viện", "nhóm", "lữ đoàn", "sư đoàn", "đoàn thanh niên",
    "thông tấn xã", "nông trường", "lâm trường", "vườn", "khu", "cụm", "nhà",
});

/// After "các", and as bare nouns of a list that goes on: "các sở, ban, ngành".
inline constexpr WordTable group_nouns({
    "sở", "ban", "ngành", "phòng", "cơ quan", "đơn vị", "địa phương", "xã", "phường", "thị trấn", "huyện", "thị xã",
    "thành phố", "đặc khu", "đoàn thể", "tổ chức", "hội", "cấp", "bộ", "khối", "cục", "chi cục", "trung tâm",
    "bệnh viện", "trường", "trạm", "doanh nghiệp", "quận", "tỉnh", "thành viên", "đồng chí", "viện", "tổ", "đội",
    "chủ đầu tư", "ubnd", "uỷ ban", "ủy ban", "cơ sở", "chủ tịch", "lực lượng", "nhà trường", "thủ trưởng", "vụ",
    "văn phòng", "ngân hàng", "công ty", "khoa", "trưởng", "thôn", "bản", "khu phố", "tổ dân phố", "chủ rừng",
    "hợp tác xã", "giám đốc", "phó chủ tịch", "đồn", "hạt", "hiệp hội", "cá nhân", "cơ quan báo chí", "ban quản lý",
    "chuyên khoa", "đa khoa", "tư nhân", "ngoài công lập", "tiểu học", "mầm non", "trung học", "hộ kinh doanh",
    "tòa soạn", "khu", "cụm", "chi bộ", "đảng bộ", "chính quyền", "hiệu trưởng", "trưởng phòng", "chi nhánh",
    "nhà máy", "công đoàn", "chi đoàn", "khu công nghiệp", "khu kinh tế", "thành phần",
});

/// Begin like a unit and are none.
inline constexpr WordTable no_heads({
    "nsnn", "cntt", "cchc", "tthc", "gpmb", "grdp", "mtqg", "ktxh", "pccc", "pctt", "dvctt", "covid", "qppl", "pbgdpl",
    "bhyt", "bhtn", "attp", "vsattp", "vneid", "ocop", "asean", "cđs", "kcn",
    "ban hành", "ban đầu", "ban ngày", "báo cáo", "báo chí", "bộ máy", "bộ tiêu chí", "bộ phận không nhỏ",
    "bộ chỉ số", "bộ câu hỏi", "bộ dữ liệu", "bộ thủ tục", "bộ công cụ", "bộ tài liệu", "bộ luật", "bộ quy tắc",
    "bộ nhận diện", "bộ hồ sơ", "cấp phát", "cấp phép", "cấp giấy", "cấp bách", "cấp nước", "cấp cứu", "cấp độ",
    "cấp đổi", "cấp mới", "cơ sở dữ liệu", "cơ sở pháp lý", "cơ sở vật chất", "cơ sở hạ tầng", "cơ sở thực tiễn",
    "cục bộ", "đài thọ", "đoàn kết", "đội ngũ", "đội hình", "hội chợ", "hội nghị", "hội nhập", "hội thảo", "hội thi",
    "hội họp", "hội viên", "hội diễn", "khoa học", "khối lượng", "ngành nghề", "quỹ đất", "quỹ lương", "quỹ nhà",
    "tổ chức thực hiện", "tổ chức triển khai", "tổ hợp", "tổng hợp", "tổng kết", "tổng số", "tổng thể", "tổng mức",
    "tổng quan", "tổng vốn", "tổng rà soát", "tổng kinh phí", "tổng nguồn", "trạm thu phí", "trường hợp",
    "trường học kết nối", "trưởng thành", "ủy ban hành", "thuế suất", "thống kê số liệu", "thành phố thông minh",
    "viện dẫn", "viện trợ", "viện phí", "vụ việc", "vụ mùa", "vụ xuân", "vụ đông", "vụ hè thu", "vụ án", "xã hội",
    "bản sao", "chủ tịch hội nghị", "nhà ở", "nhà nước", "khu vực nông thôn", "khu vực công", "trung tâm của",
    "phòng chống", "phòng , chống", "phòng ngừa", "phòng bệnh", "phòng dịch", "phòng cháy", "phòng ngự",
    "lãnh đạo , chỉ đạo", "tỉnh giản", "tỉnh lộ", "chánh án dân sự", "thường trực trong", "cục diện", "nhóm nhiệm vụ",
    "nhóm giải pháp", "nhóm tiêu chí", "nhóm chỉ tiêu", "vườn ươm", "nhà văn", "chính quyền số",
    "chính quyền điện tử", "chính quyền địa phương 02 cấp", "chính quyền địa phương 2 cấp", "cụm từ", "tự nguyện",
    "giám đốc thẩm", "cơ sở đó", "cơ sở để", "tổ chức hội nghị", "tổ chức kiểm tra", "tổ chức sơ kết",
    "tổ chức tổng kết", "tổ chức đánh giá", "tổ chức tốt", "tổ chức rà soát", "hợp tác xã hội",
});

/// Words whose last syllable looks like a head: "trên cơ sở đó", "an ninh, quốc phòng".
inline constexpr WordTable words_ending_like_heads({
    "cơ sở", "trụ sở", "quốc phòng", "dự phòng", "biên phòng", "tiêm phòng", "đề phòng", "căn phòng",
});

/// Words that no name goes on with when they are written small.
inline constexpr WordTable stops({
    "để", "trước", "chậm", "muộn", "theo", "qua", "về", "tình hình", "tiến độ", "hằng", "mỗi", "khi", "nếu",
    "xem xét", "quyết", "phê duyệt", "ban hành", "trong", "chủ trì", "chủ động", "có", "chịu", "căn cứ", "tập trung",
    "xây dựng", "triển khai", "thực hiện", "tham mưu", "hướng dẫn", "kiểm tra", "đôn đốc", "theo dõi", "tăng cường",
    "báo cáo", "gửi", "nộp", "đề xuất", "kiến nghị", "phản ánh", "thường xuyên", "quan tâm", "là", "làm", "được",
    "bảo đảm", "đảm bảo", "rà soát", "cung cấp", "đề nghị", "yêu cầu", "giao", "phân công", "bố trí", "cùng", "bằng",
    "tại", "từ", "đến", "vào", "ngay", "sớm", "phải", "cần", "sẽ", "đã", "chưa", "đang", "do", "cho", "nhằm", "như",
    "dưới",
    "quán triệt", "hoàn thành", "duy trì", "đẩy mạnh", "lồng ghép", "cân đối", "thẩm định", "ưu tiên", "vận động",
    "phát huy", "đăng ký", "khó khăn", "vướng mắc", "những", "việc", "nội dung", "số liệu", "đúng", "đầy đủ",
    "đột xuất", "sau", "ít nhất", "tối thiểu", "toàn bộ", "bổ sung", "điều chỉnh", "giải quyết", "xử lý", "tháo gỡ",
    "đồng thời", "gồm", "bao gồm", "hoặc", "khẩn trương", "tuyên truyền", "phổ biến", "tiếp tục", "tích cực",
    "chỉ đạo", "quý", "ngày", "tháng", "năm", "một lần", "xong", "mà", "nêu", "này", "trên cơ sở", "đánh giá",
    "sơ kết", "tổng kết", "hỗ trợ", "quyết định", "cập nhật", "công khai", "sử dụng", "tham gia", "thống nhất",
    "xác định", "nghiên cứu", "tiếp nhận", "niêm yết", "thông báo", "chuẩn bị", "giám sát", "đối chiếu", "khắc phục",
    "văn bản", "danh sách", "hồ sơ", "bảng", "các nội dung", "nhiệm vụ", "chi tiết", "lúc", "vẫn", "cũng", "lãnh đạo",
    "quản lý", "tổng hợp", "tùy", "tuỳ", "đối với", "ra", "bám sát", "lấy", "huy động", "kiện toàn", "rồi", "thì",
    "cam kết", "dự thảo", "thông qua", "thông tin", "kết quả", "kết hợp", "kết luận", "kết thúc", "định kỳ",
    "định kì", "định hướng", "tiếp thu", "tiếp cận", "trình", "phân bổ", "phân loại", "phân tích", "phân cấp",
    "phân kỳ", "bản", "hàng tháng", "hàng quý", "hàng năm", "hàng tuần", "hàng ngày", "biết", "không", "lập",
    "phối hợp", "mẫu", "nơi", "ký", "ký kết", "ký duyệt", "ký văn bản", "lưu", "tự", "cử", "lần", "kịp",
    "nghiêm", "khẩn", "cụ thể", "với", "đưa", "gắn", "danh mục", "số lượng", "số vụ", "khối lượng", "mở", "ít", "lựa chọn", "thay", "lồng", "thu thập",
    "tiến hành", "thành lập", "phát hành", "phát động", "phát hiện", "khẳng định", "nắm", "nhập", "sơ bộ",
    "hoàn thiện", "thẩm tra", "chấm", "soạn", "viết", "nhắc", "củng cố", "chấp hành", "tuân thủ", "thông suốt",
    "vận hành", "đồng gửi", "nghe", "tình trạng", "phương án", "kinh phí", "nguồn lực", "giải pháp", "phục vụ",
    "riêng", "trừ", "thay thế", "thay cho", "trực tiếp", "ban đầu", "nhanh", "bằng văn bản", "xin", "mời",
    "quyết toán", "cấp phát", "đồng ý", "thuộc phạm vi", "chốt", "chia sẻ", "tập hợp", "vượt", "tạo",
    "rút kinh nghiệm", "ghi nhận", "làm rõ", "khảo sát", "tham khảo", "ngoài",
    "điền", "kê khai", "ghi", "tải lên", "in ấn", "phản hồi", "trả lời", "xác nhận", "trao đổi", "dán", "treo", "nâng cấp",
    "tập huấn", "giới thiệu", "chọn",  "dừng", "chấm dứt", "thu hồi", "hủy",  "khôi phục", 
    "tích hợp", "đồng bộ", "liên hệ", "cài đặt", "vận dụng", "áp dụng", "họp", "bàn giao", "thảo luận", "thí điểm",
    "nhân rộng", "phấn đấu", "nỗ lực", "quyết liệt", "chấn chỉnh", "hạn chế",  "nâng cao", "cải thiện",
    "khuyến khích", "biểu dương", "bình xét", "đề cử",  "sắp xếp", "bảo quản",  "sửa đổi", "thay mặt",
    "nhất trí", "đạt được", "vi phạm", "gặp",  "chuyển giao hồ sơ", "chuyển hồ sơ", "chuyển báo cáo", 
    
});

/// Words whose last syllables look like a stop and are none: "Sở Giao thông vận tải", "đơn vị sự nghiệp công lập".
inline constexpr WordTable compounds({
    "công trình", "chương trình", "giúp việc", "xuất nhập", "nhập khẩu", "nhập cảnh", "quốc gia xây dựng", "việc làm", "bầu cử", "cử tri", "trật tự", "trình tự", "tự do", "tự quản", "mẫu giáo",
    "hậu cần", "từ thiện", "từ xa", "sau đại học", "bản đồ", "bản quyền", "không gian", "không khí", "lập pháp",
    "lập trình", "lưu trữ", "đăng ký kinh doanh", "đăng ký giao dịch", "kiểm tra chất lượng", "giám sát đánh giá",
    "cảnh sát quản lý", "cảnh sát điều tra", "hành chính về trật tự", "tội phạm về", "tội phạm sử dụng", "phối hợp phổ biến", "quá trình", "quy trình", "giáo trình",
    "lộ trình", "hành trình", "giao thông",
    "truyền thông", "viễn thông", "phổ thông", "thông tin và truyền thông", "thông tin truyền thông", "trả kết quả",
    "đăng ký đất đai", "công lập", "độc lập", "dân lập", "đầu tư xây dựng", "kinh tế xây dựng", "vật liệu xây dựng",
    "tư vấn xây dựng", "sửa chữa xây dựng", "hàng không", "phòng không", "phục vụ hành chính",
    "phục vụ hành chính công", "phục vụ đối ngoại", "cơ bản", "xuất bản", "thư ký", "chữ ký", "giáo dục thường xuyên",
    "chi thường xuyên", "công nghệ thông tin", "an toàn thông tin", "hệ thống thông tin", "văn hóa thông tin",
    "cộng đồng", "hội đồng", "hợp đồng", "người có công", "người có uy tín", "dịch vụ đưa", "tổ chức cán bộ", "đăng kiểm", "nông nghiệp cơ bản", "phát triển nông thôn",
    "nông thôn mới", "bán hàng", "cửa hàng", "ngân hàng", "khách hàng", "hỗ trợ phát triển", "hỗ trợ nông dân",
    "hỗ trợ doanh nghiệp", "hỗ trợ thanh niên", "khoa học kỹ thuật", "công ích", "tự nhiên", "tự động", "dự trữ",
    "quân sự", "nhân sự", "ủy nhiệm", "lâm nghiệp", "thủy nông", "bưu chính", "thông tin khoa học",
    "thông tin điện tử", "thông tin đối ngoại", "thông tin đại chúng", "đào tạo từ xa", "quy hoạch xây dựng",
    "quản lý xây dựng", "thí nghiệm", "thẩm định giá", "đấu giá", "nghiên cứu phát triển",
});

/// What "và" joins inside a single name that is written small: "sở thông tin và truyền thông".
inline constexpr WordTable joined({
    "truyền thông", "đầu tư", "đào tạo", "môi trường", "công nghệ", "xã hội", "truyền hình", "thủy sản", "thuỷ sản",
    "du lịch", "thể thao", "tôn giáo", "trẻ em", "trẻ mồ côi", "gia đình", "phát triển nông thôn", "phát triển rừng",
    "trực thuộc", "cứu nạn", "cứu hộ", "tìm kiếm cứu nạn", "phòng , chống", "xây dựng phong trào", "hạ tầng",
    "bảo vệ thực vật", "bảo vệ người tiêu dùng", "thú y", "kiểm soát bệnh tật", "trả kết quả", "cấp trên", "đô thị",
    "vệ sinh môi trường", "dịch vụ nông nghiệp", "phục hồi chức năng", "kỹ thuật",
});

/// Small words that do belong to names, though they begin like a stop.
inline constexpr WordTable goes_on({
    "có thẩm quyền", "có liên quan", "trong ngành", "trong tỉnh", "trong khối", "trong toàn ngành", "trong toàn tỉnh",
    "được giao nhiệm vụ", "được phân công", "trên địa bàn", "trên địa bàn tỉnh", "dưới đây", "cùng cấp", "liên quan",
    "hữu quan", "cùng ngành", "trong khu vực", "trong cả nước", "trong toàn quốc", "ngoài công lập", "tại địa phương",
    "ở địa phương", "được phân công phụ trách", "được ủy quyền", "trên cả nước", "trên toàn tỉnh",
    "trên địa bàn thành phố", "có tên", "có rừng", "có biển", "tự chủ", "ngoài nhà nước", "ngoài quốc doanh",
    "phụ trách",
});

/// Bodies that are named after what they do: "hội đồng thẩm định", "đoàn kiểm tra".
inline constexpr WordTable acting_heads({
    "ban", "tổ", "đoàn", "đội", "hội đồng", "ủy ban", "uỷ ban", "quỹ", "bộ phận", "trung tâm",
});

/// What such a body does.
inline constexpr WordTable acts({
    "chỉ đạo", "quản lý", "kiểm tra", "giám sát", "thẩm định", "đánh giá", "phối hợp", "vận động", "tư vấn",
    "giúp việc", "công tác", "tiếp nhận", "hỗ trợ", "điều phối", "tổ chức", "tuyên truyền", "xây dựng", "hướng dẫn",
    "thanh tra", "nghiên cứu", "tiếp công dân", "phục vụ", "tuyển dụng", "tuyển sinh", "thi tuyển", "nghiệm thu", "xét duyệt",
});

/// A single name ends with its level of administration: "Công an tỉnh".
inline constexpr WordTable levels({
    "tỉnh", "thành phố", "huyện", "xã", "phường", "thị xã", "quận", "đặc khu", "thị trấn",
});

/// What may follow the level in a name.
inline constexpr WordTable after_level({
    "thuộc", "trực thuộc", "ủy", "uỷ", "đoàn", "liên quan", "hữu quan", "khóa", "trọng điểm", "miền", "vùng",
    "biên giới", "đảo", "hội", "khu vực", "đặc biệt", "nông thôn", "nghèo", "việt", "phụ trách", "lỵ", "đội", "nơi",
});
// clang-format on

}  // namespace rules::reporting
