#include "rules/reporting/triggers.hpp"

#include "rules/reporting/names.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;
using Kind = Trigger::Kind;

/// "Báo cáo" after these is the paper, not the act.
constexpr Words before_paper[] = {"theo",        "căn cứ",
                                  "tại",         "các",
                                  "những",       "bản",
                                  "dự thảo",     "nội dung",
                                  "mẫu",         "biểu mẫu",
                                  "số liệu",     "hệ thống",
                                  "phần mềm",    "cuốn",
                                  "nghe",        "thẩm định",
                                  "thẩm tra",    "phê duyệt",
                                  "thông qua",   "xem xét",
                                  "của",         "loại",
                                  "một số",      "đề cương",
                                  "tiếp thu",    "giải trình",
                                  "hồ sơ",       "xét",
                                  "trong",       "là",
                                  "kèm theo",    "kèm",
                                  "chỉnh sửa",   "góp ý",
                                  "hội nghị",    "viết",
                                  "duyệt",       "nhận",
                                  "tiếp nhận",   "thời gian",
                                  "thời điểm",   "thời hạn",
                                  "chất lượng",  "kết quả",
                                  "cùng với",    "trên cơ sở",
                                  "mọi",         "hai",
                                  "cho",         "với",
                                  "bởi",         "công bố",
                                  "phương thức", "số hóa",
                                  "hình thức",   "phụ lục",
                                  "danh mục",    "liên thông",
                                  "kiểm toán",   "trích xuất",
                                  "người",       "phục vụ",
                                  "về",          "kho",
                                  "số",          "tỷ lệ",
                                  "phiếu",       "đợt",
                                  "xuất bản",    "đề nghị của",
                                  "tờ trình",    "file",
                                  "mục",         "từ",
                                  "quy trình",   "căn cứ vào",
                                  "dựa vào",     "dựa trên",
                                  "lưu trữ",     "lưu giữ",
                                  "lưu",         "bảo quản",
                                  "hồ sơ ,",     "tài liệu ,",
                                  "sổ sách ,",   "hệ thống thông tin",
                                  "tên"};

/// Regimes are papers as well, but to carry one out is to report: "thực hiện nghiêm chế độ báo cáo".
constexpr Words regimes[] = {"công tác thống kê ,",
                             "công tác thống kê và",
                             "công tác tổng hợp ,",
                             "công tác sơ kết ,",
                             "công tác theo dõi ,",
                             "chế độ",
                             "công tác",
                             "việc",
                             "chế độ thông tin ,",
                             "chế độ thông tin",
                             "công tác thông tin ,"};

/// Papers that are called báo cáo and are no report on a plan, and reports that are already there.
constexpr Words after_paper[] = {"tài chính",
                                 "viên",
                                 "nghiên cứu",
                                 "đánh giá tác động",
                                 "kinh tế - kỹ thuật",
                                 "kinh tế kỹ thuật",
                                 "khoa học",
                                 "thẩm định",
                                 "thẩm tra",
                                 "thuyết minh",
                                 "chính trị",
                                 "quyết toán",
                                 "kiểm toán",
                                 "đã",
                                 "được",
                                 "này",
                                 "nêu trên",
                                 "của",
                                 "do",
                                 "đề xuất chủ trương",
                                 "tại hội nghị",
                                 "trình bày",
                                 "đó",
                                 "trên",
                                 "khảo sát",
                                 "nói trên",
                                 "tổng kết nghị quyết",
                                 "tham luận",
                                 "điển hình",
                                 "đăng tải",
                                 "lưu trữ",
                                 "và công tác",
                                 "đầu tư",
                                 "hoạt động kinh doanh",
                                 "tóm tắt",
                                 "số liệu thống kê",
                                 "thống kê quốc gia",
                                 "thực tế",
                                 "không",
                                 "chưa",
                                 "rà soát"};

/// Verbs of making: what follows is the paper, unless a day or a recipient makes it a duty.
constexpr Words makes_paper[] = {"xây dựng", "lập", "soạn thảo", "hoàn thiện", "hoàn thành", "chuẩn bị", "dự thảo"};

constexpr Words not_submitting[] = {"chương", "quá",  "tờ",   "lộ",   "quy",    "công", "giáo", "chu", "tiến",
                                    "thuyết", "hành", "lịch", "giải", "phương", "đã",   "được", "các", "pháp"};

/// Making a paper is a duty with a day of its own; finishing anything else is none to report.
constexpr Words prepared[] = {
    "xây dựng", "ban hành", "hoàn thành", "hoàn thiện", "lập", "phê duyệt", "hoàn thành việc xây dựng"};

