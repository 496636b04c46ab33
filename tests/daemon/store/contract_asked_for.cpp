#include "contract.hpp"

#include <gmock/gmock.h>

/// Reports on request, and values of indicators.
namespace dondoc::store::contract {
namespace {

using testing::ElementsAre;

model::ReportRequest request(const std::string& rule, std::vector<std::string> units = {}) {
    model::ReportRequest made;
    made.rule = rule;
    made.asked = day("2026-06-01");
    made.due = day("2026-06-12");
    made.basis = "45/UBND-VP";
    made.units = std::move(units);
    return made;
}

PlanImport with_indicator() {
    PlanImport import = plan(1);
    model::IndicatorRecord record;
    record.seq = 1;
    record.name = "Tỷ lệ bao phủ";
    record.unit_of_measure = "%";
    record.targets = {{2026, model::Comparator::at_least, 95.0, "≥ 95", false}};
    record.owners = {"so-y-te"};
    import.indicators = {record};
    return import;
}

model::Measure measure(const std::string& period, double value) {
    return {period, value, std::to_string(value), "12/BC", day("2026-06-01")};
}

}  // namespace

TEST_P(StoreContract, requests_are_numbered_within_their_rule) {
    EXPECT_EQ(store_->request_report(request("dot-xuat"), clerk), 1);
    EXPECT_EQ(store_->request_report(request("khac"), clerk), 1);
    EXPECT_EQ(store_->request_report(request("dot-xuat", {"so-y-te", "so-noi-vu"}), clerk), 2);
    const auto rows = store_->requests();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[2].who, clerk.who);
    EXPECT_EQ(rows[2].request.number, 2);
    EXPECT_EQ(rows[2].request.due, day("2026-06-12"));
    EXPECT_EQ(rows[2].request.asked, day("2026-06-01"));
    EXPECT_EQ(rows[2].request.basis, "45/UBND-VP");
    EXPECT_THAT(rows[2].request.units, ElementsAre("so-y-te", "so-noi-vu"));
    EXPECT_TRUE(rows[0].request.units.empty());
}

TEST_P(StoreContract, a_request_is_fresh_until_it_was_evaluated) {
    evaluated();
    const auto before = store_->revision();
    store_->request_report(request("dot-xuat"), clerk);
    EXPECT_GT(store_->revision(), before);
    ASSERT_EQ(look().requests.size(), 1U);
    EXPECT_TRUE(look().requests[0].fresh);
    evaluated("2026-06-02T08:00:00");
    EXPECT_FALSE(look().requests[0].fresh);
}

TEST_P(StoreContract, an_answered_request_is_a_fact_of_its_unit) {
    store_->request_report(request("dot-xuat"), clerk);
    store_->complete("dot-xuat/so-y-te@R1", {"", day("2026-06-05"), "9/BC"}, clerk);
    const auto snapshot = look();
    const auto& facts = snapshot.facts.at(snapshot.report_facts.at("dot-xuat/so-y-te"));
    EXPECT_EQ(facts.completions.at(0).period, "R1");
}

TEST_P(StoreContract, a_snapshot_holds_the_indicators_that_the_plan_still_has) {
    store_->save_plan(with_indicator(), clerk);
    const auto snapshot = look();
    ASSERT_EQ(snapshot.indicators.size(), 1U);
    EXPECT_EQ(snapshot.indicators[0].name, "Tỷ lệ bao phủ");
    EXPECT_EQ(snapshot.indicators[0].owners.size(), 1U);
    PlanImport without = plan(1);
    store_->save_plan(without, clerk);
    EXPECT_TRUE(look().indicators.empty());
}

TEST_P(StoreContract, a_value_is_kept_and_completes_its_period) {
    store_->save_plan(with_indicator(), clerk);
    ASSERT_TRUE(store_->record_value("ke-hoach-1", 1, measure("2026", 94), clerk));
    const auto snapshot = look();
    const auto& facts = snapshot.facts.at(snapshot.report_facts.at("ke-hoach-1/ct1"));
    EXPECT_EQ(facts.completions.at(0).period, "2026");
    EXPECT_THAT(store_->indicators("ke-hoach-1").at(0).measures, ElementsAre(measure("2026", 94)));
}

TEST_P(StoreContract, a_corrected_value_stands_behind_the_first) {
    store_->save_plan(with_indicator(), clerk);
    ASSERT_TRUE(store_->record_value("ke-hoach-1", 1, measure("2026", 94), clerk));
    ASSERT_TRUE(store_->record_value("ke-hoach-1", 1, measure("2026", 96), clerk));
    EXPECT_THAT(store_->indicators("ke-hoach-1").at(0).measures, ElementsAre(measure("2026", 94), measure("2026", 96)));
    const auto snapshot = look();
    EXPECT_EQ(snapshot.facts.at(snapshot.report_facts.at("ke-hoach-1/ct1")).completions.size(), 1U);
}

TEST_P(StoreContract, a_value_of_nothing_changes_nothing) {
    store_->save_plan(with_indicator(), clerk);
    const auto before = store_->revision();
    EXPECT_FALSE(store_->record_value("ke-hoach-1", 7, measure("2026", 94), clerk));
    EXPECT_FALSE(store_->record_value("khong-co", 1, measure("2026", 94), clerk));
    EXPECT_EQ(store_->revision(), before);
}

TEST_P(StoreContract, an_indicator_that_the_document_no_longer_has_takes_no_value) {
    PlanImport import = with_indicator();
    store_->save_plan(import, clerk);
    import.indicators.clear();
    store_->save_plan(import, clerk);
    EXPECT_FALSE(store_->record_value("ke-hoach-1", 1, measure("2026", 96), clerk));
}

TEST_P(StoreContract, values_and_targets_are_read_where_everything_is) {
    store_->save_plan(with_indicator(), clerk);
    store_->record_value("ke-hoach-1", 1, measure("2026", 96), clerk);
    EXPECT_TRUE(look().indicators.at(0).measures.empty());
    const auto all = look(Store::Scope::all);
    EXPECT_EQ(all.indicators.at(0).measures.at(0).value, 96.0);
    EXPECT_EQ(all.indicators.at(0).targets.at(0).words, "≥ 95");
}

}  // namespace dondoc::store::contract
