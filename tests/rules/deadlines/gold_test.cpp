#include "rules/deadlines/parse.hpp"
#include "source_dir.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

// Every deadline of the real plans in ../shared/plans against its hand-made label.
namespace rules::deadlines {
namespace {

using Row = std::map<std::string, std::string>;

std::filesystem::path plans() {
    const char* shared = std::getenv("DONDOC_SHARED");
    return std::filesystem::path(shared != nullptr ? shared : DONDOC_SOURCE_DIR "/../shared") / "plans";
}

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> found;
    std::istringstream in(line + "\t");
    for (std::string cell; std::getline(in, cell, '\t');) {
        found.push_back(cell);
    }
    return found;
}

std::vector<Row> read_table(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> header = cells(line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const std::vector<std::string> values = cells(line);
        Row row;
        for (std::size_t i = 0; i < header.size() && i < values.size(); ++i) {
            row[header[i]] = values[i];
        }
        rows.push_back(row);
    }
    return rows;
}

std::string iso(const std::optional<dates::Date>& date) {
    return date ? dates::format_iso(*date) : std::string{};
}

/// kind, start, due, recurrence, condition of a deadline as the labels write them.
std::string label(const Deadline& deadline) {
    const Meaning& meaning = deadline.meaning;
    const std::string kind = meaning.kind == Kind::unresolved ? "unknown" : std::string(kind_name(meaning.kind));
    return kind + "|" + iso(meaning.start) + "|" + iso(meaning.due) + "|" +
           std::string(recurrence_name(meaning.recurrences)) + "|" + deadline.condition;
}

std::string gold(Row& row, const std::string& prefix) {
    return row[prefix + "kind"] + "|" + row[prefix + "start"] + "|" + row[prefix + "due"] + "|" +
           row[prefix + "recurrence"] + "|" + row[prefix + "condition"];
}

struct Plan {
    const char* name;
    int year;
    std::size_t rows;
};

void PrintTo(const Plan& plan, std::ostream* out) {
    *out << plan.name;
}

class GoldLabels : public testing::TestWithParam<Plan> {};

TEST_P(GoldLabels, agree_in_every_row) {
    const Plan& plan = GetParam();
    const auto file = plans() / (std::string(plan.name) + ".tasks.tsv");
    if (!std::filesystem::exists(file)) {
        GTEST_SKIP() << "the real plans are not here: set DONDOC_SHARED to the folder that holds plans/";
    }
    std::vector<Row> rows = read_table(file);
    int right = 0;
    int all = 0;
    const auto compare = [&](Row& row, const std::string& words, const std::string& prefix) {
        ++all;
        const std::string got = label(parse_deadline(words, {.year = plan.year}));
        right += got == gold(row, prefix) ? 1 : 0;
        EXPECT_EQ(got, gold(row, prefix)) << "row " << row["seq"] << ": " << words;
    };
    for (Row& row : rows) {
        compare(row, row["deadline_text"], "");
        if (!row["central_text"].empty()) {
            compare(row, row["central_text"], "central_");
        }
    }
    EXPECT_EQ(rows.size(), plan.rows);
    std::cout << plan.name << ": " << right << " of " << all << " deadlines as labelled\n";
}

INSTANTIATE_TEST_SUITE_P(Plans, GoldLabels,
                         testing::Values(Plan{"bn-142", 2025, 43}, Plan{"bn-683", 2026, 24}, Plan{"bn-200", 2018, 17},
                                         Plan{"nb-syt", 2026, 53}),
                         [](const auto& test) {
                             std::string name = test.param.name;
                             name[2] = '_';
                             return name;
                         });

}  // namespace
}  // namespace rules::deadlines
