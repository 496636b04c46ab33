#include "sample.hpp"

#include "daemon/intake/limits.hpp"
#include "daemon/intake/xlsx.hpp"

#include <gtest/gtest.h>

namespace dondoc::xlsx {
namespace {

const Properties properties{"Bảng", "dondoc", std::chrono::sys_seconds{std::chrono::seconds{1'780'000'000}}};

std::vector<std::string> texts(const intake::Row& row) {
    std::vector<std::string> cells;
    for (const intake::Cell& cell : row.cells) cells.push_back(cell.text);
    return cells;
}

}  // namespace

TEST(Workbook, comes_back_through_the_reader_of_plans) {
    const auto document = intake::read_xlsx(sample_workbook(), {});
    ASSERT_TRUE(document);
    std::vector<std::vector<std::string>> rows;
    for (const auto& block : document->blocks) {
        if (const auto* table = std::get_if<intake::Table>(&block))
            for (const intake::Row& row : table->rows) rows.push_back(texts(row));
    }
    EXPECT_TRUE(std::ranges::any_of(rows, [](const auto& row) {
        return row.size() > 3 && row[0] == "1" && row[1] == "Rà soát & trình <UBND>\ndòng hai" &&
               row[2] == "09/6/2026";
    }));
}

TEST(Workbook, made_twice_at_one_time_is_the_same_bytes) {
    EXPECT_EQ(sample_workbook(), sample_workbook());
}

TEST(Workbook, a_table_without_rows_keeps_its_header) {
    const std::vector<Sheet> sheets{{"Trống", {}, {{"Cột"}}, {}}};
    const auto document = intake::read_xlsx(to_xlsx(sheets, properties), {});
    ASSERT_TRUE(document);
    EXPECT_FALSE(document->blocks.empty());
}

TEST(Workbook, more_rows_than_a_sheet_takes_are_refused) {
    std::vector<Sheet> sheets{{"Dài", {}, {{"Cột"}}, {}}};
    sheets[0].rows.resize(1'048'576);
    EXPECT_THROW(to_xlsx(sheets, properties), WorkbookError);
}

}  // namespace dondoc::xlsx
