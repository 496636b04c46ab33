#include "contract.hpp"

namespace dondoc::store::contract {
namespace {

const model::Extension until_july{"", day("2026-07-01"), "5/QĐ-UBND", day("2026-06-01")};
const model::Extension until_august{"", day("2026-08-01"), "6/QĐ-UBND", day("2026-06-20")};

}  // namespace

TEST_P(StoreContract, every_fact_raises_the_revision) {
    store_->save_plan(plan(5), clerk);
    std::int64_t last = store_->revision();
    const auto raised = [&] {
        const std::int64_t before = std::exchange(last, store_->revision());
        return last > before;
    };

    store_->complete(subject(1), {"", day("2026-05-20"), ""}, clerk);
    EXPECT_TRUE(raised()) << "complete";
    store_->extend(subject(2), until_july, clerk);
    EXPECT_TRUE(raised()) << "extend";
    store_->cancel(subject(3), {day("2026-05-20"), "bỏ"}, clerk);
    EXPECT_TRUE(raised()) << "cancel";
    store_->resume(subject(3), {day("2026-05-21"), "làm tiếp"}, clerk);
    EXPECT_TRUE(raised()) << "resume";
    store_->acknowledge(subject(4), {"so-y-te", day("2026-05-30")}, clerk);
    EXPECT_TRUE(raised()) << "acknowledge";
    store_->progress(subject(5), {day("2026-05-20"), 40, ""}, clerk);
    EXPECT_TRUE(raised()) << "progress";
    const auto id = store_->silence(
        {"ke-hoach-1", "", "", "a", "b", time("2026-05-01T00:00:00"), time("2026-06-01T00:00:00")}, clerk);
    EXPECT_TRUE(raised()) << "silence";
    store_->end_silence(id, time("2026-05-10T00:00:00"), clerk);
    EXPECT_TRUE(raised()) << "end_silence";
    store_->begin_tracking(day("2026-01-01"));
    EXPECT_TRUE(raised()) << "begin_tracking";
}

TEST_P(StoreContract, a_completed_assignment_is_no_longer_open) {
    store_->save_plan(plan(2), clerk);
    store_->complete(subject(1), {"", day("2026-05-20"), "12/BC"}, clerk);

    ASSERT_EQ(look().assignments.size(), 1U);
    EXPECT_EQ(look().assignments[0].seq, 2U);
    const model::Snapshot all = look(Store::Scope::all);
    ASSERT_EQ(all.assignments.size(), 2U);
    EXPECT_EQ(all.facts.at(all.assignments[0].facts).completions.at(0).document, "12/BC");
}

TEST_P(StoreContract, a_recurring_assignment_stays_open_after_one_period) {
    PlanImport import = plan(0);
    import.assignments.push_back(recurring_row(1));
    store_->save_plan(import, clerk);

    store_->complete(subject(1) + "@2026-H1", {"", day("2026-06-01"), ""}, clerk);

    const model::Snapshot snapshot = look();
    ASSERT_EQ(snapshot.assignments.size(), 1U);
    EXPECT_EQ(snapshot.facts.at(snapshot.assignments[0].facts).completions.at(0).period, "2026-H1");
}

TEST_P(StoreContract, a_recurring_assignment_completed_as_a_whole_is_closed) {
    PlanImport import = plan(0);
    import.assignments.push_back(recurring_row(1));
    store_->save_plan(import, clerk);
    store_->complete(subject(1), {"", day("2026-06-01"), ""}, clerk);
    EXPECT_TRUE(look().assignments.empty());
}

TEST_P(StoreContract, extensions_keep_their_order_and_make_the_row_fresh) {
    store_->save_plan(plan(1), clerk);
    evaluated();
    store_->extend(subject(1), until_july, clerk);
    store_->extend(subject(1), until_august, clerk);

    const model::Snapshot snapshot = look();

    ASSERT_EQ(snapshot.assignments.size(), 1U);
    EXPECT_TRUE(snapshot.assignments[0].fresh);
    const model::SubjectFacts& facts = snapshot.facts.at(snapshot.assignments[0].facts);
    EXPECT_TRUE(facts.fresh);
    ASSERT_EQ(facts.extensions.size(), 2U);
    EXPECT_EQ(facts.extensions[0].until, until_july.until);
    EXPECT_EQ(facts.extensions[1].basis, until_august.basis);
    EXPECT_EQ(facts.extensions[1].decided, until_august.decided);
}

TEST_P(StoreContract, a_cancelled_assignment_is_no_longer_open) {
    store_->save_plan(plan(1), clerk);
    store_->cancel(subject(1), {day("2026-05-20"), "7/QĐ"}, clerk);
    EXPECT_TRUE(look().assignments.empty());
    EXPECT_EQ(store_->assignment("ke-hoach-1", 1)->facts.cancelled->basis, "7/QĐ");
}

TEST_P(StoreContract, what_is_resumed_is_open_again_and_fresh) {
    store_->save_plan(plan(1), clerk);
    store_->cancel(subject(1), {day("2026-05-20"), "7/QĐ"}, clerk);
    evaluated();
    store_->resume(subject(1), {day("2026-05-25"), "9/QĐ"}, clerk);

    const model::Snapshot snapshot = look();
    ASSERT_EQ(snapshot.assignments.size(), 1U);
    EXPECT_TRUE(snapshot.assignments[0].fresh);
    EXPECT_FALSE(snapshot.facts.at(snapshot.assignments[0].facts).cancelled);

    store_->cancel(subject(1), {day("2026-05-28"), "10/QĐ"}, clerk);
    EXPECT_TRUE(look().assignments.empty());
    EXPECT_EQ(store_->assignment("ke-hoach-1", 1)->facts.cancelled->basis, "10/QĐ");
}

TEST_P(StoreContract, resuming_reopens_nothing_that_is_done) {
    store_->save_plan(plan(1), clerk);
    store_->complete(subject(1), {"", day("2026-05-20"), ""}, clerk);
    store_->cancel(subject(1), {day("2026-05-21"), "7/QĐ"}, clerk);
    store_->resume(subject(1), {day("2026-05-25"), "9/QĐ"}, clerk);
    EXPECT_TRUE(look().assignments.empty());
}

TEST_P(StoreContract, work_that_was_taken_up_again_and_old_data_know_when_they_were_told) {
    store_->save_plan(plan(1), clerk);
    store_->cancel(subject(1), {day("2026-03-01"), "tạm dừng"}, clerk);
    store_->resume(subject(1), {day("2026-03-16"), "tiếp tục"}, clerk);
    const Actor later{"phong-khth", instant(86'400)};
    store_->progress(subject(1), {day("2026-02-10"), 40, ""}, later);
    const model::SubjectFacts facts = look().facts.at(0);
    EXPECT_EQ(facts.resumed, std::vector{day("2026-03-16")});
    const auto told = std::chrono::floor<std::chrono::days>(later.at + std::chrono::hours{7});
    EXPECT_EQ(facts.data_told, told);
}

TEST_P(StoreContract, progress_comes_back_in_the_order_it_was_told) {
    store_->save_plan(plan(1), clerk);
    store_->progress(subject(1), {day("2026-05-20"), 40, "xong khảo sát"}, clerk);
    store_->progress(subject(1), {day("2026-05-10"), std::nullopt, "chờ kinh phí"}, clerk);

    const model::Snapshot snapshot = look();

    ASSERT_EQ(snapshot.assignments.size(), 1U);
    const auto& progress = snapshot.facts.at(snapshot.assignments[0].facts).progress;
    ASSERT_EQ(progress.size(), 2U);
    EXPECT_EQ(progress[0].on, day("2026-05-20"));
    EXPECT_EQ(progress[0].percent, 40);
    EXPECT_EQ(progress[0].note, "xong khảo sát");
    EXPECT_EQ(progress[0].who, clerk.who);
    EXPECT_EQ(progress[1].percent, std::nullopt);
}

TEST_P(StoreContract, an_acknowledgement_names_unit_and_day) {
    store_->save_plan(plan(1), clerk);
    store_->acknowledge(subject(1), {.unit = "so-y-te", .until = day("2026-05-30"), .reason = "đang họp"}, clerk);
    const model::Snapshot snapshot = look();
    const auto& acknowledged = snapshot.facts.at(snapshot.assignments[0].facts).acknowledgements;
    ASSERT_EQ(acknowledged.size(), 1U);
    EXPECT_EQ(acknowledged[0].unit, "so-y-te");
    EXPECT_EQ(acknowledged[0].until, day("2026-05-30"));
    EXPECT_EQ(acknowledged[0].who, clerk.who);
    EXPECT_EQ(acknowledged[0].reason, "đang họp");
}

TEST_P(StoreContract, facts_of_reports_are_found_by_the_key_without_period) {
    store_->complete("kh142-nam/so-y-te", {"2025", day("2025-11-10"), "1/BC"}, clerk);
    store_->complete("kh142-nam/so-y-te@2026", {"", day("2026-11-10"), "2/BC"}, clerk);
    store_->extend("kh142-nam/so-noi-vu", until_july, clerk);
    evaluated();

    const model::Snapshot snapshot = look();

    const model::SubjectFacts& facts = snapshot.facts.at(snapshot.report_facts.at("kh142-nam/so-y-te"));
    ASSERT_EQ(facts.completions.size(), 2U);
    EXPECT_EQ(facts.completions[1].period, "2026");
    EXPECT_FALSE(facts.fresh);
    EXPECT_EQ(snapshot.facts.at(snapshot.report_facts.at("kh142-nam/so-noi-vu")).extensions.size(), 1U);
}

TEST_P(StoreContract, silences_come_back_whole) {
    const model::Silence silence{"ke-hoach-1",
                                 subject(1),
                                 "so-y-te",
                                 "Lan",
                                 "đang sáp nhập",
                                 time("2026-05-01T00:00:00"),
                                 time("2026-06-01T12:30:00"),
                                 "kh88-nam",
                                 "subject.kind == \"report\""};
    const auto id = store_->silence(silence, clerk);
    const auto silences = look().silences;
    ASSERT_EQ(silences.size(), 1U);
    EXPECT_EQ(silences[0].plan, silence.plan);
    EXPECT_EQ(silences[0].subject, silence.subject);
    EXPECT_EQ(silences[0].unit, silence.unit);
    EXPECT_EQ(silences[0].author, silence.author);
    EXPECT_EQ(silences[0].reason, silence.reason);
    EXPECT_EQ(silences[0].from, silence.from);
    EXPECT_EQ(silences[0].until, silence.until);
    EXPECT_EQ(silences[0].rule, silence.rule);
    EXPECT_EQ(silences[0].match, silence.match);
    EXPECT_EQ(silences[0].id, id);
}

TEST_P(StoreContract, a_silence_that_was_ended_keeps_both_ends) {
    const auto id = store_->silence(
        {"ke-hoach-1", "", "", "Lan", "nghỉ", time("2026-05-01T00:00:00"), time("2026-06-01T00:00:00")}, clerk);
    EXPECT_FALSE(store_->end_silence(id + 1, time("2026-05-10T09:00:00"), clerk)) << "unknown";
    EXPECT_TRUE(store_->end_silence(id, time("2026-05-10T09:00:00"), clerk));
    EXPECT_FALSE(store_->end_silence(id, time("2026-05-11T09:00:00"), clerk)) << "ended before";

    EXPECT_EQ(look().silences.at(0).until, time("2026-05-10T09:00:00"));
    const auto rows = store_->silences();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].fact.until, time("2026-06-01T00:00:00"));
    EXPECT_EQ(rows[0].ended, time("2026-05-10T09:00:00"));
    EXPECT_EQ(rows[0].ended_by, clerk.who);
}

}  // namespace dondoc::store::contract
