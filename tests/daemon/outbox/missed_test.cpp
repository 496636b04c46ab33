#include "daemon/outbox/missed.hpp"

#include "daemon/outbox/digest.hpp"
#include "rules/engine/evaluate.hpp"
#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

/// What is said of reminders that nobody was awake for.
namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using rules::dates::Date;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Date day(int year, unsigned month, unsigned number) {
    return std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(number);
}

/// One unit that is reached over a webhook, whose texts are not encoded, and policies of one kind.
class MissedTest : public testing::Test {
protected:
    void use(const std::string& more) {
        auto loaded = rules::language::load(
            {.units = {"units.yaml",
                       "roles: {planning-office: so-a}\nunits: [{id: so-a, name: Sở A, contacts: [{channel: hook, to: "
                       "\"https://a.vn/h\"}]}]\n"},
             .rules = {{"rules.yaml",
                        "policies:\n  - {id: a, match: \"true\", remind: {lead: [7d, 3d, 1d]}, overdue: "
                        "{lead: every 1d}" +
                            more + "}\n"}},
             .calendars = {}});
        ASSERT_TRUE(loaded.book);
        book_ = std::move(loaded.book);
        snapshot_.plans.push_back({.id = "kh", .number = "1/KH", .title = {}, .issuer = {}, .date = {}, .year = 2026});
        snapshot_.evaluated_until = rules::dates::at(day(2026, 6, 1), 8h);
    }

    void assign(Date due) {
        model::Assignment assignment;
        assignment.seq = static_cast<std::uint32_t>(snapshot_.assignments.size() + 1);
        assignment.deadline.kind = rules::deadlines::Kind::fixed;
        assignment.deadline.due = due;
        assignment.leads = {*book_->units.find("so-a")};
        snapshot_.assignments.push_back(assignment);
    }

    Composed after_a_gap_until(Date date) {
        const auto now = rules::dates::at(date, 9h);
        const auto decision =
            rules::engine::evaluate(snapshot_, *book_, {.after = snapshot_.evaluated_until, .until = now});
        const std::vector<model::AssignmentText> texts(assignments_to_say(decision).size());
        const Away away{.since = rules::dates::at(day(2026, 6, 1), 15h), .until = now};
        gap_ = gap_of(decision, *book_, away, 7h);
        return compose(decision, snapshot_, texts,
                       {.book = *book_,
                        .sender = sender_,
                        .channels = channels_,
                        .templates = templates_,
                        .now = now,
                        .utc_offset = 7h,
                        .away = away});
    }

    static boost::json::value data_of(const store::OutboxMessage& message) {
        return boost::json::parse(message.envelope.bytes).at("data");
    }

    std::optional<model::RuleBook> book_;
    model::Snapshot snapshot_;
    Sender sender_{.site_name = "Sở Mẫu", .mail_from = "d@example.vn", .domain = "example.vn"};
    ChannelKinds channels_{{"hook", "webhook"}};
    Templates templates_;
    store::Gap gap_;
};

TEST_F(MissedTest, one_message_names_what_was_missed_and_the_hours_of_the_gap) {
    use("");
    assign(day(2026, 6, 9));
    assign(day(2026, 6, 10));
    const auto composed = after_a_gap_until(day(2026, 6, 7));
    ASSERT_THAT(composed.messages, SizeIs(1));
    const auto data = data_of(composed.messages[0]);
    EXPECT_EQ(
        data.at("outage"),
        "dondoc không chạy từ 15:00 thứ Hai, 01/6/2026 đến 09:00 Chủ nhật, 07/6/2026: 2 lời nhắc của thời gian đó "
        "dưới đây được gửi muộn.");
    EXPECT_EQ(data.at("lines").at(0).at("remarks").at(0), "gửi muộn: lời nhắc này của thứ Sáu, 05/6/2026");
    EXPECT_EQ(gap_.missed, 4U);
    EXPECT_EQ(gap_.units, 1U);
}

TEST_F(MissedTest, a_policy_that_merges_names_every_stage) {
    use(", late: merge");
    assign(day(2026, 6, 9));
    const auto composed = after_a_gap_until(day(2026, 6, 11));
    ASSERT_THAT(composed.messages, SizeIs(1));
    const auto remarks = data_of(composed.messages[0]).at("lines").at(0).at("remarks");
    EXPECT_EQ(remarks.as_array().back(),
              "gộp 4 lời nhắc bị lỡ: 10/6/2026 (sau hạn 1 ngày), 08/6/2026 (trước hạn 1 ngày), 05/6/2026 (trước hạn 3 "
              "ngày), 02/6/2026 (trước hạn 7 ngày)");
}

TEST_F(MissedTest, what_usually_goes_alone_comes_in_one_message_after_a_gap) {
    use(", digest: single");
    assign(day(2026, 6, 9));
    assign(day(2026, 6, 10));
    EXPECT_THAT(after_a_gap_until(day(2026, 6, 7)).messages, SizeIs(1));
}

TEST_F(MissedTest, what_is_dropped_is_written_down_and_not_told) {
    use(", late: drop");
    assign(day(2026, 6, 9));
    const auto composed = after_a_gap_until(day(2026, 6, 7));
    EXPECT_THAT(composed.messages, IsEmpty());
    EXPECT_THAT(composed.reminders, SizeIs(2));
    EXPECT_EQ(gap_.dropped, 2U);
}

TEST_F(MissedTest, what_was_not_known_before_the_gap_was_not_missed) {
    use("");
    assign(day(2026, 6, 9));
    snapshot_.assignments[0].fresh = true;
    const auto composed = after_a_gap_until(day(2026, 6, 7));
    ASSERT_THAT(composed.messages, SizeIs(1));
    EXPECT_TRUE(data_of(composed.messages[0]).at("outage").is_null());
    EXPECT_EQ(gap_.missed, 0U);
}

}  // namespace
}  // namespace dondoc::outbox
