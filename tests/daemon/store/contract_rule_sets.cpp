#include "contract.hpp"

#include <gmock/gmock.h>

/// Rule sets in force, changes that wait, and imports that are only tried.
namespace dondoc::store::contract {
namespace {

using Kind = HeldChange::Kind;
using State = HeldChange::State;

RuleSet rules(const std::string& hash) {
    return {hash,
            {{"units", "units.yaml", "units: []\n"}, {"rules", "rules.d/a.yaml", std::string("a\0b", 3)}},
            {{"policy:mac-dinh", "m1", {}}, {"report:nam", "m2", time("2026-06-01T10:00:00")}}};
}

HeldChange held(Kind kind, const std::string& hash, const std::string& name = {}) {
    HeldChange change;
    change.kind = kind;
    change.hash = hash;
    change.name = name;
    change.file_name = "ke-hoach.docx";
    change.content = std::string("PK\0\x01", 4);
    change.options = "--year\n2026";
    change.figures = {100, 80, 1, 21, 3, 60, 400};
    return change;
}

}  // namespace

TEST_P(StoreContract, the_newest_rule_set_is_in_force) {
    EXPECT_FALSE(store_->rules_in_force());
    store_->put_in_force(rules("h1"), clerk);
    store_->put_in_force(rules("h2"), clerk);
    const auto found = site_->open()->rules_in_force();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->hash, "h2");
    ASSERT_EQ(found->files.size(), 2U);
    EXPECT_EQ(found->files[0].role, "units");
    EXPECT_EQ(found->files[1].path, "rules.d/a.yaml");
    EXPECT_EQ(found->files[1].text, std::string("a\0b", 3));
    ASSERT_EQ(found->pieces.size(), 2U);
    EXPECT_EQ(found->pieces[0].name, "policy:mac-dinh");
    EXPECT_EQ(found->pieces[0].since, std::nullopt);
    EXPECT_EQ(found->pieces[1].since, time("2026-06-01T10:00:00"));
}

TEST_P(StoreContract, a_held_change_is_kept_with_its_figures_and_its_document) {
    const auto id = store_->hold(held(Kind::import, "h", "ke-hoach-1"), clerk);
    const auto found = store_->held_change(id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, Kind::import);
    EXPECT_EQ(found->name, "ke-hoach-1");
    EXPECT_EQ(found->file_name, "ke-hoach.docx");
    EXPECT_EQ(found->content, std::string("PK\0\x01", 4));
    EXPECT_EQ(found->options, "--year\n2026");
    EXPECT_EQ(found->figures, (ChangeFigures{100, 80, 1, 21, 3, 60, 400}));
    EXPECT_EQ(found->who, clerk.who);
    EXPECT_EQ(found->at, clerk.at);
    EXPECT_EQ(found->state, State::waiting);
    EXPECT_FALSE(store_->held_change(id + 1));
}

TEST_P(StoreContract, a_newer_change_of_the_same_thing_takes_the_place_of_one_that_waits) {
    const auto rules_then = store_->hold(held(Kind::rules, "h1"), clerk);
    const auto plan_1 = store_->hold(held(Kind::import, "d1", "ke-hoach-1"), clerk);
    const auto plan_2 = store_->hold(held(Kind::import, "d2", "ke-hoach-2"), clerk);
    const auto rules_now = store_->hold(held(Kind::rules, "h2"), clerk);
    EXPECT_EQ(store_->held_change(rules_then)->state, State::replaced);
    std::vector<std::int64_t> open;
    for (const auto& change : store_->open_changes()) open.push_back(change.id);
    EXPECT_THAT(open, testing::ElementsAre(plan_1, plan_2, rules_now));
}

TEST_P(StoreContract, a_change_is_settled_until_it_is_over) {
    const auto id = store_->hold(held(Kind::rules, "h1"), clerk);
    EXPECT_TRUE(store_->settle(id, State::confirmed, {"quan-tri", instant(5)}));
    EXPECT_EQ(store_->held_rules("h1")->state, State::confirmed);
    EXPECT_EQ(store_->held_rules("h1")->settled_by, "quan-tri");
    EXPECT_EQ(store_->open_changes().size(), 1U);
    EXPECT_TRUE(store_->settle(id, State::rejected, clerk));
    EXPECT_FALSE(store_->settle(id, State::confirmed, clerk));
    EXPECT_TRUE(store_->open_changes().empty());
    EXPECT_FALSE(store_->settle(id + 1, State::confirmed, clerk));
    EXPECT_FALSE(store_->held_rules("h2"));
}

