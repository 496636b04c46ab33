#include "daemon/intake/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Texts = std::vector<std::string>;

std::vector<Texts> read(std::string_view text) {
    const auto document = read_csv(text, {});
    EXPECT_TRUE(document) << (document ? "" : document.error().message());
    std::vector<Texts> rows;
    if (document)
        for (const Row& row : std::get<Table>(document->blocks.at(0)).rows) {
            rows.emplace_back();
            for (const Cell& cell : row.cells) rows.back().push_back(cell.text);
        }
    return rows;
}

TEST(Csv, the_delimiter_is_found_out) {
    EXPECT_THAT(read("TT\tViệc, gấp\n1\ta;b\n"), ElementsAre(Texts{"TT", "Việc, gấp"}, Texts{"1", "a;b"}));
    EXPECT_THAT(read("TT;Việc, gấp\n1;a, b, c\n2;d\n"),
                ElementsAre(Texts{"TT", "Việc, gấp"}, Texts{"1", "a, b, c"}, Texts{"2", "d"}));
    EXPECT_THAT(read("TT,Việc\n1,a; b\n"), ElementsAre(Texts{"TT", "Việc"}, Texts{"1", "a; b"}));
    EXPECT_THAT(read("TT|Việc\n1|a\n"), ElementsAre(Texts{"TT", "Việc"}, Texts{"1", "a"}));
}

TEST(Csv, excels_hint_names_the_delimiter) {
    EXPECT_THAT(read("sep=;\r\na,b;c,d\r\n"), ElementsAre(Texts{"a,b", "c,d"}));
}

TEST(Csv, quoted_fields_hold_delimiters_quotes_and_line_breaks) {
    EXPECT_THAT(read("1,\"Sở Văn hóa, Thể thao\",\"Đề án \"\"A\"\"\",\"a\nb\"\r\n2,x,y,z\r\n"),
                ElementsAre(Texts{"1", "Sở Văn hóa, Thể thao", "Đề án \"A\"", "a\nb"}, Texts{"2", "x", "y", "z"}));
}

TEST(Csv, a_quote_inside_an_unquoted_field_is_a_plain_character) {
    EXPECT_THAT(read("1\tTriển khai \"Đề án\" mới\tx\n"), ElementsAre(Texts{"1", "Triển khai \"Đề án\" mới", "x"}));
}

TEST(Csv, byte_order_marks_are_understood) {
    using namespace std::string_view_literals;
    EXPECT_THAT(read("\xEF\xBB\xBFTT,Việc\n"), ElementsAre(Texts{"TT", "Việc"}));
    EXPECT_THAT(read("\xFF\xFET\0T\0\t\0V\0\n\0"sv), ElementsAre(Texts{"TT", "V"}));
}

TEST(Csv, rows_know_the_line_they_begin_on) {
    const auto document = read_csv("a,\"b\nc\"\nd,e\n", {});

    EXPECT_EQ(std::get<Table>(document->blocks.at(0)).rows.at(1).number, 3u);
}

TEST(Csv, the_last_line_needs_no_line_break) {
    EXPECT_THAT(read("a,b\nc,"), ElementsAre(Texts{"a", "b"}, Texts{"c", ""}));
}

TEST(Csv, an_open_quote_names_its_line) {
    const auto document = read_csv("a,b\nc,\"d\ne,f\n", {});

    ASSERT_FALSE(document);
    EXPECT_THAT(document.error().message(), HasSubstr("dòng 2"));
}

TEST(Csv, a_line_that_is_not_utf8_is_named) {
    const auto document = read_csv("a,b\nc,\xE9\n", {});

    ASSERT_FALSE(document);
    EXPECT_THAT(document.error().message(), HasSubstr("dòng 2 không phải UTF-8"));
}

TEST(Csv, too_many_columns_and_rows_and_too_long_cells_are_refused) {
    const Limits tight{.rows = 3, .columns = 4, .cell_bytes = 10};
    for (const auto* text : {"1,2,3,4,5,6,7\n", "a\nb\nc\nd\n", "a,12345678901\n"}) {
        const auto document = read_csv(text, tight);
        ASSERT_FALSE(document) << text;
        EXPECT_EQ(document.error().cause, IntakeError::Cause::too_large);
    }
}

}  // namespace
}  // namespace dondoc::intake
