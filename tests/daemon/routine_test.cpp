#include "daemon/routine.hpp"
#include "source_dir.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/asio/io_context.hpp>

#include <filesystem>
#include <fstream>

namespace dondoc {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SignsOfLifeTest : public testing::Test {
protected:
    void put(const std::string& id, const std::string& to, store::Instant due) {
        store_->enqueue(std::vector{store::OutboxMessage{{id, "hook", to, "x"}, "so-a", "Nhắc việc", due}}, now_ - 4h);
    }

    void server_stops(const std::string& host) {
        store_->note_server({.channel = "hook",
                             .server = host,
                             .since = now_ - 2h,
                             .until = now_ + 10min,
                             .failures = 9,
                             .reason = "không trả lời"});
    }

    std::vector<std::string> troubles(const Standing& standing = {}) {
        return signs_of_life(*store_, standing, now_).troubles;
    }

    std::unique_ptr<store::Store> store_ = store::open_in_memory();
    store::Instant now_ = std::chrono::sys_days{std::chrono::January / 5 / 2026};
};

TEST_F(SignsOfLifeTest, a_server_that_takes_nothing_for_an_hour_is_trouble) {
    put("a", "https://hook.example/x", now_ + 5min);
    server_stops("hook.example");
    EXPECT_THAT(troubles(), ElementsAre(HasSubstr("hook hook.example")));
}

TEST_F(SignsOfLifeTest, a_server_that_nothing_waits_for_is_none) {
    put("a", "https://other.example/x", now_ + 5min);
    server_stops("hook.example");
    EXPECT_THAT(troubles(), IsEmpty());
}

TEST_F(SignsOfLifeTest, the_age_of_what_waits_is_no_trouble_but_a_stuck_channel_is) {
    put("a", "https://hook.example/x", now_ - 3h);
    EXPECT_THAT(troubles(), IsEmpty());
    EXPECT_THAT(troubles({.stuck = {"hook"}}),
                ElementsAre(HasSubstr("hook: có thông báo đến giờ mà mãi không gửi xong")));
}

class SummariesBeside : public testing::Test {
protected:
    void SetUp() override {
        write("units.yaml",
              "roles: {planning-office: ke-hoach}\nunits: [{id: ke-hoach, name: Phòng Kế hoạch, email: "
              "kh@so.example}]\n");
        write("rules.d/a.yaml", "policies: [{id: a, match: \"true\", remind: {lead: [7d]}}]\n");
        write("dondoc.yaml",
              "site: {name: Sở Mẫu, mail_from: a@so.example}\nstate: state\nunits: units.yaml\nrules: rules.d\n"
              "calendars: " DONDOC_SOURCE_DIR
              "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\n"
              "summaries: [{to: planning-office, every: week}]\n");
        auto site = config::load_site(folder_.path() / "dondoc.yaml");
        ASSERT_TRUE(site) << config::format(site.error());
        std::filesystem::create_directories(folder_.path() / "state");
        store_ = store::open_sqlite((*site)->config.database());
        store_->add_summary({.kind = "week",
                             .period = "2026-06-01",
                             .recipient = "ke-hoach",
                             .sent = true,
                             .figures = "{}",
                             .at = monday_ - std::chrono::days{7}},
                            {}, monday_ - std::chrono::days{7});
        routine_.emplace(*store_, *site);
    }

    void write(const std::string& name, const std::string& text) {
        std::filesystem::create_directories((folder_.path() / name).parent_path());
        std::ofstream(folder_.path() / name) << text;
    }

    void work_beside(std::function<std::unique_ptr<store::Store>()> open) {
        routine_->work_beside({.executor = io_.get_executor(),
                               .open_store = std::move(open),
                               .written = [this] { ++written_; },
                               .trouble = [this](const std::string& what) { troubles_.push_back(what); }});
    }

    support::TemporaryFolder folder_;
    store::Instant monday_ = std::chrono::sys_days{std::chrono::June / 8 / 2026} + 3h;
    std::unique_ptr<store::Store> store_;
    std::optional<Routine> routine_;
    boost::asio::io_context io_{1};
    int written_ = 0;
    std::vector<std::string> troubles_;
};

TEST_F(SummariesBeside, the_event_loop_does_not_wait_for_them) {
    const std::string path = (folder_.path() / "state/dondoc.db").string();
    work_beside([path] { return store::open_sqlite(path); });
    EXPECT_EQ(routine_->run(monday_, {}), 0U);
    EXPECT_EQ(routine_->run(monday_, {}), 0U) << "it is under way";
    EXPECT_THAT(store_->deliveries({}), IsEmpty());
    io_.run();
    EXPECT_THAT(store_->deliveries({}), testing::SizeIs(1));
    EXPECT_EQ(written_, 1);
    EXPECT_EQ(routine_->run(monday_, {}), 0U);
    io_.restart();
    io_.run();
    EXPECT_THAT(store_->deliveries({}), testing::SizeIs(1)) << "once";
}

TEST_F(SummariesBeside, what_fails_is_made_at_the_next_turn) {
    const std::string path = (folder_.path() / "state/dondoc.db").string();
    work_beside([path, times = 0]() mutable {
        if (++times == 1) throw store::StoreError("đĩa đầy");
        return store::open_sqlite(path);
    });
    routine_->run(monday_, {});
    io_.run();
    EXPECT_THAT(troubles_, ElementsAre("đĩa đầy"));
    routine_->run(monday_, {});
    io_.restart();
    io_.run();
    EXPECT_THAT(store_->deliveries({}), testing::SizeIs(1));
}

TEST_F(SummariesBeside, without_a_thread_they_are_made_in_place) {
    EXPECT_EQ(routine_->run(monday_, {}), 1U);
    EXPECT_THAT(store_->deliveries({}), testing::SizeIs(1));
}

}  // namespace
}  // namespace dondoc
