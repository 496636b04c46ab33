#include "daemon/app.hpp"
#include "source_dir.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace dondoc {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr auto patience = std::chrono::seconds{60};

/// A daemon in this process, and its site in a temporary folder.
class AppTest : public testing::Test {
protected:
    void SetUp() override {
        const fs::path sample = DONDOC_SOURCE_DIR "/etc/sample";
        fs::copy_file(sample / "units.yaml", root_ / "units.yaml");
        std::ofstream(root_ / "dondoc.yaml")
            << "site: {name: Phòng Kế hoạch, mail_from: a@so.example}\nstate: state\nunits: units.yaml\nrules: "
            << (sample / "rules.d").string()
            << "\ncalendars: " DONDOC_SOURCE_DIR
               "/etc/calendars\nlisten: 127.0.0.1:0\nchannels: [{id: mail, kind: maildir, path: mail}]\n";
        Options options;
        options.config_path = root_ / "dondoc.yaml";
        app_.emplace(options);
        thread_ = std::thread([this] { app_->run(); });
        wait_for("ok\n");
    }

    void TearDown() override {
        if (thread_.joinable()) {
            ::kill(::getpid(), SIGTERM);
            thread_.join();
        }
        app_.reset();
    }

    std::string health() const {
        asio::io_context io;
        asio::ip::tcp::socket socket(io);
        socket.connect({asio::ip::address_v4::loopback(), app_->http_port()});
        asio::write(socket, asio::buffer(std::string("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")));
        std::string answer;
        boost::system::error_code end;
        asio::read(socket, asio::dynamic_buffer(answer), end);
        return answer;
    }

    void wait_for(const std::string& words) const {
        const auto until = std::chrono::steady_clock::now() + patience;
        std::string answer;
        while (answer.find(words) == std::string::npos && std::chrono::steady_clock::now() < until) answer = health();
        ASSERT_THAT(answer, HasSubstr(words));
    }

    support::TemporaryFolder root_;
    std::optional<App> app_;
    std::thread thread_;
};

int find_watcher() {
    for (const auto& file : fs::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        if (fs::read_symlink(file.path(), gone).string().find("inotify") != std::string::npos)
            return std::stoi(file.path().filename());
    }
    return -1;
}

TEST_F(AppTest, a_watcher_that_ends_is_told) {
    const int watcher = find_watcher();
    ASSERT_GE(watcher, 0);
    const int kept = ::dup(watcher);  // still wakes the daemon, which then finds a file that cannot be read
    const int unreadable = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ASSERT_EQ(::dup2(unreadable, watcher), watcher);
    fs::permissions(root_ / "units.yaml", fs::perms::owner_read);
    wait_for("ok\nkhông theo dõi được thay đổi (changes are not noticed): inotify");
    ::close(kept);
    ::close(unreadable);
}

}  // namespace
}  // namespace dondoc
