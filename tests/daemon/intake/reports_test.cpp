#include "daemon/intake/docx.hpp"
#include "daemon/intake/intake.hpp"
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
    EXPECT_THAT(text, HasSubstr("# Không có kỳ và ngày nên không thành quy tắc"));
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
