#include "daemon/cycle.hpp"
#include "source_dir.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

/// Gaps, as a cycle sees them that starts again after one.
namespace dondoc {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using State = store::HeldChange::State;

class CatchUp : public testing::Test {
protected:
    void SetUp() override {
        write("units.yaml",
              "roles: {planning-office: ke-hoach}\nunits:\n"
              "  - {id: ke-hoach, name: Phòng Kế hoạch, email: kh@so.example}\n"
              "  - {id: so-a, name: Sở A, email: a@so.example}\n");
        write("dondoc.yaml",
              "site: {name: Sở Mẫu, mail_from: a@so.example}\nstate: state\nunits: units.yaml\nrules: rules.d\n"
              "calendars: " DONDOC_SOURCE_DIR "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\n");
        store_->begin_tracking(*rules::dates::parse_iso("2026-01-01"));
        store::PlanImport import;
        import.plan = {"ke-hoach-1", "1/KH-UBND", "Kế hoạch", "UBND tỉnh", *rules::dates::parse_iso("2026-01-15"),
                       2026};
        rules::model::AssignmentRecord row;
        row.seq = 1;
        row.text.title = "Việc";
        row.deadline.kind = rules::deadlines::Kind::fixed;
        row.deadline.due = rules::dates::parse_iso("2026-06-09");
        row.leads = {"so-a"};
        import.assignments = {row};
        store_->save_plan(import, {"phong-khth", {}});
    }

    void write(const std::string& name, const std::string& text) {
        std::filesystem::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }

    /// A daemon that starts with these policies.
    void start(const std::string& late = {}) {
        write("rules.d/a.yaml",
              "policies:\n  - {id: mac-dinh, match: \"true\", remind: {lead: [7d, 3d, 1d]}, overdue: "
              "{lead: every 7d}, escalate: [{after: 1d, to: planning-office}]" +
                  late + "}\n");
        auto site = config::load_site(root_ / "dondoc.yaml");
        ASSERT_TRUE(site) << config::format(site.error());
        site_ = *site;
        cycle_.emplace(*store_, site_, Cycle::Trust::no);
    }

    clock::Instant instant(const std::string& iso) const {
        return site_->config.instant(*rules::dates::parse_iso_time(iso));
    }

    Cycle::Result run(const std::string& iso) {
        const auto now = instant(iso);
        cycle_->next_wake_up(now);
        auto result = cycle_->run(now);
        if (!result.held) store_->note_alive(now);
        return result;
    }

    /// Awake on the mornings of May, and last seen in the afternoon of the first of June.
    void was_awake_in_may() {
        run("2026-05-28T08:00:00");
        run("2026-05-29T08:00:00");
        store_->note_alive(instant("2026-06-01T15:00:00"));
    }

    /// Recipients in the order in which their messages go out.
    std::vector<std::string> outgoing(const std::string& now) {
        std::vector<std::string> recipients;
        for (const auto& claim : store_->claim_due(instant(now), instant(now) + 60s, "mail", 100))
            recipients.push_back(claim.recipient);
        return recipients;
    }

    std::vector<store::HeldChange> held() { return store_->open_changes(); }

