#include "daemon/intake/docx.hpp"
#include "daemon/intake/intake.hpp"
#include "daemon/intake/report_builder.hpp"
#include "daemon/intake/report_outline.hpp"
#include "daemon/intake/report_rules.hpp"
#include "tests/daemon/intake/shared_plans.hpp"
#include "tests/support/docx_writer.hpp"

#include "rules/reporting/forms.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace dondoc::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Document document_of(std::initializer_list<std::string_view> lines) {
    Document document;
    for (const auto line : lines) document.blocks.emplace_back(Paragraph{std::string(line)});
    return document;
}

std::vector<std::string> clauses(const Document& document) {
    std::vector<std::string> all;
    for (const Statement& statement : outline(document)) all.push_back(statement.clause);
    return all;
}

TEST(ReportOutline, numbers_name_the_clause) {
    EXPECT_THAT(clauses(document_of({"I. MỤC TIÊU", "1. Chung", "a) Việc một.", "- Ý.", "b) Việc hai.", "2. Riêng",
                                     "2.1. Một.", "II. TỔ CHỨC", "1. Sở A"})),
                ElementsAre("I", "I.1", "I.1.a", "I.1.a", "I.1.b", "I.2", "I.2.1", "II", "II.1"));
    EXPECT_THAT(clauses(document_of({"Điều 4. Chế độ báo cáo", "1. Định kỳ."})), ElementsAre("Điều 4", "Điều 4.1"));
}

TEST(ReportOutline, a_sentence_torn_by_a_page_break_is_one) {
    const auto statements =
        outline(document_of({"1. Định kỳ báo cáo 6 tháng", "(trước ngày 10/6) về Sở Nội vụ.", "Đoạn khác."}));
    ASSERT_EQ(statements.size(), 2u);
    EXPECT_EQ(statements[0].text, "Định kỳ báo cáo 6 tháng (trước ngày 10/6) về Sở Nội vụ.");
}

TEST(ReportOutline, the_last_paragraph_speaks_to_all) {
    const auto statements =
        outline(document_of({"V. TỔ CHỨC", "1. Sở Nội vụ", "- Theo dõi.", "2. Sở Tài chính", "- Cấp phát.",
                             "Trong quá trình thực hiện, đề nghị các đơn vị báo cáo Sở Nội vụ."}));
    EXPECT_EQ(statements.back().clause, "V");
    EXPECT_TRUE(statements.back().closing);
    EXPECT_EQ(statements[2].unit, "Sở Nội vụ");
}

TEST(ReportOutline, the_distribution_list_ends_the_text) {
    EXPECT_EQ(outline(document_of({"1. Việc.", "Nơi nhận:", "- Bộ Y tế (để báo cáo);"})).size(), 1u);
}

TEST(ReportOutline, the_text_of_an_appendix_counts_under_its_name) {
    EXPECT_THAT(clauses(document_of({"I. Chung", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Phụ lục II", "1. Việc.",
                                     "a) Phần.", "PHỤ LỤC 3: DANH MỤC", "1. Việc."})),
                ElementsAre("I", "Phụ lục II.1", "Phụ lục II.1.a", "Phụ lục 3.1"));
    EXPECT_EQ(outline(document_of({"1. Việc.", "Phụ lục 1 của Kế hoạch này nêu danh mục."})).size(), 2u)
        << "a sentence";
}

TEST(ReportOutline, forms_to_fill_in_are_no_text) {
    EXPECT_EQ(
        outline(document_of({"1. Việc.", "Phụ lục I", "MẪU BÁO CÁO", "Kính gửi: Sở Nội vụ", "1. Kết quả."})).size(),
        1u);
    EXPECT_EQ(outline(document_of({"1. Việc.", "Mẫu số 02", "Kết quả báo cáo."})).size(), 1u);
}

TEST(ReportOutline, text_goes_on_behind_a_signature) {
    EXPECT_THAT(clauses(document_of({"1. Việc.", "Nơi nhận:", "- Như trên;", "GIÁM ĐỐC", "II. Phân công", "1. Sở A."})),
                ElementsAre("1", "II", "II.1"));
}

