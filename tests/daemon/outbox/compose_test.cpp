#include "daemon/outbox/compose.hpp"

#include "daemon/outbox/undelivered.hpp"
#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/render.hpp"
#include "daemon/outbox/templates.hpp"
#include "rules/engine/evaluate.hpp"
#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using rules::dates::Date;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr Date day(int year, unsigned month, unsigned number) {
    return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(number);
}

constexpr auto units_yaml = R"(
roles: {planning-office: phong-kh}
units:
  - {id: phong-kh, name: Phòng Kế hoạch, email: kh@example.vn}
  - {id: so-a, name: Sở A, email: [a@example.vn, a2@example.vn]}
  - {id: so-b, name: Sở B}
  - {id: so-c, name: Department C, locale: en, email: c@example.vn, contacts: [{channel: hook, to: "https://c.example.vn/hook"}]}
)";

constexpr auto rules_yaml = R"(
quiet: "20:00-07:00"
policies:
  - id: tat-ca
    match: "true"
    remind: {lead: [7d, 0d], support: [7d]}
    overdue: {lead: every 7d}
)";

class ComposeTest : public testing::Test {
protected:
    ComposeTest() {
        use(rules_yaml);
        snapshot_.plans.push_back({.id = "88-kh-ubnd-2026",
                                   .number = "88/KH-UBND",
                                   .title = "Kế hoạch",
                                   .issuer = {},
                                   .date = day(2026, 1, 5),
                                   .year = 2026});
    }

    void use(const std::string& rules) {
        auto loaded = rules::language::load(
            {.units = {"units.yaml", units_yaml}, .rules = {{"rules.yaml", rules}}, .calendars = {}});
        for (const auto& problem : loaded.problems) {
            if (problem.level == rules::language::Problem::Level::error)
                ADD_FAILURE() << rules::language::format(problem);
        }
        book_ = std::move(loaded.book);
    }

    void assign(const char* lead, Date due, std::string title = "Việc", const char* support = nullptr) {
        model::Assignment assignment;
        assignment.seq = static_cast<std::uint32_t>(snapshot_.assignments.size() + 1);
        assignment.deadline.kind = rules::deadlines::Kind::fixed;
        assignment.deadline.due = due;
        assignment.leads = {*book_->units.find(lead)};
        if (support != nullptr) assignment.supports = {*book_->units.find(support)};
        snapshot_.assignments.push_back(assignment);
        texts_.push_back({.ordinal = std::to_string(assignment.seq),
                          .section = {},
                          .title = std::move(title),
                          .lead_words = {},
                          .support_words = {},
                          .deliverable = "Báo cáo",
                          .deadline_words = "Tháng 6",
                          .condition = {},
                          .central_words = {},
                          .note = {}});
    }

    Composed compose_at(Date date, std::chrono::hours hour = 8h) {
        const auto now = rules::dates::at(date, hour);
        auto decision = rules::engine::evaluate(snapshot_, *book_, {.after = now - 24h, .until = now});
        decision.alerts = alerts_;
        std::vector<model::AssignmentText> texts;
        for (const auto index : assignments_to_say(decision)) texts.push_back(texts_[index]);
        return compose(decision, snapshot_, texts,
                       {.book = *book_,
                        .sender = sender_,
                        .channels = channels_,
                        .templates = templates_,
                        .now = now,
                        .utc_offset = 7h,
                        .fallbacks = &fallbacks_,
                        .answer_url = answer_url_ ? &answer_url_ : nullptr});
    }

    std::optional<model::RuleBook> book_;
    model::Snapshot snapshot_;
    std::vector<model::AssignmentText> texts_;
    Sender sender_{.site_name = "Sở Mẫu", .mail_from = "Đôn đốc <d@example.vn>", .domain = "example.vn"};
    ChannelKinds channels_{{"mail", "smtp"}, {"hook", "webhook"}};
    Templates templates_;
    Fallbacks fallbacks_;
    AnswerUrl answer_url_;
    std::vector<model::Alert> alerts_;
};

