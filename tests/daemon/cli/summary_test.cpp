#include "site_fixture.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class SummaryCommand : public SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        import_sample();
    }
};

TEST_F(SummaryCommand, writes_the_workbook_of_a_day_without_news) {
    const auto result = run({"summary", "--every", "day", "--on", "2026-06-02", "--out", path("x.xlsx")});
    ASSERT_EQ(result.code, good) << result.err;
    std::ifstream file(path("x.xlsx"), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    EXPECT_THAT(bytes, StartsWith("PK"));
}

TEST_F(SummaryCommand, shows_the_head_of_the_log_to_the_office_each_week) {
    std::string head = run({"audit", "head"}).out;
    head.pop_back();
    EXPECT_THAT(run({"summary"}).out, HasSubstr("* " + head + " – đề"));
    EXPECT_EQ(run({"--json", "summary"}).json().at("log_head").as_string(), head);
    EXPECT_THAT(run({"summary", "--every", "month"}).out, Not(HasSubstr(head)));
}

}  // namespace
}  // namespace dondoc::cli::testing
