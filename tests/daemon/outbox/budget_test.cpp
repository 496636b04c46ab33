#include "daemon/outbox/budget.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/notice.hpp"
#include "rules/engine/evaluate.hpp"
#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

#include <array>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using rules::dates::Date;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Date day(const char* iso) {
    return *rules::dates::parse_iso(iso);
}

/// One unit that is reached over a webhook, whose texts are not encoded, and the office.
class BudgetTest : public testing::Test {
protected:
    void use(const std::string& policy) {
        auto loaded = rules::language::load(
            {.units = {"units.yaml",
                       "roles: {planning-office: kh}\nunits:\n"
                       "  - {id: kh, name: Kế hoạch, contacts: [{channel: hook, to: \"https://kh.vn/h\"}]}\n"
                       "  - {id: so-a, name: Sở A, contacts: [{channel: hook, to: \"https://a.vn/h\"}" +
                           more_contacts_ +
                           "], head: "
                           "{contacts: [{channel: hook, to: \"https://a.vn/head\"}]}}\n"},
             .rules = {{"rules.yaml",
                        "quiet: none\npolicies:\n  - {id: a, match: \"true\", remind: {lead: [7d]}" + policy + "}\n"}},
             .calendars = {}});
        ASSERT_TRUE(loaded.book);
        book_ = std::move(loaded.book);
        snapshot_.plans.push_back({.id = "kh", .number = "1/KH", .title = {}, .issuer = {}, .date = {}, .year = 2026});
        for (int i = 0; i < 2; ++i) {
            model::Assignment assignment;
            assignment.seq = static_cast<std::uint32_t>(i + 1);
            assignment.deadline.kind = rules::deadlines::Kind::fixed;
            assignment.deadline.due = day("2026-06-09");
            assignment.leads = {*book_->units.find("so-a")};
            snapshot_.assignments.push_back(assignment);
        }
    }

    ComposeContext context(rules::dates::LocalTime now) const {
        return {.book = *book_,
                .sender = sender_,
                .channels = channels_,
                .templates = templates_,
                .now = now,
                .utc_offset = 7h,
                .messages_per_day = 3,
                .deferred = deferred_};
    }

    Composed compose_at(const char* date, std::chrono::hours hour = 8h) const {
        const auto now = rules::dates::at(day(date), hour);
        const auto decision = rules::engine::evaluate(snapshot_, *book_, {.after = now - 24h, .until = now});
        const std::vector<model::AssignmentText> texts(assignments_to_say(decision).size());
        return compose(decision, snapshot_, texts, context(now));
    }

    static boost::json::value data_of(const store::OutboxMessage& message) {
        return boost::json::parse(message.envelope.bytes).at("data");
    }

    std::string more_contacts_;  ///< of so-a
    std::optional<model::RuleBook> book_;
    model::Snapshot snapshot_;
    std::vector<store::DeferredMessage> deferred_;
    Sender sender_{.site_name = "Sở Mẫu", .mail_from = "d@example.vn", .domain = "example.vn"};
    ChannelKinds channels_{{"hook", "webhook"}};
    Templates templates_;
};

TEST_F(BudgetTest, the_digest_of_the_morning_goes_out_in_any_case) {
    use("");
    const auto composed = compose_at("2026-06-02");
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_FALSE(composed.messages[0].budget);
}

TEST_F(BudgetTest, what_goes_alone_may_be_one_too_many) {
    use(", digest: single");
    const auto composed = compose_at("2026-06-02");
    ASSERT_THAT(composed.messages, SizeIs(2));
    for (const auto& message : composed.messages) {
        ASSERT_TRUE(message.budget);
        EXPECT_EQ(message.budget->most, 3U);
        EXPECT_EQ(message.budget->from, to_instant(rules::dates::at(day("2026-06-02"), 0h), 7h));
        const auto item = held_item(message.budget->content);
        ASSERT_TRUE(item);
        EXPECT_THAT(item->lines, ElementsAre(HasSubstr("thứ Ba, 09/6/2026")));
    }
}

TEST_F(BudgetTest, what_is_urgent_is_never_held) {
    use(", digest: single, urgent: true");
    for (const auto& message : compose_at("2026-06-02").messages) EXPECT_FALSE(message.budget);
}

TEST_F(BudgetTest, a_digest_of_the_afternoon_may_be_held) {
    use(", send_at: \"14:00\"");
    const auto composed = compose_at("2026-06-02", 14h);
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_TRUE(composed.messages[0].budget);
}