constexpr Words made_papers[] = {"kế hoạch",
                                 "chương trình",
                                 "đề án",
                                 "báo cáo",
                                 "văn bản",
                                 "phương án",
                                 "quyết định",
                                 "hướng dẫn",
                                 "quy chế",
                                 "danh sách",
                                 "dự thảo",
                                 "tờ trình",
                                 "hồ sơ",
                                 "các văn bản",
                                 "các kế hoạch",
                                 "và triển khai kế hoạch",
                                 ", triển khai kế hoạch",
                                 "chi tiết kế hoạch",
                                 "và ban hành kế hoạch"};

constexpr Words sent_things[] = {"báo cáo",  "hồ sơ",   "về",       "cho", "kết quả",
                                 "kế hoạch", "đăng ký", "sản phẩm", "bản", "văn bản"};

/// To hand in what one wants or has is a duty by its day, as a list is that is sent.
constexpr Words asking[] = {"đăng ký", "đề xuất"};
constexpr Words asked_for[] = {"nhu cầu",  "danh sách", "danh mục", "nội dung",  "số lượng", "chỉ tiêu",    "kế hoạch",
                               "đề tài",   "nhiệm vụ",  "dự án",    "dự toán",   "kinh phí", "sản phẩm",    "mô hình",
                               "biên chế", "tham gia",  "thi đua",  "sáng kiến", "vốn",      "chương trình"};

bool past(const Phrase& phrase, std::size_t at) {
    return phrase.ends_before(at, "đã") || phrase.ends_before(at, "được") || phrase.ends_before(at, "chưa") ||
           phrase.ends_before(at, "không") || phrase.ends_before(at, "bị");
}

/// "Mẫu số 03: Báo cáo quý", "Tên báo cáo: Báo cáo năm": what a form is called.
bool is_titled(const Phrase& phrase, std::size_t at) {
    constexpr Words forms[] = {"mẫu",      "mẫu số",  "biểu số",     "biểu mẫu số", "biểu mẫu",
                               "mẫu biểu", "phụ lục", "tên báo cáo", "tên"};
    constexpr std::size_t longest = 5;
    const std::size_t after = phrase.match_any(0, forms);
    const bool mark = at > 0 && !phrase.is_word(at - 1);
    return after != 0 && mark && at >= after && at - after <= longest;
}

/// "Công văn số 12/SYT-KH ngày ... gửi ...": somebody sent it before.
bool sent_before(const Phrase& phrase, std::size_t at) {
    constexpr std::size_t reach = 24;
    constexpr Words papers[] = {"công văn số", "tờ trình số", "báo cáo số",
                                "văn bản số",  "kế hoạch số", "thông báo số"};
    for (std::size_t from = at > reach ? at - reach : 0; from < at; ++from) {
        if (phrase.has_any(from, papers)) {
            const bool clause_between = [&] {
                for (std::size_t here = from; here < at; ++here) {
                    if (phrase.word(here) == "," || phrase.word(here) == ";" || phrase.word(here) == ":" ||
                        phrase.word(here) == ")") {
                        return true;
                    }
                }
                return false;
            }();
            if (!clause_between) {
                return true;
            }
        }
    }
    return false;
}

class Finder {
public:
    explicit Finder(const Phrase& phrase) : phrase_(phrase) {}

    std::vector<Trigger> run() {
        for (std::size_t at = 0; at < phrase_.size(); ++at) {
            const std::size_t end = read(at);
            at = std::max(at, end == 0 ? 0 : end - 1);
        }
        return std::move(triggers_);
    }

private:
    std::size_t read(std::size_t at) {
        if (phrase_.has(at, "báo cáo")) {
            if (!is_noun(phrase_, at) && !past(phrase_, at) && !sent_before(phrase_, at)) {
                return add(Kind::report, at, 2);
            }
            return at + 2;
        }
        if (phrase_.has(at, "gửi") || phrase_.has(at, "cung cấp")) {
            const bool act = !past(phrase_, at) && !sent_before(phrase_, at) && !phrase_.ends_before(at, "tiền") &&
                             !phrase_.ends_before(at, "thời gian") && !phrase_.ends_before(at, "phương thức") &&
                             !phrase_.ends_before(at, "nơi");
            return act ? add(Kind::send, at, phrase_.has(at, "gửi") ? 1 : 2) : 0;
        }
        if (phrase_.has(at, "nộp") && (phrase_.has_any(at + 1, sent_things) || hands_in(at + 1)) &&
            !past(phrase_, at)) {
            return add(Kind::send, at, 1);
        }
        if (const std::size_t asked = phrase_.match_any(at, asking);
            asked != 0 && phrase_.has_any(at + asked, asked_for) && !past(phrase_, at)) {
            return add(Kind::submit, at, asked);
        }
        if (phrase_.has(at, "trình") && !phrase_.ends_before_any(at, not_submitting) && !phrase_.has(at, "trình độ") &&
            !phrase_.has(at, "trình bày") && !phrase_.has(at, "trình diễn") && !sent_before(phrase_, at)) {
            return add(Kind::submit, at, 1);
        }
        return read_raise(at);
    }

