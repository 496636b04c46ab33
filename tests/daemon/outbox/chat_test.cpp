#include "daemon/outbox/chat.hpp"

#include "daemon/outbox/chat_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

#include <set>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Le;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

namespace json = boost::json;

class ChatTest : public testing::Test {
protected:
    ChatTest() {
        digest_.recipient_name = "Sở Y tế";
        digest_.date = "thứ Ba, 02/6/2026";
    }

    void add(std::size_t count, const std::string& title, Part part = Part::week) {
        for (std::size_t i = 0; i < count; ++i) {
            DigestLine line;
            line.subject = "88-kh-ubnd-2026/1";
            line.source = "88/KH-UBND, mục 1";
            line.title = title + " " + std::to_string(i + 1);
            line.words = "Tháng 6";
            line.due = "thứ Ba, 09/6/2026";
            line.left = "còn 7 ngày";
            line.role = "chủ trì";
            line.due_date = std::chrono::year{2026} / 6 / 9;
            digest_.lines.at(static_cast<std::size_t>(part)).push_back(line);
        }
    }

    void hold(std::size_t count, const std::string& text) {
        HeldItem item{.headline = "[Đôn đốc] 2 việc", .lines = {}};
        for (std::size_t i = 0; i < count; ++i)
            item.lines.push_back(text + " " + std::to_string(i + 1) + "; thứ Ba, 09/6/2026 [88-kh-ubnd-2026/1]");
        digest_.held.push_back(item);
    }

    std::vector<std::string> bodies(const std::string& kind, const std::string& to = "1") {
        const ChatForm form{*notifiers::parse_service(kind, notifiers::builtin_service(kind)),
                            {{"template_id", "4711"}}};
        const ChatAddress address{
            .form = form, .to = to, .subject = "[Đôn đốc] 1 <việc>", .id_of = [](std::size_t page) {
                return "m-" + std::to_string(page);
            }};
        return chat_bodies(digest_, address, context());
    }
    /// The texts of all pages.
    std::vector<std::string> texts(const std::string& kind) {
        std::vector<std::string> all;
        for (const auto& body : bodies(kind)) {
            const auto root = json::parse(body);
            all.emplace_back(kind == "slack"     ? root.at_pointer("/blocks/0/text/text").as_string()
                             : kind == "zalo-oa" ? root.at_pointer("/message/text").as_string()
                                                 : root.at("text").as_string());
        }
        return all;
    }

    ComposeContext context() const {
        return {.book = book_,
                .sender = sender_,
                .channels = channels_,
                .templates = templates_,
                .now = {},
                .utc_offset = 7h};
    }

    Digest digest_;
    model::RuleBook book_;
    Sender sender_{.site_name = "Sở Mẫu", .mail_from = "d@example.vn", .domain = "example.vn"};
    ChannelKinds channels_;
    Templates templates_;
};

TEST_F(ChatTest, a_short_digest_is_one_message_of_each_service) {
    add(2, "Báo cáo");
    for (const char* kind : {"slack", "telegram", "zalo-bot", "zalo-oa"}) {
        const auto all = texts(kind);
        ASSERT_THAT(all, SizeIs(1)) << kind;
        EXPECT_THAT(all[0],
                    AllOf(HasSubstr("Kính gửi: Sở Y tế"), HasSubstr("Báo cáo 2"), HasSubstr("hạn thứ Ba, 09/6/2026"),
                          HasSubstr("xin nhắc 2 việc"), Not(HasSubstr("(1/1)"))))
            << kind;
    }
}

