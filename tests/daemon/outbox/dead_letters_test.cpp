#include "daemon/outbox/dead_letters.hpp"

#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

#include <set>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// An office that is reached over a webhook, whose texts are not encoded.
class DeadLettersTest : public testing::Test {
protected:
    DeadLettersTest() {
        auto loaded = rules::language::load(
            {.units = {"units.yaml",
                       "roles: {planning-office: kh}\nunits:\n"
                       "  - {id: kh, name: Kế hoạch, contacts: [{channel: hook, to: \"https://kh.vn/h\"}]}\n"},
             .rules = {{"rules.yaml", "policies:\n  - {id: a, match: \"true\", remind: {lead: [7d]}}\n"}},
             .calendars = {}});
        book_ = std::move(loaded.book.value());
    }

    ComposeContext context(rules::dates::LocalTime now) const {
        return {.book = *book_,
                .sender = sender_,
                .channels = channels_,
                .templates = templates_,
                .now = now,
                .utc_offset = 7h};
    }

    /// One more message dies; how many are told of at once.
    std::size_t die(rules::dates::LocalTime now, const std::string& to = "a@example.vn",
                    const std::string& channel = "mail") {
        store::Claimed claimed;
        claimed.recipient = "so-y-te";
        claimed.envelope = {.id = "m-" + std::to_string(++deaths_), .channel = channel, .to = to, .bytes = {}};
        notifiers::Delivery delivery;
        delivery.reason = "no answer";
        const auto letters = letters_.tell(claimed, delivery, context(now));
        for (const auto& letter : letters) {
            ids_.insert(letter.envelope.id);
            last_ = boost::json::parse(letter.envelope.bytes).at("data");
        }
        return letters.size();
    }

    std::size_t die_often(int times, rules::dates::LocalTime now, const std::string& to = "a@example.vn") {
        std::size_t told = 0;
        for (int i = 0; i < times; ++i) told += die(now, to);
        return told;
    }

    boost::json::value notice_at(rules::dates::LocalTime now) const {
        const auto messages = letters_.notice(context(now));
        EXPECT_THAT(messages, SizeIs(1));
        return messages.empty() ? boost::json::value() : boost::json::parse(messages[0].envelope.bytes).at("data");
    }

    static constexpr rules::dates::Date today{std::chrono::year{2026} / 6 / 4};
    rules::dates::LocalTime eight_ = rules::dates::at(today, 8h);
    std::optional<model::RuleBook> book_;
    Sender sender_{.site_name = "Sở Mẫu", .mail_from = "d@example.vn", .domain = "example.vn"};
    ChannelKinds channels_{{"hook", "webhook"}, {"mail", "smtp"}};
    Templates templates_;
    DeadLetters letters_;
    int deaths_ = 0;
    std::set<std::string> ids_;  ///< of letters
    boost::json::value last_;
};

TEST_F(DeadLettersTest, a_few_are_told_one_by_one) {
    EXPECT_EQ(die_often(5, eight_), 5U);
    EXPECT_THAT(ids_, SizeIs(5));
    EXPECT_FALSE(letters_.due());
    EXPECT_THAT(letters_.notice(context(eight_)), IsEmpty());
}

TEST_F(DeadLettersTest, the_last_one_says_that_others_are_counted_and_how_to_list_them) {
    die_often(4, eight_);
    EXPECT_EQ(last_.at("note"), "");
    die(eight_);
    EXPECT_THAT(last_.at("note").as_string().c_str(), HasSubstr("dondoc deliveries --state dead --channel mail"));
}

TEST_F(DeadLettersTest, four_hundred_are_a_few_letters_and_one_notice_with_the_number) {
    EXPECT_EQ(die_often(400, eight_), 5U);
    ASSERT_EQ(letters_.due(), eight_ + 1h);
    const auto notice = notice_at(eight_ + 1h);
    const std::string iso = rules::dates::format_iso(today - std::chrono::days{3});
    EXPECT_THAT(notice.at("headline").as_string().c_str(), HasSubstr("395"));
    EXPECT_EQ(notice.at("lines").at(0), "kênh mail: 395 thông báo");
    EXPECT_THAT(notice.at("todo").as_string().c_str(), AllOf(HasSubstr("dondoc deliveries --state dead"),
                                                             HasSubstr("dondoc retry --state dead --since " + iso)))
        << "and nothing that died in former years";
    letters_.told();
    EXPECT_FALSE(letters_.due());
}