TEST_F(BudgetTest, what_was_held_is_said_once_in_the_digest_of_the_next_morning) {
    use("");
    const std::string content = to_json({.headline = "Việc khác", .lines = {"1/KH: Việc; thứ Ba, 09/6/2026"}});
    // The same for two addresses of the recipient.
    deferred_ = {{7, "so-a", {}, content}, {8, "so-a", {}, content}, {9, "so-a:head", {}, content}};
    const auto composed = compose_at("2026-06-02");
    ASSERT_THAT(composed.messages, SizeIs(2));
    EXPECT_THAT(data_of(composed.messages[0]).at("held").as_array(), SizeIs(1));
    EXPECT_EQ(data_of(composed.messages[0]).at("held").at(0).at("headline"), "Việc khác");
    EXPECT_THAT(composed.messages[0].carries, ElementsAre(7, 8));
    EXPECT_THAT(composed.messages[1].carries, ElementsAre(9));
    EXPECT_EQ(composed.messages[1].recipient, "so-a:head");
}

TEST_F(BudgetTest, what_was_held_is_said_at_each_address_also_where_the_digest_goes_to_one) {
    more_contacts_ = ", {channel: other, to: \"https://b.vn/h\"}";
    channels_["other"] = "webhook";
    use(", channels: [hook]");
    const std::string content = to_json({.headline = "Việc khác", .lines = {}});
    deferred_ = {{7, "so-a", {}, content}, {8, "so-a", {}, content}};
    std::vector<std::string> said;
    for (const auto& message : compose_at("2026-06-02").messages) {
        EXPECT_THAT(data_of(message).at("held").as_array(), SizeIs(1));
        said.push_back(message.envelope.channel);
    }
    EXPECT_THAT(said, testing::UnorderedElementsAre("hook", "other"));
}

TEST_F(BudgetTest, who_is_not_known_any_more_is_stood_in_for_by_the_office) {
    use("");
    deferred_ = {{7, "so-cu", {}, to_json({.headline = "Việc khác", .lines = {}})}};
    const auto composed = compose_at("2026-06-01");
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_EQ(composed.messages[0].recipient, "kh");
    EXPECT_FALSE(composed.messages[0].budget);
}

TEST_F(BudgetTest, notices_to_the_office_may_be_held_those_to_administrators_not) {
    use("");
    const auto now = context(rules::dates::at(day("2026-06-02"), 9h));
    store::HeldChange change;
    change.id = 4;
    EXPECT_TRUE(compose_held(change, {}, now).at(0).budget);
    EXPECT_FALSE(compose_held(change, {{"hook", "https://admin.vn/h"}}, now).at(0).budget);
    change.kind = store::HeldChange::Kind::catch_up;
    EXPECT_FALSE(compose_held(change, {}, now).at(0).budget);
}

TEST_F(BudgetTest, pages_to_one_address_are_decided_with_the_first) {
    use("");
    std::vector<store::OutboxMessage> messages;
    for (const auto& [id, channel, to] : std::vector<std::array<std::string, 3>>{{"a1", "zalo", "1"},
                                                                                 {"a2", "zalo", "1"},
                                                                                 {"b1", "zalo", "2"},
                                                                                 {"c1", "telegram", "1"},
                                                                                 {"a3", "zalo", "1"}})
        messages.emplace_back().envelope = {.id = id, .channel = channel, .to = to, .bytes = {}};
    put_in_budget({.headline = "Việc", .lines = {}}, context(rules::dates::at(day("2026-06-02"), 14h)), messages);
    std::vector<std::string> page_of;
    for (const auto& message : messages) page_of.push_back(message.budget->page_of);
    EXPECT_THAT(page_of, ElementsAre("", "a1", "", "", "a1"));
}

TEST_F(BudgetTest, what_was_held_today_waits_for_tomorrow) {
    const std::vector<store::DeferredMessage> held{{7, "so-a", std::chrono::sys_days{day("2026-06-02")} + 5h, "{}"}};
    EXPECT_THAT(ready_to_carry(held, rules::dates::at(day("2026-06-02"), 23h), 7h), IsEmpty());
    EXPECT_THAT(ready_to_carry(held, rules::dates::at(day("2026-06-03"), 8h), 7h), SizeIs(1));
}

TEST_F(BudgetTest, what_is_damaged_is_no_item) {
    for (const char* text : {"", "[]", "{}", R"({"headline":1,"lines":[]})", R"({"headline":"a","lines":[1]})"})
        EXPECT_FALSE(held_item(text)) << text;
}

}  // namespace
}  // namespace dondoc::outbox
