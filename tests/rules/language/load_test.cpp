#include "source_dir.hpp"
#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

namespace rules::language::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::filesystem::path data = std::filesystem::path(DONDOC_SOURCE_DIR) / "tests/rules/language/data";

/// The first word of a case's name says which kind of file it is.
Sources sources_of(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    Sources sources;
    sources.units = small_units();
    SourceFile file{name, read_file(path)};
    if (name.starts_with("units.")) {
        sources.units = std::move(file);
    } else if (name.starts_with("calendar.")) {
        sources.calendars.push_back(std::move(file));
    } else {
        sources.rules.push_back(std::move(file));
    }
    return sources;
}

class LoadFile : public ::testing::TestWithParam<std::string> {};

TEST_P(LoadFile, says_what_is_expected) {
    const Loaded loaded = load(sources_of(data / (GetParam() + ".yaml")));
    EXPECT_EQ(print(loaded.problems), read_file(data / (GetParam() + ".expected")));
}

std::vector<std::string> cases() {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(data)) {
        if (entry.path().extension() == ".yaml") names.insert(entry.path().stem().string());
    }
    return {names.begin(), names.end()};
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    for (char& c : name) {
        if (c == '.' || c == '-') c = '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Data, LoadFile, ::testing::ValuesIn(cases()), test_name);

TEST(Load, an_error_leaves_no_book_and_a_warning_does) {
    EXPECT_FALSE(load_rules("quiet: 1").book);
    const Loaded warned = load_rules("reports: [{id: a, title: A, period: year}]");
    EXPECT_EQ(warned.problems.size(), 1U);
    EXPECT_TRUE(warned.book);
}

TEST(Load, without_policies_the_default_one_applies) {
    const Loaded loaded = load_rules("quiet: none");
    ASSERT_TRUE(loaded.book);
    ASSERT_EQ(loaded.book->policies.size(), 1U);
    EXPECT_EQ(loaded.book->policies.front().condition->constant_for(model::SubjectKind::report), true);
    EXPECT_EQ(loaded.book->quiet.begin, loaded.book->quiet.end);
}

TEST(Load, a_policy_holds_its_stages_in_order) {
    const Loaded loaded = load_rules(
        "policies:\n"
        "  - id: a\n"
        "    match: \"true\"\n"
        "    remind: {lead: [30d, 3wd], so-noi-vu: 0d}\n"
        "    overdue: {lead: every 2wd, until: 30d}\n"
        "    escalate: [{after: 1wd, to: [unit.head, leadership], severity: critical}]\n"
        "    send_at: \"09:30\"\n"
        "    urgent: true\n");
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    const model::Policy& policy = loaded.book->policies.front();
    std::string stages;
    for (const model::Stage& stage : policy.stages) {
        stages += std::to_string(static_cast<int>(stage.kind)) + " " + stage.offset.text() + " " + stage.audience.text +
                  (stage.until ? " " + stage.until->text() : "") + "; ";
    }
    EXPECT_EQ(stages, "0 30d lead; 0 3wd lead; 0 0d so-noi-vu; 1 2wd lead 30d; 2 1wd unit.head; 2 1wd leadership; ");
    EXPECT_EQ(policy.stages[2].audience.unit, *loaded.book->units.find("so-noi-vu"));
    EXPECT_EQ(policy.stages.back().severity, model::Severity::critical);
    EXPECT_EQ(policy.send_at, std::chrono::minutes{570});
    EXPECT_TRUE(policy.urgent);
    EXPECT_EQ(policy.stages.front().place.line, 4);
    EXPECT_EQ(policy.stages.front().place.column, 21);
}

TEST(Load, a_report_names_units_by_id_or_by_name) {
    const Loaded loaded =
        load_rules("reports: [{id: a, title: A, from: [Sở Nội vụ, cac-so], to: SYT, due: 2026-11-24}]");
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    const model::ReportRule& rule = loaded.book->reports.front();
    EXPECT_EQ(rule.from.size(), 2U);
    EXPECT_EQ(rule.to, loaded.book->units.find("so-y-te"));
    EXPECT_EQ(rule.once, dates::make_date(2026, 11, 24));
    EXPECT_FALSE(rule.recurrence);
}

TEST(Load, ids_are_unique_over_all_files) {
    Sources sources;
    sources.units = small_units();
    const std::string text = "reports: [{id: a, title: A, from: cac-so, period: year}]\n";
    sources.rules = {{"rules.d/b.yaml", text}, {"rules.d/a.yaml", text}};
    const Loaded loaded = load(sources);
    ASSERT_EQ(loaded.problems.size(), 1U);
    EXPECT_EQ(loaded.problems.front().place.path, "rules.d/b.yaml");
    EXPECT_THAT(loaded.problems.front().message, HasSubstr("rules.d/a.yaml:1"));
}

TEST(Load, quiet_hours_are_given_once) {
    Sources sources;
    sources.units = small_units();
    sources.rules = {{"a.yaml", "quiet: none"}, {"b.yaml", "quiet: none"}};
    EXPECT_EQ(load(sources).problems.size(), 1U);
}

TEST(Load, a_year_has_one_calendar) {
    Sources sources;
    sources.units = small_units();
    sources.calendars = {{"2026.yaml", "{year: 2026, status: confirmed}"},
                         {"2026-b.yaml", "{year: 2026, status: confirmed}"}};
    EXPECT_EQ(load(sources).problems.size(), 1U);
}

TEST(Load, years_without_a_file_are_computed) {
    const Loaded loaded = load_rules("quiet: none");
    ASSERT_TRUE(loaded.book);
    EXPECT_FALSE(loaded.book->calendar.is_working_day(*dates::make_date(2030, 4, 30)));
    EXPECT_EQ(loaded.book->calendar.status(2030), dates::YearStatus::computed);
}

Sources with_calendars(std::vector<SourceFile> files) {
    Sources sources;
    sources.units = small_units();
    sources.calendars = std::move(files);
    return sources;
}

const dates::Date second_of_june = *dates::make_date(2026, 6, 2);

TEST(Load, an_official_year_counts_where_no_file_decides_it) {
    Sources sources = with_calendars({});
    sources.official_calendars = {
        {"2026.yaml", "{year: 2026, status: confirmed, off: [{date: 2026-06-02, name: Nghỉ}]}"}};
    EXPECT_FALSE(load(sources).book->calendar.is_working_day(second_of_june));
    sources.calendars = {{"2026.yaml", "{year: 2026, status: confirmed}"}};
    EXPECT_TRUE(load(sources).book->calendar.is_working_day(second_of_june));
}

TEST(Load, days_of_a_site_are_added_to_the_year) {
    const Loaded loaded = load(with_calendars(
        {{"2026-rieng.yaml", "{supplement: 2026, off: [{date: 2026-06-02, name: Ngày truyền thống}]}"}}));
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    EXPECT_FALSE(loaded.book->calendar.is_working_day(second_of_june));
    EXPECT_FALSE(loaded.book->calendar.is_working_day(*dates::make_date(2026, 4, 30)));
    EXPECT_EQ(loaded.book->calendar.status(2026), dates::YearStatus::computed);
}

TEST(Load, the_site_has_the_last_word_about_a_day) {
    const Loaded loaded = load(with_calendars({{"a.yaml", R"(
year: 2026
status: confirmed
off: [{date: 2026-04-30, name: Ngày Chiến thắng}]
worked: [{date: 2026-08-22, name: Làm bù}]
)"},
                                               {"b.yaml", R"(
supplement: 2026
off: [{date: 2026-08-22, name: Không làm bù}]
worked: [{date: 2026-04-30, name: Trực cả ngày}]
)"}}));
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    EXPECT_FALSE(loaded.book->calendar.is_working_day(*dates::make_date(2026, 8, 22)));
    EXPECT_TRUE(loaded.book->calendar.is_working_day(*dates::make_date(2026, 4, 30)));
}

TEST(Load, half_a_day_off_is_a_working_day) {
    const Loaded loaded = load(with_calendars(
        {{"a.yaml", "{supplement: 2026, off: [{date: 2026-06-02, name: Nghỉ chiều, half: afternoon}]}"}}));
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    EXPECT_TRUE(loaded.book->calendar.is_working_day(second_of_june));
    const auto& years = loaded.book->calendar.years();
    const auto year = std::find_if(years.begin(), years.end(), [](const auto& entry) { return entry.year == 2026; });
    ASSERT_EQ(year->half_days.size(), 1U);
    EXPECT_EQ(year->half_days.front().off, dates::HalfDay::Off::afternoon);
}

TEST(Load, half_of_what_is_said) {
    const Loaded loaded =
        load(with_calendars({{"a.yaml", "{supplement: 2026, off: [{date: 2026-06-02, name: Nghỉ, half: evening}]}"}}));
    ASSERT_EQ(loaded.problems.size(), 1U);
    EXPECT_THAT(loaded.problems.front().message, ::testing::HasSubstr("morning"));
}

TEST(Load, a_broken_register_does_not_make_every_unit_unknown) {
    Sources sources;
    sources.units = {"units.yaml", "units: ["};
    sources.rules = {{"a.yaml", "reports: [{id: a, title: A, from: so-y-te, period: year}]"}};
    const Loaded loaded = load(sources);
    ASSERT_EQ(loaded.problems.size(), 1U) << print(loaded.problems);
    EXPECT_EQ(loaded.problems.front().place.path, "units.yaml");
}

TEST(Load, every_file_is_read_to_its_end) {
    Sources sources;
    sources.units = {"units.yaml", "units: [{id: a}]"};
    sources.rules = {{"a.yaml", "reports: [{id: 1}"}, {"b.yaml", "policies: [{id: b}]\nx: y"}};
    sources.calendars = {{"c.yaml", "year: 2026"}};
    const Loaded loaded = load(sources);
    std::set<std::string> paths;
    for (const Problem& problem : loaded.problems) paths.insert(problem.place.path);
    EXPECT_EQ(paths, (std::set<std::string>{"units.yaml", "a.yaml", "b.yaml", "c.yaml"}));
}

}  // namespace
}  // namespace rules::language::testing
