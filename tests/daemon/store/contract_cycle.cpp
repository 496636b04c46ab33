#include "contract.hpp"

namespace dondoc::store::contract {

TEST_P(StoreContract, a_cycle_writes_reminders_and_messages) {
    store_->save_plan(plan(2), clerk);
    ReminderRow merged = reminder(1, "lead:-3wd");
    merged.outcome = "merged";

    ASSERT_TRUE(
        store_->commit(cycle(store_->revision(), {merged, reminder(1, "lead:-7d", "m1"), reminder(2, "lead:-7d", "m1")},
                             {message("m1")}),
                       instant(5)));

    const auto kept = store_->reminders({subject(1), ""});
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].outcome, "merged");
    EXPECT_EQ(kept[0].message, "");
    EXPECT_EQ(kept[1].key, reminder(1, "lead:-7d").key);
    EXPECT_EQ(kept[1].message, "m1");
    EXPECT_EQ(kept[1].due, day("2026-06-09"));
    const auto deliveries = store_->deliveries({});
    ASSERT_EQ(deliveries.size(), 1U);
    EXPECT_EQ(deliveries[0].reminders, 2);
    EXPECT_EQ(deliveries[0].created, instant(5));
}

TEST_P(StoreContract, a_store_knows_which_reminders_it_has) {
    store_->save_plan(plan(2), clerk);
    const auto written = reminder(1, "lead:-7d", "m1");
    const auto other = reminder(2, "lead:-7d", "m1");
    ASSERT_TRUE(store_->commit(cycle(store_->revision(), {written}, {message("m1")}), instant(5)));
    const std::vector<Store::ReminderRef> asked{{other.subject, other.key}, {written.subject, written.key}};
    EXPECT_EQ(store_->recorded(asked), (std::vector{false, true}));
}

model::CheckState state(const std::string& key, const std::string& told = "2026-06-02") {
    return {key, day("2026-06-02"), day(told), "Sở Y tế: 3 nhiệm vụ quá hạn", {"phong-khth", "so-y-te:head"}};
}

TEST_P(StoreContract, a_cycle_keeps_the_alerts_that_stand) {
    store_->save_plan(plan(1), clerk);
    CycleCommit first = cycle(store_->revision(), {}, {message("m1")});
    first.check_states = {state("cham/so-a"), state("cham/so-b")};
    ASSERT_TRUE(store_->commit(first, instant(0)));
    EXPECT_EQ(look(Store::Scope::all).check_states, *first.check_states);
    // Who only reminds need not read them.
    EXPECT_TRUE(look().alerts_stand);
    EXPECT_TRUE(look().check_states.empty());

    CycleCommit second = cycle(store_->revision(), {}, {message("m2")});
    second.evaluated_until = first.evaluated_until + std::chrono::days{1};
    second.evaluated_before = first.evaluated_until;
    second.check_states = {state("cham/so-b", "2026-06-09"), state("cham/so-c")};
    ASSERT_TRUE(store_->commit(second, instant(0)));
    EXPECT_EQ(look(Store::Scope::all).check_states, *second.check_states);
}

TEST_P(StoreContract, a_cycle_without_checks_leaves_the_alerts_alone) {
    CycleCommit first = cycle(store_->revision(), {}, {});
    first.check_states = {state("cham/so-a")};
    ASSERT_TRUE(store_->commit(first, instant(0)));
    CycleCommit second = cycle(store_->revision(), {}, {});
    second.evaluated_until = first.evaluated_until + std::chrono::days{1};
    ASSERT_TRUE(store_->commit(second, instant(0)));
    EXPECT_EQ(look(Store::Scope::all).check_states, *first.check_states);
}

TEST_P(StoreContract, alerts_that_were_looked_at_from_another_beginning_lose_the_race) {
    evaluated("2026-06-02T08:00:00");
    // Its window is later than what was committed, but it began before that.
    CycleCommit commit = cycle(store_->revision(), {}, {message("m1")});
    commit.evaluated_before = time("2026-06-01T08:00:00");
    commit.evaluated_until = time("2026-06-02T09:00:00");
    commit.check_states = {state("cham/so-a")};
    EXPECT_FALSE(store_->commit(commit, instant(0)));
    EXPECT_TRUE(store_->deliveries({}).empty());
    commit.evaluated_before = time("2026-06-02T08:00:00");
    EXPECT_TRUE(store_->commit(commit, instant(0)));
}