TEST(ReportOutline, the_party_numbers_with_strokes) {
    EXPECT_THAT(clauses(document_of({"I- MỤC ĐÍCH", "1- Việc.", "II.- TỔ CHỨC", "2- Việc."})),
                ElementsAre("I", "I.1", "II", "II.2"));
}

TEST(ReportOutline, articles_are_named_without_their_chapter) {
    EXPECT_THAT(clauses(document_of({"Chương II", "Điều 5. Báo cáo", "1. Định kỳ:", "a) Việc."})),
                ElementsAre("Chương II", "Điều 5", "Điều 5.1", "Điều 5.1.a"));
}

TEST(ReportOutline, a_number_of_two_kinds_is_two_levels) {
    EXPECT_THAT(clauses(document_of({"I. Chung", "I.1. Việc.", "a) Phần.", "I.2. Việc.", "2.1. Nhỏ."})),
                ElementsAre("I", "I.1", "I.1.a", "I.2", "I.2.1"));
}

TEST(ReportOutline, headings_without_numbers_name_units_too) {
    Document document;
    document.blocks.emplace_back(Paragraph{"Sở Tài chính", false, 0, {}, true});
    document.blocks.emplace_back(Paragraph{"Bố trí kinh phí."});
    document.blocks.emplace_back(Paragraph{"Chế độ thông tin", false, 0, {}, true});
    document.blocks.emplace_back(Paragraph{"Báo cáo theo quy định."});
    const auto statements = outline(document);
    EXPECT_EQ(statements.at(1).unit, "Sở Tài chính");
    EXPECT_EQ(statements.at(3).unit, "") << "another heading ends it";
}

TEST(ReportOutline, capitals_that_name_no_body_are_no_unit) {
    EXPECT_EQ(outline(document_of({"I. MỤC TIÊU", "Giảm chi phí."})).at(1).unit, "");
    EXPECT_EQ(outline(document_of({"I. SỞ TÀI CHÍNH", "Giảm chi phí."})).at(1).unit, "SỞ TÀI CHÍNH");
}

TEST(ReportOutline, word_counts_numbers_itself) {
    const std::string numbering =
        R"(<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">)"
        R"(<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>)"
        R"(<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>)"
        R"(<w:lvlText w:val="%2."/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>)"
        R"xml(<w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>)xml"
        R"(<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>)";
    std::string body;
    for (const int level : {0, 1, 1, 2, 2, 0, 1})
        body += "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
                "\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>Việc.</w:t></w:r></w:p>";
    const std::string xml =
        R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)" + body +
        "</w:body></w:document>";

    const auto document =
        read_docx(support::zip_of({{"word/document.xml", xml}, {"word/numbering.xml", numbering}}), {});

    ASSERT_TRUE(document);
    EXPECT_THAT(clauses(*document), ElementsAre("I", "I.1", "I.2", "I.2.a", "I.2.b", "II", "II.1"));
}

std::vector<std::string> labels(const std::string& numbering, const std::string& styles, const std::string& body) {
    const std::string open = R"( xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">)";
    const auto document = read_docx(
        support::zip_of({{"word/document.xml", "<w:document" + open + "<w:body>" + body + "</w:body></w:document>"},
                         {"word/numbering.xml", "<w:numbering" + open + numbering + "</w:numbering>"},
                         {"word/styles.xml", "<w:styles" + open + styles + "</w:styles>"}}),
        {});
    std::vector<std::string> all;
    if (document)
        for (const Block& block : document->blocks) all.push_back(std::get<Paragraph>(block).label);
    return all;
}

std::string styled_paragraph(const std::string& style) {
    return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>Việc.</w:t></w:r></w:p>";
}

