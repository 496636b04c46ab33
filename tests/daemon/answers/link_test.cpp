#include "daemon/answers/link.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dondoc::answers {
namespace {

using testing::Eq;
using testing::Not;
using testing::Optional;

constexpr std::string_view old_key = "0123456789abcdef0123456789abcdef0123456789a=";
constexpr std::string_view new_key = "fedcba9876543210fedcba9876543210fedcba98765=";
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Keys keys_of(std::string_view text) {
    return Keys::parse(text).value();
}

rules::dates::Date day(int year, int month, int day) {
    return *rules::dates::make_date(year, month, day);
}

Link assignment_link() {
    return {.subject = "142-kh-ubnd-2025/12",
            .period = "",
            .version = 2,
            .unit = "so-y-te",
            .head = true,
            .expires = day(2026, 7, 20)};
}

Link report_link() {
    return {.subject = "kh142-nam/so-noi-vu",
            .period = "2026-H1",
            .version = 1,
            .unit = "so-noi-vu",
            .head = false,
            .expires = day(2199, 12, 31)};
}

TEST(Link, comes_back_as_it_was_signed) {
    const Keys keys = keys_of(new_key);
    for (const Link& link : {assignment_link(), report_link()})
        EXPECT_THAT(check(sign(link, keys), keys), Optional(link));
}

TEST(Link, is_short_and_made_for_urls) {
    const std::string token = sign(report_link(), keys_of(new_key));
    EXPECT_LE(token.size(), 80U);
    EXPECT_THAT(token.find_first_not_of(alphabet), Eq(std::string::npos));
}

TEST(Link, is_refused_with_any_changed_character) {
    const Keys keys = keys_of(new_key);
    for (const Link& link : {assignment_link(), report_link()}) {
        const std::string token = sign(link, keys);
        for (std::size_t i = 0; i < token.size(); ++i) {
            for (const char other : alphabet) {
                if (other == token[i]) continue;
                std::string forged = token;
                forged[i] = other;
                EXPECT_FALSE(check(forged, keys)) << forged;
            }
        }
    }
}

TEST(Link, is_refused_cut_or_with_anything_added) {
    const Keys keys = keys_of(new_key);
    const std::string token = sign(assignment_link(), keys);
    for (std::size_t size = 0; size < token.size(); ++size) EXPECT_FALSE(check(token.substr(0, size), keys));
    for (const char* added : {"A", "=", "==", " ", "\n", "%00", "/"}) EXPECT_FALSE(check(token + added, keys)) << added;
    EXPECT_FALSE(check("A" + token, keys));
    EXPECT_FALSE(check(std::string(longest_token + 1, 'A'), keys));
}

TEST(Link, is_refused_without_the_key_that_signed_it) {
    EXPECT_FALSE(check(sign(assignment_link(), keys_of(old_key)), keys_of(new_key)));
}

TEST(Link, is_good_while_its_key_is_among_those_accepted) {
    const Keys rotated = keys_of(std::string(new_key) + "\n" + std::string(old_key) + "\n");
    EXPECT_THAT(check(sign(assignment_link(), keys_of(old_key)), rotated), Optional(assignment_link()));
}

TEST(Link, is_signed_with_the_newest_key) {
    const Keys rotated = keys_of(std::string(new_key) + "\n" + std::string(old_key) + "\n");
    EXPECT_THAT(check(sign(assignment_link(), rotated), keys_of(new_key)), Optional(assignment_link()));
}

TEST(Link, of_one_unit_cannot_be_made_that_of_another) {
    const Keys keys = keys_of(new_key);
    Link other = assignment_link();
    other.unit = "so-y-ta";
    EXPECT_NE(sign(assignment_link(), keys).substr(60), sign(other, keys).substr(60));
}

TEST(Link, fields_cannot_flow_into_each_other) {
    const Keys keys = keys_of(new_key);
    Link one = assignment_link();
    one.subject = "a/1";
    one.period = "2026";
    Link other = one;
    other.subject = "a/12";
    other.period = "026";
    EXPECT_THAT(sign(one, keys), Not(Eq(sign(other, keys))));
}

TEST(Keys, are_read_a_line_each_without_notes) {
    const auto keys = Keys::parse("# 2026-06-01\n" + std::string(new_key) + "\r\n\n# old\n" + std::string(old_key));
    ASSERT_TRUE(keys);
    EXPECT_EQ(keys->all().size(), 2U);
}

TEST(Keys, that_are_short_or_missing_are_refused_without_repeating_them) {
    for (const char* text : {"", "# nothing\n", "\n\n", "hunter2"}) {
        const auto keys = Keys::parse(text);
        ASSERT_FALSE(keys) << text;
        EXPECT_THAT(keys.error(), Not(testing::HasSubstr("hunter2")));
    }
}

TEST(Keys, that_are_made_can_be_read_and_differ) {
    EXPECT_TRUE(Keys::parse(make_key()));
    EXPECT_NE(make_key(), make_key());
}

}  // namespace
}  // namespace dondoc::answers
