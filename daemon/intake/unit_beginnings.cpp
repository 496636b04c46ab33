#include "daemon/intake/unit_beginnings.hpp"

#include "rules/deadlines/text.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace dondoc::intake {

namespace {

// Words that begin a unit wherever they stand.
constexpr std::array always_begin{"các", "ubnd", "ủy ban", "uỷ ban", "bhxh", "hđnd", "những"};

// Words that begin a unit when capitalised, or in lower case outside a list opened by "các".
constexpr std::array common_beginnings{
    "sở",        "phòng",    "chi cục",     "trung tâm",       "bệnh viện",      "văn phòng",  "công an",
    "thanh tra", "chủ tịch", "thủ trưởng",  "giám đốc",        "trạm y tế",      "kho bạc",    "ngân hàng",
    "tòa án",    "toà án",   "mặt trận",    "liên đoàn",       "doanh nghiệp",   "đảng ủy",    "đảng uỷ",
    "cấp ủy",    "cấp uỷ",   "thường trực", "bảo hiểm xã hội", "cổng thông tin", "ban quản lý"};

// Bare nouns: they begin a unit only outside such a list.
constexpr std::array loose_beginnings{"cơ quan", "đơn vị", "địa phương"};

// Words that begin a unit only when capitalised and followed by more: "Ban Dân tộc", but not "Các Sở, Ban, Ngành".
constexpr std::array proper_beginnings{
    "bí thư",   "chánh",     "hiệu trưởng", "phó",        "trưởng",  "viện trưởng", "ban",      "báo",    "bộ",
    "bưu điện", "cao đẳng",  "công ty",     "cục",        "đại học", "đài",         "đặc khu",  "đoàn",   "hải quan",
    "hiệp hội", "học viện",  "hội",         "hợp tác xã", "huyện",   "khu",         "lãnh đạo", "phường", "quỹ",
    "tập đoàn", "thành phố", "thành ủy",    "thành uỷ",   "thị xã",  "thống kê",    "thuế",     "tỉnh",   "tổ",
    "tổng",     "trạm",      "trường",      "viễn thông", "viện",    "vụ",          "xã"};

// Their words when they are bare nouns after all.
constexpr std::array never_begin{"ban ngành", "đoàn thể", "tổ chức", "hội đoàn"};

UChar32 first_code_point(std::string_view text) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::int32_t at = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, at, static_cast<std::int32_t>(text.size()), c);
    return c;
}

bool is_capital(std::string_view text) {
    return !text.empty() && u_isupper(first_code_point(text)) != 0;
}

template <class Words>
bool begins_with_any(std::string_view folded, const Words& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return begins_with_word(folded, word); });
}

// LĐLĐ, MTTQ: at least three capitals.
bool begins_with_abbreviation(std::string_view text) {
    const auto word = text.substr(0, text.find(' '));
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
    const auto length = static_cast<std::int32_t>(word.size());
    int capitals = 0;
    for (std::int32_t at = 0; at < length; ++capitals) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, length, c);
        if (u_isupper(c) == 0) return false;
    }
    return capitals >= 3;
}

bool begins_properly(std::string_view text, std::string_view folded) {
    return text.find(' ') != std::string_view::npos && begins_with_any(folded, proper_beginnings) &&
           !begins_with_any(folded, never_begin);
}

}  // namespace

bool begins_with_word(std::string_view folded, std::string_view word) {
    return folded.starts_with(word) && (folded.size() == word.size() || folded[word.size()] == ' ');
}

bool begins_unit(std::string_view text, bool in_list) {
    const std::string folded = rules::deadlines::fold(text);
    if (begins_with_any(folded, always_begin) || begins_with_abbreviation(text)) return true;
    if (!in_list && begins_with_any(folded, loose_beginnings)) return true;
    if (is_capital(text)) return begins_with_any(folded, common_beginnings) || begins_properly(text, folded);
    return !in_list && begins_with_any(folded, common_beginnings);
}

bool names_somebody(std::string_view text) {
    const std::string folded = rules::deadlines::fold(text);
    return begins_with_any(folded, std::array{"đồng chí", "đ/c", "đ.c", "ông", "bà"});
}

bool begins_with_title(std::string_view text) {
    const std::string folded = rules::deadlines::fold(text);
    return begins_with_any(
        folded, std::array{"chủ tịch", "phó", "giám đốc", "trưởng", "bí thư", "chánh", "hiệu trưởng", "viện trưởng",
                           "chủ nhiệm", "ủy viên", "uỷ viên", "thủ trưởng", "chuyên viên", "cán bộ", "công chức"});
}

bool opens_list(std::string_view text) {
    const std::string folded = rules::deadlines::fold(text);
    return begins_with_word(folded, "các") || folded.find(" các ") != std::string::npos ||
           begins_with_word(folded, "ubnd xã") || begins_with_word(folded, "ubnd phường");
}

}  // namespace dondoc::intake
