#include "contract.hpp"

namespace dondoc::store::contract {

TEST_P(StoreContract, an_empty_store_gives_an_empty_snapshot) {
    const model::Snapshot snapshot = look();
    EXPECT_EQ(snapshot.revision, store_->revision());
    EXPECT_FALSE(snapshot.evaluated_until);
    EXPECT_TRUE(snapshot.plans.empty());
    EXPECT_TRUE(snapshot.assignments.empty());
}

TEST_P(StoreContract, a_snapshot_holds_deadlines_and_positions_of_units) {
    PlanImport import = plan(1);
    import.assignments.push_back(recurring_row(2));
    store_->save_plan(import, clerk);

    const model::Snapshot snapshot = look();

    ASSERT_EQ(snapshot.assignments.size(), 2U);
    EXPECT_EQ(snapshot.plans.at(snapshot.assignments[0].plan).id, "ke-hoach-1");
    EXPECT_EQ(snapshot.assignments[0].deadline, import.assignments[0].deadline);
    EXPECT_EQ(snapshot.assignments[1].deadline, import.assignments[1].deadline);
    EXPECT_EQ(snapshot.assignments[0].leads, std::vector{*units_.find("so-y-te")});
    EXPECT_EQ(snapshot.assignments[0].supports, (std::vector{*units_.find("so-noi-vu"), *units_.find("cac-so")}));
    EXPECT_EQ(snapshot.assignments[0].facts, model::Assignment::no_facts);
}

TEST_P(StoreContract, units_that_left_the_register_are_left_out) {
    PlanImport import = plan(1);
    import.assignments[0].leads = {"da-giai-the", "so-y-te"};
    store_->save_plan(import, clerk);
    EXPECT_EQ(look().assignments[0].leads, std::vector{*units_.find("so-y-te")});
}

TEST_P(StoreContract, rows_are_fresh_until_a_cycle_has_looked_at_them) {
    store_->save_plan(plan(1), clerk);
    EXPECT_TRUE(look().assignments[0].fresh);
    evaluated("2026-06-01T08:00:00");
    EXPECT_FALSE(look().assignments[0].fresh);
    EXPECT_EQ(look().evaluated_until, time("2026-06-01T08:00:00"));
}

TEST_P(StoreContract, only_fresh_subjects_bring_the_reminders_they_had) {
    store_->save_plan(plan(2), clerk);
    ASSERT_TRUE(
        store_->commit(cycle(store_->revision(), {reminder(1, "lead:-7d"), reminder(2, "lead:-7d")}, {}), instant(0)));
    EXPECT_TRUE(look().recorded.empty());

    store_->extend(subject(2), {"", day("2026-07-01"), "5/QĐ", day("2026-06-01")}, clerk);

    EXPECT_EQ(look().recorded, (std::unordered_set<std::string>{reminder(2, "lead:-7d").key}));
}

TEST_P(StoreContract, fresh_reports_bring_the_reminders_they_had) {
    ReminderRow sent = reminder(1, "lead:-7d");
    sent.subject = "kh142-nam/so-y-te";
    sent.period = "2026";
    sent.key = "kh142-nam/so-y-te@2026 v1 lead:-7d so-y-te";
    ASSERT_TRUE(store_->commit(cycle(store_->revision(), {sent}, {}), instant(0)));

    store_->complete("kh142-nam/so-y-te", {"2026", day("2026-11-01"), ""}, clerk);

    const model::Snapshot snapshot = look();
    EXPECT_TRUE(snapshot.recorded.contains(sent.key));
    EXPECT_TRUE(snapshot.facts.at(snapshot.report_facts.at("kh142-nam/so-y-te")).fresh);
}

TEST_P(StoreContract, texts_come_in_the_order_asked_for) {
    store_->save_plan(plan(3), clerk);
    const std::vector<Store::AssignmentRef> wanted{{"ke-hoach-1", 3}, {"ke-hoach-1", 9}, {"ke-hoach-1", 1}};

    const auto texts = store_->texts(wanted);

    ASSERT_EQ(texts.size(), 3U);
    EXPECT_EQ(texts[0], row(3).text);
    EXPECT_EQ(texts[1], model::AssignmentText{});
    EXPECT_EQ(texts[2], row(1).text);
}

TEST_P(StoreContract, parts_of_a_row_know_it_while_it_is_open) {
    PlanImport import = plan(3);
    import.assignments[1].text.ordinal = "1.1";
    store_->save_plan(import, clerk);
    auto snapshot = look();
    EXPECT_EQ(snapshot.assignments[0].parent, model::Assignment::no_parent);
    EXPECT_EQ(snapshot.assignments[1].parent, 0U);
    EXPECT_EQ(snapshot.assignments[2].parent, model::Assignment::no_parent);
    store_->complete(subject(1), {"", day("2026-05-20"), ""}, clerk);
    EXPECT_EQ(look().assignments[0].parent, model::Assignment::no_parent);
    EXPECT_EQ(look(Store::Scope::all).assignments[1].parent, 0U);
}

TEST_P(StoreContract, importing_again_finds_parts_and_makes_nothing_fresh_where_they_are_the_same) {
    PlanImport import = plan(2);
    store_->save_plan(import, clerk);
    import.assignments[1].text.ordinal = "1.1";
    store_->save_plan(import, clerk);
    EXPECT_EQ(look().assignments[1].parent, 0U);
    const auto revision = store_->revision();
    store_->save_plan(import, clerk);
    EXPECT_EQ(store_->revision(), revision);
}

TEST_P(StoreContract, what_has_not_happened_is_awaited_by_all_that_wait_for_it) {
    PlanImport import = plan(3);
    for (auto* record : {&import.assignments[0], &import.assignments[2]}) {
        record->deadline = {};
        record->deadline.kind = rules::deadlines::Kind::conditional;
        record->deadline.has_condition = true;
        record->text.condition = "Sau khi có văn bản hướng dẫn của Bộ Y tế";
    }
    store_->save_plan(import, clerk);
    auto awaited = look().awaited;
    ASSERT_EQ(awaited.size(), 1U);
    EXPECT_EQ(awaited[0].id, "van-ban-huong-dan-cua-bo-y-te");
    EXPECT_EQ(awaited[0].waiting, (std::vector<std::uint32_t>{0, 2}));
    EXPECT_EQ(awaited[0].since, std::chrono::floor<std::chrono::days>(clerk.at + std::chrono::hours{7}));
    store_->cancel(subject(1), {day("2026-03-01"), "bỏ"}, clerk);
    EXPECT_EQ(look().awaited.at(0).waiting, (std::vector<std::uint32_t>{1}));
    store_->record_event({awaited[0].id, day("2026-06-05"), "12/BYT"}, {}, rules::dates::Calendar(), clerk);
    EXPECT_TRUE(look().awaited.empty());
}

TEST_P(StoreContract, tracking_begins_once) {
    store_->begin_tracking(day("2026-01-01"));
    store_->begin_tracking(day("2026-05-01"));
    EXPECT_EQ(look().tracking_since, day("2026-01-01"));
}

TEST_P(StoreContract, what_one_connection_wrote_another_one_sees) {
    const auto other = site_->open();
    store_->save_plan(plan(2), clerk);
    EXPECT_EQ(other->snapshot(units_).assignments.size(), 2U);
    EXPECT_EQ(other->revision(), store_->revision());
}

}  // namespace dondoc::store::contract
