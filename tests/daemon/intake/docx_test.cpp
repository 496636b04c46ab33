#include "daemon/intake/docx.hpp"

#include "tests/support/docx_writer.hpp"

#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

using support::DocxCell;
using support::DocxRow;
using support::DocxWriter;

Document read(const DocxWriter& docx) {
    auto document = read_docx(docx.bytes(), {});
    EXPECT_TRUE(document) << (document ? "" : document.error().message());
    return document.value_or(Document{});
}

std::string text_of_first_paragraph(const std::string& body) {
    DocxWriter docx;
    docx.raw("<w:p>" + body + "</w:p>");
    return std::get<Paragraph>(read(docx).blocks.at(0)).text;
}

TEST(Docx, blocks_come_in_document_order) {
    DocxWriter docx;
    docx.paragraph("KẾ HOẠCH", {.centred = true});
    docx.table({{{"1"}, {"Việc"}}});
    docx.paragraph("Nơi nhận:");

    const Document document = read(docx);

    ASSERT_EQ(document.blocks.size(), 3u);
    EXPECT_EQ(std::get<Paragraph>(document.blocks[0]).text, "KẾ HOẠCH");
    EXPECT_TRUE(std::get<Paragraph>(document.blocks[0]).centred);
    EXPECT_EQ(std::get<Table>(document.blocks[1]).rows.at(0).cells.at(1).text, "Việc");
    EXPECT_FALSE(std::get<Paragraph>(document.blocks[2]).centred);
}

TEST(Docx, merged_cells_say_what_they_cover) {
    DocxWriter docx;
    docx.table({{{"TT", 1, DocxCell::Merge::begins}, {"Thời gian", 2}},
                {{"", 1, DocxCell::Merge::continues}, {"Từ"}, {"Đến"}}});

    const auto rows = std::get<Table>(read(docx).blocks.at(0)).rows;

    EXPECT_EQ(rows.at(0).cells.at(1).columns, 2u);
    EXPECT_EQ(rows.at(0).width(), 3u);
    EXPECT_FALSE(rows.at(0).cells.at(0).continues_above);
    EXPECT_TRUE(rows.at(1).cells.at(0).continues_above);
    EXPECT_EQ(rows.at(1).width(), 3u);
}

TEST(Docx, a_row_marked_as_header_is_known) {
    DocxWriter docx;
    docx.table({DocxRow({{"TT"}}, true), {{"1"}}});

    const auto rows = std::get<Table>(read(docx).blocks.at(0)).rows;

    EXPECT_TRUE(rows.at(0).header);
    EXPECT_FALSE(rows.at(1).header);
}

TEST(Docx, paragraphs_of_a_cell_are_lines) {
    DocxWriter docx;
    docx.table({{{"Sở Y tế;\nSở Tài chính"}}});

    EXPECT_EQ(std::get<Table>(read(docx).blocks.at(0)).rows.at(0).cells.at(0).text, "Sở Y tế;\nSở Tài chính");
}

TEST(Docx, runs_cut_inside_a_word_are_joined) {
    EXPECT_EQ(
        text_of_first_paragraph("<w:r><w:t>Kế ho</w:t></w:r><w:proofErr/><w:r><w:t xml:space=\"preserve\">ạch </w:t>"
                                "</w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r><w:r><w:t>năm</w:t></w:r>"),
        "Kế hoạch  năm");
}

TEST(Docx, tabs_breaks_and_hard_hyphens_are_kept) {
    EXPECT_EQ(text_of_first_paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
                                      "<w:t>d</w:t></w:r>"),
              "a\tb\nc-d");
}

TEST(Docx, tracked_changes_are_read_as_accepted) {
    EXPECT_EQ(text_of_first_paragraph("<w:r><w:t>Tháng </w:t></w:r><w:del><w:r><w:delText>3</w:delText></w:r></w:del>"
                                      "<w:ins><w:r><w:t>4</w:t></w:r></w:ins>"
                                      "<w:moveFrom><w:r><w:t>bỏ</w:t></w:r></w:moveFrom>"),
              "Tháng 4");
}

TEST(Docx, a_deleted_row_is_gone) {
    DocxWriter docx;
    docx.raw(
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>còn</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");

    const auto rows = std::get<Table>(read(docx).blocks.at(0)).rows;

    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows[0].cells.at(0).text, "còn");
}

TEST(Docx, text_boxes_and_hidden_text_are_left_out) {
    EXPECT_EQ(text_of_first_paragraph("<w:r><w:t>thấy</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
                                      "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>hộp</w:t></w:r></w:p>"
                                      "</w:txbxContent></w:pict></w:r>"),
              "thấy");
}

TEST(Docx, a_table_in_a_cell_becomes_lines_of_the_cell) {
    DocxWriter docx;
    docx.table({{{"", 1, DocxCell::Merge::none,
                  "<w:p><w:r><w:t>ngoài</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>trong</w:t></w:r></w:p>"
                  "</w:tc></w:tr></w:tbl><w:p/>"}}});

    const Document document = read(docx);

    ASSERT_EQ(document.blocks.size(), 1u);
    EXPECT_EQ(std::get<Table>(document.blocks[0]).rows.at(0).cells.at(0).text, "ngoài\ntrong\n");
}

TEST(Docx, content_controls_are_seen_through) {
    DocxWriter docx;
    docx.raw(
        "<w:sdt><w:sdtPr/><w:sdtContent><w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p>"
        "</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>");

    EXPECT_EQ(std::get<Table>(read(docx).blocks.at(0)).rows.at(0).cells.at(0).text, "1");
}

