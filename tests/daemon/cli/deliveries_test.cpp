#include "daemon/store/store.hpp"
#include "site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Two mails, of which one is being sent.
class Deliveries : public SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        std::filesystem::create_directory(path("state"));
        store_ = store::open_sqlite(path("state/dondoc.db"));
        store_->enqueue(std::vector{mail("m-1"), mail("m-2")}, now_);
        claimed_ = store_->claim_due(now_, now_ + std::chrono::hours{1}, "", 1).at(0);
    }

    store::OutboxMessage mail(const std::string& id) const {
        return {.envelope = {.id = id, .channel = "mail", .to = "a@so.example", .bytes = "x"},
                .recipient = "kh",
                .subject_line = "Nhắc việc",
                .not_before = now_};
    }

    void sent() {
        store::Attempt attempt{.id = claimed_.id, .number = 1, .at = now_, .delivery = {}, .next = {}};
        attempt.delivery.outcome = notifiers::Delivery::Outcome::sent;
        store_->record(std::vector{attempt});
    }

    store::Instant now_ = std::chrono::sys_days{std::chrono::year{2026} / 6 / 1};
    std::unique_ptr<store::Store> store_;
    store::Claimed claimed_;
};

TEST_F(Deliveries, drop_says_what_is_being_sent_and_stays) {
    const Result dropped = run({"drop", "--all"});
    EXPECT_THAT(dropped.out, HasSubstr("1 thông báo không gửi nữa"));
    EXPECT_THAT(dropped.err, HasSubstr("1 thông báo đang được gửi"));
    sent();
    EXPECT_THAT(run({"drop", "--all"}).err, IsEmpty());
}

TEST_F(Deliveries, what_no_channel_could_carry_any_more_is_not_said_to_be_sent_again) {
    const Result dropped = run({"drop", "m-2"});
    ASSERT_EQ(dropped.code, good) << dropped.err;
    auto old = mail("m-3");
    old.envelope.channel = "zalo-cu";
    store_->enqueue(std::vector{old}, now_);
    ASSERT_EQ(run({"drop", "m-3"}).code, good);

    const Result all = run({"--json", "retry", "--state", "dead"});
    EXPECT_EQ(all.code, data_wrong);
    EXPECT_EQ(all.json().at("messages"), 1);
    EXPECT_EQ(all.json().at("refused").at(0).at("channel"), "zalo-cu");
    EXPECT_EQ(all.json().at("refused").at(0).at("messages"), 1);
    const Result named = run({"retry", "m-3"});
    EXPECT_EQ(named.code, data_wrong);
    EXPECT_THAT(named.out, HasSubstr("0 thông báo"));
    EXPECT_THAT(named.err, HasSubstr("'zalo-cu'"));
    EXPECT_EQ(run({"--json", "deliveries", "m-3"}).json().at(0).at("state"), "dead");
    EXPECT_EQ(run({"--json", "deliveries", "m-2"}).json().at(0).at("state"), "waiting");
}

TEST_F(Deliveries, a_delay_is_no_mail_that_came_back) {
    sent();
    ASSERT_TRUE(store_->record_bounce({"m-1", "a@so.example", "4.4.1", "busy", false, true}, {}, now_));
    EXPECT_THAT(run({"deliveries"}).out, HasSubstr("chậm, máy chủ còn thử"));
    EXPECT_EQ(run({"--json", "deliveries", "--state", "delayed"}).json().at(0).at("delayed"), "4.4.1 busy");
    EXPECT_THAT(run({"--json", "deliveries", "--state", "bounced"}).json().as_array(), IsEmpty());
    ASSERT_TRUE(store_->record_bounce({"m-1", "a@so.example", "5.1.1", "gone", true, false}, {}, now_));
    EXPECT_THAT(run({"deliveries"}).out, HasSubstr("báo trả về chưa xác thực"));
    ASSERT_TRUE(store_->record_bounce({"m-1", "a@so.example", "4.4.7", "given up", true, true}, {}, now_));
    EXPECT_THAT(run({"deliveries"}).out, HasSubstr("bị trả về"));
    EXPECT_THAT(run({"deliveries"}).out, Not(HasSubstr("chưa xác thực")));
    EXPECT_EQ(run({"--json", "deliveries", "--state", "bounced"}).json().at(0).at("bounced"), "4.4.7 given up");
}

}  // namespace
}  // namespace dondoc::cli::testing
