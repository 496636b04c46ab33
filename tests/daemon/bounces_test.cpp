#include "daemon/bounces.hpp"
#include "notifiers/proof.hpp"
#include "source_dir.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <filesystem>
#include <fstream>

namespace dondoc {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A site with two mail channels that share a maildir for bounces, and one of another house.
class BouncesTest : public testing::Test {
protected:
    BouncesTest() {
        for (const char* name : {"loi/new", "loi/cur", "khac/new", "khac/cur"}) fs::create_directories(root_ / name);
        std::ofstream(root_ / "units.yaml") << "roles: {planning-office: kh}\nunits:\n"
                                               "  - {id: kh, name: Phòng Kế hoạch, email: kh@so.example.vn}\n";
        std::ofstream(root_ / "rules.yaml") << "policies: [{id: a, match: \"true\", remind: {lead: [7d]}}]\n";
        std::ofstream(root_ / "dondoc.yaml")
            << "site: {name: Sở Mẫu, mail_from: a@so.example.vn}\nstate: state\nunits: units.yaml\nrules: rules\n"
               "calendars: " DONDOC_SOURCE_DIR "/etc/calendars\nchannels:\n"
            << channel("mail", "loi") << channel("mail-2", "loi") << channel("khac", "khac");
        fs::create_directory(root_ / "rules");
        fs::rename(root_ / "rules.yaml", root_ / "rules/rules.yaml");
        const auto site = config::load_site((root_ / "dondoc.yaml").string());
        if (!site) throw std::runtime_error(config::format(site.error()));
        site_ = *site;
        auto channels = config::read_secrets(site_->config, {});
        for (auto& one : channels.value()) one.secrets["report_key"] = key_;
        bounces_ = Bounces::open(*channels, io_.get_executor()).value();
    }

    std::string channel(const std::string& id, const std::string& folder) const {
        return "  - {id: " + id + ", kind: smtp, host: localhost, tls: none, from: a@so.example.vn, bounces: " +
               (root_ / folder).string() + "}\n";
    }

    /// A mail that was sent, and "s-ID", which stands in for it.
    void sent(const std::string& id, const std::string& to = "a@so.example.vn", const std::string& channel = "mail") {
        const store::OutboxMessage message{.envelope = {.id = id, .channel = channel, .to = to, .bytes = "x"},
                                           .recipient = "kh",
                                           .subject_line = "Nhắc việc",
                                           .not_before = clock_.now()};
        store::OutboxMessage stand_in = message;
        stand_in.envelope.id = "s-" + id;
        stand_in.stands_in_for = {id};
        store_->enqueue(std::vector{message, stand_in}, clock_.now());
        store::Attempt attempt{.id = 0, .number = 1, .at = clock_.now(), .delivery = {}, .next = {}};
        attempt.id = store_->claim_due(clock_.now(), clock_.now() + 1h, "", 1).at(0).id;
        attempt.delivery.outcome = notifiers::Delivery::Outcome::sent;
        store_->record(std::vector{attempt});
    }

    /// Puts a report into a mailbox.
    void report(const std::string& envelope_id, const std::string& recipient, const std::string& action = "failed",
                const std::string& folder = "loi") {
        std::ofstream(root_ / folder / "new" / std::to_string(++mails_))
            << "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
               "Original-Envelope-Id: "
            << envelope_id << "\n\nFinal-Recipient: rfc822;" << recipient << "\nAction: " << action
            << "\nStatus: 5.1.1\n--b--\n";
    }

    std::string proven(const std::string& id) const { return id + "." + notifiers::proof_of(id, key_); }

    std::vector<std::string> read() {
        std::vector<std::string> troubles;
        std::exception_ptr thrown;
        boost::asio::co_spawn(io_, bounces_.read(site_, *store_, clock_),
                              [&](const std::exception_ptr& error, std::vector<std::string> said) {
                                  thrown = error;
                                  troubles = std::move(said);
                              });
        io_.restart();
        io_.run();
        if (thrown) std::rethrow_exception(thrown);
        return troubles;
    }

    /// What waits to be sent: those who stand in by their id, others (alerts) by "alert".
    std::vector<std::string> waiting() {
        std::vector<std::string> ids;
        for (const auto& row :
             store_->deliveries({.state = store::MessageState::waiting, .recipient = {}, .since = {}}))
            ids.push_back(row.message.starts_with("dead-") ? "alert" : row.message);
        return ids;
    }

    store::Returned returned(const std::string& id) {
        store::DeliveryFilter filter;
        filter.messages = {id};
        return store_->deliveries(filter).at(0).returned;
    }