TEST_F(ChatTest, bodies_have_the_shape_that_the_service_wants) {
    add(1, "Báo cáo");
    const auto telegram = json::parse(bodies("telegram", "-100").front());
    EXPECT_EQ(telegram.at("chat_id").as_string(), "-100");
    EXPECT_EQ(telegram.at("parse_mode").as_string(), "HTML");
    EXPECT_EQ(json::parse(bodies("zalo-oa", "u1").front()).at_pointer("/recipient/user_id").as_string(), "u1");
    EXPECT_EQ(json::parse(bodies("zalo-oa-group", "g1").front()).at_pointer("/recipient/group_id").as_string(), "g1");
    const auto card = json::parse(bodies("teams").front()).at_pointer("/attachments/0/content");
    EXPECT_EQ(card.at("type").as_string(), "AdaptiveCard");
    for (const auto& block : card.at("body").as_array()) EXPECT_EQ(block.at("type").as_string(), "TextBlock");
    const auto zns = json::parse(bodies("zns", "0987 654 321").front());
    EXPECT_EQ(zns.at("phone").as_string(), "84987654321");
    EXPECT_EQ(zns.at("template_id").as_string(), "4711");
    EXPECT_EQ(zns.at("tracking_id").as_string(), "m-1");
    EXPECT_EQ(zns.at_pointer("/template_data/han").as_string(), "09/6/2026");
}

