#include "notifiers/bounce/maildir.hpp"

#include "tests/support/test_server.hpp"

#include <gmock/gmock.h>

namespace {

using notifiers::bounce::read_maildir;
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
        return read_maildir(folder_.path().string(), [this](const Report& report) { reports_.push_back(report); });
    }

    support::TemporaryFolder folder_;
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
    EXPECT_THROW(read_maildir(folder_.path().string(), fail), std::runtime_error);
    EXPECT_EQ(read(), "");
    EXPECT_THAT(reports_, SizeIs(1));
}

TEST_F(BounceMaildir, a_folder_that_is_not_there_is_a_sentence) {
    EXPECT_THAT(read_maildir("/no/such/maildir", [](const Report&) {}), HasSubstr("/no/such/maildir"));
}

}  // namespace
