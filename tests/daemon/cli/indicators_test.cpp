#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;

class Indicators : public SiteTest {
protected:
    void import(const std::string& rows) const {
        write("chi-tieu.csv", "TT;Chỉ tiêu;ĐVT;TH 2025;KH 2026;Mục tiêu 2030;Chủ trì\n" + rows);
        ASSERT_EQ(run({"import", "--accept", path("chi-tieu.csv")}).code, good);
    }
};

TEST_F(Indicators, are_listed_with_their_targets) {
    import("1;Hộ dùng nước sạch;%;82,5;≥ 85;toàn dân;Sở Xây dựng\n");

    const auto people = run({"indicators"});
    EXPECT_EQ(people.code, good);
    EXPECT_THAT(people.out, HasSubstr("2026: ≥ 85; 2030: toàn dân"));
    EXPECT_THAT(people.out, HasSubstr("1 chỉ tiêu"));

    const auto list = run({"--json", "indicators"}).json();
    ASSERT_EQ(list.as_array().size(), 1U);
    const auto& indicator = list.as_array()[0].as_object();
    EXPECT_EQ(indicator.at("name"), "Hộ dùng nước sạch");
    EXPECT_EQ(indicator.at("unit"), "%");
    EXPECT_EQ(boost::json::serialize(indicator.at("targets").at(0)),
              R"({"year":2026,"comparator":">=","value":8.5E1,"words":"≥ 85","change":false})");
    EXPECT_EQ(indicator.at("targets").at(1).at("value"), "toàn dân");
    EXPECT_EQ(indicator.at("baseline").at(0).at("value"), 82.5);
    EXPECT_EQ(indicator.at("withdrawn_on"), nullptr);
}

TEST_F(Indicators, one_that_the_plan_lost_is_shown_as_withdrawn) {
    import("1;A;%;1;2;3;\n2;B;%;1;2;3;\n");
    import("1;B;%;1;2;3;\n");

    const auto list = run({"--json", "indicators"}).json();

    ASSERT_EQ(list.as_array().size(), 2U);
    EXPECT_EQ(list.at(0).at("name"), "B");
    EXPECT_EQ(list.at(1).at("withdrawn_on"), "2026-06-02");
    EXPECT_THAT(run({"indicators"}).out, HasSubstr("A (đã rút)"));
}

TEST_F(Indicators, of_a_plan_that_is_not_there_are_an_error) {
    EXPECT_EQ(run({"indicators", "--plan", "khong-co"}).code, data_wrong);
    EXPECT_EQ(run({"indicators"}).code, good);
}

}  // namespace
}  // namespace dondoc::cli::testing
