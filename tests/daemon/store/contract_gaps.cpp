#include "contract.hpp"

#include <gmock/gmock.h>

namespace dondoc::store::contract {

using testing::ElementsAre;

TEST_P(StoreContract, nobody_was_awake_before_the_first_sign_of_life) {
    EXPECT_FALSE(store_->last_alive());
}

TEST_P(StoreContract, the_last_sign_of_life_counts_also_where_the_clock_was_set_back) {
    store_->note_alive(instant(100));
    store_->note_alive(instant(40));
    EXPECT_EQ(store_->last_alive(), instant(40));
    EXPECT_EQ(site_->open()->last_alive(), instant(40));
}

TEST_P(StoreContract, a_sign_of_life_changes_nothing_that_evaluation_can_see) {
    const auto revision = store_->revision();
    store_->note_alive(instant(0));
    EXPECT_EQ(store_->revision(), revision);
}

TEST_P(StoreContract, a_gap_is_kept_with_the_cycle_that_makes_up_for_it) {
    const Gap gap{instant(0), instant(1000), 5, 2, 3};
    CycleCommit commit = cycle(store_->revision(), {}, {});
    commit.gap = gap;
    ASSERT_TRUE(store_->commit(commit, instant(1000)));
    EXPECT_THAT(store_->gaps(instant(1000)), ElementsAre(gap));
    EXPECT_THAT(store_->gaps(instant(1001)), ElementsAre());
}

TEST_P(StoreContract, a_cycle_that_lost_its_race_leaves_no_gap) {
    CycleCommit commit = cycle(store_->revision() - 1, {}, {});
    commit.gap = Gap{instant(0), instant(1000), 5, 2, 3};
    ASSERT_FALSE(store_->commit(commit, instant(1000)));
    EXPECT_THAT(store_->gaps(instant(0)), ElementsAre());
}

TEST_P(StoreContract, a_held_catch_up_is_found_by_the_begin_of_its_gap) {
    HeldChange change;
    change.kind = HeldChange::Kind::catch_up;
    change.hash = catch_up_hash(instant(5));
    change.figures.days = 365;
    const auto id = store_->hold(change, clerk);
    EXPECT_FALSE(store_->held_catch_up(instant(6)));
    const auto found = store_->held_catch_up(instant(5));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, id);
    EXPECT_EQ(found->kind, HeldChange::Kind::catch_up);
    EXPECT_EQ(found->figures.days, 365);
}

}  // namespace dondoc::store::contract
