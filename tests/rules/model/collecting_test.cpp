#include "rules/model/collecting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::model {
namespace {

using testing::ElementsAre;

dates::Date day(std::string_view iso) {
    return dates::parse_iso(iso).value();
}

/// Three units report by the 15th of a month, one more collects by the 16th.
struct CollectingTest : testing::Test {
    CollectingTest() {
        std::vector<Unit> units;
        for (const char* id : {"tong-hop", "a", "b", "c"}) {
            Unit unit;
            unit.id = unit.name = id;
            units.push_back(unit);
        }
        std::vector<UnitDirectory::Fault> faults;
        book.units = UnitDirectory::make(units, {}, faults);
        book.reports = {rule("don-vi", 15, {"a", "b", "c"}), rule("tong-hop-thang", 16, {"tong-hop"})};
        book.reports[1].collects = 0;
        snapshot.tracking_since = day("2026-01-01");
        occurrence.kind = SubjectKind::report;
        occurrence.index = 1;
        occurrence.period = dates::Period{dates::PeriodKind::month, 5, 2026};
    }

    ReportRule rule(const char* id, int last_day, std::initializer_list<const char*> from) const {
        ReportRule made;
        made.id = id;
        for (const char* unit : from) made.from.push_back(*book.units.find(unit));
        deadlines::Recurrence monthly;
        monthly.period = dates::PeriodKind::month;
        monthly.due = deadlines::day_of_last_month(last_day);
        made.recurrence = monthly;
        return made;
    }
    SubjectFacts& facts(const char* key) {
        snapshot.report_facts.emplace(key, static_cast<std::uint32_t>(snapshot.facts.size()));
        return snapshot.facts.emplace_back();
    }
    std::vector<std::string> missing() const {
        std::vector<std::string> ids;
        const auto collected = collected_for(occurrence, snapshot, book);
        for (const auto& one : collected.value().missing)
            ids.push_back(book.units[one.unit].id + " " + dates::format_iso(one.due));
        return ids;
    }

    RuleBook book;
    Snapshot snapshot;
    Occurrence occurrence;
};

TEST_F(CollectingTest, names_who_is_missing_the_one_due_first_first) {
    facts("don-vi/b").completions = {{"2026-05", day("2026-05-14"), ""}};
    facts("don-vi/a").extensions = {{"2026-05", day("2026-05-20"), "", day("2026-05-10")}};
    EXPECT_EQ(collected_for(occurrence, snapshot, book)->asked, 3U);
    EXPECT_THAT(missing(), ElementsAre("c 2026-05-15", "a 2026-05-20"));
}

TEST_F(CollectingTest, another_period_s_report_does_not_count) {
    facts("don-vi/b").completions = {{"2026-04", day("2026-04-14"), ""}};
    EXPECT_EQ(missing().size(), 3U);
}

TEST_F(CollectingTest, who_is_released_is_not_asked) {
    facts("don-vi/b").cancelled = Cancellation{day("2026-05-01"), ""};
    EXPECT_EQ(collected_for(occurrence, snapshot, book)->asked, 2U);
}

TEST_F(CollectingTest, a_report_that_collects_nothing_misses_nobody) {
    occurrence.index = 0;
    EXPECT_FALSE(collected_for(occurrence, snapshot, book));
    occurrence.index = 1;
    snapshot.tracking_since = day("2026-06-01");
    EXPECT_FALSE(collected_for(occurrence, snapshot, book));
}

}  // namespace
}  // namespace rules::model
