#include "daemon/cli/csv.hpp"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace dondoc::cli {
namespace {

std::string record(const std::vector<std::string>& cells) {
    return csv_record(cells);
}

TEST(Csv, a_record_ends_with_both_line_ends) {
    EXPECT_EQ(record({"a", "", "Sở Y tế"}), "a,,Sở Y tế\r\n");
}

TEST(Csv, commas_quotes_and_line_breaks_are_quoted) {
    EXPECT_EQ(record({"a,b", "nói \"có\"", "hai\ndòng", "hai\r\ndòng"}),
              "\"a,b\",\"nói \"\"có\"\"\",\"hai\ndòng\",\"hai\r\ndòng\"\r\n");
}

TEST(Csv, what_a_spreadsheet_would_run_is_text) {
    EXPECT_EQ(record({"=1+1", "+84", "-7", "@SUM(A1)", "\tx", "＝1"}), "'=1+1,'+84,'-7,'@SUM(A1),'\tx,'＝1\r\n");
    EXPECT_EQ(record({"=HYPERLINK(\"http://x\",\"y\")"}), "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n");
    EXPECT_EQ(record({"lead:-7d", "a=b"}), "lead:-7d,a=b\r\n") << "only where it begins";
}

}  // namespace
}  // namespace dondoc::cli
