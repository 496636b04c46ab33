#include "rules/reporting/names.hpp"

#include <algorithm>
#include <array>

namespace rules::reporting {
namespace {

using Words = std::string_view;

/// Begin a unit in any case.
constexpr Words always[] = {"sở",
                            "phòng",
                            "ubnd",
                            "hđnd",
                            "ủy ban",
                            "uỷ ban",
                            "hội đồng",
                            "chi cục",
                            "văn phòng",
                            "trung tâm",
                            "bệnh viện",
                            "trạm y tế",
                            "công an",
                            "thanh tra",
                            "chủ tịch",
                            "phó chủ tịch",
                            "thủ trưởng",
                            "giám đốc",
                            "người đứng đầu",
                            "thường trực",
                            "tỉnh ủy",
                            "tỉnh uỷ",
                            "thành ủy",
                            "thành uỷ",
                            "huyện ủy",
                            "huyện uỷ",
                            "đảng ủy",
                            "đảng uỷ",
                            "cấp ủy",
                            "cấp uỷ",
                            "cấp trên",
                            "cấp có thẩm quyền",
                            "chính phủ",
                            "quốc hội",
                            "thủ tướng",
                            "cơ quan",
                            "đơn vị",
                            "địa phương",
                            "bộ phận",
                            "mttq",
                            "ubmttq",
                            "bhxh",
                            "bảo hiểm xã hội",
                            "kho bạc",
                            "ngân hàng",
                            "tòa án",
                            "toà án",
                            "viện kiểm sát",
                            "ban chỉ đạo",
                            "ban quản lý",
                            "ban giám đốc",
                            "ban thường vụ",
                            "ban giám hiệu",
                            "ban tổ chức",
                            "hiệu trưởng",
                            "tổ công tác",
                            "tổ giúp việc",
                            "mặt trận",
                            "liên đoàn",
                            "doanh nghiệp",
                            "hợp tác xã",
                            "nhà trường",
                            "trường học",
                            "cơ sở",
                            "ngành",
                            "lãnh đạo ubnd",
                            "lãnh đạo sở",
                            "chánh văn phòng",
                            "hạt kiểm lâm",
                            "đồn biên phòng",
                            "bch",
                            "qlda",
                            "chủ đầu tư",
                            "bộ chỉ huy",
                            "tổ chức tín dụng",
                            "trưởng ban",
                            "trưởng phòng",
                            "phó giám đốc",
                            "tổng công ty",
                            "bộ trưởng",
                            "tổ trưởng",
                            "tổ thư ký",
                            "cơ quan thường trực",
                            "người quản lý"};

/// Begin a unit only as names: "Bộ Y tế", but not "bộ máy".
constexpr Words proper[] = {"ban",       "báo",        "bộ",       "bưu điện", "cao đẳng", "công ty",   "cục",
                            "đại học",   "đài",        "đội",      "đoàn",     "hải quan", "hiệp hội",  "học viện",
                            "hội",       "huyện",      "khoa",     "khối",     "quỹ",      "tập đoàn",  "thị xã",
                            "thống kê",  "thuế",       "tổ",       "tổng",     "trạm",     "trường",    "viện",
                            "vụ",        "viễn thông", "đặc khu",  "xã",       "phường",   "thành phố", "tỉnh",
                            "kiểm toán", "trưởng",     "lãnh đạo", "quân khu", "tổng cục", "cấp",       "nhà máy"};

/// After "các", and as bare nouns of a list that goes on: "các sở, ban, ngành".
constexpr Words nouns[] = {"sở",
                           "ban",
                           "ngành",
                           "phòng",
                           "cơ quan",
                           "đơn vị",
                           "địa phương",
                           "xã",
                           "phường",
                           "thị trấn",
                           "huyện",
                           "thị xã",
                           "thành phố",
                           "đặc khu",
                           "đoàn thể",
                           "tổ chức",
                           "hội",
                           "cấp",
                           "bộ",
                           "khối",
                           "cục",
                           "chi cục",
                           "trung tâm",
                           "bệnh viện",
                           "trường",
                           "trạm",
                           "doanh nghiệp",
                           "quận",
                           "tỉnh",
                           "thành viên",
                           "đồng chí",
                           "viện",
                           "tổ",
                           "đội",
                           "chủ đầu tư",
                           "ubnd",
                           "uỷ ban",
                           "ủy ban",
                           "cơ sở",
                           "chủ tịch",
                           "lực lượng",
                           "nhà trường",
                           "thủ trưởng",
                           "vụ",
                           "văn phòng",
                           "ngân hàng",
                           "công ty",
                           "khoa",
                           "trưởng",
                           "thôn",
                           "bản",
                           "khu phố",
                           "tổ dân phố",
                           "chủ rừng",
                           "hợp tác xã",
                           "giám đốc",
                           "phó chủ tịch",
                           "đồn",
                           "hạt",
                           "hiệp hội",
                           "cá nhân",
                           "cơ quan báo chí",
                           "ban quản lý",
                           "chuyên khoa",
                           "đa khoa",
                           "tư nhân",
                           "ngoài công lập"};

/// Words that no name goes on with when they are written small.
constexpr Words stops[] = {
    "để",           "trước",      "chậm",       "muộn",         "theo",         "qua",        "thông",
    "về",           "kết",        "tình hình",  "tiến độ",      "định",         "hằng",       "mỗi",
    "khi",          "nếu",        "xem xét",    "quyết",        "phê duyệt",    "ban hành",   "biết",
    "trong",        "kịp",        "chủ trì",    "chủ động",     "phối",         "có",         "chịu",
    "căn cứ",       "tập trung",  "xây dựng",   "triển khai",   "thực hiện",    "tham mưu",   "hướng dẫn",
    "kiểm tra",     "đôn đốc",    "theo dõi",   "tăng cường",   "tiếp",         "báo cáo",    "gửi",
    "nộp",          "trình",      "đề xuất",    "kiến nghị",    "phản ánh",     "nghiêm",     "khẩn",
    "thường xuyên", "quan tâm",   "là",         "làm",          "được",         "bảo đảm",    "đảm bảo",
    "rà soát",      "lập",        "cung cấp",   "đề nghị",      "yêu cầu",      "giao",       "phân công",
    "cử",           "bố trí",     "đưa",        "gắn",          "cùng",         "với",        "bằng",
    "tại",          "từ",         "đến",        "vào",          "ngay",         "sớm",        "phải",
    "cần",          "sẽ",         "đã",         "đang",         "không",        "do",         "cho",
    "nhằm",         "như",        "cụ thể",     "dưới",         "quán triệt",   "hoàn thành", "duy trì",
    "đẩy mạnh",     "lồng ghép",  "cân đối",    "thẩm định",    "ưu tiên",      "vận động",   "phát huy",
    "đăng ký",      "khó khăn",   "vướng mắc",  "những",        "việc",         "nội dung",   "số liệu",
    "đúng",         "đầy đủ",     "đột xuất",   "sau",          "ít nhất",      "tối thiểu",  "toàn bộ",
    "bổ sung",      "điều chỉnh", "giải quyết", "xử lý",        "tháo gỡ",      "đồng thời",  "lưu",
    "gồm",          "bao gồm",    "hoặc",       "khẩn trương",  "tuyên truyền", "phổ biến",   "tiếp tục",
    "tích cực",     "chỉ đạo",    "quý",        "ngày",         "tháng",        "năm",        "một lần",
    "xong",         "mà",         "lần",        "nêu",          "này",          "trên cơ sở", "đánh giá",
    "sơ kết",       "tổng kết",   "hỗ trợ",     "quyết định",   "cập nhật",     "công khai",  "sử dụng",
    "tham gia",     "thống nhất", "xác định",   "nghiên cứu",   "tiếp nhận",    "niêm yết",   "thông báo",
    "chuẩn bị",     "giám sát",   "đối chiếu",  "khắc phục",    "tự",           "mẫu",        "văn bản",
    "danh sách",    "hồ sơ",      "bản",        "các nội dung", "nhiệm vụ",     "chi tiết",   "hàng",
    "lúc",          "vẫn",        "cũng",       "lãnh đạo",     "quản lý",      "tổng hợp",   "ký",
    "tùy",          "tuỳ",        "đối với",    "ra",           "nơi",          "bám sát",    "lấy",
    "phân",         "huy động",   "kiện toàn",  "rồi",          "thì",          "cam kết",    "dự thảo"};

/// Small words that do belong to names, though they begin like a stop.
constexpr Words goes_on[] = {"có thẩm quyền",  "có liên quan",     "trong ngành",       "trong tỉnh",
                             "trong khối",     "trong toàn ngành", "trong toàn tỉnh",   "được giao nhiệm vụ",
                             "được phân công", "trên địa bàn",     "trên địa bàn tỉnh", "dưới đây"};

/// "tổng hợp" at the end of an office's name: "Phòng Kế hoạch tổng hợp".
constexpr Words collecting_offices[] = {"kế hoạch", "hành chính", "nghiên cứu", "kinh tế",
                                        "thư ký",   "nghiệp vụ",  "văn phòng"};

/// After a name in a list, these tell that the name was the subject of something new.
constexpr Words of_a_subject[] = {"chủ trì", "có trách nhiệm", "chịu trách nhiệm", "tổng hợp", "theo dõi", "tham mưu"};

bool is_abbreviation(const Phrase& phrase, std::size_t at) {
    return phrase.is_abbreviation(at) && phrase.word(at).size() >= 4 && !phrase.is_number(at + 1);
}

bool is_noun_of_group(const Phrase& phrase, std::size_t at) {
    return phrase.has_any(at, nouns) && !phrase.has(at, "bộ máy") && !phrase.has(at, "tổ chức thực hiện") &&
           !phrase.has(at, "tổ chức triển khai") && !phrase.has(at, "bản sao") && !phrase.has(at, "hội nghị") &&
           !phrase.has(at, "hội thảo") && !phrase.has(at, "ngành nghề") && !phrase.has(at, "cấp phát") &&
           !phrase.has(at, "cơ sở dữ liệu") && !phrase.has(at, "vụ việc");
}

/// "Phòng Tổ chức", "các tổ chức": a name; "tổ chức triển khai": a predicate.
bool organizes(const Phrase& phrase, std::size_t at) {
    return phrase.has(at, "tổ chức") && !phrase.is_capital(at) && !phrase.ends_before(at, "các") &&
           !phrase.ends_before(at, "và") && !phrase.ends_before(at, ",") && !phrase.ends_before(at, "ban");
}

bool keeps_collecting(const Phrase& phrase, std::size_t at) {
    return phrase.has(at, "tổng hợp") && phrase.ends_before_any(at, collecting_offices);
}

bool stops_name(const Phrase& phrase, std::size_t at, std::size_t begin) {
    if (phrase.is_capital(at) || phrase.has_any(at, goes_on) || keeps_collecting(phrase, at)) {
        return false;
    }
    const bool part_of_head = at == begin + 1 && phrase.has(begin, "ban");  // ban chỉ đạo, ban quản lý
    const bool managing = phrase.has(at, "quản lý") && (phrase.ends_before(at, "cơ quan") || part_of_head);
    if (managing || (part_of_head && phrase.has(at, "chỉ đạo")) ||
        (phrase.has(at, "chỉ đạo") && phrase.ends_before(at, "ban")) ||
        (phrase.has(at, "thực hiện") && phrase.ends_before(at, "đơn vị")) ||
        (phrase.has(at, "năm") && phrase.is_number(at + 1) && phrase.ends_before(at, "khối"))) {
        return false;
    }
    const bool other_group = (phrase.has(at, "các") || phrase.has(at, "những")) && !begins_unit(phrase, at);
    return other_group || organizes(phrase, at) || phrase.has_any(at, stops);
}

/// What may follow a comma or "và" inside a list of names.
bool carries_on(const Phrase& phrase, std::size_t at, std::size_t begin) {
    if (stops_name(phrase, at, begin) || organizes(phrase, at)) {
        return false;
    }
    return begins_unit(phrase, at) || is_noun_of_group(phrase, at) || phrase.is_capital(at);
}

bool is_separator(const Phrase& phrase, std::size_t at) {
    const std::string_view word = phrase.word(at);
    return word == "," || word == "và" || word == "/";
}

/// The first token after the separators that stand here: ", và".
std::size_t after_separators(const Phrase& phrase, std::size_t at) {
    while (is_separator(phrase, at)) {
        ++at;
    }
    return at;
}

/// "Đề án 06 cấp xã", "Phòng Nghiệp vụ 2", but not "Sở Y tế 6 tháng một lần" or "Sở Y tế 10/6".
bool numbers_a_name(const Phrase& phrase, std::size_t at) {
    constexpr Words counted[] = {"tháng", "ngày", "năm", "quý", "tuần", "giờ", "lần", "/", ".", "-", "kỳ", "bản", "bộ"};
    return phrase.word(at).size() <= 3 && phrase.is_word(at - 1) && !phrase.has_any(at + 1, counted);
}

/// Where one name ends, without what a comma adds.
std::size_t end_of_name(const Phrase& phrase, std::size_t begin) {
    constexpr std::size_t longest = 24;
    std::size_t at = begin + 1;
    for (; at < phrase.size() && at - begin < longest; ++at) {
        if (const std::size_t more = phrase.match_any(at, goes_on)) {
            at += more - 1;
        } else if (phrase.word(at) == "-" || phrase.word(at) == "&") {
            if (!phrase.is_word(at + 1) || stops_name(phrase, at + 1, begin)) {
                break;
            }
        } else if (phrase.is_number(at)) {
            if (!numbers_a_name(phrase, at)) {
                break;
            }
        } else if (!phrase.is_word(at) || phrase.word(at) == "và" || stops_name(phrase, at, begin)) {
            break;
        }
    }
    return at;
}

}  // namespace

bool begins_unit(const Phrase& phrase, std::size_t at) {
    if (!phrase.is_word(at)) {
        return false;
    }
    if (phrase.has(at, "các") || phrase.has(at, "những") || phrase.has(at, "từng") || phrase.has(at, "mỗi") ||
        phrase.has(at, "toàn thể")) {
        const std::size_t next = at + (phrase.has(at, "toàn thể") ? 2 : 1);
        return is_noun_of_group(phrase, next) || (phrase.is_capital(next) && begins_unit(phrase, next)) ||
               is_abbreviation(phrase, next);
    }
    if (phrase.has(at, "báo cáo") || phrase.has(at, "ngành nghề") || phrase.has(at, "cơ sở dữ liệu") ||
        phrase.has(at, "ủy ban hành") || phrase.has(at, "cơ sở pháp lý")) {
        return false;
    }
    if (phrase.has_any(at, always) || is_abbreviation(phrase, at)) {
        return true;
    }
    return phrase.is_capital(at) && phrase.has_any(at, proper);
}

std::size_t end_of_units(const Phrase& phrase, std::size_t begin) {
    constexpr std::size_t longest = 120;
    std::size_t end = end_of_name(phrase, begin);
    while (end < phrase.size() && end - begin < longest && is_separator(phrase, end)) {
        const std::size_t next = after_separators(phrase, end);
        if (next >= phrase.size() || !carries_on(phrase, next, begin)) {
            break;
        }
        end = end_of_name(phrase, next);
    }
    return end;
}

bool begins_predicate(const Phrase& phrase, std::size_t at) {
    return phrase.has_any(at, of_a_subject);
}

}  // namespace rules::reporting