TEST_P(StoreContract, an_alert_that_no_message_carries_was_told_to_nobody) {
    CycleCommit first = cycle(store_->revision(), {}, {message("m1")});
    first.messages[0].alerts = {"cham/so-a"};
    first.told_alerts = {"cham/so-a", "cham/so-b"};
    first.check_states = {state("cham/so-a"), state("cham/so-b"), state("cham/so-c")};
    ASSERT_TRUE(store_->commit(first, instant(0)));
    auto kept = look(Store::Scope::all).check_states;
    ASSERT_EQ(kept.size(), 3U);
    EXPECT_EQ(kept[0], state("cham/so-a"));
    EXPECT_TRUE(kept[1].recipients.empty());
    EXPECT_EQ(kept[2], state("cham/so-c"));  // it stands, and nothing was to be told today

    // A message whose id is taken already carries nothing anew.
    CycleCommit second = first;
    second.evaluated_before = first.evaluated_until;
    second.evaluated_until = first.evaluated_until + std::chrono::days{1};
    second.told_alerts = {"cham/so-a"};
    ASSERT_TRUE(store_->commit(second, instant(0)));
    EXPECT_TRUE(look(Store::Scope::all).check_states[0].recipients.empty());
}

TEST_P(StoreContract, what_was_told_is_listed_with_its_instant_and_recipients) {
    store_->save_plan(plan(2), clerk);
    ReminderRow merged = reminder(1, "lead:-3wd");
    merged.outcome = "merged";
    CycleCommit first = cycle(store_->revision(), {merged, reminder(1, "lead:-7d", "m1")}, {message("m1")});
    first.check_states = {state("cham/so-a")};
    ASSERT_TRUE(store_->commit(first, instant(5)));
    CycleCommit second = cycle(store_->revision(), {}, {});
    second.evaluated_before = first.evaluated_until;
    second.evaluated_until = first.evaluated_until + std::chrono::days{7};
    second.check_states = {state("cham/so-a", "2026-06-09")};
    ASSERT_TRUE(store_->commit(second, instant(6)));
    CycleCommit third = cycle(store_->revision(), {}, {});
    third.evaluated_before = second.evaluated_until;
    third.evaluated_until = second.evaluated_until + std::chrono::days{1};
    third.check_states.emplace();
    ASSERT_TRUE(store_->commit(third, instant(7)));

    const auto rows = store_->told(instant(5), instant(8));
    ASSERT_EQ(rows.size(), 7U) << "a reminder, and an alert to two recipients three times";
    EXPECT_EQ(rows[0].at, instant(5));
    EXPECT_EQ(rows[0].subject, subject(1));
    EXPECT_EQ(rows[0].stage, "lead:-7d");
    EXPECT_EQ(rows[0].due, day("2026-06-09"));
    EXPECT_EQ(rows[1].subject, "cham/so-a");
    EXPECT_EQ(rows[1].stage, "check:raised");
    EXPECT_EQ(rows[1].recipient, "phong-khth");
    EXPECT_EQ(rows[2].recipient, "so-y-te:head");
    EXPECT_EQ(rows[2].message, "Sở Y tế: 3 nhiệm vụ quá hạn");
    EXPECT_EQ(rows[3].stage, "check:repeated");
    EXPECT_EQ(rows[5].stage, "check:cleared");
    EXPECT_EQ(store_->told(instant(6), instant(7)).size(), 2U);
}

TEST_P(StoreContract, alerts_of_one_morning_are_written_once) {
    CycleCommit commit = cycle(store_->revision(), {}, {message("m1")});
    commit.check_states = {state("cham/so-a")};
    EXPECT_TRUE(store_->commit(commit, instant(0)));
    commit.messages = {message("m2")};
    EXPECT_FALSE(store_->commit(commit, instant(0)));
    EXPECT_EQ(store_->deliveries({}).size(), 1U);
}

TEST_P(StoreContract, a_channel_knows_what_it_has_carried_lately) {
    const Instant now = instant(0) + std::chrono::hours{26};
    ASSERT_TRUE(
        store_->commit(cycle(store_->revision(), {}, {message("m1"), message("m2"), message("m3")}), instant(0)));
    EXPECT_EQ(store_->channel_counts(now), (std::vector<model::ChannelCounts>{{"mail", 0, 0, 3, 26}}));
    const auto claims = store_->claim_due(instant(1), instant(60), "mail", 2);
    ASSERT_EQ(claims.size(), 2U);
    store_->record(std::vector{delivered(claims[0]), refused(claims[1])});
    EXPECT_EQ(store_->channel_counts(now), (std::vector<model::ChannelCounts>{{"mail", 1, 1, 1, 26}}));
    const Instant later = instant(0) + std::chrono::days{10};
    EXPECT_EQ(store_->channel_counts(later), (std::vector<model::ChannelCounts>{{"mail", 0, 0, 1, 240}}));
}