    support::TemporaryFolder root_;
    std::unique_ptr<store::Store> store_ = store::open_in_memory();
    std::shared_ptr<const config::Site> site_;
    std::optional<Cycle> cycle_;
};

TEST_F(CatchUp, the_office_is_told_of_the_gap_before_anybody_hears_late) {
    start();
    was_awake_in_may();
    const auto result = run("2026-06-08T07:30:00");
    ASSERT_TRUE(result.gap);
    EXPECT_EQ(result.gap->since, instant("2026-06-01T15:00:00"));
    EXPECT_EQ(result.gap->missed, 2U);
    EXPECT_EQ(result.gap->units, 1U);
    EXPECT_THAT(store_->gaps({}), ElementsAre(*result.gap));
    EXPECT_THAT(outgoing("2026-06-08T07:31:00"), ElementsAre("ke-hoach", "so-a"));
}

TEST_F(CatchUp, a_quiet_time_is_no_gap) {
    start();
    was_awake_in_may();
    EXPECT_FALSE(run("2026-06-02T08:00:00").gap);
    EXPECT_FALSE(run("2026-06-05T08:05:00").gap);
}

TEST_F(CatchUp, who_was_awake_and_had_nothing_to_say_does_not_speak_of_a_gap) {
    start();
    was_awake_in_may();
    run("2026-06-02T08:00:00");
    store_->note_alive(instant("2026-06-03T10:00:00"));
    EXPECT_FALSE(run("2026-06-05T08:00:00").gap);
}

TEST_F(CatchUp, an_hour_late_on_the_day_itself_is_a_gap_as_well) {
    start();
    was_awake_in_may();
    const auto result = run("2026-06-02T09:30:00");
    ASSERT_TRUE(result.gap);
    EXPECT_EQ(result.gap->missed, 1U);
}

TEST_F(CatchUp, what_a_policy_drops_is_recorded_and_told_to_the_office_only) {
    start(", late: drop");
    was_awake_in_may();
    const auto result = run("2026-06-07T10:00:00");
    ASSERT_TRUE(result.gap);
    EXPECT_EQ(result.gap->missed, 2U);
    EXPECT_EQ(result.gap->dropped, 2U);
    EXPECT_THAT(outgoing("2026-06-07T10:00:00"), ElementsAre("ke-hoach"));
    for (const auto& row : store_->reminders({"ke-hoach-1/1", ""})) EXPECT_EQ(row.outcome, "skipped") << row.key;
}

TEST_F(CatchUp, a_clock_that_is_a_year_ahead_floods_nobody) {
    start();
    was_awake_in_may();
    EXPECT_TRUE(run("2027-06-02T08:00:00").held);
    EXPECT_TRUE(run("2027-06-02T08:10:00").held);
    ASSERT_THAT(held(), SizeIs(1));
    EXPECT_EQ(held()[0].kind, store::HeldChange::Kind::catch_up);
    EXPECT_EQ(held()[0].figures.days, 365);
    EXPECT_EQ(held()[0].figures.at_once, 2U);
    EXPECT_THAT(outgoing("2027-06-02T09:00:00"), IsEmpty());
    // The clock is set right, and everything goes on as if nothing had been.
    EXPECT_FALSE(run("2026-06-02T08:00:00").held);
    EXPECT_THAT(outgoing("2026-06-02T08:00:00"), ElementsAre("so-a"));
    EXPECT_THAT(held(), IsEmpty());
}

TEST_F(CatchUp, after_a_long_gap_that_was_real_a_person_says_to_send) {
    start();
    was_awake_in_may();
    ASSERT_TRUE(run("2026-09-01T08:00:00").held);
    store_->settle(held().at(0).id, State::confirmed, {"admin", instant("2026-09-01T09:00:00")});
    const auto result = run("2026-09-01T09:00:00");
    EXPECT_FALSE(result.held);
    EXPECT_TRUE(result.gap);
    EXPECT_THAT(outgoing("2026-09-01T09:00:00"), ElementsAre("ke-hoach", "ke-hoach", "so-a"));
    EXPECT_THAT(held(), IsEmpty());
}

TEST_F(CatchUp, or_to_leave_out_what_was_missed) {
    start();
    was_awake_in_may();
    ASSERT_TRUE(run("2026-09-10T08:00:00").held);
    store_->settle(held().at(0).id, State::rejected, {"admin", instant("2026-09-10T09:00:00")});
    const auto result = run("2026-09-10T09:00:00");
    ASSERT_TRUE(result.gap);
    EXPECT_EQ(result.gap->dropped, result.gap->missed);
    EXPECT_THAT(outgoing("2026-09-10T09:00:00"), ElementsAre("ke-hoach"));
    EXPECT_FALSE(run("2026-09-15T08:00:00").held);
}

}  // namespace
}  // namespace dondoc