TEST_F(ComposeTest, each_unit_gets_a_link_of_its_own) {
    std::vector<std::string> about;
    answer_url_ = [&](const AnswerAbout& link) {
        about.push_back(fmt::format("{} v{} {}", link.subject, link.version, link.recipient));
        return "https://x.example.vn/a/" + link.recipient;
    };
    assign("so-c", day(2026, 6, 12), "Việc", "so-a");
    const auto composed = compose_at(day(2026, 6, 5));
    EXPECT_THAT(about, testing::UnorderedElementsAre("88-kh-ubnd-2026/1 v1 so-c", "88-kh-ubnd-2026/1 v1 so-a"));
    const auto hook = std::find_if(composed.messages.begin(), composed.messages.end(),
                                   [](const auto& message) { return message.envelope.channel == "hook"; });
    ASSERT_NE(hook, composed.messages.end());
    EXPECT_THAT(hook->envelope.bytes, HasSubstr(R"("answer_url":"https://x.example.vn/a/so-c")"));
}

TEST_F(ComposeTest, who_stands_in_for_a_unit_without_address_gets_no_link_of_it) {
    answer_url_ = [](const AnswerAbout& link) { return "https://x.example.vn/a/" + link.recipient; };
    model::Unit office;
    office.id = "phong-kh";
    office.contacts = {{"hook", "https://kh.example.vn"}};
    model::Unit unit;
    unit.id = "so-b";
    std::vector<model::UnitDirectory::Fault> faults;
    book_->units = model::UnitDirectory::make({office, unit}, {"phong-kh", ""}, faults);
    assign("so-b", day(2026, 6, 12));
    const auto composed = compose_at(day(2026, 6, 5));
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_EQ(composed.messages[0].recipient, "phong-kh");
    EXPECT_THAT(composed.messages[0].envelope.bytes, HasSubstr("88-kh-ubnd-2026/1"));
    EXPECT_THAT(composed.messages[0].envelope.bytes, Not(HasSubstr("x.example.vn")));
}

TEST_F(ComposeTest, a_line_knows_whether_its_recipient_leads_or_supports) {
    assign("so-c", day(2026, 6, 12), "Việc", "so-a");
    const auto now = rules::dates::at(day(2026, 6, 5), 8h);
    const auto decision = rules::engine::evaluate(snapshot_, *book_, {.after = now - 24h, .until = now});
    std::map<std::string, bool> supports;
    for (const auto& reminder : decision.reminders) {
        const auto line = make_line(reminder, texts_.data(), snapshot_,
                                    {.book = *book_,
                                     .sender = sender_,
                                     .channels = channels_,
                                     .templates = templates_,
                                     .now = now,
                                     .utc_offset = 7h},
                                    "vi");
        supports[model::recipient_name(reminder.recipient, *book_)] = line.supports;
    }
    EXPECT_EQ(supports, (std::map<std::string, bool>{{"so-a", true}, {"so-c", false}}));
}

TEST_F(ComposeTest, messages_without_links_say_nothing_of_answers) {
    assign("so-c", day(2026, 6, 12));
    const auto composed = compose_at(day(2026, 6, 5));
    for (const auto& message : composed.messages) EXPECT_THAT(message.envelope.bytes, Not(HasSubstr("Answer:")));
}

model::Alert alert(model::Alert::Kind kind, std::string message, std::vector<std::string> recipients = {"phong-kh"}) {
    return {.kind = kind,
            .key = "cham/so-a",
            .check = "cham",
            .each = model::CheckEach::unit,
            .severity = model::Severity::critical,
            .since = day(2026, 6, 1),
            .message = std::move(message),
            .values = {},
            .recipients = std::move(recipients)};
}

/// The body of a webhook to so-c, whose text is not encoded.
boost::json::value webhook_body(const Composed& composed) {
    return boost::json::parse(composed.messages.at(1).envelope.bytes);
}

TEST_F(ComposeTest, an_alert_alone_makes_a_message) {
    alerts_ = {alert(model::Alert::Kind::raised, "Sở A: 3 việc quá hạn")};
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_EQ(composed.messages[0].recipient, "phong-kh");
    EXPECT_EQ(composed.messages[0].reminders, 0);
    EXPECT_THAT(composed.messages[0].alerts, testing::ElementsAre("cham/so-a"));
    EXPECT_THAT(composed.messages[0].subject_line, HasSubstr("1 cảnh báo"));
}

TEST_F(ComposeTest, alerts_and_reminders_of_a_morning_share_one_message) {
    assign("so-c", day(2026, 6, 9));
    alerts_ = {alert(model::Alert::Kind::raised, "Department C: 3", {"so-c"})};
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(2));
    const auto data = webhook_body(composed).at("data");
    EXPECT_THAT(data.at("lines").as_array(), SizeIs(1));
    EXPECT_EQ(data.at("alerts").at(0).at("text"), "Department C: 3");
    EXPECT_EQ(data.at("alerts").at(0).at("kind"), "raised");
    EXPECT_EQ(data.at("alerts").at(0).at("severity"), "critical");
    EXPECT_THAT(composed.messages[0].subject_line, HasSubstr("1 alert, 1 within 7 days"));
}

TEST_F(ComposeTest, the_subject_counts_alerts_that_the_message_has_no_room_for) {
    for (int n = 0; n < 120; ++n) {
        alerts_.push_back(alert(n < 105 ? model::Alert::Kind::raised : model::Alert::Kind::cleared, "Sở A"));
        alerts_.back().key = "cham/" + std::to_string(n);
    }
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_EQ(composed.messages.size(), 1U);
    EXPECT_THAT(composed.messages[0].subject_line, HasSubstr("105 cảnh báo, 15 cảnh báo đã hết"));
}

TEST_F(ComposeTest, whether_an_event_has_happened_is_asked_with_those_who_wait_and_the_answer) {
    model::Stage ask;
    ask.kind = model::Stage::Kind::ask;
    ask.audience.kind = model::Audience::Kind::unit;
    ask.audience.unit = *book_->units.find("so-c");
    book_->policies[0].stages.push_back(ask);
    for (int n = 0; n < 7; ++n) {
        assign("so-a", day(2026, 6, 9));
        snapshot_.assignments.back().deadline = {};
        snapshot_.assignments.back().deadline.kind = rules::deadlines::Kind::conditional;
    }
    snapshot_.awaited = {{"van-ban", "văn bản hướng dẫn\r\nBcc: x", day(2026, 5, 12), {0, 1, 2, 3, 4, 5, 6}}};
    const auto composed = compose_at(day(2026, 7, 1));
    ASSERT_THAT(composed.messages, SizeIs(2));
    ASSERT_THAT(composed.reminders, SizeIs(1));
    EXPECT_EQ(composed.reminders[0].subject, "event:van-ban");
    EXPECT_EQ(composed.reminders[0].stage, "ask:2026-07");
    EXPECT_EQ(composed.reminders[0].key, "event:van-ban ask:2026-07 so-c");
    const auto line = webhook_body(composed).at("data").at("lines").at(0);
    EXPECT_EQ(line.at("title"), "Has this happened: văn bản hướng dẫn Bcc: x?");
    EXPECT_EQ(line.at("event"), "van-ban");
    EXPECT_TRUE(line.at("due").is_null());
    EXPECT_EQ(line.at("source"), "88/KH-UBND");
    EXPECT_THAT(std::string(line.at("remarks").at(0).as_string()),
                testing::AllOf(HasSubstr("7 assignments wait"), HasSubstr("88-kh-ubnd-2026/5, …")));
    EXPECT_THAT(std::string(line.at("remarks").at(1).as_string()), HasSubstr("dondoc event record van-ban --date"));
}

TEST_F(ComposeTest, an_alert_may_go_to_an_address_outside_the_register) {
    book_->addresses = {{"mail", "lanh-dao@tinh.example"}};
    alerts_ = {alert(model::Alert::Kind::raised, "Sở A", {"mail:lanh-dao@tinh.example"})};
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_EQ(composed.messages[0].envelope.to, "lanh-dao@tinh.example");
}

TEST_F(ComposeTest, an_alert_that_only_stands_is_not_told) {
    alerts_ = {alert(model::Alert::Kind::standing, "Sở A")};
    EXPECT_THAT(compose_at(day(2026, 6, 2)).messages, IsEmpty());
}

TEST_F(ComposeTest, who_has_left_the_register_is_replaced_by_the_planning_office) {
    alerts_ = {alert(model::Alert::Kind::cleared, "Sở A", {"so-cu"})};
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_EQ(composed.messages[0].recipient, "phong-kh");
    EXPECT_THAT(composed.messages[0].subject_line, HasSubstr("1 cảnh báo đã hết"));
}

TEST(AlertLines, stand_before_those_that_cleared_and_the_gravest_first) {
    auto warning = alert(model::Alert::Kind::repeated, "hai");
    warning.severity = model::Severity::warning;
    std::vector<AlertLine> lines{make_alert_line(alert(model::Alert::Kind::cleared, "ba"), "vi"),
                                 make_alert_line(warning, "vi"),
                                 make_alert_line(alert(model::Alert::Kind::raised, "một"), "vi")};
    sort_alerts(lines);
    EXPECT_EQ(lines[0].text, "một");
    EXPECT_EQ(lines[1].text, "hai");
    EXPECT_EQ(lines[2].label, "Đã hết");
    EXPECT_EQ(lines[1].remark, "vẫn còn, kể từ 01/6/2026");
}

Rendered rendered_with_link(const std::string& url, bool supports, const std::string& locale) {
    DigestLine line;
    line.title = "Việc";
    line.answer = url;
    line.supports = supports;
    Digest digest{.recipient = {}, .recipient_name = "Sở A", .locale = locale, .date = {}, .lines = {}};
    digest.lines[0].push_back(line);
    const model::RuleBook book{};
    const Sender sender{.site_name = "Sở Mẫu", .mail_from = {}, .domain = {}};
    const ChannelKinds channels;
    const Templates templates;
    return render_digest(
        digest,
        {.book = book, .sender = sender, .channels = channels, .templates = templates, .now = {}, .utc_offset = 7h});
}

TEST(AnswerRendering, offers_one_link_in_text_and_four_in_html) {
    const std::string url = "https://x.example.vn/a/tok_en-1";
    const auto rendered = rendered_with_link(url, false, "vi");
    EXPECT_THAT(rendered.text, HasSubstr("  Trả lời: " + url + "\n"));
    for (const char* part : {"/received\"", "/done\"", "/extend\"", "/not-ours\""})
        EXPECT_THAT(rendered.html, HasSubstr("href=\"" + url + part));
}

TEST(AnswerRendering, offers_who_supports_only_what_he_may_say) {
    const std::string url = "https://x.example.vn/a/tok_en-1";
    for (const char* locale : {"vi", "en"}) {
        const auto html = rendered_with_link(url, true, locale).html;
        for (const char* part : {"/received\"", "/not-ours\""}) EXPECT_THAT(html, HasSubstr("href=\"" + url + part));
        for (const char* part : {"/done\"", "/extend\""}) EXPECT_THAT(html, Not(HasSubstr(part))) << locale;
    }
}

class AlertRendering : public ComposeTest {
protected:
    Rendered render(std::string message) {
        Digest digest;
        digest.recipient = {*book_->units.planning_office(), false};
        digest.alerts = {make_alert_line(alert(model::Alert::Kind::raised, std::move(message)), "vi")};
        return render_digest(digest, {.book = *book_,
                                      .sender = sender_,
                                      .channels = channels_,
                                      .templates = templates_,
                                      .now = rules::dates::at(day(2026, 6, 2), 8h),
                                      .utc_offset = 7h});
    }
};

TEST_F(AlertRendering, escapes_the_text_in_html_only) {
    const Rendered rendered = render("Sở <A> & B");
    EXPECT_THAT(rendered.html, HasSubstr("Sở &lt;A&gt; &amp; B"));
    EXPECT_THAT(rendered.text, HasSubstr("* Nghiêm trọng: Sở <A> & B\n  kể từ 01/6/2026; mã: cham/so-a\n"));
    EXPECT_THAT(rendered.text, Not(HasSubstr("xin nhắc 0 việc")));
}

TEST_F(AlertRendering, a_template_of_the_site_that_knows_no_alerts_is_passed_over) {
    templates_["vi/digest.txt.mustache"] = "mẫu riêng";
    EXPECT_THAT(render("Sở A").text, HasSubstr("Nghiêm trọng: Sở A"));
}

TEST_F(ComposeTest, says_all_of_a_morning_to_a_recipient_in_one_message_per_address) {
    assign("so-a", day(2026, 6, 9));
    assign("so-a", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.reminders, SizeIs(2));
    ASSERT_THAT(composed.messages, SizeIs(2));
    EXPECT_EQ(composed.messages[0].envelope.to, "a@example.vn");
    EXPECT_EQ(composed.messages[1].envelope.to, "a2@example.vn");
}

TEST_F(ComposeTest, ties_each_reminder_to_a_message) {
    assign("so-a", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2));
    EXPECT_EQ(composed.reminders.at(0).message, composed.messages.at(0).envelope.id);
}