TEST(ListNumbers, a_style_takes_the_list_of_the_one_it_is_based_on) {
    const std::string numbering =
        R"(<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>)"
        R"(<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum>)"
        R"(<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>)";
    const std::string styles =
        R"(<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>)"
        R"(<w:style w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>)";
    const std::string body =
        styled_paragraph("H1") + styled_paragraph("H2") + styled_paragraph("H1") + styled_paragraph("H2");
    EXPECT_THAT(labels(numbering, styles, body), ElementsAre("I.", "I.1.", "II.", "II.1."));
}

TEST(ListNumbers, a_restart_is_of_the_level_it_names) {
    const std::string level = R"(<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>)";
    const std::string numbering =
        R"(<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">)" + level +
        R"xml(<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>)xml"
        R"(<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>)"
        R"(<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num>)";
    std::string body;
    for (const auto& [use, depth] : {std::pair{1, 0}, {1, 1}, {2, 1}})
        body += "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(depth) + "\"/><w:numId w:val=\"" +
                std::to_string(use) + "\"/></w:numPr></w:pPr></w:p>";
    EXPECT_THAT(labels(numbering, "", body), ElementsAre("1.", "a)", "c)"));
}

TEST(ListNumbers, a_definition_may_lead_to_another) {
    const std::string numbering =
        R"(<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="DS"/></w:abstractNum>)"
        R"(<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>)"
        R"(<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>)";
    const std::string styles =
        R"(<w:style w:styleId="DS"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>)";
    EXPECT_THAT(labels(numbering, styles, R"(<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>)"),
                ElementsAre("1."));
}

rules::model::UnitDirectory some_units() {
    std::vector<rules::model::UnitDirectory::Fault> faults;
    rules::model::Unit home;
    home.id = "so-noi-vu";
    home.name = "Sở Nội vụ";
    rules::model::Unit finance;
    finance.id = "so-tai-chinh";
    finance.name = "Sở Tài chính";
    return rules::model::UnitDirectory::make({home, finance}, {"so-noi-vu", {}}, faults);
}

std::vector<std::string> reporters(std::initializer_list<std::string_view> lines) {
    Draft draft;
    draft.plan.year = 2026;
    build_reports(document_of(lines), some_units(), {}, draft);
    std::vector<std::string> names;
    for (const ReportDraft& report : draft.reports) names.push_back(report.duty.reporter);
    return names;
}

TEST(Reports, who_reports_may_stand_in_the_sentence_that_leads_in) {
    EXPECT_THAT(reporters({"II. Thực hiện", "Các sở, ban, ngành có trách nhiệm:", "- Rà soát hồ sơ;",
                           "- Báo cáo kết quả về Sở Nội vụ trước ngày 15/10/2026.",
                           "Báo cáo Sở Nội vụ trước ngày 20/10/2026."}),
                ElementsAre("Các sở, ban, ngành", ""))
        << "the next paragraph is not led in";
    EXPECT_THAT(reporters({"Sở Nội vụ đề nghị các địa phương thực hiện:", "1. Rà soát hồ sơ.",
                           "2. Báo cáo kết quả về Sở Nội vụ trước ngày 15/10/2026."}),
                ElementsAre("các địa phương"));
}

TEST(Reports, who_issues_a_plan_is_not_who_reports_under_it) {
    EXPECT_THAT(reporters({"Sở Nội vụ ban hành Kế hoạch với các nội dung sau:", "1. Rà soát hồ sơ.",
                           "2. Báo cáo kết quả về Sở Tài chính trước ngày 15/10/2026."}),
                ElementsAre(""));
}

TEST(Reports, a_heading_in_capitals_reports_to_nobody) {
    EXPECT_THAT(reporters({"I. MỤC TIÊU", "Xã gửi báo cáo về Sở Nội vụ trước ngày 15/12/2026.",
                           "- Báo cáo Sở Tài chính trước ngày 20/12/2026."}),
                testing::Each(testing::Not("MỤC TIÊU")));
}

TEST(Reports, units_listed_below_are_who_reports) {
    EXPECT_THAT(reporters({"Giao các đơn vị sau đây báo cáo về Sở Nội vụ trước ngày 30/6/2026:", "- Công an tỉnh;",
                           "- Sở Tài chính."}),
                ElementsAre("Công an tỉnh; Sở Tài chính"));
}

