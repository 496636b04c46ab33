#include "daemon/config/named_files.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace dondoc::config {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class NamedFiles : public testing::Test {
protected:
    std::string write(const std::string& name, const std::string& text, fs::perms mode = fs::perms::owner_read) {
        const fs::path file = folder_ / name;
        std::ofstream(file) << text;
        fs::permissions(file, mode);
        return file.string();
    }
    Problems doubts_of_secret(const std::string& path) {
        Config config;
        ChannelEntry entry;
        entry.config.id = "thu";
        entry.secret_files.push_back({"password", path, {.path = "dondoc.yaml", .line = 7, .column = 3}});
        config.channels.push_back(entry);
        return doubts_about_named_files(config);
    }

    support::TemporaryFolder folder_;
};

TEST_F(NamedFiles, that_serve_leave_no_doubt) {
    EXPECT_THAT(doubts_of_secret(write("mail.password", "mat-khau\n")), IsEmpty());
    EXPECT_THAT(doubts_about_named_files({}), IsEmpty());
}

TEST_F(NamedFiles, secrets_that_are_missing_open_to_others_or_empty_are_told_with_their_place) {
    const std::vector<std::pair<std::string, const char*>> table{
        {(folder_ / "none").string(), "missing secret file"},
        {write("open", "mat-khau", fs::perms::owner_read | fs::perms::others_read), "readable by others"},
        {write("empty", ""), "empty or unreadable"}};
    for (const auto& [path, words] : table) {
        const Problems doubts = doubts_of_secret(path);
        ASSERT_THAT(doubts, SizeIs(1)) << words;
        EXPECT_EQ(doubts.front().level, language::Problem::Level::warning) << "the daemon may see it otherwise";
        EXPECT_EQ(doubts.front().place.line, 7);
        EXPECT_THAT(doubts.front().message, AllOf(HasSubstr("password_file"), HasSubstr(path), HasSubstr(words)));
    }
}

TEST_F(NamedFiles, tokens_and_certificates_and_keys_are_looked_for_too) {
    const std::string none = (folder_ / "none").string();
    Config config;
    ChannelEntry entry;
    entry.config.id = "thu";
    entry.config.settings = {{"ca_file", none}, {"oauth2_token", none}, {"host", none}};
    config.channels.push_back(entry);
    config.answers.emplace().key_file = none;
    config.routine.heartbeat.settings = {{"ca_file", none}};
    const Problems doubts = doubts_about_named_files(config);
    ASSERT_THAT(doubts, SizeIs(4));
    EXPECT_THAT(doubts[0].message, HasSubstr("kênh 'thu': ca_file"));
    EXPECT_THAT(doubts[1].message, HasSubstr("kênh 'thu': oauth2_token"));
    EXPECT_THAT(doubts[2].message, HasSubstr("answers: key_file"));
    EXPECT_THAT(doubts[3].message, HasSubstr("heartbeat: ca_file"));
    const std::string there = write("there", "x", fs::perms::owner_read | fs::perms::others_read);
    config.channels.front().config.settings = {{"ca_file", there}, {"oauth2_token", there}};
    EXPECT_THAT(doubts_about_named_files(config), SizeIs(2)) << "anybody may read these";
}

}  // namespace
}  // namespace dondoc::config