TEST_F(ComposeTest, gives_the_same_bytes_for_the_same_decision) {
    assign("so-a", day(2026, 6, 9));
    const auto once = compose_at(day(2026, 6, 2));
    const auto again = compose_at(day(2026, 6, 2));
    EXPECT_EQ(once.messages.at(0).envelope.bytes, again.messages.at(0).envelope.bytes);
    EXPECT_EQ(once.messages.at(0).envelope.id, again.messages.at(0).envelope.id);
}

TEST_F(ComposeTest, gives_messages_of_different_mornings_different_ids) {
    assign("so-a", day(2026, 6, 9));
    EXPECT_NE(compose_at(day(2026, 6, 2)).messages.at(0).envelope.id,
              compose_at(day(2026, 6, 9)).messages.at(0).envelope.id);
}

TEST_F(ComposeTest, tells_the_planning_office_in_place_of_who_has_no_address) {
    assign("so-b", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2));
    EXPECT_EQ(composed.reminders.at(0).recipient, "so-b");
    EXPECT_EQ(composed.messages.at(0).recipient, "phong-kh");
}

TEST_F(ComposeTest, holds_back_what_falls_into_quiet_hours) {
    assign("so-a", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2), 22h);
    EXPECT_EQ(composed.messages.at(0).not_before, std::chrono::sys_seconds{day(2026, 6, 3)});  // 07:00 in Vietnam
}