TEST_P(StoreContract, a_cycle_leaves_the_revision_alone) {
    store_->save_plan(plan(1), clerk);
    const std::int64_t revision = store_->revision();
    ASSERT_TRUE(store_->commit(cycle(revision, {reminder(1, "lead:-7d", "m1")}, {message("m1")}), instant(0)));
    EXPECT_EQ(store_->revision(), revision);
}

TEST_P(StoreContract, a_cycle_on_an_old_snapshot_writes_nothing) {
    store_->save_plan(plan(1), clerk);
    const std::int64_t seen = store_->revision();
    store_->complete(subject(1), {"", day("2026-05-20"), ""}, clerk);

    EXPECT_FALSE(store_->commit(cycle(seen, {reminder(1, "lead:-7d", "m1")}, {message("m1")}), instant(0)));

    EXPECT_TRUE(store_->reminders({subject(1), ""}).empty());
    EXPECT_TRUE(store_->deliveries({}).empty());
    EXPECT_FALSE(look().evaluated_until);
}

TEST_P(StoreContract, the_same_window_committed_twice_says_things_once) {
    store_->save_plan(plan(2), clerk);
    const auto say = [&](const std::string& id) {
        return store_->commit(
            cycle(store_->revision(), {reminder(1, "lead:-7d", id), reminder(2, "lead:-7d", id)}, {message(id)}),
            instant(0));
    };
    EXPECT_TRUE(say("m1"));
    EXPECT_FALSE(say("m2"));
    EXPECT_EQ(store_->deliveries({}).size(), 1U);
    EXPECT_EQ(store_->reminders({subject(2), ""}).size(), 1U);
}

TEST_P(StoreContract, one_reminder_that_was_said_already_undoes_the_whole_cycle) {
    store_->save_plan(plan(2), clerk);
    ASSERT_TRUE(
        store_->commit(cycle(store_->revision(), {reminder(2, "lead:-7d", "m1")}, {message("m1")}), instant(0)));

    EXPECT_FALSE(store_->commit(
        cycle(store_->revision(), {reminder(1, "lead:-7d", "m2"), reminder(2, "lead:-7d", "m2")}, {message("m2")}),
        instant(0)));

    EXPECT_TRUE(store_->reminders({subject(1), ""}).empty());
    EXPECT_EQ(store_->deliveries({}).size(), 1U);
}

TEST_P(StoreContract, a_skipped_reminder_may_be_written_twice) {
    store_->save_plan(plan(1), clerk);
    EXPECT_TRUE(store_->commit(cycle(store_->revision(), {reminder(1, "lead:-30d")}, {}), instant(0)));
    EXPECT_TRUE(store_->commit(cycle(store_->revision(), {reminder(1, "lead:-30d")}, {}), instant(0)));
    EXPECT_EQ(store_->reminders({subject(1), ""}).size(), 1U);
}

TEST_P(StoreContract, a_message_id_is_never_used_for_other_reminders) {
    store_->save_plan(plan(2), clerk);
    ASSERT_TRUE(
        store_->commit(cycle(store_->revision(), {reminder(1, "lead:-7d", "m1")}, {message("m1")}), instant(0)));

    EXPECT_THROW(
        store_->commit(cycle(store_->revision(), {reminder(2, "lead:-7d", "m1")}, {message("m1")}), instant(0)),
        StoreError);

    EXPECT_TRUE(store_->reminders({subject(2), ""}).empty());
}

TEST_P(StoreContract, a_reminder_without_its_message_is_refused) {
    store_->save_plan(plan(1), clerk);
    EXPECT_THROW(store_->commit(cycle(store_->revision(), {reminder(1, "lead:-7d", "m1")}, {}), instant(0)),
                 StoreError);
    EXPECT_TRUE(store_->reminders({subject(1), ""}).empty());
}

TEST_P(StoreContract, the_evaluated_window_never_moves_back) {
    evaluated("2026-06-05T08:00:00");
    evaluated("2026-06-02T08:00:00");
    EXPECT_EQ(look().evaluated_until, time("2026-06-05T08:00:00"));
}

TEST_P(StoreContract, reminders_of_one_period_or_of_all) {
    ReminderRow first = reminder(1, "lead:-7d");
    first.period = "2026-H1";
    ReminderRow second = reminder(1, "lead:0d");
    second.period = "2027-H1";
    ASSERT_TRUE(store_->commit(cycle(store_->revision(), {first, second}, {}), instant(0)));
    EXPECT_EQ(store_->reminders({subject(1), ""}).size(), 2U);
    EXPECT_EQ(store_->reminders({subject(1), "2027-H1"}).size(), 1U);
}

}  // namespace dondoc::store::contract
