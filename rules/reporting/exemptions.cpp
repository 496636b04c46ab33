#include "rules/reporting/exemptions.hpp"

#include <algorithm>

namespace rules::reporting {
namespace {

using Words = std::string_view;

/// Somebody need not report.
constexpr Words denials[] = {
    "không phải",    "không cần",           "không thực hiện", "không còn phải", "không gửi",      "không nộp",
    "miễn báo cáo",  "miễn chế độ báo cáo", "miễn thực hiện",  "bãi bỏ",         "thay cho",       "thay thế",
    "không tổ chức", "không quy định",      "không áp dụng",   "dừng thực hiện", "thôi thực hiện", "cắt giảm",
    "chưa phải",     "không lập",           "không có"};

/// Between these and the verb stands who, which may be a list.
constexpr Words denials_to[] = {"không yêu cầu", "không bắt buộc", "không đề nghị", "sau khi nghe",
                                "đã nghe",       "nghe đồng chí",  "nghe lãnh đạo", "nghe đại diện",
                                "nghe sở",       "nghe các sở",    "nghe giám đốc", "được miễn"};

/// It was done or was not; only words that belong to the verb may stand between.
constexpr Words past[] = {"đã", "chưa", "vừa"};

constexpr Words beside_the_verb[] = {"kịp thời", "thực hiện", "tổng hợp", "có",         "gửi",        "nộp",
                                     "lập",      "chủ động",  "xây dựng", "hoàn thành", "hoàn thiện", "tham mưu",
                                     "đầy đủ",   ",",         "và",       "phải",       "được",       "nghiêm túc",
                                     "chế độ",   "ban hành",  "rà soát"};

/// What is counted or covered up to the end of the clause.
constexpr Words counted[] = {"số báo cáo",     "số lượng báo cáo",      "tỷ lệ báo cáo",
                             "tỷ lệ hồ sơ",    "chốt số liệu",          "thời gian chốt",
                             "thời điểm chốt", "kỳ báo cáo tính",       "số liệu báo cáo tính",
                             "số liệu tính",   "số liệu tổng hợp tính", "thời kỳ báo cáo",
                             "tỷ lệ đơn vị",   "thời gian lấy số liệu", "số đơn vị",
                             "tổng số báo cáo"};

constexpr Words verbs[] = {"báo cáo", "gửi", "nộp", "trình"};

/// The duty goes on behind these.
constexpr Words contrasts[] = {"chỉ",       "mà",          "nhưng", "trừ",           "riêng",         "song",
                               "ngoại trừ", "thì",         "để",    "thời hạn gửi",  "gửi chậm nhất", "đề nghị",
                               "yêu cầu",   "khẩn trương", "phải",  "có trách nhiệm"};

/// What a list of periods goes on with.
constexpr Words periods[] = {"hằng", "quý", "tháng", "năm", "tuần", "báo cáo tháng", "báo cáo quý", "định kỳ"};

class Marker {
public:
    explicit Marker(const Phrase& phrase) : phrase_(phrase), exempt_(phrase.size(), false) {}

    std::vector<bool> run() {
        for (std::size_t at = 0; at < phrase_.size();) {
            const std::size_t verb = verb_of(at);
            if (verb == 0) {
                ++at;
                continue;
            }
            const std::size_t end = std::max(end_of_clause(verb), at + 1);
            std::fill(exempt_.begin() + static_cast<std::ptrdiff_t>(at),
                      exempt_.begin() + static_cast<std::ptrdiff_t>(end), true);
            at = end;
        }
        return std::move(exempt_);
    }

private:
    /// One past the verb that is exempt where such words begin here, else 0.
    std::size_t verb_of(std::size_t at) const {
        if (const std::size_t length = phrase_.match_any(at, counted)) {
            return at + length;
        }
        if (const std::size_t length = phrase_.match_any(at, denials_to)) {
            return verb_behind(at + length, true);
        }
        if (const std::size_t length = phrase_.match_any(at, denials)) {
            const bool sends = phrase_.ends_before_any(at + length, verbs);  // "không gửi", "miễn báo cáo"
            return sends ? at + length : verb_behind(at + length, false);
        }
        if (const std::size_t share = share_at(at)) {
            return verb_behind(at + share, false);
        }
        if (const std::size_t length = phrase_.match_any(at, verbs); length != 0 && tells_a_share(at + length)) {
            return at + length;
        }
        return phrase_.has_any(at, past) && !phrase_.has(at, "đã được giao") ? verb_beside(at + 1) : 0;
    }

    /// "95%", with how many tokens; else 0.
    std::size_t share_at(std::size_t at) const {
        if (!phrase_.is_number(at)) {
            return 0;
        }
        const bool decimal = phrase_.word(at + 1) == "," && phrase_.is_number(at + 2);
        const std::size_t sign = at + (decimal ? 3 : 1);
        return phrase_.word(sign) == "%" ? sign + 1 - at : 0;
    }

    /// "báo cáo kết quả hằng tuần đạt 90%.": what they reported so far.
    bool tells_a_share(std::size_t at) const {
        constexpr std::size_t reach = 24;
        for (const std::size_t end = std::min(at + reach, phrase_.size()); at < end && !ends_part(at); ++at) {
            if (phrase_.word(at) == ",") {
                return false;
            }
            const std::size_t share = phrase_.has(at, "đạt") ? share_at(at + 1) : 0;
            if (share != 0) {
                return at + 1 + share == phrase_.size() || !phrase_.is_word(at + 1 + share);
            }
        }
        return false;
    }

    std::size_t verb_behind(std::size_t at, bool over_commas) const {
        constexpr std::size_t reach = 20;
        for (const std::size_t end = std::min(at + reach, phrase_.size()); at < end && !ends_part(at); ++at) {
            if (const std::size_t length = phrase_.match_any(at, verbs)) {
                return at + length;
            }
            if (phrase_.word(at) == "," && !over_commas) {
                return 0;
            }
        }
        return 0;
    }

    std::size_t verb_beside(std::size_t at) const {
        while (at < phrase_.size()) {
            if (const std::size_t length = phrase_.match_any(at, verbs)) {
                return at + length;
            }
            const std::size_t length = phrase_.match_any(at, beside_the_verb);
            if (length == 0) {
                return 0;
            }
            at += length;
        }
        return 0;
    }

    bool ends_part(std::size_t at) const {
        const Words word = phrase_.word(at);
        return word == ";" || word == "." || word == ":" || word == "(" || word == ")" ||
               (phrase_.has_any(at, contrasts) && !phrase_.ends_before(at, "theo"));
    }

    std::size_t end_of_clause(std::size_t at) const {
        for (; at < phrase_.size() && !ends_part(at); ++at) {
            const bool listed = phrase_.has_any(at + 1, periods) || phrase_.is_number(at + 1);
            if (phrase_.word(at) == "," && !listed) {
                return at;
            }
        }
        return at;
    }

    const Phrase& phrase_;
    std::vector<bool> exempt_;
};

}  // namespace

std::vector<bool> find_exemptions(const Phrase& phrase) {
    return Marker(phrase).run();
}

}  // namespace rules::reporting