TEST_F(ComposeTest, speaks_the_language_of_the_recipient) {
    assign("so-c", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2));
    EXPECT_THAT(composed.messages.at(0).subject_line, HasSubstr("1 within 7 days"));
}

TEST_F(ComposeTest, sends_json_to_a_webhook) {
    assign("so-c", day(2026, 6, 9), "Việc \"một\"");
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(2));
    const auto body = boost::json::parse(composed.messages[1].envelope.bytes);
    EXPECT_EQ(body.at("type"), "duty.reminder");
    EXPECT_EQ(body.at("timestamp"), "2026-06-02T01:00:00Z");
    EXPECT_EQ(body.at("data").at("lines").at(0).at("title"), "Việc \"một\"");
    EXPECT_EQ(body.at("data").at("lines").at(0).at("due"), "2026-06-09");
}

TEST_F(ComposeTest, passes_over_a_broken_template_of_the_site) {
    templates_["vi/digest.txt.mustache"] = "{{#lines}} never closed";
    assign("so-a", day(2026, 6, 9));
    EXPECT_THAT(compose_at(day(2026, 6, 2)).messages.at(0).envelope.bytes, Not(HasSubstr("never closed")));
}

TEST_F(ComposeTest, does_not_send_to_a_channel_that_is_not_configured) {
    channels_.erase("hook");
    assign("so-c", day(2026, 6, 9));
    EXPECT_THAT(compose_at(day(2026, 6, 2)).messages, SizeIs(1));
}

