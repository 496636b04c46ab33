#include "daemon/answers/form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace dondoc::answers {
namespace {

using Kind = store::Answer::Kind;
using rules::dates::Date;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Key;
using testing::Optional;
using testing::Pair;

Date day(int year, int month, int day) {
    return *rules::dates::make_date(year, month, day);
}

const Days days{.today = day(2026, 6, 5), .earliest = day(2026, 1, 10), .due = day(2026, 6, 9)};

TEST(ParseForm, undoes_the_encoding) {
    EXPECT_THAT(parse_form("document=12%2FBC-SYT&day=2026-06-05"),
                Optional(ElementsAre(Pair("day", "2026-06-05"), Pair("document", "12/BC-SYT"))));
    EXPECT_THAT(parse_form("reason=Ch%E1%BB%9D+S%E1%BB%9F"), Optional(ElementsAre(Pair("reason", "Chờ Sở"))));
    EXPECT_THAT(parse_form(""), Optional(IsEmpty()));
    EXPECT_THAT(parse_form("a&&b="), Optional(ElementsAre(Pair("a", ""), Pair("b", ""))));
}

TEST(ParseForm, makes_one_line_of_every_value) {
    EXPECT_THAT(parse_form("reason=a%0D%0ABcc:+x%40y.example%0A%0Ab"),
                Optional(ElementsAre(Pair("reason", "a Bcc: x@y.example b"))));
    EXPECT_THAT(parse_form("reason=a%09b%1Bc%C2%85d%E2%80%A8e"), Optional(ElementsAre(Pair("reason", "a b c d e"))));
}

TEST(ParseForm, takes_out_what_turns_the_writing_around) {
    EXPECT_THAT(parse_form("document=a%E2%80%AEb%E2%81%A6c%EF%BB%BF"), Optional(ElementsAre(Pair("document", "abc"))));
}

TEST(ParseForm, refuses_what_is_no_form) {
    for (const char* wrong : {"a=%", "a=%4", "a=%zz", "a=%00", "a=%FF", "a=%C3", "a=%ED%A0%80", "a=%F4%90%80%80",
                              "a=%C0%AF", "a=1&a=2", "%C3%A9=1", "a%20b=1", "a=%E2%80"})
        EXPECT_FALSE(parse_form(wrong)) << wrong;
    std::string many;
    for (int i = 0; i < 17; ++i) many += "f" + std::to_string(i) + "=1&";
    EXPECT_FALSE(parse_form(many));
}

TEST(ParseDay, takes_days_as_people_and_browsers_write_them) {
    for (const char* text : {"05/6/2026", "5/6/2026", "05-06-2026", "5.6.2026", "5. 6. 2026", "2026-06-05"})
        EXPECT_THAT(parse_day(text), Optional(day(2026, 6, 5))) << text;
    for (const char* text : {"", "5/6", "31/6/2026", "5/6/26", "-5/6/2026", "5/6/2026x", "5/6/20266", "005/6/2026",
                             "5 6 2026", "99999999999/1/2026", "0/6/2026"})
        EXPECT_FALSE(parse_day(text)) << text;
}

TEST(ReadAnswer, takes_a_completion_with_its_document) {
    const auto given = read_answer(Kind::completed, {{"document", "12/BC"}, {"day", "04/6/2026"}}, days);
    ASSERT_TRUE(given);
    EXPECT_EQ(given->document, "12/BC");
    EXPECT_THAT(given->day, Optional(day(2026, 6, 4)));
}

TEST(ReadAnswer, refuses_a_completion_in_the_future_or_before_the_plan) {
    for (const char* wrong : {"06/6/2026", "09/01/2026", "hôm qua", ""}) {
        const auto given = read_answer(Kind::completed, {{"document", "12/BC"}, {"day", wrong}}, days);
        ASSERT_FALSE(given) << wrong;
        EXPECT_THAT(given.error(), ElementsAre(Key("day")));
    }
}

TEST(ReadAnswer, names_every_field_that_is_missing_or_too_long) {
    EXPECT_THAT(read_answer(Kind::completed, {}, days).error(), ElementsAre(Key("day"), Key("document")));
    EXPECT_THAT(read_answer(Kind::not_ours, {{"reason", std::string(1001, 'x')}}, days).error(),
                ElementsAre(Key("reason")));
}

TEST(ReadAnswer, wants_a_new_day_after_the_old_one_and_after_today) {
    const auto ask = [](const char* wanted, const Days& of) {
        return read_answer(Kind::extension, {{"reason", "chờ"}, {"day", wanted}}, of);
    };
    EXPECT_TRUE(ask("10/6/2026", days));
    EXPECT_FALSE(ask("09/6/2026", days));
    const Days overdue{.today = day(2026, 6, 20), .due = day(2026, 6, 9)};
    EXPECT_FALSE(ask("20/6/2026", overdue));
    EXPECT_TRUE(ask("21/6/2026", overdue));
    EXPECT_FALSE(ask("21/6/2036", overdue));
}

}  // namespace
}  // namespace dondoc::answers
