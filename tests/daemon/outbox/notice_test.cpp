#include "daemon/outbox/notice.hpp"

#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

class Notice : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(book_); }

    ComposeContext context() const {
        return {.book = *book_,
                .sender = sender_,
                .channels = channels_,
                .templates = templates_,
                .now = rules::dates::at(std::chrono::year{2026} / 6 / 2, 9h),
                .utc_offset = 7h};
    }

    std::string refused(std::int64_t refusal, const std::string& identity) const {
        RefusedRules rules;
        rules.refusal = refusal;
        rules.identity = identity;
        return compose_refused(rules, admins_, context()).at(0).envelope.id;
    }

    std::string good_again(std::int64_t refusal) const {
        return compose_good_again(refusal, admins_, context()).at(0).envelope.id;
    }

    std::optional<model::RuleBook> book_ =
        rules::language::load(
            {.units = {"units.yaml",
                       "roles: {planning-office: so-a}\nunits: [{id: so-a, name: Sở A, email: a@example.vn}]\n"},
             .rules = {{"rules.yaml", "policies: [{id: tat-ca, match: \"true\", remind: {lead: [7d]}}]\n"}},
             .calendars = {}})
            .book;
    Sender sender_{.site_name = "Sở Mẫu", .mail_from = "Đôn đốc <d@example.vn>", .domain = "example.vn"};
    ChannelKinds channels_{{"mail", "smtp"}, {"hook", "webhook"}};
    Templates templates_;
    std::vector<model::Contact> admins_{{"hook", "https://example.vn/quan-tri"}};
};

TEST_F(Notice, the_same_errors_are_told_once_in_a_refusal_and_again_in_the_next) {
    EXPECT_EQ(refused(1, "a"), refused(1, "a"));
    EXPECT_NE(refused(1, "a"), refused(1, "b"));
    EXPECT_NE(refused(1, "a"), refused(2, "a"));
}

TEST_F(Notice, each_refusal_ends_once) {
    EXPECT_EQ(good_again(1), good_again(1));
    EXPECT_NE(good_again(1), good_again(2));
}

TEST_F(Notice, broken_templates_are_told_once_a_day_while_they_are_the_same) {
    const auto told = [this](const std::string& problem, std::chrono::hours later) {
        ComposeContext at = context();
        at.now += later;
        return compose_broken_templates({problem}, admins_, at).at(0).envelope.id;
    };
    EXPECT_EQ(told("a", 0h), told("a", 5h));
    EXPECT_NE(told("a", 0h), told("a", 24h));
    EXPECT_NE(told("a", 0h), told("b", 0h));
}

TEST_F(Notice, the_name_of_a_file_is_one_line) {
    store::HeldChange change;
    change.kind = store::HeldChange::Kind::import;
    change.name = "ke-hoach-1";
    change.file_name = "a\n\x1b[2KThay đổi 9.docx";
    const std::string body = compose_held(change, admins_, context()).at(0).envelope.bytes;
    EXPECT_THAT(body, HasSubstr("a [2KThay đổi 9.docx"));
    EXPECT_THAT(body, Not(HasSubstr("\\u001b")));
}

}  // namespace
}  // namespace dondoc::outbox
