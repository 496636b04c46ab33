#include "notifiers/service/token_file.hpp"

#include "tests/support/test_server.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>

namespace {

using notifiers::service::TokenFile;
using notifiers::service::TokenPair;
using testing::HasSubstr;
using testing::Not;

class TokenFileTest : public testing::Test {
protected:
    support::TemporaryFolder folder_;
    TokenFile file_{(folder_ / "oa.tokens").string()};
    TokenPair pair_{.access = "a", .refresh = "r", .seed = "s", .renewing = true};
};

TEST_F(TokenFileTest, there_is_none_at_first) {
    const auto loaded = file_.load();
    ASSERT_TRUE(loaded) << loaded.error();
    EXPECT_FALSE(*loaded);
}

TEST_F(TokenFileTest, what_was_saved_comes_back_and_is_its_owners_alone) {
    ASSERT_TRUE(file_.save({.access = "old", .refresh = "old", .seed = "s"}));
    ASSERT_TRUE(file_.save(pair_));
    EXPECT_EQ(**file_.load(), pair_);
    struct stat info {};
    ASSERT_EQ(::stat(file_.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    EXPECT_FALSE(std::filesystem::exists(file_.path() + ".new"));
}

TEST_F(TokenFileTest, half_a_write_leaves_the_pair_before) {
    ASSERT_TRUE(file_.save(pair_));
    std::ofstream(file_.path() + ".new") << R"({"access_token":"half)";
    EXPECT_EQ(**file_.load(), pair_);
    EXPECT_TRUE(file_.save(pair_)) << "what a crash left is overwritten";
}

TEST_F(TokenFileTest, a_folder_that_is_gone_is_an_error_without_tokens) {
    const auto saved = TokenFile("/no/such/folder/oa.tokens").save(pair_);
    ASSERT_FALSE(saved);
    EXPECT_THAT(saved.error(), HasSubstr("/no/such/folder/oa.tokens"));
}

TEST_F(TokenFileTest, garbage_is_an_error_and_not_shown) {
    std::ofstream(file_.path()) << "secret garbage";
    const auto loaded = file_.load();
    ASSERT_FALSE(loaded);
    EXPECT_THAT(loaded.error(), Not(HasSubstr("garbage")));
}

TEST_F(TokenFileTest, one_renews_at_a_time) {
    const TokenFile::Lock first(file_);
    EXPECT_TRUE(first.held());
    EXPECT_FALSE(TokenFile::Lock(file_).held());
}

}  // namespace