TEST_F(ComposeTest, tells_the_planning_office_in_place_of_who_is_on_no_configured_channel) {
    channels_.erase("mail");
    channels_.erase("hook");
    assign("so-c", day(2026, 6, 9));
    EXPECT_THAT(compose_at(day(2026, 6, 2)).messages, IsEmpty());  // the office is on none either
    channels_["mail"] = "smtp";
    assign("so-b", day(2026, 6, 9));
    EXPECT_EQ(compose_at(day(2026, 6, 2)).messages.at(0).recipient, "phong-kh");
}

TEST_F(ComposeTest, counts_the_reminders_of_each_message) {
    assign("so-a", day(2026, 6, 9));
    assign("so-a", day(2026, 6, 9));
    for (const auto& message : compose_at(day(2026, 6, 2)).messages) EXPECT_EQ(message.reminders, 2);
}

TEST_F(ComposeTest, tells_of_a_dead_letter_once_and_not_of_its_own_alert) {
    const ComposeContext context{.book = *book_,
                                 .sender = sender_,
                                 .channels = channels_,
                                 .templates = templates_,
                                 .now = rules::dates::at(day(2026, 6, 2), 8h),
                                 .utc_offset = 7h};
    store::Claimed claimed;
    claimed.recipient = "so-a:head";
    claimed.envelope = {.id = "m-1", .channel = "mail", .to = "a@example.vn", .bytes = {}};
    notifiers::Delivery delivery;
    delivery.reason = "no such mailbox";
    const auto alerts = compose_dead_letter(claimed, delivery, context);
    ASSERT_THAT(alerts, SizeIs(1));
    EXPECT_EQ(alerts[0].envelope.to, "kh@example.vn");
    EXPECT_THAT(alerts[0].subject_line, HasSubstr("Sở A (head)"));
    store::Claimed again = claimed;
    again.attempt = claimed.attempt + 1;
    EXPECT_NE(compose_dead_letter(again, delivery, context).at(0).envelope.id, alerts[0].envelope.id)
        << "it was sent anew and died again";
    claimed.envelope = alerts[0].envelope;
    EXPECT_THAT(compose_dead_letter(claimed, delivery, context), IsEmpty());
}