TEST_F(DeadLettersTest, what_comes_after_the_notice_of_a_day_is_told_when_the_day_is_over) {
    die_often(6, eight_);
    letters_.told();
    die_often(3, eight_ + 5h);
    EXPECT_EQ(letters_.due(), rules::dates::at(today + std::chrono::days{1}, 0h));
    EXPECT_EQ(notice_at(eight_ + 16h).at("lines").at(0), "kênh mail: 3 thông báo");
}

TEST_F(DeadLettersTest, another_server_has_an_allowance_of_its_own_within_the_one_of_the_day) {
    EXPECT_EQ(die_often(9, eight_, "https://a.example/x"), 5U);
    EXPECT_EQ(die_often(9, eight_, "https://b.example/x"), 5U);
    std::size_t told = 10;
    for (int i = 0; i < 50; ++i) told += die(eight_, "https://" + std::to_string(i) + ".example/x");
    EXPECT_EQ(told, DeadLetters::most_of_day);
    EXPECT_THAT(last_.at("note").as_string().c_str(), Not(HasSubstr("--channel"))) << "any channel";
    const auto notice = notice_at(eight_ + 1h);
    EXPECT_THAT(notice.at("headline").as_string().c_str(), HasSubstr("38"));
    EXPECT_THAT(notice.at("lines").as_array(), SizeIs(20));
    EXPECT_EQ(notice.at("more"), 12);
    EXPECT_EQ(notice.at("lines").at(0), "kênh mail, máy chủ a.example: 4 thông báo") << "the most first";
}

TEST_F(DeadLettersTest, what_a_clock_that_ran_ahead_counted_is_told_when_it_is_set_right) {
    die_often(9, eight_ + 24h * 365);
    letters_.clock_set_back(eight_);
    EXPECT_EQ(letters_.due(), eight_ + 1h);
}

TEST_F(DeadLettersTest, each_day_begins_anew) {
    die_often(9, eight_);
    EXPECT_EQ(die_often(9, eight_ + 24h), 5U);
    EXPECT_THAT(ids_, SizeIs(10));
}

TEST_F(DeadLettersTest, a_second_notice_is_another_message) {
    die_often(6, eight_);
    const auto first = letters_.notice(context(eight_ + 1h));
    letters_.told();
    die(eight_ + 2h);
    EXPECT_NE(letters_.notice(context(eight_ + 16h)).at(0).envelope.id, first.at(0).envelope.id);
}

TEST_F(DeadLettersTest, one_that_tells_of_another_is_neither_told_nor_counted) {
    die_often(5, eight_);
    store::Claimed letter;
    letter.envelope = {.id = *ids_.begin(), .channel = "hook", .to = "https://kh.vn/h", .bytes = {}};
    for (int i = 0; i < 9; ++i) EXPECT_THAT(letters_.tell(letter, {}, context(eight_)), IsEmpty());
    EXPECT_FALSE(letters_.due());
}

TEST_F(DeadLettersTest, addresses_of_messages_that_others_got_are_counted_as_such) {
    die_often(5, eight_);
    store::Claimed claimed;
    claimed.envelope = {.id = "m-9-c@example.vn", .channel = "mail", .to = "c@example.vn", .bytes = {}};
    notifiers::Delivery delivery;
    delivery.refused = {{"c@example.vn", 550, "no such user", true}};
    EXPECT_THAT(letters_.tell(claimed, delivery, context(eight_)), IsEmpty());
    EXPECT_EQ(notice_at(eight_ + 1h).at("lines").at(0), "kênh mail: 1 địa chỉ của những thông báo mà nơi khác đã nhận");
}

}  // namespace
}  // namespace dondoc::outbox
