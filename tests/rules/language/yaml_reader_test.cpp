#include "rules/language/yaml_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rules::language {
namespace {

using ::testing::HasSubstr;

/// A file under test, with what was said about it.
struct File {
    explicit File(std::string text) : source{"conf.yaml", std::move(text)}, tree(source, problems) {}
    Node root() const { return {tree, tree.root(), nullptr}; }
    std::vector<Problem> said() { return std::move(problems).take(); }

    SourceFile source;
    Problems problems;
    YamlTree tree;
};

TEST(YamlReader, places_count_characters_from_one) {
    File file("ngày: [tết, mồng]\n");
    Fields fields(file.root());
    const std::vector<Node> items = fields["ngày"].items();
    ASSERT_EQ(items.size(), 2U);
    EXPECT_EQ(items[1].place().line, 1);
    EXPECT_EQ(items[1].place().column, 13);
}

TEST(YamlReader, a_byte_order_mark_and_windows_line_ends_are_read_past) {
    File file(
        "\xef\xbb\xbf"
        "a: 1\r\nb: hai\r\n");
    Fields fields(file.root());
    EXPECT_EQ(read_text(fields["b"]), "hai");
    EXPECT_EQ(fields["b"].place().line, 2);
    fields["b"].error("x");
    fields["a"].error("y");
    const std::vector<Problem> said = file.said();
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[0].place.column, 4);
    EXPECT_EQ(said[1].line, "b: hai");
}

TEST(YamlReader, keys_that_nobody_asked_for_are_reported_with_the_nearest) {
    File file("adress: x\nport: 25\n");
    Fields fields(file.root());
    (void)fields["address"];
    (void)fields["port"];
    fields.reject_others();
    const std::vector<Problem> said = file.said();
    ASSERT_EQ(said.size(), 1U);
    EXPECT_THAT(said[0].message, HasSubstr("did you mean \"address\"?"));
    EXPECT_EQ(said[0].length, 6);
}

TEST(YamlReader, a_key_twice_is_found_among_few_keys_and_among_many) {
    for (const int keys : {3, 16, 17, 40}) {
        std::string text;
        for (int i = 0; i < keys; ++i) text += "k" + std::to_string(i) + ": 1\n";
        File file(text + "k1: 2\nk0: 3\n");
        const std::vector<Problem> said = file.said();
        ASSERT_EQ(said.size(), 2U) << keys;
        EXPECT_THAT(said[0].message, HasSubstr("key \"k1\" is already on line 2"));
        EXPECT_THAT(said[1].message, HasSubstr("key \"k0\" is already on line 1"));
    }
}

TEST(YamlReader, wrong_types_say_what_was_expected) {
    File file("n: mười\nb: yes\nt: [x]\nc: gren\ne:\n");
    Fields fields(file.root());
    EXPECT_FALSE(read_int(fields["n"], 0, 9));
    EXPECT_FALSE(read_bool(fields["b"]));
    EXPECT_FALSE(read_text(fields["t"]));
    EXPECT_FALSE(read_choice(fields["c"], {"red", "green"}));
    EXPECT_FALSE(read_text(fields["e"]));
    EXPECT_FALSE(read_text(fields["absent"]));
    const std::vector<Problem> said = file.said();
    ASSERT_EQ(said.size(), 5U);
    EXPECT_THAT(said[3].message, HasSubstr("\"green\""));
    EXPECT_EQ(said[4].place.line, 5);
}

TEST(YamlReader, numbers_outside_their_range_are_refused) {
    File file("a: 99999999999999999999\nb: 10\nc: 0x10\n");
    Fields fields(file.root());
    EXPECT_FALSE(read_int(fields["a"], 0, 10));
    EXPECT_EQ(read_int(fields["b"], 0, 10), 10);
    EXPECT_FALSE(read_int(fields["c"], 0, 100));
}

TEST(YamlReader, a_part_of_a_text_is_underlined_where_it_is_written) {
    File file("a: 'it''s wrong'\nb: \"say \\\"no\\\" now\"\nc: plain text\nd: >\n  folded\n  text\n");
    Fields fields(file.root());
    fields["a"].error_at(5, 5, "a");
    fields["b"].error_at(9, 3, "b");
    fields["c"].error_at(6, 4, "c");
    fields["d"].error_at(7, 4, "d");
    const std::vector<Problem> said = file.said();
    ASSERT_EQ(said.size(), 4U);
    EXPECT_EQ(said[0].place.column, 11);
    EXPECT_EQ(said[1].place.column, 16);
    EXPECT_EQ(said[2].place.column, 10);
    EXPECT_EQ(said[3].place.line, 4);
}

TEST(YamlReader, an_alias_reads_as_its_anchor) {
    File file("a: &x [1, 2]\nb: *x\n");
    Fields fields(file.root());
    EXPECT_EQ(fields["b"].items().size(), 2U);
}

}  // namespace
}  // namespace rules::language
