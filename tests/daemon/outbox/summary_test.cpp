#include "daemon/outbox/summary.hpp"

#include "daemon/outbox/summary_words.hpp"
#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

rules::dates::Date day(const char* iso) {
    return *rules::dates::parse_iso(iso);
}

class SummaryTest : public testing::Test {
protected:
    SummaryTest() {
        summary_.as_of = day("2026-06-07");
        summary_.since = day("2026-05-31");
        add("so-a", "Sở A", 12, 15, 40, SummaryFigures{.id = "so-a", .name = "Sở A", .on_time = 3, .fell_due = 4});
        add("so-b", "Sở Nông nghiệp và Môi trường", 0, 0, 3, {});
        summary_.all.figures = {.id = {}, .name = {}, .assigned = 43, .on_time = 12, .fell_due = 15, .overdue = 2};
        summary_.overdue = {{.subject = "kh/1",
                             .title = "Lập <b>dự toán</b>",
                             .units = "Sở A",
                             .due = day("2026-06-01"),
                             .days = 6,
                             .is_new = true}};
        summary_.failed = {"so-b (mail: b@so.vn): không có người nhận"};
    }

    void add(const char* id, const char* name, std::uint32_t on_time, std::uint32_t fell_due, std::uint32_t assigned,
             std::optional<SummaryFigures> before) {
        summary_.lines.push_back({{.id = id,
                                   .name = name,
                                   .assigned = assigned,
                                   .on_time = on_time,
                                   .fell_due = fell_due,
                                   .overdue = fell_due - on_time},
                                  before});
    }

    ComposeContext context() const {
        return {.book = *book_,
                .sender = sender_,
                .channels = channels_,
                .templates = templates_,
                .now = rules::dates::at(day("2026-06-08"), 7h + 30min),
                .utc_offset = 7h};
    }

    Rendered render(std::string_view locale = "vi") const {
        return render_summary(words_of(summary_, "Phòng Kế hoạch", locale, context()), locale, context());
    }

    std::optional<model::RuleBook> book_ =
        rules::language::load(
            {.units = {"units.yaml",
                       "roles: {planning-office: kh}\nunits: [{id: kh, name: Phòng Kế hoạch, email: "
                       "kh@so.vn}]\n"},
             .rules = {{"rules.yaml", "policies: [{id: a, match: \"true\", remind: {lead: [7d]}}]\n"}},
             .calendars = {}})
            .book;
    Sender sender_{.site_name = "Sở Mẫu", .mail_from = "d@example.vn", .domain = "example.vn"};
    ChannelKinds channels_{{"mail", "smtp"}};
    Templates templates_;
    Summary summary_;
};

TEST_F(SummaryTest, prints_both_rates_with_what_they_are_of) {
    const std::string html = render().html;
    EXPECT_THAT(html, HasSubstr("12/15 (80 %)"));
    EXPECT_THAT(html, HasSubstr("12/40 (30 %)"));
    EXPECT_THAT(html, HasSubstr("+5,0"));
    EXPECT_THAT(html, HasSubstr("–"));
}

TEST_F(SummaryTest, its_columns_are_narrow_enough_for_a_phone) {
    const auto words = words_of(summary_, "", "vi", context());
    for (const auto& unit : words.units) EXPECT_LE(unit.numbers.size(), 40U) << unit.numbers;
    EXPECT_THAT(render().text, HasSubstr("Sở A (+5,0)\n" + words.units[0].numbers + "\n"));
}

TEST_F(SummaryTest, its_columns_stand_below_each_other) {
    const auto words = words_of(summary_, "", "vi", context());
    EXPECT_EQ(words.units[0].numbers, "   3    12/15  80%    12/40  30%");
    EXPECT_EQ(words.units[1].numbers, "   0      0/0    –      0/3   0%");
}

TEST_F(SummaryTest, what_a_plan_says_is_text_and_no_markup) {
    EXPECT_THAT(render().html, HasSubstr("Lập &lt;b&gt;dự toán&lt;/b&gt;"));
}

TEST_F(SummaryTest, speaks_english_to_who_reads_english) {
    const auto texts = render("en");
    EXPECT_THAT(texts.subject, HasSubstr("Weekly summary: 2 overdue (1 new), on time 12/15 (80 %)"));
    EXPECT_THAT(texts.text, HasSubstr("[NEW] "));
    EXPECT_THAT(texts.text, Not(HasSubstr("Quá hạn")));
}

TEST_F(SummaryTest, leadership_is_spared_what_only_the_office_can_mend) {
    EXPECT_THAT(render().text, HasSubstr("không có người nhận"));
    summary_.technical = false;
    EXPECT_THAT(render().text, Not(HasSubstr("không có người nhận")));
}

TEST_F(SummaryTest, the_head_of_the_log_stands_last_for_who_keeps_the_mail) {
    EXPECT_THAT(render().text, Not(HasSubstr("Đầu chuỗi nhật ký")));
    summary_.log_head = "1042:5f0c";
    const auto texts = render();
    const auto head = texts.text.find("* 1042:5f0c – đề nghị lưu thư này");
    ASSERT_NE(head, std::string::npos) << texts.text;
    EXPECT_GT(head, texts.text.find("không có người nhận"));
    EXPECT_THAT(texts.html, HasSubstr("1042:5f0c"));
    EXPECT_THAT(render("en").text, HasSubstr("1042:5f0c – please keep this message"));
    EXPECT_THAT(short_summary(words_of(summary_, "", "vi", context())).todo, Not(HasSubstr("Đầu chuỗi")));
    summary_.technical = false;
    EXPECT_THAT(render().text, Not(HasSubstr("1042:5f0c")));
}

TEST_F(SummaryTest, the_same_summary_has_the_same_identity) {
    const auto first = compose_summary(summary_, "2026-06-08", *book_->units.find("kh"), {}, context());
    summary_.overdue.clear();
    const auto again = compose_summary(summary_, "2026-06-08", *book_->units.find("kh"), {}, context());
    const auto next = compose_summary(summary_, "2026-06-15", *book_->units.find("kh"), {}, context());
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0].envelope.id, again.at(0).envelope.id);
    EXPECT_NE(first[0].envelope.id, next.at(0).envelope.id);
}

}  // namespace
}  // namespace dondoc::outbox