TEST(OneLine, makes_line_ends_and_controls_blanks) {
    EXPECT_EQ(one_line("a\r\nBcc: x\tb\x01 c\u2028"
                       "d\u0085e"),
              "a Bcc: x b c d e");
}

TEST(OneLine, cuts_long_texts_between_characters) {
    EXPECT_EQ(one_line("ếếếế", 3), "ếếế…");
}

TEST(BuiltinTemplates, are_sound) {
    for (const auto& [name, text] : builtin_templates()) EXPECT_EQ(template_fault(text), "") << name;
}

TEST_F(ComposeTest, a_policy_may_ask_for_messages_of_their_own) {
    book_->policies[0].digest = model::Policy::Digest::single;
    assign("so-a", day(2026, 6, 9));
    assign("so-a", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(4));
    std::set<std::string> ids;
    for (const auto& message : composed.messages) {
        EXPECT_EQ(message.reminders, 1);
        ids.insert(message.envelope.id);
    }
    EXPECT_THAT(ids, SizeIs(4));
}

TEST_F(ComposeTest, a_policy_chooses_channels_among_those_of_the_recipient) {
    assign("so-c", day(2026, 6, 9));
    assign("so-a", day(2026, 6, 9));
    const auto ways = [this] {
        std::vector<std::string> all;
        for (const auto& message : compose_at(day(2026, 6, 2)).messages) {
            if (message.stands_in_for.empty()) all.push_back(message.recipient + " " + message.envelope.channel);
        }
        return all;
    };
    EXPECT_THAT(ways(), testing::UnorderedElementsAre("so-c mail", "so-c hook", "so-a mail", "so-a mail"));
    book_->policies[0].channels = {"hook"};
    EXPECT_THAT(ways(), testing::UnorderedElementsAre("so-c hook", "so-a mail", "so-a mail"))
        << "a unit without that channel is told on those it has";
    book_->policies[0].channels.clear();
    book_->policies[0].first_contact_only = true;
    EXPECT_THAT(ways(), SizeIs(2));
}

TEST_F(ComposeTest, policies_that_choose_the_same_addresses_in_other_words_share_a_message) {
    use(R"(
policies:
  - {id: phoi-hop, match: size(subject.supports) > 0, channels: [mail], remind: {lead: [7d]}}
  - {id: tat-ca, match: "true", remind: {lead: [7d]}}
)");
    assign("so-a", day(2026, 6, 9), "Việc", "so-b");
    assign("so-a", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(2)) << "one for each of its mailboxes";
    for (const auto& message : composed.messages) EXPECT_EQ(message.reminders, 2);
    EXPECT_EQ(composed.reminders[0].message, composed.reminders[1].message);
}

TEST_F(ComposeTest, an_alert_goes_with_the_digest_to_its_address_and_alone_to_others) {
    book_->policies[0].channels = {"mail"};
    assign("so-c", day(2026, 6, 9));
    alerts_ = {alert(model::Alert::Kind::raised, "Department C: 3", {"so-c"}),
               alert(model::Alert::Kind::raised, "Department C: 4", {"so-c"})};
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(2));
    for (const auto& message : composed.messages) {
        EXPECT_EQ(message.reminders, message.envelope.channel == "mail" ? 1 : 0);
        EXPECT_THAT(message.alerts, SizeIs(2));
    }
}