    support::TemporaryFolder root_;
    std::string key_ = std::string(32, 'k');
    clock::SimulatedClock clock_{std::chrono::sys_days{std::chrono::year{2026} / 6 / 2} + 1h};
    std::unique_ptr<store::Store> store_ = store::open_in_memory();
    boost::asio::io_context io_{1};
    std::shared_ptr<const config::Site> site_;
    Bounces bounces_;
    int mails_ = 0;
};

TEST_F(BouncesTest, a_report_that_proves_itself_is_told_of_and_brings_in_who_stands_in) {
    sent("m-1", "a@so.example.vn,b@so.example.vn", "mail-2");
    report(proven("m-1"), "B@so.example.vn");
    EXPECT_THAT(read(), IsEmpty());
    EXPECT_EQ(returned("m-1"), store::Returned::bounced);
    EXPECT_THAT(waiting(), ElementsAre("s-m-1", "alert"));
}

TEST_F(BouncesTest, one_that_anybody_may_have_written_is_told_of_with_its_doubt_alone) {
    sent("m-1");
    report("m-1", "a@so.example.vn");
    report("m-1." + std::string(32, '0'), "a@so.example.vn");
    EXPECT_THAT(read(), IsEmpty());
    EXPECT_EQ(returned("m-1"), store::Returned::unproven);
    EXPECT_THAT(waiting(), ElementsAre("alert"));
    report(proven("m-1"), "a@so.example.vn");
    EXPECT_THAT(read(), IsEmpty());
    EXPECT_EQ(returned("m-1"), store::Returned::bounced);
    EXPECT_THAT(waiting(), ElementsAre("s-m-1", "alert", "alert"));
}

TEST_F(BouncesTest, other_peoples_mailboxes_and_channels_are_not_believed) {
    sent("m-1");
    sent("m-2", "a@so.example.vn", "khac");
    report(proven("m-1"), "chu-tich@so.example.vn");
    report(proven("m-2"), "a@so.example.vn");
    report(proven("no-such"), "a@so.example.vn");
    EXPECT_THAT(read(), IsEmpty());
    EXPECT_EQ(returned("m-1"), store::Returned::nothing);
    EXPECT_EQ(returned("m-2"), store::Returned::nothing);
    EXPECT_THAT(waiting(), IsEmpty());
    report(proven("m-2"), "a@so.example.vn", "failed", "khac");
    EXPECT_THAT(read(), IsEmpty());
    EXPECT_EQ(returned("m-2"), store::Returned::bounced);
}

TEST_F(BouncesTest, a_delay_is_shown_where_it_is_proven) {
    sent("m-1");
    sent("m-2");
    report("m-1", "a@so.example.vn", "delayed");
    report(proven("m-2"), "a@so.example.vn", "delayed");
    EXPECT_THAT(read(), IsEmpty());
    EXPECT_EQ(returned("m-1"), store::Returned::nothing);
    EXPECT_EQ(returned("m-2"), store::Returned::delayed);
    EXPECT_THAT(waiting(), IsEmpty());
}

TEST_F(BouncesTest, forgers_cannot_flood_the_planning_office) {
    constexpr int many = AlertAllowance::most_unproven + 5;
    for (int i = 0; i < many; ++i) {
        const std::string number = std::to_string(i);
        sent("m-" + number, number + "@so.example.vn");
        report("m-" + number, number + "@so.example.vn");
    }
    EXPECT_THAT(read(), ElementsAre(HasSubstr("mail, mail-2: 5 địa chỉ")));
    EXPECT_EQ(waiting().size(), AlertAllowance::most_unproven);
    report(proven("m-0"), "0@so.example.vn");
    EXPECT_THAT(read(), IsEmpty()) << "what is proven has an allowance of its own";
    EXPECT_THAT(waiting(), testing::Contains("s-m-0"));
}

TEST(AlertAllowance, begins_anew_each_day) {
    const rules::dates::Date monday = std::chrono::year{2026} / 6 / 1;
    AlertAllowance allowance;
    for (int i = 0; i < AlertAllowance::most_unproven; ++i) {
        EXPECT_TRUE(allowance.allows(monday, false));
        allowance.use(false);
    }
    EXPECT_FALSE(allowance.allows(monday, false));
    EXPECT_TRUE(allowance.allows(monday, true));
    EXPECT_TRUE(allowance.allows(monday + std::chrono::days{1}, false));
}

}  // namespace
}  // namespace dondoc
