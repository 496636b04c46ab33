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