TEST_F(ComposeTest, an_alert_goes_once_to_an_address_that_two_digests_go_to) {
    use(R"(
policies:
  - {id: phoi-hop, match: size(subject.supports) > 0, channels: [mail], remind: {lead: [7d]}}
  - {id: tat-ca, match: "true", remind: {lead: [7d]}}
)");
    assign("so-c", day(2026, 6, 9), "Việc", "so-b");
    assign("so-c", day(2026, 6, 9));
    alerts_ = {alert(model::Alert::Kind::raised, "Department C: 3", {"so-c"})};
    std::multiset<std::string> told;
    for (const auto& message : compose_at(day(2026, 6, 2)).messages) {
        if (!message.alerts.empty()) told.insert(message.envelope.channel);
    }
    EXPECT_THAT(told, testing::ElementsAre("hook", "mail"));
}

TEST_F(ComposeTest, the_addresses_that_a_policy_leaves_out_stand_in_for_the_first) {
    assign("so-a", day(2026, 6, 9));
    book_->policies[0].first_contact_only = true;
    const auto messages = compose_at(day(2026, 6, 2)).messages;
    ASSERT_THAT(messages, SizeIs(2));
    EXPECT_EQ(messages[0].envelope.to, "a@example.vn");
    EXPECT_EQ(messages[1].envelope.to, "a2@example.vn");
    EXPECT_EQ(messages[1].stands_in_for, std::vector{messages[0].envelope.id});
}

TEST_F(ComposeTest, a_fallback_stands_in_over_another_channel_of_the_recipient) {
    assign("so-c", day(2026, 6, 9));
    assign("so-a", day(2026, 6, 9));
    book_->policies[0].channels = {"hook"};
    fallbacks_ = {{"hook", "mail"}};
    const auto messages = compose_at(day(2026, 6, 2)).messages;
    ASSERT_THAT(messages, SizeIs(4)) << "so-a has no hook and is told by mail, twice";
    const auto stand_in = std::find_if(messages.begin(), messages.end(),
                                       [](const auto& message) { return !message.stands_in_for.empty(); });
    ASSERT_NE(stand_in, messages.end());
    EXPECT_EQ(stand_in->envelope.to, "c@example.vn");
    EXPECT_EQ(stand_in->recipient, "so-c");
}

TEST_F(ComposeTest, an_address_that_is_written_twice_is_one) {
    model::Unit unit;
    unit.id = "so-d";
    unit.name = "Sở D";
    unit.contacts = {{"hook", "https://d.example.vn"},
                     {"mail", "d@example.vn"},
                     {"hook", "https://d.example.vn"},
                     {"mail", "d@example.vn"}};
    std::vector<model::UnitDirectory::Fault> faults;
    book_->units = model::UnitDirectory::make({unit}, {}, faults);
    assign("so-d", day(2026, 6, 9));
    book_->policies[0].channels = {"hook"};
    fallbacks_ = {{"hook", "mail"}};
    const auto messages = compose_at(day(2026, 6, 2)).messages;
    ASSERT_THAT(messages, SizeIs(2));
    EXPECT_EQ(messages[1].stands_in_for, std::vector{messages[0].envelope.id});
}

TEST_F(ComposeTest, what_is_told_anyway_stands_in_for_nothing) {
    assign("so-c", day(2026, 6, 9));
    fallbacks_ = {{"hook", "mail"}, {"mail", "hook"}};
    for (const auto& message : compose_at(day(2026, 6, 2)).messages) EXPECT_THAT(message.stands_in_for, IsEmpty());
}

