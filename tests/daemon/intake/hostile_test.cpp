#include "daemon/intake/docx.hpp"
#include "tests/support/docx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace dondoc::intake {
namespace {

using support::docx_of;
using support::DocxWriter;
using support::zip_of;
using Cause = IntakeError::Cause;
using testing::HasSubstr;

std::string body_of(const std::string& xml) {
    return "<w:document xmlns:w=\"w\"><w:body>" + xml + "</w:body></w:document>";
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

IntakeError refused(std::string_view bytes, const Limits& limits = {}) {
    const auto document = read_docx(bytes, limits);
    EXPECT_FALSE(document);
    return document ? IntakeError{} : document.error();
}

std::string sample() {
    DocxWriter docx;
    docx.table({{{"TT"}, {"Nội dung"}, {"Đơn vị chủ trì"}}, {{"1"}, {"Việc"}, {"Sở Y tế"}}});
    return docx.bytes();
}

TEST(Hostile, what_is_no_zip_is_damaged) {
    EXPECT_THAT(refused("PK\x03\x04 hello").message(), HasSubstr("không mở được như tệp zip"));
    EXPECT_EQ(refused("").cause, Cause::damaged);
}

TEST(Hostile, every_truncation_is_refused) {
    const std::string whole = sample();
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(read_docx(std::string_view(whole).substr(0, length), {})) << length;
}

TEST(Hostile, flipped_bytes_never_crash) {
    const std::string whole = sample();
    std::mt19937 random(20261122);
    for (int i = 0; i < 3000; ++i) {
        std::string bytes = whole;
        for (int flips = 1 + i % 4; flips > 0; --flips) bytes[random() % bytes.size()] = static_cast<char>(random());
        const auto document = read_docx(bytes, {});
        EXPECT_TRUE(document || !document.error().vi.empty());
    }
}

TEST(Hostile, a_zip_bomb_is_refused_before_it_is_unpacked) {
    const auto bomb = docx_of(body_of("<w:p><w:r><w:t>" + std::string(40u << 20, ' ') + "</w:t></w:r></w:p>"));
    EXPECT_LT(bomb.size(), 100'000u);
    EXPECT_EQ(refused(bomb).cause, Cause::too_large);
}

TEST(Hostile, a_dense_part_below_the_size_limit_is_refused_by_its_ratio) {
    const auto dense = docx_of(body_of("<w:p><w:r><w:t>" + std::string(4u << 20, ' ') + "</w:t></w:r></w:p>"));
    EXPECT_THAT(refused(dense).en, HasSubstr("unpacks to"));
}

TEST(Hostile, entities_are_refused_with_their_doctype) {
    const std::string bomb =
        "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">"
        "<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
        body_of("<w:p><w:r><w:t>&b;&x;</w:t></w:r></w:p>");
    EXPECT_THAT(refused(docx_of(bomb)).message(), HasSubstr("DOCTYPE"));
}

TEST(Hostile, deep_nesting_is_refused) {
    const auto deep = body_of(repeated("<w:sdt>", 100'000) + repeated("</w:sdt>", 100'000));
    EXPECT_EQ(refused(docx_of(deep), {.part_ratio = 100'000}).cause, Cause::too_large);
}

TEST(Hostile, deeply_nested_tables_are_refused) {
    const std::string in = "<w:tbl><w:tr><w:tc>";
    const std::string out = "</w:tc></w:tr></w:tbl>";
    EXPECT_EQ(refused(docx_of(body_of(repeated(in, 500) + repeated(out, 500)))).cause, Cause::too_large);
}

TEST(Hostile, too_many_nodes_are_refused) {
    EXPECT_EQ(refused(docx_of(body_of(repeated("<w:p/>", 1000))), {.xml_nodes = 500}).cause, Cause::too_large);
}

TEST(Hostile, a_cell_of_a_megabyte_is_refused) {
    std::mt19937 random(1);
    std::string noise;
    while (noise.size() < (1u << 20)) noise += static_cast<char>('a' + random() % 26);
    EXPECT_THAT(refused(docx_of(body_of("<w:p><w:r><w:t>" + noise + "</w:t></w:r></w:p>"))).message(),
                HasSubstr("dài hơn 64 KB"));
}

TEST(Hostile, too_many_rows_and_columns_are_refused) {
    const std::string cell = "<w:tc><w:p/></w:tc>";
    const auto wide = body_of("<w:tbl><w:tr>" + repeated(cell, 257) + "</w:tr></w:tbl>");
    const auto span = body_of(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999999999999999\"/></w:tcPr>"
        "<w:p/></w:tc></w:tr></w:tbl>");
    const auto tall = body_of("<w:tbl>" + repeated("<w:tr>" + cell + "</w:tr>", 20'001) + "</w:tbl>");

    EXPECT_EQ(refused(docx_of(wide)).cause, Cause::too_large);
    EXPECT_EQ(refused(docx_of(span)).cause, Cause::too_large);
    EXPECT_EQ(refused(docx_of(tall), {.part_ratio = 100'000}).cause, Cause::too_large);
}

TEST(Hostile, names_that_leave_the_archive_or_repeat_are_refused) {
    const std::string xml = body_of("");
    for (const auto* name : {"../../etc/cron.d/x", "/etc/passwd", "word/../../x", "..\\x", "C:\\x"})
        EXPECT_THAT(refused(zip_of({{"word/document.xml", xml}, {name, "x"}})).en, HasSubstr("unsafe name")) << name;
}

TEST(Hostile, too_many_entries_are_refused) {
    std::vector<std::pair<std::string, std::string>> entries{{"word/document.xml", body_of("")}};
    for (int i = 0; i < 20; ++i) entries.emplace_back("word/media/" + std::to_string(i), "x");
    EXPECT_EQ(refused(zip_of(entries), {.archive_entries = 10}).cause, Cause::too_large);
}

TEST(Hostile, bytes_that_are_not_utf8_are_refused) {
    EXPECT_THAT(refused(docx_of(body_of("<w:p><w:r><w:t>a\xFF\xC0\x80</w:t></w:r></w:p>"))).message(),
                HasSubstr("không phải UTF-8"));
}

TEST(Hostile, character_references_cannot_smuggle_bad_text_in) {
    const auto document =
        read_docx(docx_of(body_of("<w:p><w:r><w:t>a&#xD800;&#0;&#8;b&#x202E;</w:t></w:r></w:p>")), {});

    ASSERT_TRUE(document) << document.error().message();
    const auto text = std::get<Paragraph>(document->blocks.at(0)).text;
    EXPECT_TRUE(text.starts_with("a")) << text;
    EXPECT_EQ(text.find('\0'), std::string::npos);
    EXPECT_EQ(text.find("\xED\xA0\x80"), std::string::npos);
    EXPECT_EQ(text.find("\xE2\x80\xAE"), std::string::npos);
}

TEST(Hostile, broken_xml_and_missing_parts_are_told_apart) {
    EXPECT_THAT(refused(docx_of("<w:document><w:body>")).message(), HasSubstr("XML"));
    EXPECT_THAT(refused(docx_of("<w:document/>")).message(), HasSubstr("phần thân"));
    EXPECT_THAT(refused(zip_of({{"word/other.xml", "<a/>"}})).message(), HasSubstr("thiếu phần word/document.xml"));
}

}  // namespace
}  // namespace dondoc::intake