TEST_P(StoreContract, rules_that_come_into_force_settle_what_waited) {
    const auto other = store_->hold(held(Kind::rules, "h1"), clerk);
    store_->put_in_force(rules("h3"), clerk);
    EXPECT_EQ(store_->held_change(other)->state, State::replaced);
    const auto same = store_->hold(held(Kind::rules, "h2"), clerk);
    const auto plan = store_->hold(held(Kind::import, "d", "ke-hoach-1"), clerk);
    store_->settle(same, State::confirmed, {"quan-tri", instant(5)});
    store_->put_in_force(rules("h2"), {"dondocd", instant(9)});
    EXPECT_EQ(store_->held_change(same)->state, State::done);
    EXPECT_EQ(store_->held_change(same)->settled_by, "quan-tri");
    EXPECT_EQ(store_->held_change(plan)->state, State::waiting);
}

TEST_P(StoreContract, an_import_replaces_an_older_one_of_its_plan_that_waits) {
    const auto older = store_->hold(held(Kind::import, "d1", "ke-hoach-1"), clerk);
    const auto held_since = store_->hold(held(Kind::import, "d2", "ke-hoach-1"), clerk);
    const auto other = store_->hold(held(Kind::import, "d", "ke-hoach-2"), clerk);
    EXPECT_EQ(store_->held_change(older)->state, State::replaced);
    store_->save_plan(plan(3), {"quan-tri", instant(5)});
    EXPECT_EQ(store_->held_change(held_since)->state, State::replaced);
    EXPECT_EQ(store_->held_change(held_since)->settled_by, "quan-tri");
    EXPECT_EQ(store_->held_change(other)->state, State::waiting);
}

TEST_P(StoreContract, an_import_that_is_only_tried_replaces_nothing) {
    const auto id = store_->hold(held(Kind::import, "d", "ke-hoach-1"), clerk);
    store_->snapshot_with(plan(3), clerk, units_);
    EXPECT_EQ(store_->held_change(id)->state, State::waiting);
}

TEST_P(StoreContract, a_held_import_is_saved_and_done_in_one) {
    const auto id = store_->hold(held(Kind::import, "d", "ke-hoach-1"), clerk);
    const auto saved = store_->confirm_import(id, plan(3), {"quan-tri", instant(5)});
    ASSERT_TRUE(saved);
    EXPECT_EQ(saved->added, 3U);
    EXPECT_EQ(store_->held_change(id)->state, State::done);
    EXPECT_EQ(store_->held_change(id)->settled_by, "quan-tri");
    EXPECT_EQ(look().assignments.size(), 3U);
}

TEST_P(StoreContract, a_held_import_that_was_settled_meanwhile_is_not_saved) {
    const auto rejected = store_->hold(held(Kind::import, "d", "ke-hoach-1"), clerk);
    site_->open()->settle(rejected, State::rejected, {"quan-tri", instant(5)});
    EXPECT_FALSE(store_->confirm_import(rejected, plan(3), clerk));
    EXPECT_EQ(store_->held_change(rejected)->state, State::rejected);
    EXPECT_TRUE(look().assignments.empty());

    const auto older = store_->hold(held(Kind::import, "d", "ke-hoach-1"), clerk);
    site_->open()->save_plan(plan(5), clerk);
    EXPECT_FALSE(store_->confirm_import(older, plan(3), clerk));
    EXPECT_EQ(look().assignments.size(), 5U);
}

TEST_P(StoreContract, a_refusal_goes_on_until_it_ends_and_the_next_is_another) {
    EXPECT_FALSE(store_->open_refusal());
    store_->end_refusal(clerk);
    EXPECT_FALSE(store_->open_refusal());
    const auto first = store_->begin_refusal(clerk);
    EXPECT_EQ(site_->open()->begin_refusal({"dondocd", instant(9)}), first);
    EXPECT_EQ(site_->open()->open_refusal(), first);
    store_->end_refusal(clerk);
    EXPECT_FALSE(store_->open_refusal());
    EXPECT_NE(store_->begin_refusal(clerk), first);
}

TEST_P(StoreContract, an_import_can_be_tried_without_a_trace) {
    store_->save_plan(plan(3), clerk);
    evaluated();
    const auto revision = store_->revision();
    const auto after = store_->snapshot_with(plan(5), clerk, units_);
    ASSERT_EQ(after.assignments.size(), 5U);
    EXPECT_FALSE(after.assignments[2].fresh);
    EXPECT_TRUE(after.assignments[4].fresh && after.assignments[4].added);
    EXPECT_EQ(store_->revision(), revision);
    EXPECT_EQ(look().assignments.size(), 3U);
}

TEST_P(StoreContract, a_row_that_only_changed_is_fresh_and_not_added) {
    store_->save_plan(plan(2), clerk);
    evaluated();
    PlanImport changed = plan(3);
    changed.assignments[1].leads = {"so-noi-vu"};
    store_->save_plan(changed, clerk);
    const auto found = look().assignments;
    ASSERT_EQ(found.size(), 3U);
    EXPECT_TRUE(found[1].fresh && !found[1].added);
    EXPECT_TRUE(found[2].fresh && found[2].added);
}

}  // namespace dondoc::store::contract
