#include "daemon/answers/desk.hpp"

#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace dondoc::answers {
namespace {

using namespace std::chrono_literals;
using rules::dates::Date;
using store::Answer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
namespace model = rules::model;

constexpr auto units_yaml = R"(
roles: {planning-office: phong-kh}
units:
  - {id: phong-kh, name: Phòng Kế hoạch, email: kh@example.vn}
  - {id: so-a, name: Sở A, email: a@example.vn, head: {email: gd-a@example.vn}}
  - {id: so-b, name: Sở B, email: b@example.vn}
)";
constexpr auto rules_yaml = R"(
quiet: none
reports:
  - {id: bc-6-thang, title: Báo cáo 6 tháng, basis: "88/KH-UBND, IV", from: [so-a, so-b], to: phong-kh, period: half-year(1), due: trước ngày 10/6}
policies:
  - {id: tat-ca, match: "true", remind: {lead: [7d]}}
)";
constexpr auto key = "0123456789abcdef0123456789abcdef0123456789a=";

Date day(int year, int month, int day) {
    return *rules::dates::make_date(year, month, day);
}

class DeskTest : public testing::Test {
protected:
    DeskTest() {
        auto loaded = rules::language::load(
            {.units = {"units.yaml", units_yaml}, .rules = {{"rules.yaml", rules_yaml}}, .calendars = {}});
        book_ = std::move(loaded.book);
        store::PlanImport plan;
        plan.plan = {.id = "88-kh-ubnd-2026",
                     .number = "88/KH-UBND",
                     .title = "Kế hoạch",
                     .issuer = {},
                     .date = day(2026, 1, 10),
                     .year = 2026};
        plan.assignments = {row(1, "Rà soát <b>danh mục</b>", {"so-a"}, {"so-b"}),
                            row(2, "Việc chung", {"so-a", "so-b"}, {})};
        store_->save_plan(plan, clerk_);
    }

    static model::AssignmentRecord row(std::uint32_t seq, std::string title, std::vector<std::string> leads,
                                       std::vector<std::string> supports) {
        model::AssignmentRecord record;
        record.seq = seq;
        record.text.ordinal = std::to_string(seq);
        record.text.title = std::move(title);
        record.text.deadline_words = "trước ngày 10/6";
        record.deadline.kind = rules::deadlines::Kind::fixed;
        record.deadline.due = day(2026, 6, 9);
        record.leads = std::move(leads);
        record.supports = std::move(supports);
        return record;
    }

    static Link link(std::string unit = "so-a", std::string subject = "88-kh-ubnd-2026/1", std::string period = {}) {
        return {.subject = std::move(subject),
                .period = std::move(period),
                .version = 1,
                .unit = std::move(unit),
                .head = false,
                .expires = day(2026, 7, 20)};
    }

    http::Answer handle(const http::Request& request) {
        const outbox::ComposeContext compose{.book = *book_,
                                             .sender = sender_,
                                             .channels = channels_,
                                             .templates = templates_,
                                             .now = rules::dates::at(today_, 9h),
                                             .utc_offset = 7h};
        return desk_.handle(request,
                            {.keys = keys_,
                             .url = "https://don-doc.example.vn",
                             .store = *store_,
                             .compose = compose,
                             .now = std::chrono::sys_seconds{today_} + 2h,
                             .warn = [this](const std::string& what) { warnings_.push_back(what); }},
                            answered_);
    }

    http::Answer open(const std::string& token, const std::string& part = {}) {
        http::Request request{.post = false, .parts = {{"token", token}}, .form = {}, .client = "192.0.2.7"};
        if (!part.empty()) request.parts["answer"] = part;
        return handle(request);
    }
    http::Answer open(const Link& of, const std::string& part = {}) { return open(sign(of, keys_), part); }

    http::Request form(const Link& of, const std::string& part, std::string body) const {
        return {.post = true,
                .parts = {{"token", sign(of, keys_)}, {"answer", part}},
                .form = std::move(body),
                .client = "192.0.2.7"};
    }
    http::Answer send(const Link& of, const std::string& part, std::string body = {}) {
        return handle(form(of, part, std::move(body)));
    }