TEST_F(ComposeTest, an_address_that_mails_come_back_from_is_told_of_once_a_year) {
    const auto at = [this](Date date) {
        return ComposeContext{.book = *book_,
                              .sender = sender_,
                              .channels = channels_,
                              .templates = templates_,
                              .now = rules::dates::at(date, 8h),
                              .utc_offset = 7h};
    };
    store::Claimed message;
    message.envelope = {.id = "m-1", .channel = "mail", .to = "a@example.vn", .bytes = {}};
    message.recipient = "so-a";
    const store::Bounce bounce{"m-1", "a@example.vn", "5.1.1", "no such user"};
    const auto first = compose_bounce(message, bounce, at(day(2026, 6, 2)));
    message.envelope.id = "m-2";
    const auto later = compose_bounce(message, bounce, at(day(2026, 9, 2)));
    const auto next_year = compose_bounce(message, bounce, at(day(2027, 1, 2)));
    ASSERT_THAT(first, SizeIs(1));
    EXPECT_EQ(first[0].recipient, "phong-kh");
    EXPECT_EQ(first[0].envelope.id, later[0].envelope.id);
    EXPECT_NE(first[0].envelope.id, next_year[0].envelope.id);
    const auto doubtful =
        compose_bounce(message, {"m-2", "a@example.vn", "5.1.1", "no such user", true, false}, at(day(2026, 6, 2)));
    EXPECT_NE(doubtful.at(0).envelope.id, first[0].envelope.id) << "who forges one keeps no other from being told of";
    message.envelope.id = "dead-1";
    EXPECT_THAT(compose_bounce(message, bounce, at(day(2026, 6, 2))), IsEmpty());
}

TEST_F(ComposeTest, quiet_hours_of_a_policy_go_before_those_of_the_site) {
    book_->policies[0].quiet = model::QuietHours{0h, 9h};
    assign("so-a", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(2));
    EXPECT_EQ(composed.messages[0].not_before, std::chrono::sys_days{day(2026, 6, 2)} + 2h);  // 09:00 in Việt Nam
}

TEST_F(ComposeTest, an_address_outside_the_register_gets_its_own_message) {
    book_->addresses = {{"mail", "giam-sat@tinh.example.vn"}, {"fax", "123"}};
    auto& stages = book_->policies[0].stages;
    stages.resize(1);
    stages[0].audience = {model::Audience::Kind::address, {}, "mail:giam-sat@tinh.example.vn", book_->addresses[0], 1};
    assign("so-a", day(2026, 6, 9));
    const auto composed = compose_at(day(2026, 6, 2));
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_EQ(composed.messages[0].envelope.to, "giam-sat@tinh.example.vn");
    EXPECT_EQ(composed.reminders[0].recipient, "mail:giam-sat@tinh.example.vn");
    EXPECT_EQ(composed.reminders[0].key,
              "88-kh-ubnd-2026/1 v1 mail:giam-sat@tinh.example.vn:-7d mail:giam-sat@tinh.example.vn");

    stages[0].audience = {model::Audience::Kind::address, {}, "fax:123", book_->addresses[1], 2};
    EXPECT_EQ(compose_at(day(2026, 6, 2)).messages.at(0).recipient, "phong-kh") << "no such channel";
}

TEST_F(ComposeTest, asking_for_progress_says_how_old_the_data_are) {
    auto& stages = book_->policies[0].stages;
    stages.resize(1);
    stages[0].kind = model::Stage::Kind::update;
    stages[0].offset = {30, false};
    snapshot_.facts.emplace_back().progress = {{day(2026, 5, 4), 40, "xong khảo sát"}};
    assign("so-a", day(2026, 12, 31));
    snapshot_.assignments[0].facts = 0;
    const auto composed = compose_at(day(2026, 6, 3));
    ASSERT_THAT(composed.messages, SizeIs(2));
    EXPECT_EQ(composed.reminders[0].key, "88-kh-ubnd-2026/1 lead:update#1:+30d so-a");
    const auto decision = rules::engine::evaluate(
        snapshot_, *book_,
        {.after = rules::dates::at(day(2026, 6, 2), 8h), .until = rules::dates::at(day(2026, 6, 3), 8h)});
    const ComposeContext context{.book = *book_,
                                 .sender = sender_,
                                 .channels = channels_,
                                 .templates = templates_,
                                 .now = rules::dates::at(day(2026, 6, 3), 8h),
                                 .utc_offset = 7h};
    const auto line = make_line(decision.reminders.at(0), texts_.data(), snapshot_, context, "vi");
    EXPECT_THAT(line.left, HasSubstr("đề nghị cập nhật tiến độ"));
    EXPECT_THAT(line.remarks, testing::Contains("số liệu gần nhất ngày 04/5/2026: 40%"));
}

}  // namespace
}  // namespace dondoc::outbox