TEST_F(ChatTest, words_of_a_plan_are_no_markup) {
    add(1, R"(<b>&"*x*_y_[a](http://evil)\)");
    EXPECT_THAT(texts("telegram")[0], HasSubstr(R"(&lt;b&gt;&amp;"*x*_y_[a](http://evil)\)"));
    EXPECT_THAT(texts("slack")[0], HasSubstr("&lt;b&gt;&amp;"));
    EXPECT_THAT(texts("zalo-bot")[0], HasSubstr(R"(<b>&"*x*_y_[a](http://evil)\)"));
    EXPECT_THAT(bodies("teams").front(), HasSubstr(R"(\\[a\\](http://evil))"));
}

TEST_F(ChatTest, a_long_digest_is_split_between_duties_and_loses_none) {
    add(30, "Báo cáo kết quả thực hiện kế hoạch cải cách hành chính");
    const std::vector<std::pair<std::string, std::size_t>> limits{
        {"telegram", 4096}, {"slack", 2900}, {"zalo-bot", 2000}};
    for (const auto& [kind, limit] : limits) {
        const auto all = texts(kind);
        ASSERT_GT(all.size(), 1U) << kind;
        std::set<std::string> found;
        for (std::size_t i = 0; i < all.size(); ++i) {
            EXPECT_LE(utf16_length(all[i]), limit) << kind;
            EXPECT_THAT(all[i], HasSubstr("(" + std::to_string(i + 1) + "/" + std::to_string(all.size()) + ")"));
            for (std::size_t n = 1; n <= 30; ++n) {
                const std::string title = "hành chính " + std::to_string(n);
                if (const auto at = all[i].find(title + (kind == "telegram" ? "<"
                                                         : kind == "slack"  ? "*"
                                                                            : "\n"));
                    at != std::string::npos)
                    found.insert(title);
            }
        }
        EXPECT_THAT(found, SizeIs(kind == "zalo-bot" ? found.size() : 30)) << kind;
    }
}

TEST_F(ChatTest, what_does_not_fit_into_the_pages_is_counted_in_the_last) {
    add(400, "Báo cáo kết quả thực hiện kế hoạch cải cách hành chính");
    const auto all = texts("zalo-bot");
    ASSERT_THAT(all, SizeIs(5));
    std::size_t shown = 0;
    for (const auto& text : all) {
        for (auto at = text.find("•"); at != std::string::npos; at = text.find("•", at + 1)) ++shown;
    }
    EXPECT_THAT(all.back(), HasSubstr("… còn " + std::to_string(400 - shown) + " việc nữa"));
    EXPECT_THAT(all, Each(testing::ResultOf(utf16_length, Le(2000U))));
}

TEST_F(ChatTest, a_card_stays_under_its_bytes) {
    add(400, "Báo cáo kết quả thực hiện kế hoạch cải cách hành chính");
    const auto cards = bodies("teams");
    EXPECT_THAT(cards, SizeIs(3));
    for (const auto& card : cards) EXPECT_LE(card.size(), 20'000U);
}

TEST_F(ChatTest, a_duty_longer_than_a_message_is_shortened) {
    add(1, std::string(600, 'x'));
    auto& line = digest_.lines.at(2).front();
    line.deliverable = std::string(600, 'y');
    line.condition = std::string(600, 'z');
    line.remarks = {std::string(600, 'w')};
    const auto all = texts("zalo-oa");
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_LE(utf16_length(all[0]), 2000U);
    EXPECT_THAT(all[0], AllOf(HasSubstr("xxx…"), HasSubstr("hạn thứ Ba, 09/6/2026")));
}

TEST_F(ChatTest, alerts_come_first) {
    add(1, "Báo cáo");
    AlertLine alert;
    alert.label = "Nghiêm trọng";
    alert.text = "Sở A: 3 việc quá hạn";
    alert.remark = "kể từ 01/6/2026";
    digest_.alerts = {alert};
    const auto text = texts("zalo-bot").front();
    EXPECT_LT(text.find("CẢNH BÁO (1)"), text.find("TRONG 7 NGÀY TỚI (1)"));
    EXPECT_THAT(text, HasSubstr("• Nghiêm trọng: Sở A: 3 việc quá hạn (kể từ 01/6/2026)"));
}

TEST_F(ChatTest, what_was_held_names_its_duties_and_days) {
    add(1, "Báo cáo");
    hold(2, "Kế hoạch");
    for (const char* locale : {"vi", "en"}) {
        digest_.locale = locale;
        for (const char* kind : {"slack", "telegram", "zalo-bot", "zalo-oa"}) {
            const auto all = texts(kind);
            ASSERT_THAT(all, SizeIs(1)) << kind;
            EXPECT_THAT(all[0], AllOf(HasSubstr("[Đôn đốc] 2 việc"), HasSubstr("Kế hoạch 1; thứ Ba, 09/6/2026"),
                                      HasSubstr("Kế hoạch 2; thứ Ba, 09/6/2026")))
                << kind;
        }
    }
}

TEST_F(ChatTest, what_was_held_goes_on_over_pages_under_its_headline) {
    add(10, "Báo cáo");
    hold(60, "Kế hoạch cải cách hành chính");
    hold(0, "");
    digest_.held.back().headline = "Thông báo không có dòng nào";
    const auto all = texts("zalo-bot");
    ASSERT_GT(all.size(), 2U);
    ASSERT_LT(all.size(), 5U);
    std::string joined;
    for (const auto& text : all) {
        EXPECT_LE(utf16_length(text), 2000U);
        joined += text;
    }
    for (std::size_t i = 1; i <= 60; ++i) {
        const std::string line = "hành chính " + std::to_string(i) + ";";
        EXPECT_NE(joined.find(line), std::string::npos) << line;
        EXPECT_EQ(joined.find(line), joined.rfind(line)) << line;
    }
    EXPECT_THAT(all.at(all.size() - 2), HasSubstr("• [Đôn đốc] 2 việc"));
    EXPECT_THAT(all.back(), AllOf(HasSubstr("Thông báo không có dòng nào"), HasSubstr("• [Đôn đốc] 2 việc"),
                                  Not(HasSubstr("việc nữa"))));
}

TEST_F(ChatTest, what_was_held_and_does_not_fit_is_counted_in_the_last_page) {
    hold(400, "Kế hoạch cải cách hành chính");
    const auto all = texts("zalo-bot");
    ASSERT_THAT(all, SizeIs(5));
    std::size_t shown = 0;
    for (const auto& text : all) {
        for (auto at = text.find("hành chính"); at != std::string::npos; at = text.find("hành chính", at + 1)) ++shown;
    }
    ASSERT_LT(shown, 400U);
    EXPECT_TRUE(
        all.back().ends_with("… còn " + std::to_string(400 - shown) + " việc nữa: đề nghị hỏi bộ phận kế hoạch"))
        << all.back();
}

TEST_F(ChatTest, a_held_line_longer_than_a_message_keeps_its_day) {
    hold(1, std::string(3000, 'x'));
    hold(1, "Việc sau");
    const auto all = texts("zalo-bot");
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_LE(utf16_length(all[0]), 2000U);
    EXPECT_THAT(all[0], AllOf(HasSubstr("xxx…xxx"), HasSubstr("thứ Ba, 09/6/2026 [88-kh-ubnd-2026/1]")));
    EXPECT_THAT(all[1], HasSubstr("Việc sau 1; thứ Ba, 09/6/2026"));
}

TEST_F(ChatTest, a_text_of_the_site_that_would_lose_what_was_held_is_passed_over) {
    hold(1, "Kế hoạch");
    templates_["zalo-bot/vi/digest.chat.mustache"] = "{{site}}: {{total}} việc";
    EXPECT_THAT(texts("zalo-bot").front(), HasSubstr("Kế hoạch 1"));
    templates_["zalo-bot/vi/digest.chat.mustache"] = "{{#held}}{{count}} việc giữ lại{{/held}}";
    EXPECT_EQ(texts("zalo-bot").front(), "1 việc giữ lại");
}

TEST_F(ChatTest, a_site_may_write_its_own_text_and_body) {
    add(1, "Báo cáo");
    templates_["zalo-bot/vi/digest.chat.mustache"] = "{{site}}: {{total}} việc";
    templates_["telegram/body.json.mustache"] = R"({"chat_id": "{{to}}", "text": "{{subject}}"})";
    EXPECT_EQ(texts("zalo-bot").front(), "Sở Mẫu: 1 việc");
    EXPECT_EQ(texts("telegram").front(), "[Đôn đốc] 1 &lt;việc&gt;");
    EXPECT_THAT(texts("slack").front(), HasSubstr("Báo cáo 1"));
}

TEST_F(ChatTest, a_body_that_is_no_json_falls_back_to_the_built_in_one) {
    add(1, "Báo cáo");
    templates_["telegram/body.json.mustache"] = R"({"chat_id": {{to}}, "text": )";
    EXPECT_THAT(texts("telegram").front(), HasSubstr("Báo cáo 1"));
    EXPECT_NE(body_fault(templates_["telegram/body.json.mustache"]), "");
    EXPECT_EQ(body_fault(R"({"a": "{{text}}"})"), "");
}

TEST_F(ChatTest, a_dead_letter_is_told_without_the_secrets_of_its_address) {
    const ChatForm form{*notifiers::parse_service("telegram", notifiers::builtin_service("telegram")), {}};
    const ChatAddress address{
        .form = form, .to = "1", .subject = "s", .id_of = [](std::size_t) { return std::string("dead-1"); }};
    const DeadLetter letter{.recipient = "Sở A",
                            .to = "a@example.vn",
                            .channel = "mail",
                            .subject_line = "<x>",
                            .reason = "no such mailbox",
                            .answer = "550 5.1.1"};
    const auto all = chat_bodies(letter, "vi", address, context());
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_THAT(
        std::string(json::parse(all[0]).at("text").as_string()),
        AllOf(StartsWith("<b>Không gửi được thông báo cho Sở A</b>"), HasSubstr("&lt;x&gt;"), HasSubstr("550 5.1.1")));
}

TEST(ChatText, is_measured_in_utf16_units) {
    EXPECT_EQ(utf16_length("abc"), 3U);
    EXPECT_EQ(utf16_length("đôn đốc"), 7U);
    EXPECT_EQ(utf16_length("📅"), 2U);
}

TEST(ChatText, is_cut_at_a_line_and_never_within_a_character_or_escape) {
    EXPECT_EQ(cut_text("một\nhai ba bốn", 8), "một…");
    EXPECT_EQ(cut_text("đđđđđđ", 4), "đđđ…");
    EXPECT_EQ(cut_text("ab&amp;cd", 6), "ab…");
    EXPECT_EQ(cut_text("📅📅📅", 4), "📅…");
    EXPECT_EQ(cut_text("vừa đủ", 6), "vừa đủ");
}

TEST(Phone, is_written_with_the_code_of_the_country) {
    EXPECT_EQ(international_phone("0987 654 321"), "84987654321");
    EXPECT_EQ(international_phone("+84 (987) 654-321"), "84987654321");
    EXPECT_EQ(international_phone("84987654321"), "84987654321");
    EXPECT_EQ(international_phone("so-a"), "so-a");
}

}  // namespace
}  // namespace dondoc::outbox