    bool completed(const std::string& subject = "88-kh-ubnd-2026/1") {
        return !store_->facts(subject).completions.empty();
    }
    std::vector<store::Claimed> mails() {
        return store_->claim_due(std::chrono::sys_seconds{today_} + 48h, std::chrono::sys_seconds{today_} + 49h, {},
                                 99);
    }

    std::optional<model::RuleBook> book_;
    std::unique_ptr<store::Store> store_ = store::open_in_memory();
    store::Actor clerk_{"phong-kh", std::chrono::sys_seconds{day(2026, 6, 1)}};
    outbox::Sender sender_{.site_name = "Sở Mẫu", .mail_from = "Đôn đốc <d@example.vn>", .domain = "example.vn"};
    outbox::ChannelKinds channels_{{"mail", "smtp"}};
    outbox::Templates templates_;
    Keys keys_ = Keys::parse(key).value();
    Desk desk_;
    Date today_ = day(2026, 6, 5);
    std::vector<std::string> warnings_;
    bool answered_ = false;
};

TEST_F(DeskTest, shows_the_matter_and_four_forms) {
    const auto page = open(link());
    EXPECT_EQ(page.status, 200U);
    for (const char* text : {"Sở A", "trước ngày 10/6", "thứ Ba, 09/6/2026", "88/KH-UBND, mục 1", "/received\"",
                             "/done\"", "/extend\"", "/not-ours\"", "lang=\"vi\""})
        EXPECT_THAT(page.body, HasSubstr(text));
}

TEST_F(DeskTest, has_a_label_for_every_field_and_no_script) {
    const auto page = open(link());
    for (const char* id : {"document", "done-on", "wanted", "why-later", "why-not"}) {
        EXPECT_THAT(page.body, HasSubstr("<label for=\"" + std::string(id) + "\""));
        EXPECT_THAT(page.body, HasSubstr("id=\"" + std::string(id) + "\""));
    }
    EXPECT_THAT(page.body, Not(HasSubstr("<script")));
    EXPECT_THAT(page.body, Not(HasSubstr("http://")));
    EXPECT_THAT(page.body, Not(HasSubstr("https://")));
}

TEST_F(DeskTest, words_of_a_plan_are_no_markup) {
    const auto page = open(link());
    EXPECT_THAT(page.body, HasSubstr("Rà soát &lt;b&gt;danh mục&lt;/b&gt;"));
    EXPECT_THAT(page.body, Not(HasSubstr("<b>")));
}

TEST_F(DeskTest, looking_changes_nothing) {
    const auto before = store_->revision();
    for (const char* part : {"", "received", "done", "extend", "not-ours"}) open(link(), part);
    EXPECT_EQ(store_->revision(), before);
    EXPECT_THAT(store_->answers({}), IsEmpty());
    EXPECT_FALSE(answered_);
}

TEST_F(DeskTest, a_form_that_is_sent_leads_back_to_the_page) {
    const auto answer = send(link(), "received");
    EXPECT_EQ(answer.status, 303U);
    EXPECT_TRUE(answered_);
    EXPECT_THAT(answer.headers, ElementsAre(testing::Pair("Location", "../" + sign(link(), keys_))));
    const auto page = open(link());
    EXPECT_THAT(page.body, HasSubstr("đã nhận. Đã ghi nhận"));
    EXPECT_THAT(page.body, Not(HasSubstr("/received\"")));
}

TEST_F(DeskTest, receiving_mutes_nothing) {
    send(link(), "received");
    EXPECT_THAT(store_->facts("88-kh-ubnd-2026/1").acknowledgements, IsEmpty());
    const auto answers = store_->answers({});
    ASSERT_THAT(answers, SizeIs(1));
    EXPECT_EQ(answers[0].day, today_);
    EXPECT_EQ(answers[0].state, Answer::State::recorded);
}

TEST_F(DeskTest, a_completion_is_recorded_with_who_and_from_where) {
    send(link(), "done", "document=12%2FBC-SYT&day=2026-06-04");
    const auto facts = store_->facts("88-kh-ubnd-2026/1");
    ASSERT_THAT(facts.completions, SizeIs(1));
    EXPECT_EQ(facts.completions[0].on, day(2026, 6, 4));
    EXPECT_EQ(facts.completions[0].document, "12/BC-SYT");
    const auto answers = store_->answers({});
    ASSERT_THAT(answers, SizeIs(1));
    EXPECT_EQ(answers[0].recipient, "so-a");
    EXPECT_EQ(answers[0].address, "192.0.2.7");
    EXPECT_EQ(answers[0].state, Answer::State::recorded);
    EXPECT_THAT(open(link()).body, HasSubstr("ghi nhận hoàn thành ngày 04/6/2026, văn bản 12/BC-SYT"));
}