    /// "nộp Phòng Kế toán bảng chấm công"; what goes to a treasury or a bank is money.
    bool hands_in(std::size_t at) const {
        constexpr Words purses[] = {"kho bạc", "ngân hàng", "thuế", "quỹ"};
        return phrase_.is_capital(at) && begins_unit(phrase_, at) && !phrase_.has_any(at, purses);
    }

    /// "thông báo kết quả đến các xã": they are told, nobody reports.
    bool announces(std::size_t at) const {
        constexpr Words towards[] = {"đến", "tới", "cho", "về", "với", "lên"};
        constexpr std::size_t longest = 16;
        if (!phrase_.has(at, "thông báo")) {
            return false;
        }
        for (std::size_t next = at + 2; next < at + longest; ++next) {
            if (phrase_.has_any(next, towards) && begins_unit(phrase_, next + 1)) {
                return phrase_.has(next, "đến") || phrase_.has(next, "tới") || phrase_.has(next, "cho");
            }
        }
        return false;
    }

    std::size_t read_raise(std::size_t at) {
        constexpr Words verbs[] = {"phản ánh",  "đề xuất",  "kiến nghị", "thông tin",
                                   "thông báo", "phản hồi", "trao đổi"};
        const std::size_t length = phrase_.match_any(at, verbs);
        if (length != 0) {
            std::size_t next = at + length;
            next += phrase_.match(next, "kịp thời");
            next += phrase_.match(next, "bằng văn bản");
            next += phrase_.match(next, "ngay");
            const bool strong = phrase_.has(at, "phản ánh");
            const bool results = phrase_.has(next, "kết quả") || phrase_.has(next, "tình hình");
            const bool to =
                phrase_.has(next, "về") ||
                (strong && (phrase_.has(next, "với") || phrase_.has(next, "đến") || phrase_.has(next, "tới") ||
                            phrase_.has(next, "cho") || phrase_.has(next, "lên")));
            if ((to && begins_unit(phrase_, next + 1)) || (strong && begins_unit(phrase_, next)) ||
                (results && !past(phrase_, at) && !announces(at))) {
                return add(Kind::raise, at, length);
            }
            return 0;
        }
        if (const std::size_t made = phrase_.match_any(at, prepared);
            made != 0 && !past(phrase_, at) && phrase_.has_any(at + made, made_papers)) {
            add(Kind::prepare, at, made);
        }
        return 0;
    }

    std::size_t add(Kind kind, std::size_t at, std::size_t length) {
        triggers_.push_back({kind, at, at + length});
        return at + length;
    }

    const Phrase& phrase_;
    std::vector<Trigger> triggers_;
};

}  // namespace

std::vector<Trigger> find_triggers(const Phrase& phrase) {
    return Finder(phrase).run();
}

bool is_noun(const Phrase& phrase, std::size_t at) {
    if (is_titled(phrase, at)) {
        return true;
    }
    if (phrase.has(at + 2, "chậm") && !phrase.has(at + 3, "nhất")) {
        return true;
    }
    if (phrase.has_any(at + 2, after_paper)) {
        const bool occasion = phrase.has(at + 2, "đột xuất") || phrase.has(at + 2, "được gửi");
        return !occasion;
    }
    if (phrase.has(at + 2, "số") && phrase.is_number(at + 3)) {
        return true;
    }
    if (phrase.ends_before(at, "kỳ") && !phrase.ends_before(at, "định kỳ")) {
        return true;
    }
    if (phrase.ends_before_any(at, regimes) && !phrase.ends_before(at, "giúp việc")) {
        constexpr std::size_t reach = 8;
        for (std::size_t from = at > reach ? at - reach : 0; from < at; ++from) {
            if (phrase.has(from, "thực hiện") || phrase.has(from, "chấp hành")) {
                return false;
            }
        }
        return true;
    }
    constexpr Words periods[] = {"định kỳ", "hằng", "tháng", "quý", "năm", "6", "06", "9", "09", "tuần", "đột xuất"};
    if (phrase.ends_before(at, "đối với") && phrase.has_any(at + 2, periods)) {
        return false;  // "chậm nhất ngày 15 đối với báo cáo tháng"
    }
    return phrase.ends_before_any(at, before_paper) || phrase.ends_before_any(at, makes_paper);
}

}  // namespace rules::reporting
