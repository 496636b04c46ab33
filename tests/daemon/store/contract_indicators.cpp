#include "contract.hpp"

#include <gmock/gmock.h>

namespace dondoc::store::contract {
namespace {

using model::Comparator;
using model::IndicatorRecord;
using testing::ElementsAre;

IndicatorRecord indicator(std::uint32_t seq, const std::string& name, double target, const std::string& group = {}) {
    IndicatorRecord record;
    record.seq = seq;
    record.ordinal = std::to_string(seq);
    record.group = group;
    record.name = name;
    record.unit_of_measure = "%";
    record.targets = {{2026, Comparator::at_least, target, "≥ " + std::to_string(target), false}};
    return record;
}

PlanImport with(std::vector<IndicatorRecord> indicators) {
    PlanImport import = plan(1);
    import.indicators = std::move(indicators);
    return import;
}

std::vector<std::string> names(const std::vector<IndicatorRow>& rows) {
    std::vector<std::string> out;
    for (const auto& row : rows)
        out.push_back(std::to_string(row.record.seq) + " " + row.record.name + (row.withdrawn_on ? " †" : ""));
    return out;
}

}  // namespace

TEST_P(StoreContract, an_indicator_comes_back_as_it_was_imported) {
    IndicatorRecord record = indicator(1, "Tỷ lệ 'bao phủ' \"BHYT\"", 95.25, "I. Y tế / 1. Bảo hiểm");
    record.baseline = {{2025, Comparator::more_than, 94.5, "> 94,5", false}};
    record.targets.push_back({2030, Comparator::equal, std::nullopt, "toàn dân", false});
    record.targets.push_back({2031, Comparator::at_most, -0.06, "Giảm 0,06", true});
    record.owner_words = "Sở Y tế; BHXH tỉnh";
    record.advisor_words = "Phòng Nghiệp vụ";
    record.owners = {"so-y-te", "bhxh"};
    record.advisors = {"phong-nv"};
    record.note = "ghi chú";

    const ImportSummary summary = store_->save_plan(with({record}), clerk);

    EXPECT_EQ(summary.indicators.added, 1U);
    const auto kept = store_->indicators("ke-hoach-1");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].record, record);
    EXPECT_EQ(kept[0].plan.number, "1/KH-UBND");
    EXPECT_FALSE(kept[0].withdrawn_on);
    EXPECT_EQ(store_->indicators().size(), 1U);
    EXPECT_TRUE(store_->indicators("ke-hoach-2").empty());
}

TEST_P(StoreContract, importing_the_same_indicators_again_changes_nothing) {
    const PlanImport import = with({indicator(1, "A", 1), indicator(2, "B", 2)});
    store_->save_plan(import, clerk);
    const auto revision = store_->revision();

    const ImportSummary summary = store_->save_plan(import, clerk);

    EXPECT_EQ(summary.indicators.unchanged, 2U);
    EXPECT_EQ(summary.indicators.added + summary.indicators.changed + summary.indicators.withdrawn, 0U);
    EXPECT_EQ(store_->revision(), revision);
}

TEST_P(StoreContract, an_indicator_keeps_its_seq_when_rows_come_before_it) {
    store_->save_plan(with({indicator(1, "A", 1), indicator(2, "B", 2)}), clerk);

    const ImportSummary summary =
        store_->save_plan(with({indicator(1, "Mới", 5), indicator(2, "A", 1), indicator(3, "B", 3)}), clerk);

    EXPECT_EQ(summary.indicators.added, 1U);
    EXPECT_EQ(summary.indicators.changed, 2U) << "A has another ordinal, B another target as well";
    const auto kept = store_->indicators("ke-hoach-1");
    EXPECT_THAT(names(kept), ElementsAre("3 Mới", "1 A", "2 B"));
    EXPECT_EQ(kept[2].record.targets.at(0).value, 3.0);
}

TEST_P(StoreContract, an_indicator_that_the_document_lost_is_withdrawn_and_kept) {
    store_->save_plan(with({indicator(1, "A", 1), indicator(2, "B", 2)}), clerk);

    EXPECT_EQ(store_->save_plan(with({indicator(1, "B", 2)}), clerk).indicators.withdrawn, 1U);
    EXPECT_THAT(names(store_->indicators("ke-hoach-1")), ElementsAre("2 B", "1 A †"));
    EXPECT_EQ(store_->save_plan(with({indicator(1, "B", 2)}), clerk).indicators.withdrawn, 0U) << "once is enough";

    EXPECT_EQ(store_->save_plan(with({indicator(1, "A", 1), indicator(2, "B", 2)}), clerk).indicators.changed, 2U);
    EXPECT_THAT(names(store_->indicators("ke-hoach-1")), ElementsAre("1 A", "2 B"));
}

TEST_P(StoreContract, equal_names_are_told_apart_by_their_groups) {
    store_->save_plan(with({indicator(1, "Tuổi thọ", 76, "Đến 2030"), indicator(2, "Tuổi thọ", 80, "Đến 2045")}),
                      clerk);

    store_->save_plan(with({indicator(1, "Tuổi thọ", 80, "Đến 2045"), indicator(2, "Tuổi thọ", 76, "Đến 2030")}),
                      clerk);

    const auto kept = store_->indicators("ke-hoach-1");
    EXPECT_THAT(names(kept), ElementsAre("2 Tuổi thọ", "1 Tuổi thọ"));
    EXPECT_EQ(kept[0].record.group, "Đến 2045");
}

TEST_P(StoreContract, a_renamed_indicator_is_a_new_one) {
    store_->save_plan(with({indicator(1, "Tỷ lệ hộ nghèo", 1)}), clerk);
    store_->save_plan(with({indicator(1, "Tỷ lệ hộ cận nghèo", 1)}), clerk);
    EXPECT_THAT(names(store_->indicators("ke-hoach-1")), ElementsAre("2 Tỷ lệ hộ cận nghèo", "1 Tỷ lệ hộ nghèo †"));

    store_->save_plan(with({indicator(1, "TỶ LỆ HỘ CẬN NGHÈO", 1)}), clerk);
    EXPECT_THAT(names(store_->indicators("ke-hoach-1")), ElementsAre("2 TỶ LỆ HỘ CẬN NGHÈO", "1 Tỷ lệ hộ nghèo †"));
}

}  // namespace dondoc::store::contract