TEST_F(DeskTest, what_is_done_cannot_be_answered_again) {
    send(link(), "done", "document=12&day=2026-06-04");
    answered_ = false;
    for (const char* part : {"received", "done", "extend", "not-ours"})
        EXPECT_EQ(send(link(), part, "document=13&day=2026-06-05&reason=x").status, 303U) << part;
    EXPECT_FALSE(answered_);
    EXPECT_THAT(store_->answers({}), SizeIs(1));
    EXPECT_THAT(store_->facts("88-kh-ubnd-2026/1").completions, SizeIs(1));
}

TEST_F(DeskTest, a_second_click_is_the_same_as_one) {
    const std::string body = "reason=ch%E1%BB%9D&day=30%2F6%2F2026";
    EXPECT_EQ(send(link(), "extend", body).status, 303U);
    EXPECT_EQ(send(link(), "extend", body).status, 303U);
    EXPECT_THAT(store_->answers({}), SizeIs(1));
    EXPECT_THAT(mails(), SizeIs(1));
}

TEST_F(DeskTest, a_wrong_field_is_named_and_what_was_written_stays) {
    const auto page = send(link(), "done", "document=12%22%3E%3Cscript%3E&day=2027-01-01");
    EXPECT_EQ(page.status, 422U);
    EXPECT_THAT(page.body, HasSubstr("còn ở phía trước"));
    EXPECT_THAT(page.body, HasSubstr("12&quot;&gt;&lt;script&gt;"));
    EXPECT_THAT(page.body, Not(HasSubstr("<script>")));
    EXPECT_FALSE(completed());
}

TEST_F(DeskTest, an_extension_waits_for_the_planning_office_and_moves_nothing) {
    send(link(), "extend",
         "reason=Ch%E1%BB%9D+%3Cb%3Eth%E1%BA%A9m+%C4%91%E1%BB%8Bnh%0D%0ABcc%3A+x%40y.vn&day=30%2F6%2F2026");
    EXPECT_THAT(store_->facts("88-kh-ubnd-2026/1").extensions, IsEmpty());
    const auto waiting = store_->answers({.waiting = true});
    ASSERT_THAT(waiting, SizeIs(1));
    EXPECT_EQ(waiting[0].reason, "Chờ <b>thẩm định Bcc: x@y.vn");
    const auto sent = mails();
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_EQ(sent[0].envelope.to, "kh@example.vn");
    EXPECT_THAT(sent[0].subject_line, HasSubstr("Sở A xin gia hạn"));
    EXPECT_THAT(sent[0].envelope.bytes, Not(HasSubstr("\nBcc:")));
    EXPECT_THAT(sent[0].envelope.bytes, Not(HasSubstr("<b>")));
    EXPECT_THAT(open(link()).body, HasSubstr("Đang chờ bộ phận kế hoạch"));
}

TEST_F(DeskTest, one_of_several_leads_cannot_close_it_for_all) {
    const Link shared = link("so-a", "88-kh-ubnd-2026/2");
    send(shared, "done", "document=12&day=2026-06-04");
    EXPECT_FALSE(completed("88-kh-ubnd-2026/2"));
    EXPECT_THAT(store_->answers({.waiting = true}), SizeIs(1));
}

TEST_F(DeskTest, who_supports_can_neither_close_nor_move_it) {
    const Link support = link("so-b");
    const auto page = open(support);
    EXPECT_THAT(page.body, HasSubstr("/received\""));
    EXPECT_THAT(page.body, Not(HasSubstr("/done\"")));
    EXPECT_THAT(page.body, Not(HasSubstr("/extend\"")));
    send(support, "done", "document=12&day=2026-06-04");
    send(support, "extend", "reason=x&day=2026-06-30");
    EXPECT_FALSE(completed());
    EXPECT_THAT(store_->answers({}), IsEmpty());
}

