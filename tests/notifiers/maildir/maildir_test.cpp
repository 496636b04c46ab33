#include "tests/notifiers/sending.hpp"
#include "tests/support/test_server.hpp"

#include <sys/resource.h>

#include <gmock/gmock.h>

#include <csignal>

namespace {

namespace fs = std::filesystem;
using notifiers::Delivery;
using notifiers::Envelope;
using Outcome = Delivery::Outcome;

class MaildirTest : public testing::Test {
protected:
    Sender channel() const { return Sender({"kho", "maildir", {{"path", box.string()}}, {}}); }

    static Envelope envelope(const std::string& id = "nhac-1", const std::string& body = "xin chào") {
        return {id, "kho", "a@example.vn", "Subject: x\r\n\r\n" + body + "\r\n"};
    }
    static std::size_t files_in(const fs::path& folder) {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }
    static std::string content(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    support::TemporaryFolder folder;
    fs::path box = folder.path() / "a" / "box";
};

TEST_F(MaildirTest, a_message_arrives_byte_for_byte_in_directories_made_for_it) {
    Sender sender = channel();
    const Delivery delivery = sender.send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::sent) << delivery.reason;
    EXPECT_EQ(content(box / "new" / "nhac-1"), envelope().bytes);
    EXPECT_EQ(files_in(box / "tmp"), 0U);
    EXPECT_EQ(files_in(box / "cur"), 0U);
}

TEST_F(MaildirTest, others_cannot_read_it) {
    channel().send(envelope());
    EXPECT_EQ(fs::status(box / "new").permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(box / "new" / "nhac-1").permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(MaildirTest, the_same_id_again_replaces_and_never_doubles) {
    Sender sender = channel();
    sender.send(envelope("nhac-1", "first"));
    sender.send(envelope("nhac-1", "second"));
    EXPECT_EQ(files_in(box / "new"), 1U);
    EXPECT_EQ(content(box / "new" / "nhac-1"), envelope("nhac-1", "second").bytes);
}

TEST_F(MaildirTest, a_message_that_was_read_does_not_come_back) {
    Sender sender = channel();
    sender.send(envelope());
    fs::rename(box / "new" / "nhac-1", box / "cur" / "nhac-1:2,S");
    EXPECT_EQ(sender.send(envelope()).outcome, Outcome::sent);
    EXPECT_EQ(files_in(box / "new"), 0U);
    EXPECT_EQ(files_in(box / "cur"), 1U);
}

TEST_F(MaildirTest, what_an_interrupted_attempt_left_is_used_up) {
    Sender sender = channel();
    sender.send(envelope("other"));
    std::ofstream(box / "tmp" / "nhac-1") << "half a mess, longer than the message itself ........................";
    sender.send(envelope());
    EXPECT_EQ(content(box / "new" / "nhac-1"), envelope().bytes);
    EXPECT_EQ(files_in(box / "tmp"), 0U);
}

TEST_F(MaildirTest, an_id_is_no_path) {
    Sender sender = channel();
    EXPECT_EQ(sender.send(envelope("../../x")).outcome, Outcome::rejected);
    EXPECT_EQ(sender.send(envelope("")).outcome, Outcome::rejected);
    EXPECT_FALSE(fs::exists(box));
}

TEST_F(MaildirTest, a_disk_that_refuses_is_tried_again) {
    fs::create_directories(box.parent_path());
    std::ofstream(box) << "a file where the maildir should be";
    const Delivery delivery = channel().send(envelope());
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, testing::HasSubstr("Not a directory"));
}

TEST_F(MaildirTest, a_disk_without_room_is_tried_again) {
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit nothing{0, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &nothing);
    const Delivery delivery = channel().send(envelope());
    setrlimit(RLIMIT_FSIZE, &before);
    EXPECT_EQ(delivery.outcome, Outcome::retry);
    EXPECT_THAT(delivery.reason, testing::HasSubstr("File too large"));
    EXPECT_EQ(files_in(box / "new"), 0U);
}

TEST_F(MaildirTest, many_at_once) {
    std::vector<Envelope> envelopes;
    for (int i = 0; i < 50; ++i) envelopes.push_back(envelope("nhac-" + std::to_string(i)));
    for (const Delivery& delivery : channel().send(envelopes)) EXPECT_EQ(delivery.outcome, Outcome::sent);
    EXPECT_EQ(files_in(box / "new"), 50U);
}

}  // namespace
