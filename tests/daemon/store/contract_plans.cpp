#include "contract.hpp"

namespace dondoc::store::contract {

TEST_P(StoreContract, an_assignment_comes_back_as_it_was_imported) {
    PlanImport import = plan(2);
    import.assignments[1] = recurring_row(2);
    import.assignments[1].text = {"I.2",
                                  "Mục <I>",
                                  "Tiêu đề 'có' \"nháy\" 😀\r\nxuống dòng",
                                  "Sở Y tế; Sở X",
                                  "UBND",
                                  "Báo cáo",
                                  "Hằng năm",
                                  "khi có hướng dẫn",
                                  "Quý I",
                                  "ghi chú"};
    import.assignments[1].unresolved_units = {"Sở X, phòng Y", "Ban Z"};
    import.assignments[1].deadline.then_continuous = true;
    import.assignments[1].deadline.has_condition = true;
    import.assignments[1].deadline.start = day("2026-01-01");

    store_->save_plan(import, clerk);

    const auto kept = store_->assignments("ke-hoach-1");
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].record, import.assignments[0]);
    EXPECT_EQ(kept[1].record, import.assignments[1]);
    EXPECT_EQ(kept[1].plan.number, "1/KH-UBND");
    EXPECT_EQ(kept[1].plan.date, day("2026-01-15"));
    EXPECT_EQ(store_->assignment("ke-hoach-1", 2)->record, import.assignments[1]);
}

TEST_P(StoreContract, a_list_of_recurrences_and_a_term_come_back) {
    PlanImport import = plan(3);
    for (const std::uint32_t n : {0U, 1U}) {
        import.assignments[n] = recurring_row(n + 1);
        rules::deadlines::Recurrence time;
        time.period = rules::dates::PeriodKind::month;
        time.only.bits = 0b1000'0000'0100;
        time.year = static_cast<std::int16_t>(n == 0 ? 0 : 2026);
        ASSERT_TRUE(import.assignments[n].deadline.recurrences.add(time));
    }
    import.assignments[2].deadline.term = {rules::deadlines::Term::Of::working_days, 15};

    store_->save_plan(import, clerk);

    const auto kept = store_->assignments("ke-hoach-1");
    const auto snapshot = store_->snapshot(directory());
    ASSERT_EQ(kept.size(), 3U);
    for (std::size_t n = 0; n < kept.size(); ++n) {
        EXPECT_EQ(kept[n].record.deadline, import.assignments[n].deadline);
        EXPECT_EQ(snapshot.assignments[n].deadline, import.assignments[n].deadline);
    }
}

TEST_P(StoreContract, what_does_not_exist_is_not_found) {
    store_->save_plan(plan(1), clerk);
    EXPECT_FALSE(store_->assignment("ke-hoach-1", 2));
    EXPECT_FALSE(store_->assignment("ke-hoach-2", 1));
    EXPECT_TRUE(store_->assignments("ke-hoach-2").empty());
    EXPECT_EQ(store_->assignments().size(), 1U);
}

TEST_P(StoreContract, the_first_import_adds_every_row) {
    const ImportSummary summary = store_->save_plan(plan(3), clerk);
    EXPECT_TRUE(summary.new_plan);
    EXPECT_EQ(summary.added, 3U);
    EXPECT_EQ(summary.changed + summary.unchanged + summary.withdrawn, 0U);
}

TEST_P(StoreContract, importing_the_same_file_again_changes_nothing) {
    store_->save_plan(plan(3), clerk);
    const std::int64_t revision = store_->revision();

    const ImportSummary summary = store_->save_plan(plan(3), clerk);

    EXPECT_FALSE(summary.new_plan);
    EXPECT_EQ(summary.unchanged, 3U);
    EXPECT_EQ(summary.added + summary.changed + summary.withdrawn, 0U);
    EXPECT_EQ(store_->revision(), revision);
}

TEST_P(StoreContract, a_changed_row_is_fresh_and_the_others_are_not) {
    store_->save_plan(plan(3), clerk);
    evaluated();
    PlanImport second = plan(3);
    second.content_hash = "01";
    second.assignments[1].deadline.due = day("2026-07-31");

    const ImportSummary summary = store_->save_plan(second, clerk);

    EXPECT_EQ(summary.changed, 1U);
    EXPECT_EQ(summary.unchanged, 2U);
    const model::Snapshot snapshot = look();
    EXPECT_FALSE(snapshot.assignments[0].fresh);
    EXPECT_TRUE(snapshot.assignments[1].fresh);
    EXPECT_EQ(snapshot.assignments[1].deadline.due, day("2026-07-31"));
}

TEST_P(StoreContract, a_row_that_names_another_day_has_a_new_deadline_version) {
    PlanImport first = plan(1);
    first.assignments[0].deadline.kind = rules::deadlines::Kind::fixed;
    first.assignments[0].deadline.due = day("2026-06-20");
    store_->save_plan(first, clerk);
    PlanImport second = first;
    second.content_hash = "other";
    second.assignments[0].deadline.due = day("2026-07-10");
    store_->save_plan(second, clerk);
    store_->save_plan(second, clerk);

    const auto row = store_->assignment(second.plan.id, 1);
    ASSERT_EQ(row->facts.extensions.size(), 1U);
    EXPECT_EQ(row->facts.extensions[0].until, day("2026-07-10"));
    EXPECT_EQ(store_->snapshot(units_).facts.size(), 1U);
}