TEST_F(DeskTest, what_is_not_offered_is_named_with_its_reason) {
    const auto page = open(link("so-b")).body;
    EXPECT_THAT(page, HasSubstr("<strong>“Đã hoàn thành”, “Xin gia hạn”</strong>: chỉ đơn vị chủ trì"));
    EXPECT_THAT(open(link()).body, Not(HasSubstr("Không trả lời được")));
}

TEST_F(DeskTest, the_page_of_one_answer_says_why_it_has_no_form) {
    const auto page = open(link("so-b"), "done");
    EXPECT_EQ(page.status, 200U);
    EXPECT_THAT(page.body, HasSubstr("Không trả lời được “Đã hoàn thành”: chỉ đơn vị chủ trì"));
    EXPECT_THAT(page.body, Not(HasSubstr("<form")));
    EXPECT_THAT(page.body, HasSubstr("Trả lời khác"));
    EXPECT_THAT(open(link(), "done").body, Not(HasSubstr("Không trả lời được")));
}

TEST_F(DeskTest, what_may_not_be_said_is_refused_and_not_passed_over) {
    const auto support = send(link("so-b"), "done", "document=12&day=2026-06-04");
    EXPECT_EQ(support.status, 409U);
    EXPECT_THAT(support.body, HasSubstr("Chưa ghi nhận “Đã hoàn thành”: chỉ đơn vị chủ trì"));
    store_->extend("88-kh-ubnd-2026/1", {"", day(2026, 6, 30), "5/QĐ", today_}, clerk_);
    const auto moved = send(link(), "extend", "reason=x&day=2026-07-30");
    EXPECT_EQ(moved.status, 409U);
    EXPECT_THAT(moved.body, HasSubstr("Chưa ghi nhận “Xin gia hạn”: thời hạn đã thay đổi"));
    EXPECT_FALSE(answered_);
    EXPECT_THAT(store_->answers({}), IsEmpty());
}

TEST_F(DeskTest, a_unit_that_does_not_have_it_any_more_is_told_so) {
    const Link other = link("so-b", "bc-6-thang/so-a", "2026-H1");
    EXPECT_THAT(open(other).body, HasSubstr("không còn giao cho đơn vị"));
    send(other, "done", "document=12&day=2026-06-04");
    EXPECT_FALSE(completed("bc-6-thang/so-a"));
}

TEST_F(DeskTest, a_report_is_done_for_its_period) {
    const Link report = link("so-a", "bc-6-thang/so-a", "2026-H1");
    EXPECT_THAT(open(report).body, HasSubstr("thứ Ba, 09/6/2026"));
    send(report, "done", "document=12&day=2026-06-04");
    const auto facts = store_->facts("bc-6-thang/so-a");
    ASSERT_THAT(facts.completions, SizeIs(1));
    EXPECT_EQ(facts.completions[0].period, "2026-H1");
    EXPECT_THAT(open(link("so-a", "bc-6-thang/so-a", "2027-H1")).body, HasSubstr("/done\""));
}

TEST_F(DeskTest, a_deadline_that_has_moved_is_told) {
    store_->extend("88-kh-ubnd-2026/1", {"", day(2026, 6, 30), "5/QĐ", today_}, clerk_);
    const auto page = open(link());
    EXPECT_THAT(page.body, HasSubstr("Thời hạn đã thay đổi"));
    EXPECT_THAT(page.body, HasSubstr("30/6/2026"));
    EXPECT_THAT(page.body, Not(HasSubstr("/extend\"")));
    EXPECT_THAT(page.body, HasSubstr("/done\""));
}

TEST_F(DeskTest, an_expired_link_tells_nothing_of_its_matter) {
    today_ = day(2026, 7, 21);
    const auto page = open(link());
    EXPECT_EQ(page.status, 410U);
    EXPECT_THAT(page.body, Not(HasSubstr("Rà soát")));
    EXPECT_EQ(send(link(), "done", "document=12&day=2026-06-04").status, 410U);
    EXPECT_FALSE(completed());
}

