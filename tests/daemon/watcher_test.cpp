#include "daemon/watcher.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace dondoc {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A site's folder; what it is told of is what the kernel says, so nothing waits.
class WatcherTest : public testing::Test {
protected:
    WatcherTest() {
        fs::create_directories(folder_ / "rules.d");
        write("dondoc.yaml");
        write("units.yaml");
        write("rules.d/a.yaml");
        config_.path = "dondoc.yaml";
        config_.directory = folder_.string();
        config_.state_dir = (folder_ / "state").string();
        config_.units_file = (folder_ / "units.yaml").string();
        config_.rules_dir = (folder_ / "rules.d").string();
        config_.calendars_dir = (folder_ / "calendars").string();
        watch();
    }

    void watch() { watcher_.watch(config::watched_places(config_)); }
    void write(const std::string& name, const fs::path& below = {}) {
        std::ofstream((below.empty() ? folder_ : below) / name) << "x";
    }
    /// The names, relative to the folder.
    std::vector<std::string> seen() {
        std::vector<std::string> names;
        for (const std::string& path : watcher_.changed_meanwhile())
            names.push_back(fs::path(path).lexically_relative(folder_).string());
        return names;
    }

    support::TemporaryFolder temporary_;
    fs::path folder_ = temporary_.path();
    config::Config config_;
    asio::io_context io_{1};
    Watcher watcher_{io_.get_executor()};
};

TEST_F(WatcherTest, a_file_that_is_written_is_seen) {
    write("rules.d/a.yaml");
    EXPECT_THAT(seen(), ElementsAre("rules.d/a.yaml"));
    write("units.yaml");
    EXPECT_THAT(seen(), ElementsAre("units.yaml"));
    EXPECT_THAT(seen(), IsEmpty());
}

TEST_F(WatcherTest, somebody_who_waits_is_told) {
    std::set<std::string> told;
    const auto wait = [&]() -> asio::awaitable<void> { told = co_await watcher_.changed(); };
    asio::co_spawn(io_, wait(), [](const std::exception_ptr&) {});
    io_.poll();
    write("units.yaml");
    io_.run();
    EXPECT_THAT(told, ElementsAre((folder_ / "units.yaml").string()));
}

TEST_F(WatcherTest, a_file_counts_once_it_is_closed) {
    std::ofstream file(folder_ / "rules.d/b.yaml");
    file << "x" << std::flush;
    EXPECT_THAT(seen(), IsEmpty());
    file.close();
    EXPECT_THAT(seen(), ElementsAre("rules.d/b.yaml"));
}

TEST_F(WatcherTest, an_editor_that_renames_over_is_seen) {
    write("rules.d/.a.yaml.swp");
    write("rules.d/4913");
    write("rules.d/a.yaml~");
    EXPECT_THAT(seen(), IsEmpty());
    write("rules.d/new");
    seen();
    fs::rename(folder_ / "rules.d/new", folder_ / "rules.d/a.yaml");
    EXPECT_THAT(seen(), testing::Contains("rules.d/a.yaml"));
}

TEST_F(WatcherTest, a_file_that_goes_or_becomes_readable_is_seen) {
    fs::permissions(folder_ / "rules.d/a.yaml", fs::perms::owner_read);
    EXPECT_THAT(seen(), ElementsAre("rules.d/a.yaml"));
    fs::remove(folder_ / "rules.d/a.yaml");
    EXPECT_THAT(seen(), ElementsAre("rules.d/a.yaml"));
}

TEST_F(WatcherTest, what_lies_beside_the_files_is_not) {
    write("ghi-chu.txt");
    fs::create_directories(folder_ / "state");
    watch();
    seen();
    write("state/dondoc.db");
    write("state/dondoc.db-wal");
    EXPECT_THAT(seen(), IsEmpty());
    write("state/changed");
    EXPECT_THAT(seen(), ElementsAre("state/changed"));
}

TEST_F(WatcherTest, a_directory_that_takes_the_place_of_another_is_followed) {
    fs::create_directories(folder_ / "rules.new");
    write("rules.new/a.yaml");
    fs::rename(folder_ / "rules.d", folder_ / "rules.old");
    fs::rename(folder_ / "rules.new", folder_ / "rules.d");
    EXPECT_THAT(seen(), testing::Contains("rules.d"));
    watch();
    seen();
    write("rules.d/a.yaml");
    EXPECT_THAT(seen(), ElementsAre("rules.d/a.yaml"));
    write("rules.old/a.yaml");
    EXPECT_THAT(seen(), IsEmpty());
}

TEST_F(WatcherTest, a_directory_that_appears_is_followed) {
    fs::create_directories(folder_ / "calendars");
    EXPECT_THAT(seen(), ElementsAre("calendars"));
    watch();
    write("calendars/2027.yaml");
    EXPECT_THAT(seen(), ElementsAre("calendars/2027.yaml"));
}

TEST_F(WatcherTest, links_are_followed_to_what_they_mean) {
    fs::create_directories(folder_ / "kho/1");
    fs::create_directories(folder_ / "kho/2");
    write("kho/1/b.yaml");
    write("kho/2/b.yaml");
    fs::create_symlink("1", folder_ / "kho/nay");
    fs::create_symlink("../kho/nay/b.yaml", folder_ / "rules.d/b.yaml");
    EXPECT_THAT(seen(), ElementsAre("rules.d/b.yaml"));
    watch();
    write("kho/nay/b.yaml");
    EXPECT_THAT(seen(), testing::SizeIs(1));
    fs::create_symlink("2", folder_ / "kho/moi");
    fs::rename(folder_ / "kho/moi", folder_ / "kho/nay");
    EXPECT_THAT(seen(), ElementsAre("kho/nay"));
}

TEST_F(WatcherTest, links_in_a_circle_do_no_harm) {
    fs::create_symlink("c.yaml", folder_ / "rules.d/d.yaml");
    fs::create_symlink("d.yaml", folder_ / "rules.d/c.yaml");
    watch();
    EXPECT_THAT(watcher_.unwatched(), IsEmpty());
}

TEST_F(WatcherTest, a_directory_that_cannot_be_watched_is_named) {
    config_.templates_dir = (folder_ / "units.yaml").string();
    watch();
    EXPECT_THAT(watcher_.unwatched(),
                ElementsAre(HasSubstr("units.yaml/en: "), HasSubstr("units.yaml/vi: "), HasSubstr("units.yaml: ")));
}

TEST_F(WatcherTest, the_end_is_told_to_who_waits) {
    bool ended = false;
    const auto wait = [&]() -> asio::awaitable<void> { ended = (co_await watcher_.changed()).empty(); };
    asio::co_spawn(io_, wait(), [](const std::exception_ptr&) {});
    io_.poll();
    watcher_.stop();
    io_.run();
    EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace dondoc