TEST_P(StoreContract, the_same_bytes_read_differently_are_a_change) {
    store_->save_plan(plan(1), clerk);
    PlanImport second = plan(1);
    second.assignments[0].leads = {"so-noi-vu"};  // the register learned a name in between
    EXPECT_EQ(store_->save_plan(second, clerk).changed, 1U);
}

TEST_P(StoreContract, a_row_that_the_document_lost_is_withdrawn_and_kept) {
    store_->save_plan(plan(3), clerk);
    PlanImport second = plan(2);
    second.content_hash = "01";

    EXPECT_EQ(store_->save_plan(second, clerk).withdrawn, 1U);

    EXPECT_EQ(look().assignments.size(), 2U);
    EXPECT_EQ(look(Store::Scope::all).assignments.size(), 3U);
    const auto kept = store_->assignment("ke-hoach-1", 3);
    ASSERT_TRUE(kept);
    ASSERT_TRUE(kept->facts.cancelled);
    EXPECT_EQ(kept->facts.cancelled->on, day("2026-05-29"));
    EXPECT_EQ(store_->save_plan(second, clerk).withdrawn, 0U) << "once is enough";
}

TEST_P(StoreContract, a_withdrawn_row_that_returns_is_open_again) {
    store_->save_plan(plan(2), clerk);
    store_->save_plan(plan(1), clerk);

    EXPECT_EQ(store_->save_plan(plan(2), clerk).changed, 1U);

    EXPECT_EQ(look().assignments.size(), 2U);
    EXPECT_FALSE(store_->assignment("ke-hoach-1", 2)->facts.cancelled);
}

TEST_P(StoreContract, facts_outlive_a_new_import) {
    store_->save_plan(plan(2), clerk);
    store_->complete(subject(1), {"", day("2026-05-20"), "12/BC"}, clerk);
    PlanImport second = plan(2);
    second.assignments[0].text.title = "Nhiệm vụ số 1, đã sửa";

    store_->save_plan(second, clerk);

    EXPECT_EQ(look().assignments.size(), 1U);
    EXPECT_EQ(store_->assignment("ke-hoach-1", 1)->facts.completions.size(), 1U);
}

TEST_P(StoreContract, a_row_put_in_the_middle_leaves_facts_with_their_rows) {
    PlanImport first = plan(3);
    for (std::uint32_t i = 0; i < 3; ++i)
        first.assignments[i].text.title = std::vector{"Rà soát", "Tập huấn", "Kiểm tra"}[i];
    store_->save_plan(first, clerk);
    store_->complete(subject(2), {"", day("2026-05-20"), "12/BC"}, clerk);
    PlanImport second = first;
    second.assignments.insert(second.assignments.begin() + 1, row(9));
    second.assignments[1].text.title = "Mua sắm trang thiết bị";
    for (std::uint32_t i = 0; i < 4; ++i) {
        second.assignments[i].seq = i + 1;
        second.assignments[i].text.ordinal = std::to_string(i + 1) + ".";
    }

    const PlanComparison before = store_->compare_plan(second);
    const ImportSummary summary = store_->save_plan(second, clerk);

    EXPECT_EQ(before.assignments.count(RowChange::Kind::added), summary.added);
    EXPECT_EQ(before.assignments.count(RowChange::Kind::changed), summary.changed);
    EXPECT_EQ(summary.added, 1U);
    EXPECT_EQ(summary.changed, 2U) << "their ordinals";
    EXPECT_EQ(summary.withdrawn, 0U);
    EXPECT_EQ(store_->assignment("ke-hoach-1", 2)->record.text.title, "Tập huấn");
    EXPECT_EQ(store_->assignment("ke-hoach-1", 2)->facts.completions.size(), 1U);
    EXPECT_EQ(store_->assignment("ke-hoach-1", 4)->record.text.title, "Mua sắm trang thiết bị");
    EXPECT_EQ(store_->save_plan(second, clerk).unchanged, 4U);
}

TEST_P(StoreContract, comparing_writes_nothing) {
    EXPECT_FALSE(store_->compare_plan(plan(2)).kept);
    store_->save_plan(plan(2), clerk);
    const std::int64_t revision = store_->revision();

    const PlanComparison comparison = store_->compare_plan(plan(3));

    ASSERT_TRUE(comparison.kept);
    EXPECT_EQ(comparison.kept->number, "1/KH-UBND");
    EXPECT_EQ(comparison.assignments.count(RowChange::Kind::added), 1U);
    EXPECT_EQ(store_->revision(), revision);
    EXPECT_EQ(store_->assignments("ke-hoach-1").size(), 2U);
}

TEST_P(StoreContract, a_person_says_which_row_a_rewritten_one_is) {
    store_->save_plan(plan(1), clerk);
    PlanImport second = plan(1);
    second.assignments[0].text.title = "Nội dung viết lại hoàn toàn";
    ASSERT_EQ(store_->compare_plan(second).assignments.questions.size(), 1U);
    second.same = {{1, 1}};

    EXPECT_EQ(store_->save_plan(second, clerk).changed, 1U);
    EXPECT_EQ(store_->assignment("ke-hoach-1", 1)->record.text.title, "Nội dung viết lại hoàn toàn");
}

}  // namespace dondoc::store::contract
