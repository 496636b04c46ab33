#include "rules/deadlines/parse.hpp"
#include "tests/rules/dates/generators.hpp"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

namespace rules::deadlines {
namespace {

struct Case {
    const char* words;
    const char* marked;  ///< "start 2018 | due 2020"
};

std::string marked(const Deadline& deadline) {
    std::string said;
    for (const Mark& mark : deadline.marks) {
        said += said.empty() ? "" : " | ";
        said += part_name(mark.part);
        said += mark.part == Mark::Part::recurrence ? std::to_string(mark.recurrence) : "";
        said += " " + deadline.words.substr(mark.begin, mark.end - mark.begin);
    }
    return said;
}

std::string normalised(const std::string& text, bool composed) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = composed ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
    std::string result;
    form->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(result);
    return result;
}

const Case cases[] = {
    {"Tháng 3/2026", "due Tháng 3/2026"},
    {"Hoàn thành trước ngày 25/11/2025", "due trước ngày 25/11/2025"},
    {"2018-2020", "start 2018 | due 2020"},
    {"Thường xuyên, đến hết 2 ngày cuối của tháng 6", "continuation Thường xuyên | due 2 ngày cuối của tháng 6"},
    {"Bắt đầu từ tháng 5/2026, hoàn thành trước 31/10/2026", "start Bắt đầu từ tháng 5/2026 | due 31/10/2026"},
    {"từ ngày 01/6 đến trước ngày 30/6/2026", "start từ ngày 01/6 | due ngày 30/6/2026"},
    {"Tháng 6-8/2026", "start Tháng 6 | due 8/2026"},
    {"Cả năm 2026", "start Cả năm 2026 | due Cả năm 2026"},
    {"Từ năm 2026", "start Từ năm 2026"},
    {"Thường xuyên", "continuation Thường xuyên"},
    {"Quý III/2026, triển khai thường xuyên", "due Quý III/2026 | continuation triển khai thường xuyên"},
    {"Hằng năm, giai đoạn 2026-2030", "recurrence0 Hằng năm | start giai đoạn 2026 | due 2030"},
    {"hằng năm đến năm 2030", "recurrence0 hằng năm | due năm 2030"},
    {"6 tháng, 9 tháng và năm", "recurrence0 6 tháng | recurrence1 9 tháng | recurrence2 năm"},
    {"Quý I và Quý III hằng năm", "recurrence0 Quý I và Quý III hằng năm"},
    {"Tháng 3/2026 và tháng 9/2027", "recurrence0 Tháng 3/2026 | recurrence1 tháng 9/2027"},
    {"Hằng năm, khi có quyết định của Trung ương", "recurrence0 Hằng năm | condition khi có quyết định của Trung ương"},
    {"2026-2027 (sau khi Chính phủ phê duyệt)", "start 2026 | due 2027 | condition sau khi Chính phủ phê duyệt"},
    {"Sau khi có hướng dẫn, triển khai thường xuyên",
     "condition Sau khi có hướng dẫn | continuation triển khai thường xuyên"},
    {"Quý II/2026 abc", "unresolved abc"},
    {"trước ngày 31/2", "unresolved 31/2"},
    {"Đã phê duyệt", "unresolved Đã phê duyệt"},
};

TEST(Marks, are_exactly_the_words_of_each_part) {
    for (const Case& c : cases) {
        EXPECT_EQ(marked(parse_deadline(c.words, {.year = 2026})), c.marked) << c.words;
    }
}

TEST(Marks, do_not_depend_on_the_unicode_form) {
    for (const Case& c : cases) {
        const std::string words = normalised(c.words, false);
        EXPECT_EQ(normalised(marked(parse_deadline(words, {.year = 2026})), true), c.marked) << c.words;
    }
}

TEST(Marks, keep_odd_spacing_inside_and_leave_it_out_around) {
    const Deadline deadline = parse_deadline(" \u00A0Hàng  năm ,\tkhi có\u00A0 hướng dẫn \n", {.year = 2026});
    EXPECT_EQ(marked(deadline), "recurrence0 Hàng  năm | condition khi có\u00A0 hướng dẫn");
}

}  // namespace
}  // namespace rules::deadlines