TEST(Reports, of_a_document_without_a_task_table) {
    support::DocxWriter docx;
    docx.paragraph("KẾ HOẠCH");
    docx.paragraph("III. TỔ CHỨC THỰC HIỆN");
    docx.paragraph("1. Sở Tài chính:");
    docx.paragraph("- Định kỳ hằng quý (trước ngày 25 của tháng cuối quý), báo cáo Sở Nội vụ.");
    docx.paragraph("- Báo cáo kết quả về Sở Nội vụ trước ngày 31/2 hằng năm.");

    const auto draft = read_plan(docx.bytes(), "ke-hoach.docx", some_units(), {.year = 2026});

    ASSERT_TRUE(draft);
    ASSERT_EQ(draft->reports.size(), 2u);
    const ReportDraft& report = draft->reports.front();
    EXPECT_EQ(report.clause, "III.1");
    EXPECT_EQ(report.where.paragraph, 4u);
    EXPECT_EQ(report.duty.reporter, "Sở Tài chính");
    EXPECT_EQ(report.reporters.at(0).id, "so-tai-chinh");
    EXPECT_EQ(report.recipients.at(0).id, "so-noi-vu");
    EXPECT_TRUE(std::any_of(draft->doubts.begin(), draft->doubts.end(), [](const Doubt& doubt) {
        return doubt.kind == Doubt::Kind::report && doubt.where.paragraph == 5;
    })) << "31/2 is no day";
}

TEST(Reports, as_a_rule_file) {
    support::DocxWriter docx;
    docx.paragraph("KẾ HOẠCH");
    docx.paragraph("1. Sở Tài chính: định kỳ 6 tháng trước ngày 10/6, năm trước ngày 10/12 báo cáo Sở Nội vụ.");
    docx.paragraph("2. Nếu có vướng mắc, đề nghị các đơn vị báo cáo Sở Nội vụ.");
    auto draft = read_plan(docx.bytes(), "ke-hoach.docx", some_units(), {.year = 2026});
    ASSERT_TRUE(draft);
    draft->plan.number = "142/KH-UBND";

    const std::string text = report_rules(*draft);

    EXPECT_THAT(text, HasSubstr("  - id: kh142-6-thang\n"));
    EXPECT_THAT(text, HasSubstr("    basis: 142/KH-UBND, 1\n    from: [so-tai-chinh]\n    to: so-noi-vu\n"
                                "    period: half-year(1)\n    due: trước ngày 10/6\n"));
    EXPECT_THAT(text, HasSubstr("  - id: kh142-nam\n"));
    EXPECT_THAT(text, HasSubstr("  - id: kh142-dot-xuat\n    title: Báo cáo đột xuất\n"));
    EXPECT_THAT(text, HasSubstr("    period: on-request\n"));
}

TEST(Reports, of_the_real_plans_are_all_found_and_none_invented) {
    SKIP_WITHOUT_PLANS();
    static const rules::model::UnitDirectory no_units;
    for (const std::string name : {"bn-683", "bn-142", "nb-syt", "bn-200", "ls-72"}) {
        const auto draft = read_plan(testdata::read_file(testdata::plans_folder() / (name + ".docx")), name, no_units);
        ASSERT_TRUE(draft) << name;
        std::vector<std::string> found;
        for (const ReportDraft& report : draft->reports)
            found.push_back(report.clause + ' ' + std::string(frequency_name(report.duty)) + ' ' +
                            due_form(report.duty));
        std::vector<std::string> expected;
        for (auto& record : testdata::read_tsv(testdata::plans_folder() / (name + ".reporting.tsv"))) {
            std::string clause = record["clause"];
            clause = clause.substr(0, clause.find(" (closing"));
            expected.push_back(clause + ' ' + record["period"] + ' ' + record["due"]);
        }
        EXPECT_THAT(found, testing::UnorderedElementsAreArray(expected)) << name;
    }
}

}  // namespace
}  // namespace dondoc::intake