TEST_F(DeskTest, every_bad_link_gets_the_same_page) {
    std::string forged = sign(link(), keys_);
    forged.back() = forged.back() == 'A' ? 'B' : 'A';
    const auto page = open("x");
    EXPECT_EQ(page.status, 404U);
    for (const std::string& token :
         {forged, std::string(), std::string(2000, 'A'), sign(link(), Keys::parse(make_key()).value())}) {
        EXPECT_EQ(open(token).status, 404U);
        EXPECT_EQ(open(token).body, page.body);
        EXPECT_EQ(open(token).headers, page.headers);
    }
    EXPECT_EQ(open(link(), "delete").body, page.body);
}

TEST_F(DeskTest, who_guesses_is_slowed_down_and_named_once_and_good_links_still_work) {
    for (std::size_t i = 0; i < Guesses::most; ++i) EXPECT_EQ(open("x").status, 404U);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(open("x").status, 429U);
    EXPECT_THAT(warnings_, ElementsAre(HasSubstr("192.0.2.7")));
    EXPECT_EQ(open(link()).status, 200U);
}

TEST_F(DeskTest, who_guesses_from_many_addresses_of_one_ipv6_network_is_one) {
    http::Request request{.post = false, .parts = {{"token", "x"}}, .form = {}, .client = {}};
    for (std::size_t i = 0; i < Guesses::most; ++i) {
        request.client = "2001:db8:0:7::" + std::to_string(i);
        EXPECT_EQ(handle(request).status, 404U);
    }
    request.client = "2001:db8:0:7:ffff::";
    EXPECT_EQ(handle(request).status, 429U);
    EXPECT_THAT(warnings_, ElementsAre(HasSubstr("2001:db8:0:7::/64")));
    request.client = "2001:db8:0:8::1";
    EXPECT_EQ(handle(request).status, 404U);
}

TEST_F(DeskTest, a_form_from_another_site_is_refused) {
    auto request = form(link(), "done", "document=12&day=2026-06-04");
    for (const char* site : {"cross-site", "same-site"}) {
        request.fetch_site = site;
        EXPECT_EQ(handle(request).status, 403U) << site;
    }
    request.fetch_site = "";
    request.origin = "https://evil.example";
    EXPECT_EQ(handle(request).status, 403U);
    EXPECT_FALSE(completed());
    request.origin = "https://don-doc.example.vn";
    EXPECT_EQ(handle(request).status, 303U);
    EXPECT_TRUE(completed());
}

TEST_F(DeskTest, what_is_no_form_is_refused) {
    EXPECT_EQ(send(link(), "done", "document=%00").status, 400U);
    EXPECT_THAT(store_->answers({}), IsEmpty());
}

TEST_F(DeskTest, what_was_approved_is_told_and_not_asked_again) {
    send(link(), "not-ours", "reason=x");
    const auto id = store_->answers({.waiting = true}).at(0).id;
    EXPECT_THAT(open(link()).body, Not(HasSubstr("/not-ours\"")));
    store_->settle_answer({.id = id, .approved = true, .note = ""}, {}, clerk_);
    const auto page = open(link());
    EXPECT_THAT(page.body, HasSubstr("đã đồng ý"));
    EXPECT_THAT(page.body, Not(HasSubstr("/not-ours\"")));
    EXPECT_THAT(page.body, HasSubstr("/received\"")) << "reminders go on, and so do other answers";
}

TEST_F(DeskTest, what_was_rejected_may_be_said_again_with_a_new_reason) {
    send(link(), "not-ours", "reason=x");
    store_->settle_answer({.id = store_->answers({}).at(0).id, .approved = false, .note = "của đơn vị"}, {}, clerk_);
    EXPECT_THAT(open(link()).body, HasSubstr("/not-ours\""));
    send(link(), "not-ours", "reason=y");
    EXPECT_THAT(store_->answers({}), SizeIs(2));
}

TEST_F(DeskTest, a_unit_cannot_flood_the_planning_office) {
    for (int i = 0; i < 20; ++i) {
        send(link(), "not-ours", "reason=x");
        for (const auto& waiting : store_->answers({.waiting = true}))
            store_->settle_answer({.id = waiting.id, .approved = false, .note = "của đơn vị"}, {}, clerk_);
    }
    EXPECT_THAT(mails(), SizeIs(testing::Le(5)));
    const auto refused = send(link(), "not-ours", "reason=x");
    EXPECT_EQ(refused.status, 409U);
    EXPECT_THAT(refused.body, HasSubstr("nhiều lần"));
}

}  // namespace
}  // namespace dondoc::answers
