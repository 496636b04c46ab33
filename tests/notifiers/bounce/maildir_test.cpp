#include "notifiers/bounce/maildir.hpp"

#include "tests/support/test_server.hpp"

#include <gmock/gmock.h>

namespace {

using notifiers::bounce::MaildirReader;
using notifiers::bounce::Report;
using testing::HasSubstr;
using testing::SizeIs;

class BounceMaildir : public testing::Test {
protected:
    BounceMaildir() {
        for (const char* name : {"new", "cur", "tmp"}) std::filesystem::create_directory(folder_ / name);
    }
    void put(const std::string& name, const std::string& mail) { std::ofstream(folder_ / "new" / name) << mail; }
    std::string read() {
        return reader_.read([this](const Report& report) { reports_.push_back(report); });
    }

    support::TemporaryFolder folder_;
    MaildirReader reader_{folder_.path().string()};
    std::vector<Report> reports_;
};

constexpr const char* bounce =
    "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
    "Original-Envelope-Id: m-1\n\nFinal-Recipient: rfc822;a@b\nAction: failed\nStatus: 5.1.1\n--b--\n";

TEST_F(BounceMaildir, hands_out_reports_and_moves_every_mail) {
    put("1", bounce);
    put("2", "Subject: hello\n\nx\n");
    EXPECT_EQ(read(), "");
    ASSERT_THAT(reports_, SizeIs(1));
    EXPECT_EQ(reports_[0].message, "m-1");
    EXPECT_TRUE(std::filesystem::exists(folder_ / "cur" / "1:2,S"));
    EXPECT_TRUE(std::filesystem::exists(folder_ / "cur" / "2:2,")) << "a person has not read it yet";
    EXPECT_EQ(read(), "");
    EXPECT_THAT(reports_, SizeIs(1)) << "each once";
}

TEST_F(BounceMaildir, what_is_not_kept_is_read_again) {
    put("1", bounce);
    const auto fail = [](const Report&) { throw std::runtime_error("disk full"); };
    EXPECT_THROW(reader_.read(fail), std::runtime_error);
    EXPECT_EQ(read(), "");
    EXPECT_THAT(reports_, SizeIs(1));
}

TEST_F(BounceMaildir, a_folder_that_is_not_there_is_a_sentence) {
    EXPECT_THAT(MaildirReader("/no/such/maildir").read([](const Report&) {}), HasSubstr("/no/such/maildir"));
}

TEST_F(BounceMaildir, a_mail_that_cannot_be_moved_keeps_no_other_from_being_read) {
    put("1", bounce);
    put("2", bounce);
    std::filesystem::create_directories(folder_ / "cur" / "1:2,S" / "in-the-way");
    EXPECT_THAT(read(), HasSubstr("1 cannot be moved to cur"));
    EXPECT_TRUE(std::filesystem::exists(folder_ / "cur" / "2:2,S"));
    EXPECT_EQ(read(), "") << "told of once";
    EXPECT_THAT(reports_, SizeIs(2));
}

TEST_F(BounceMaildir, what_is_no_file_is_passed_over) {
    std::filesystem::create_symlink("/no/such/file", folder_ / "new" / "1");
    std::filesystem::create_directory(folder_ / "new" / "2");
    put("3", bounce);
    EXPECT_EQ(read(), "");
    EXPECT_THAT(reports_, SizeIs(1));
}

}  // namespace
