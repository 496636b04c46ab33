#include "notifiers/bounce/mailbox.hpp"

#include "tests/support/test_server.hpp"

#include <gmock/gmock.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>

namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using notifiers::ChannelConfig;
using notifiers::bounce::make_mailbox;
using notifiers::bounce::Report;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string report_of(const std::string& message) {
    return "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
           "Original-Envelope-Id: " +
           message + "\r\n\r\nFinal-Recipient: rfc822;a@b\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n";
}

/// A mailbox on a real server, read as the daemon reads it.
class BounceImap : public testing::Test {
protected:
    BounceImap() {
        if (!fs::exists("/usr/sbin/dovecot")) return;
        fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
        start({});
    }
    void start(std::vector<std::string> more) {
        server_.reset();
        fs::remove_all(folder_ / "box");
        std::vector<std::string> options{"--folder", (folder_ / "box").string(), "--certificate", certificate_.file(),
                                         certificate_.key()};
        options.insert(options.end(), more.begin(), more.end());
        server_ = std::make_unique<support::TestServer>("imap_server.py", options);
        channel_.settings["bounces"] = "imaps://localhost:" + server_->port() + "/INBOX";
    }

    void SetUp() override {
        if (!server_) GTEST_SKIP() << "dovecot-imapd is not installed";
    }

    void put(const std::string& name, const std::string& mail) {
        std::ofstream(folder_ / "box/mail/new" / name) << mail;
    }

    std::string read(std::function<void(const Report&)> keep) {
        asio::io_context io(1);
        auto mailbox = make_mailbox(channel_, io.get_executor());
        EXPECT_TRUE(mailbox) << mailbox.error();
        std::string answer;
        std::exception_ptr thrown;
        asio::co_spawn(io, (*mailbox)->read(std::move(keep)), [&](const std::exception_ptr& error, std::string text) {
            thrown = error;
            answer = std::move(text);
        });
        io.run();
        if (thrown) std::rethrow_exception(thrown);
        return answer;
    }
    std::string read() {
        return read([this](const Report& report) { messages_.push_back(report.message); });
    }

    support::Certificate certificate_;
    support::TemporaryFolder folder_;
    std::unique_ptr<support::TestServer> server_;
    ChannelConfig channel_{.id = "thu",
                           .kind = "smtp",
                           .settings = {{"bounces_user", "loi"}, {"ca_file", certificate_.file()}},
                           .secrets = {{"bounces_password", "mat-khau"}}};
    std::vector<std::string> messages_;
};

TEST_F(BounceImap, hands_out_each_report_once_and_deletes_nothing) {
    put("1", report_of("m-1"));
    put("2", "Subject: hello\r\n\r\nx\r\n");
    put("3", report_of("m-3"));
    EXPECT_EQ(read(), "");
    EXPECT_EQ(read(), "");
    EXPECT_THAT(messages_, ElementsAre("m-1", "m-3"));
    const auto mails = fs::directory_iterator(folder_ / "box/mail/cur");
    EXPECT_EQ(std::distance(begin(mails), end(mails)), 3);
}

TEST_F(BounceImap, what_is_not_kept_is_read_again) {
    put("1", report_of("m-1"));
    EXPECT_THROW(read([](const Report&) { throw std::runtime_error("disk full"); }), std::runtime_error);
    EXPECT_EQ(read(), "");
    EXPECT_THAT(messages_, ElementsAre("m-1"));
}

TEST_F(BounceImap, of_a_large_mail_the_beginning_is_read) {
    put("1", report_of("m-1") + std::string(3'000'000, 'x'));
    put("2", report_of("m-2"));
    EXPECT_EQ(read(), "");
    EXPECT_THAT(messages_, ElementsAre("m-1", "m-2"));
    EXPECT_EQ(read(), "");
    EXPECT_THAT(messages_, testing::SizeIs(2));
}

TEST_F(BounceImap, a_wrong_password_is_a_sentence_without_it) {
    channel_.secrets["bounces_password"] = "sai-mat-khau";
    const std::string trouble = read();
    EXPECT_THAT(trouble, HasSubstr("cannot be read"));
    EXPECT_THAT(trouble, Not(HasSubstr("sai-mat-khau")));
}

TEST_F(BounceImap, a_token_instead_of_a_password_is_read_each_time) {
    start({"--token", "fresh-token"});
    put("1", report_of("m-1"));
    EXPECT_THAT(read(), HasSubstr("cannot be read")) << "no passwords there";
    const std::string file = (folder_ / "token").string();
    channel_.settings = {{"bounces", channel_.settings["bounces"]},
                         {"user", "loi"},
                         {"ca_file", certificate_.file()},
                         {"oauth2_token", file}};
    channel_.secrets.clear();
    EXPECT_THAT(read(), HasSubstr("oauth2_token")) << "no file";
    std::ofstream(file) << "stale-token\n";
    const std::string trouble = read();
    EXPECT_THAT(trouble, HasSubstr("cannot be read"));
    EXPECT_THAT(trouble, Not(HasSubstr("stale-token")));
    std::ofstream(file) << "fresh-token\n";
    EXPECT_EQ(read(), "");
    EXPECT_THAT(messages_, ElementsAre("m-1"));
}

TEST_F(BounceImap, a_mailbox_with_a_password_of_its_own_uses_no_token) {
    channel_.settings["user"] = "nguoi-gui";
    channel_.settings["oauth2_token"] = "/no/such/file";
    put("1", report_of("m-1"));
    EXPECT_EQ(read(), "");
    EXPECT_THAT(messages_, ElementsAre("m-1"));
}

TEST_F(BounceImap, an_unknown_certificate_is_not_trusted) {
    channel_.settings.erase("ca_file");
    put("1", report_of("m-1"));
    EXPECT_THAT(read(), HasSubstr("cannot be read"));
    EXPECT_THAT(messages_, IsEmpty());
}

std::string refusal(const std::string& place) {
    asio::io_context io(1);
    const auto mailbox =
        make_mailbox({.id = "thu", .kind = "smtp", .settings = {{"bounces", place}}, .secrets = {}}, io.get_executor());
    return mailbox ? "" : mailbox.error();
}

TEST(BounceMailbox, is_a_folder_or_a_mailbox_with_a_login) {
    EXPECT_EQ(refusal("/var/spool/loi"), "");
    EXPECT_THAT(refusal("imaps://mail.so.gov.vn/INBOX"), HasSubstr("bounces_password"));
    for (const char* place : {"pop3://mail.so.gov.vn", "imaps://", "imaps:///INBOX", "imaps://me@mail.so.gov.vn/INBOX",
                              "imaps://mail.so.gov.vn/INBOX;UID=1", "imaps://mail.so.gov.vn/a b"})
        EXPECT_THAT(refusal(place), HasSubstr("'bounces' must be")) << place;
}

}  // namespace
