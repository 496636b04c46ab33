#include "rules/model/awaited.hpp"

#include <gtest/gtest.h>

#include <set>

namespace rules::model {
namespace {

using Kind = AwaitedWords::Kind;

dates::Date day(std::string_view iso) {
    return dates::parse_iso(iso).value();
}

AwaitedWords only_part(std::string_view condition) {
    const auto parts = read_condition(condition);
    EXPECT_EQ(1U, parts.size()) << condition;
    return parts.empty() ? AwaitedWords{} : parts.front();
}

std::string core(std::string_view condition) {
    return only_part(condition).core;
}

TEST(Awaited, the_same_event_in_different_words) {
    const std::vector<std::vector<std::string>> same{
        {"Sau khi có văn bản hướng dẫn của Bộ Y tế", "khi Bộ Y tế ban hành văn bản hướng dẫn",
         "theo hướng dẫn của Bộ Y tế", "SAU KHI CÓ HƯỚNG DẪN CỦA BỘ Y TẾ", "Theo các văn bản hướng dẫn của BYT.",
         "trong 15 ngày làm việc kể từ ngày Bộ Y tế ban hành văn bản hướng dẫn",
         "sau 30 ngày kể từ khi có văn bản hướng dẫn của Bộ Y tế", "ngay sau khi nhận được hướng dẫn của Bộ Y tế",
         "khi văn bản hướng dẫn được Bộ Y tế ban hành", "theo văn bản hướng dẫn do Bộ Y tế ban hành"},
        {"sau khi được Chính phủ phê duyệt Chương trình", "sau khi Chính phủ phê duyệt Chương trình",
         "Khi Chương trình được Chính phủ phê duyệt", "theo Chương trình do Chính phủ phê duyệt"},
        {"theo lộ trình của Chính phủ", "Theo lộ trình của CP", "khi Chính phủ ban hành lộ trình"},
        {"theo hướng dẫn của TW", "Theo hướng dẫn của Trung ương", "khi có hướng dẫn của TƯ"},
        {"Theo Đề án của TW ban hành", "Sau khi có Đề án của Trung ương", "khi Trung ương ban hành Đề án"},
        {"sau khi UBND tỉnh ban hành Kế hoạch", "khi có Kế hoạch của Ủy ban nhân dân tỉnh",
         "khi có kế hoạch của Uỷ ban nhân dân tỉnh"},
        {"khi Bộ Giáo dục và Đào tạo ban hành Thông tư", "khi có Thông tư của Bộ Giáo dục và Đào tạo"},
        {"Sau khi có hướng dẫn của Bộ Y tế về chuyển đổi số", "sau khi có hướng dẫn về chuyển đổi số của Bộ Y tế"},
        {"Sau khi Chương trình được phê duyệt", "khi Chương trình đã được phê duyệt", "sau khi phê duyệt Chương trình"},
    };
    std::set<std::string> cores;
    for (const auto& texts : same) {
        const std::string first = core(texts.front());
        EXPECT_FALSE(first.empty()) << texts.front();
        EXPECT_TRUE(cores.insert(first).second) << texts.front();
        for (const std::string& text : texts) {
            EXPECT_EQ(first, core(text)) << text;
            EXPECT_EQ(Kind::event, only_part(text).kind) << text;
        }
    }
}

TEST(Awaited, who_acts_on_whose_thing_is_told_apart) {
    EXPECT_NE(core("khi Chính phủ phê duyệt Chương trình"), core("khi Chính phủ ban hành Chương trình"));
    EXPECT_NE(core("khi Bộ Y tế phê duyệt kế hoạch của UBND tỉnh"),
              core("khi UBND tỉnh phê duyệt kế hoạch của Bộ Y tế"));
    EXPECT_NE(core("sau khi có hướng dẫn của Bộ Y tế"), core("sau khi có hướng dẫn của Bộ Nội vụ"));
    EXPECT_NE(core("sau khi có quyết định phê duyệt Đề án"), core("sau khi có Đề án"));
}

TEST(Awaited, words_stay_as_written_without_opener_and_term) {
    EXPECT_EQ("văn bản hướng dẫn của Bộ Y tế", only_part("Sau khi có văn bản hướng dẫn của Bộ Y tế.").words);
    EXPECT_EQ("Bộ Y tế ban hành hướng dẫn",
              only_part("trong 15 (mười lăm) ngày kể từ ngày Bộ Y tế ban hành hướng dẫn").words);
    EXPECT_EQ("lộ trình của Chính phủ", only_part("theo lộ trình của Chính phủ").words);
}

TEST(Awaited, what_no_day_can_settle_is_no_event) {
    for (const std::string text :
         {"theo quy định", "Theo quy định của pháp luật", "theo yêu cầu", "khi có yêu cầu",
          "khi có yêu cầu của Sở Y tế", "theo yêu cầu của Trung ương", "khi cần thiết", "khi cần", "khi có phát sinh",
          "theo tình hình thực tế", "theo kế hoạch", "theo lộ trình", "theo đề nghị của các xã",
          "đột xuất khi có yêu cầu", "theo tiến độ dự án"}) {
        EXPECT_EQ(Kind::standing, only_part(text).kind) << text;
        EXPECT_FALSE(only_part(text).words.empty()) << text;
    }
    for (const std::string text :
         {"sau khi có quy định của Trung ương", "theo văn bản đề nghị của cơ quan chủ trì", "khi có cán bộ phụ trách",
          "theo kế hoạch của Bộ Y tế", "khi được bố trí kinh phí"}) {
        EXPECT_EQ(Kind::event, only_part(text).kind) << text;
    }
}

TEST(Awaited, an_act_without_a_thing_belongs_to_its_row) {
    EXPECT_EQ("", core("sau khi được phê duyệt"));
    EXPECT_EQ("được phê duyệt", only_part("sau khi được phê duyệt").words);
    EXPECT_EQ("", core("khi được cấp có thẩm quyền phê duyệt"));
}

TEST(Awaited, parts_with_openers_of_their_own_are_two_events) {
    const auto parts = read_condition("sau khi Chính phủ phê duyệt Đề án; khi có hướng dẫn của Bộ Y tế");
    ASSERT_EQ(2U, parts.size());
    EXPECT_EQ("hướng dẫn của Bộ Y tế", parts[1].words);
    EXPECT_EQ(1U, read_condition("sau khi có ý kiến của Sở Tài chính; Sở Nội vụ").size());
    EXPECT_TRUE(read_condition(" ; ").empty());
    EXPECT_TRUE(read_condition("").empty());
}

TEST(Awaited, texts_that_share_their_words_are_near) {
    EXPECT_TRUE(is_near(core("khi có hướng dẫn của Bộ Y tế"), core("khi có hướng dẫn của Bộ Y tế về chuyển đổi số")));
    EXPECT_TRUE(is_near(core("khi Chính phủ phê duyệt Chương trình"), core("sau khi Chương trình được phê duyệt")));
    EXPECT_FALSE(is_near(core("khi có hướng dẫn của Bộ Y tế"), core("khi có hướng dẫn của Bộ Nội vụ")));
    EXPECT_FALSE(is_near(core("khi có hướng dẫn của Bộ Y tế"), core("theo hướng dẫn của Bộ Y tế")));
}

TEST(Awaited, ids_are_readable_and_short) {
    EXPECT_EQ("van-ban-huong-dan-cua-bo-y-te", make_event_id("văn bản hướng dẫn của Bộ Y tế"));
    EXPECT_EQ("nghi-quyet-72-nq-tw", make_event_id("Nghị quyết 72-NQ/TW,"));
    EXPECT_EQ("su-kien", make_event_id(" ... "));
    const std::string longest = make_event_id(std::string(3000, 'x') + " y");
    EXPECT_EQ(64U, longest.size());
    EXPECT_LE(make_event_id("một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba mười bốn").size(), 64U);
}

TEST(Awaited, a_day_follows_only_where_the_words_name_one) {
    const dates::Calendar calendar;
    deadlines::Meaning meaning;
    meaning.kind = deadlines::Kind::conditional;
    const dates::Date friday = day("2026-11-20");
    EXPECT_EQ(std::nullopt, due_after(meaning, "sau khi có hướng dẫn", friday, calendar));
    EXPECT_EQ(std::nullopt, due_after(meaning, "", friday, calendar));
    EXPECT_EQ(day("2026-11-19"), due_after(meaning, "Trước khi trình HĐND tỉnh", friday, calendar));
    meaning.term = {deadlines::Term::Of::working_days, 5};
    EXPECT_EQ(day("2026-11-27"), due_after(meaning, "khi có hướng dẫn", friday, calendar));
}

TEST(Awaited, hostile_text_ends_soon) {
    for (const std::string& text :
         {std::string(1'000'000, ';'), std::string(1'000'000, '('), std::string("\xff\xfe khi \xc3"),
          "sau khi có " + std::string(500'000, 'a'), "khi " + std::string(4000, ' ') + "do do do"}) {
        for (const auto& part : read_condition(text)) EXPECT_LE(part.words.size(), 8192U);
        due_after({}, text, day("2026-01-01"), {});
        EXPECT_LE(make_event_id(text).size(), 64U);
    }
}

}  // namespace
}  // namespace rules::model
