#include "daemon/intake/intake.hpp"

#include "tests/daemon/intake/shared_plans.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <set>

namespace dondoc::intake {
namespace {

using rules::model::Unit;
using rules::model::UnitDirectory;
using testdata::Record;

// A register of every unit that the five plans name, with all the spellings that occur.
UnitDirectory known_units() {
    std::map<std::string, Unit> units;
    for (const auto& record : testdata::read_tsv(testdata::plans_folder() / "units.tsv")) {
        Unit& unit = units[record.at("canonical")];
        if (unit.id.empty()) unit.id = fmt::format("u{}", units.size());
        unit.name = record.at("canonical");
        unit.aliases.push_back(record.at("as_written"));
    }
    std::vector<Unit> list;
    for (auto& [name, unit] : units) list.push_back(std::move(unit));
    std::vector<UnitDirectory::Fault> faults;
    auto directory = UnitDirectory::make(std::move(list), {}, faults);
    EXPECT_TRUE(faults.empty()) << faults.front().what;
    return directory;
}

tl::expected<Draft, IntakeError> read(const std::string& name, const UnitDirectory& units) {
    return read_plan(testdata::read_file(testdata::plans_folder() / (name + ".docx")), name + ".docx", units);
}

std::string iso(const std::optional<rules::dates::Date>& date) {
    return date ? rules::dates::format_iso(*date) : std::string();
}

// The part of a gold line that a deadline answers, under the gold's column names.
void add_deadline(const rules::deadlines::Deadline& deadline, const std::string& prefix, Record& record) {
    using rules::deadlines::Kind;
    const auto& meaning = deadline.meaning;
    record[prefix + "kind"] = meaning.kind == Kind::unresolved ? "unknown" : std::string(kind_name(meaning.kind));
    record[prefix + "start"] = iso(meaning.start);
    record[prefix + "due"] = iso(meaning.due);
    record[prefix + "recurrence"] = meaning.recurrences.empty() ? "none" : "yearly";
    record[prefix + "condition"] = deadline.condition;
}

Record record_of(const AssignmentDraft& assignment) {
    Record record{{"seq", std::to_string(assignment.seq)}, {"ordinal", assignment.ordinal},
                  {"section", assignment.section},         {"title", assignment.title},
                  {"lead", assignment.lead_words},         {"support", assignment.support_words},
                  {"deliverable", assignment.deliverable}, {"deadline_text", assignment.deadline.words},
                  {"source_note", assignment.note}};
    add_deadline(assignment.deadline, "", record);
    record["central_text"] = assignment.central ? assignment.central->words : "";
    if (assignment.central) add_deadline(*assignment.central, "central_", record);
    return record;
}

/// Each difference from the gold as one line; `compared` counts the columns looked at.
std::vector<std::string> differences(const Draft& draft, const std::string& name, std::size_t& compared) {
    const auto gold = testdata::read_tsv(testdata::plans_folder() / (name + ".tasks.tsv"));
    std::vector<std::string> out;
    if (draft.assignments.size() != gold.size())
        out.push_back(fmt::format("{} assignments, expected {}", draft.assignments.size(), gold.size()));
    for (std::size_t i = 0; i < std::min(gold.size(), draft.assignments.size()); ++i)
        for (const auto& [column, value] : record_of(draft.assignments[i])) {
            ++compared;
            if (value != gold[i].at(column))
                out.push_back(fmt::format("row {} {}: '{}', expected '{}'", i + 1, column, value, gold[i].at(column)));
        }
    return out;
}

std::vector<std::string> doubts_of(const Draft& draft, Doubt::Kind kind) {
    std::vector<std::string> out;
    for (const auto& doubt : draft.doubts)
        if (doubt.kind == kind) out.push_back(doubt.where.vi() + ": " + doubt.vi + " [" + doubt.text + "]");
    return out;
}

class Plans : public testing::TestWithParam<const char*> {};

TEST_P(Plans, every_row_and_column_is_as_expected) {
    SKIP_WITHOUT_PLANS();
    const auto draft = read(GetParam(), known_units());
    ASSERT_TRUE(draft) << draft.error().message();

    std::size_t compared = 0;
    EXPECT_THAT(differences(*draft, GetParam(), compared), testing::IsEmpty());
    std::cout << fmt::format("{}: {} assignments, {} values, {} doubts\n", GetParam(), draft->assignments.size(),
                             compared, draft->doubts.size());
}

TEST_P(Plans, every_unit_is_resolved_against_a_full_register) {
    SKIP_WITHOUT_PLANS();
    const auto units = known_units();
    std::map<std::string, std::string> canonical;
    for (const auto& record : testdata::read_tsv(testdata::plans_folder() / "units.tsv"))
        canonical[record.at("as_written")] = record.at("canonical");
    std::map<std::string, std::vector<std::string>> expected;
    for (const auto& record : testdata::read_tsv(testdata::plans_folder() / "cells.tsv"))
        expected[record.at("cell")].push_back(canonical.at(record.at("unit")));
    expected[""] = {};

    const auto draft = read(GetParam(), units);

    ASSERT_TRUE(draft) << draft.error().message();
    EXPECT_THAT(doubts_of(*draft, Doubt::Kind::unit), testing::IsEmpty());
    const auto names = [&](const std::vector<UnitReading>& readings) {
        std::vector<std::string> out;
        for (const auto& reading : readings)
            out.push_back(reading.id.empty() ? "?" : units[*units.find(reading.id)].name);
        return out;
    };
    for (const auto& assignment : draft->assignments) {
        EXPECT_EQ(names(assignment.leads), expected.at(assignment.lead_words)) << assignment.seq;
        EXPECT_EQ(names(assignment.supports), expected.at(assignment.support_words)) << assignment.seq;
    }
}

TEST_P(Plans, without_a_register_every_name_is_listed) {
    SKIP_WITHOUT_PLANS();
    const auto draft = read(GetParam(), UnitDirectory());
    ASSERT_TRUE(draft) << draft.error().message();

    std::set<std::string> listed;
    for (const auto& doubt : draft->doubts)
        if (doubt.kind == Doubt::Kind::unit) listed.insert(doubt.text);
    for (const auto& assignment : draft->assignments) {
        const auto record = assignment.record();
        EXPECT_TRUE(record.leads.empty() && record.supports.empty());
        for (const auto& name : record.unresolved_units) EXPECT_TRUE(listed.count(name)) << name;
        EXPECT_TRUE(assignment.lead_words.empty() || !record.unresolved_units.empty());
    }
}

INSTANTIATE_TEST_SUITE_P(Real, Plans, testing::Values("bn-142", "bn-683", "nb-syt", "bn-200"));

struct Head {
    const char* name;
    const char* id;
    const char* number;
    const char* date;
    const char* issuer;
    const char* title_begins;
    int year;
};

class PlanHeads : public testing::TestWithParam<Head> {};

TEST_P(PlanHeads, number_date_issuer_title_and_year_are_found) {
    SKIP_WITHOUT_PLANS();
    const auto draft = read(GetParam().name, UnitDirectory());
    ASSERT_TRUE(draft) << draft.error().message();
    const auto& plan = draft->plan;

    EXPECT_EQ(plan.id, GetParam().id);
    EXPECT_EQ(plan.number, GetParam().number);
    EXPECT_EQ(iso(plan.date), GetParam().date);
    EXPECT_EQ(plan.issuer, GetParam().issuer);
    EXPECT_THAT(plan.title, testing::StartsWith(GetParam().title_begins));
    EXPECT_EQ(plan.year, GetParam().year);
}

INSTANTIATE_TEST_SUITE_P(
    Real, PlanHeads,
    testing::Values(Head{"bn-142", "142-kh-ubnd-2025", "142/KH-UBND", "2025-11-21", "ỦY BAN NHÂN DÂN TỈNH BẮC NINH",
                         "TRIỂN KHAI CHƯƠNG TRÌNH HÀNH ĐỘNG SỐ 05-CTR/TU", 2025},
                    Head{"bn-683", "683-kh-syt-2026", "683/KH-SYT", "2026-02-05", "Sở Y tế",
                         "Thực hiện Nghị quyết số 01/NQ-CP ngày 08/01/2026", 2026},
                    Head{"nb-syt",
                         "thuc-hien-mot-so-giai-phap-dot-pha-tang-cuong-bao-ve-cham-soc-va-nang-cao-suc-khoe-2026", "",
                         "", "Sở Y tế", "Thực hiện một số giải pháp đột phá", 2026},
                    Head{"bn-200", "200-kh-ubnd-2018", "200/KH-UBND", "2018-06-04", "Ủy ban nhân dân tỉnh Bắc Ninh",
                         "Triển khai thực hiện Nghị quyết số 20-NQ/TW", 2018}));

TEST(Plans, what_was_joined_repeated_or_left_blank_is_told) {
    SKIP_WITHOUT_PLANS();
    const auto draft = read("nb-syt", known_units());
    ASSERT_TRUE(draft) << draft.error().message();

    const auto rows = doubts_of(*draft, Doubt::Kind::row);
    EXPECT_EQ(std::count_if(rows.begin(), rows.end(),
                            [](const auto& text) { return text.find("đã nối vào nhiệm vụ") != std::string::npos; }),
              5);
    EXPECT_THAT(rows, testing::Contains(testing::HasSubstr("không liền với 49")));
    EXPECT_EQ(doubts_of(*draft, Doubt::Kind::head).size(), 2u) << "number and date are blank";
    EXPECT_THAT(doubts_of(*draft, Doubt::Kind::table), testing::IsEmpty()) << "indicators are read as such";
}

TEST(Plans, a_plan_without_a_task_table_gives_no_assignment) {
    SKIP_WITHOUT_PLANS();
    const auto draft = read("ls-72", known_units());

    ASSERT_TRUE(draft) << "its duties to report are worth keeping";
    EXPECT_THAT(draft->assignments, testing::IsEmpty());
    EXPECT_EQ(draft->reports.size(), 4u);
    EXPECT_THAT(doubts_of(*draft, Doubt::Kind::table),
                testing::Contains(testing::HasSubstr("không thấy bảng nhiệm vụ")));
}

TEST(Plans, the_same_file_gives_the_same_draft) {
    SKIP_WITHOUT_PLANS();
    const auto units = known_units();
    const auto first = read("bn-142", units);
    const auto second = read("bn-142", units);

    ASSERT_TRUE(first && second);
    ASSERT_EQ(first->assignments.size(), second->assignments.size());
    for (std::size_t i = 0; i < first->assignments.size(); ++i)
        EXPECT_EQ(first->assignments[i].record(), second->assignments[i].record());
    EXPECT_EQ(first->plan.id, second->plan.id);
    EXPECT_EQ(first->doubts.size(), second->doubts.size());
}

// The gold of bn-142 as an office would export it from a spreadsheet, its headings instead of the gold's.
std::string as_text(const std::string& name, char delimiter) {
    const std::vector<std::pair<const char*, const char*>> columns{{"TT", "ordinal"},
                                                                   {"Tên nhiệm vụ", "title"},
                                                                   {"Cơ quan chủ trì", "lead"},
                                                                   {"Cơ quan phối hợp", "support"},
                                                                   {"Kết quả", "deliverable"},
                                                                   {"Thời gian thực hiện", "deadline_text"},
                                                                   {"Tiến độ của TW", "central_text"},
                                                                   {"Ghi chú", "source_note"}};
    const auto field = [&](std::string text, bool last) {
        std::string quoted = "\"";
        for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
        return quoted + (last ? "\"\n" : std::string("\"") + delimiter);
    };
    std::string out;
    for (const auto& [heading, column] : columns) out += field(heading, heading == columns.back().first);
    std::string section;
    for (const auto& record : testdata::read_tsv(testdata::plans_folder() / (name + ".tasks.tsv"))) {
        if (record.at("section") != section) {
            section = record.at("section");
            out += field(section, false) + std::string(columns.size() - 2, delimiter) + "\n";
        }
        for (const auto& [heading, column] : columns) out += field(record.at(column), heading == columns.back().first);
    }
    return out;
}

class SpreadsheetPlans : public testing::TestWithParam<const char*> {};

TEST_P(SpreadsheetPlans, every_row_and_column_is_as_expected) {
    SKIP_WITHOUT_PLANS();
    const std::string name = GetParam();
    const auto bytes = testdata::read_file(testdata::plans_folder() / (name + ".xlsx"));

    const auto draft = read_plan(bytes, name + ".xlsx", known_units());

    ASSERT_TRUE(draft) << draft.error().message();
    std::size_t compared = 0;
    EXPECT_THAT(differences(*draft, name, compared), testing::IsEmpty());
    std::cout << fmt::format("{}.xlsx: {} assignments, {} values, {} doubts\n", name, draft->assignments.size(),
                             compared, draft->doubts.size());
}

INSTANTIATE_TEST_SUITE_P(Real, SpreadsheetPlans, testing::Values("bn-142", "bn-683", "nb-syt"));

/// The texts as they were published: tables with tabs among running text.
class RunningTextPlans : public testing::TestWithParam<const char*> {};

TEST_P(RunningTextPlans, every_row_and_column_is_as_expected) {
    SKIP_WITHOUT_PLANS();
    const std::string name = GetParam();
    const auto bytes = testdata::read_file(testdata::plans_folder() / (name + ".txt"));

    const auto draft = read_plan(bytes, name + ".txt", known_units());

    ASSERT_TRUE(draft) << draft.error().message();
    std::size_t compared = 0;
    EXPECT_THAT(differences(*draft, name, compared), testing::IsEmpty());
    std::cout << fmt::format("{}.txt: {} assignments, {} values, {} doubts\n", name, draft->assignments.size(),
                             compared, draft->doubts.size());
}

INSTANTIATE_TEST_SUITE_P(Real, RunningTextPlans, testing::Values("bn-683", "nb-syt", "bn-200", "bn-142"));

class TextPlans : public testing::TestWithParam<std::tuple<const char*, char>> {};

TEST_P(TextPlans, a_table_saved_as_text_reads_the_same) {
    SKIP_WITHOUT_PLANS();
    const auto [name, delimiter] = GetParam();
    const auto from_word = read(name, known_units());
    ASSERT_TRUE(from_word);
    const Context context{.year = from_word->plan.year};

    const auto draft = read_plan(as_text(name, delimiter), "bang.csv", known_units(), context);

    ASSERT_TRUE(draft) << draft.error().message();
    std::size_t compared = 0;
    EXPECT_THAT(differences(*draft, name, compared), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Real, TextPlans,
                         testing::Combine(testing::Values("bn-142", "bn-683", "nb-syt", "bn-200"),
                                          testing::Values(',', ';', '\t')));

}  // namespace
}  // namespace dondoc::intake