TEST(Docx, an_automatic_list_number_is_known_though_it_is_no_text) {
    DocxWriter docx;
    docx.table({{{"", 1, DocxCell::Merge::none,
                  "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:p>"},
                 {"Việc"}}});

    const auto row = std::get<Table>(read(docx).blocks.at(0)).rows.at(0);

    EXPECT_TRUE(row.cells.at(0).numbered);
    EXPECT_FALSE(row.cells.at(1).numbered);
}

TEST(Docx, other_prefixes_and_part_names_are_followed) {
    const std::string xml =
        "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r>"
        "<x:t>Việc</x:t></x:r></x:p></x:body></x:document>";
    const std::string index =
        "<Relationships><Relationship Type=\"http://purl.oclc.org/ooxml/officeDocument/"
        "relationships/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>";

    const auto document = read_docx(support::zip_of({{"_rels/.rels", index}, {"word/document2.xml", xml}}), {});

    ASSERT_TRUE(document) << document.error().message();
    EXPECT_EQ(std::get<Paragraph>(document->blocks.at(0)).text, "Việc");
}

TEST(Docx, a_paragraph_whose_mark_was_deleted_goes_on_in_the_next) {
    DocxWriter docx;
    docx.raw(
        R"(<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Nộp hồ </w:t></w:r></w:p>)"
        R"(<w:p><w:r><w:t>sơ.</w:t></w:r></w:p>)");
    const Document document = read(docx);
    ASSERT_EQ(document.blocks.size(), 1u);
    EXPECT_EQ(std::get<Paragraph>(document.blocks[0]).text, "Nộp hồ sơ.");
}

TEST(Docx, a_deleted_cell_is_gone) {
    DocxWriter docx;
    docx.raw(R"(<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr><w:p><w:r><w:t>cũ</w:t></w:r></w:p></w:tc>)"
             R"(<w:tc><w:p><w:r><w:t>mới</w:t></w:r></w:p></w:tc></w:tr></w:tbl>)");
    const auto cells = std::get<Table>(read(docx).blocks.at(0)).rows.at(0).cells;
    ASSERT_EQ(cells.size(), 1u);
    EXPECT_EQ(cells[0].text, "mới");
}

TEST(Docx, signs_of_the_symbol_font_are_characters) {
    EXPECT_EQ(text_of_first_paragraph(R"(<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 97</w:t></w:r>)"), "≥ 97");
    EXPECT_EQ(text_of_first_paragraph(R"(<w:r><w:sym w:font="Wingdings" w:char="F0B3"/><w:t>97</w:t></w:r>)"), "97");
}

TEST(Docx, a_field_shows_its_result) {
    EXPECT_EQ(text_of_first_paragraph(
                  R"(<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>)"
                  R"(<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Điều 3</w:t></w:r>)"
                  R"(<w:r><w:fldChar w:fldCharType="end"/></w:r>)"),
              "Điều 3");
}

TEST(Docx, a_file_inserted_whole_is_told) {
    DocxWriter docx;
    docx.raw(R"(<w:altChunk r:id="rId5"/>)");
    const Document document = read(docx);
    ASSERT_EQ(document.remarks.size(), 1u);
    EXPECT_NE(document.remarks[0].en.find("altChunk"), std::string::npos);
}

Paragraph styled(const std::string& paragraph) {
    const std::string open = R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">)";
    const std::string styles =
        "<w:styles" + open +
        R"(<w:style w:styleId="Ten"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>)"
        R"(<w:style w:styleId="Con"><w:basedOn w:val="Ten"/></w:style></w:styles>)";
    const std::string body = "<w:document" + open + "<w:body>" + paragraph + "</w:body></w:document>";
    auto document = read_docx(support::zip_of({{"word/document.xml", body}, {"word/styles.xml", styles}}), {});
    return document ? std::get<Paragraph>(document->blocks.at(0)) : Paragraph{};
}

TEST(Docx, styles_say_how_a_paragraph_looks) {
    const auto by_style = styled(R"(<w:p><w:pPr><w:pStyle w:val="Con"/></w:pPr><w:r><w:t>Tên</w:t></w:r></w:p>)");
    EXPECT_TRUE(by_style.centred);
    EXPECT_TRUE(by_style.bold);
    const auto against = styled(
        R"(<w:p><w:pPr><w:pStyle w:val="Con"/><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>Tên</w:t></w:r></w:p>)");
    EXPECT_FALSE(against.centred);
    EXPECT_FALSE(against.bold);
    EXPECT_FALSE(
        styled(R"(<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Tên</w:t></w:r><w:r><w:t> khác</w:t></w:r></w:p>)").bold);
}

TEST(Docx, the_strict_namespaces_are_read_too) {
    const std::string body =
        R"(<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:pPr><w:jc w:val="center"/></w:pPr>)"
        R"(<w:r><w:t>KẾ HOẠCH</w:t></w:r></w:p></w:body></w:document>)";
    const std::string index =
        R"(<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" )"
        R"(Target="/word/than.xml"/></Relationships>)";
    const auto document = read_docx(support::zip_of({{"_rels/.rels", index}, {"word/than.xml", body}}), {});
    ASSERT_TRUE(document);
    EXPECT_TRUE(std::get<Paragraph>(document->blocks.at(0)).centred);
}

}  // namespace
}  // namespace dondoc::intake
