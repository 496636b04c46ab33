#include "daemon/intake/intake.hpp"

#include "tests/support/docx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::intake {
namespace {

using namespace std::string_literals;
using rules::model::Unit;
using rules::model::UnitDirectory;
using support::DocxWriter;
using testing::ElementsAre;
using testing::HasSubstr;
using Cause = IntakeError::Cause;

UnitDirectory some_units() {
    std::vector<Unit> units(2);
    units[0].id = "so-xay-dung";
    units[0].name = "Sở Xây dựng";
    units[0].aliases = {"SXD"};
    units[1].id = "cac-so";
    units[1].name = "Các sở, ngành";
    units[1].members = {"so-xay-dung"};
    std::vector<UnitDirectory::Fault> faults;
    return UnitDirectory::make(std::move(units), {}, faults);
}

std::string plan_of(const std::vector<support::DocxRow>& rows) {
    DocxWriter docx;
    docx.table({{{"UBND TỈNH AN BÌNH\nSố: 9/KH-UBND"}, {"An Bình, ngày 05 tháng 3 năm 2026"}}});
    docx.paragraph("KẾ HOẠCH", {.centred = true});
    docx.paragraph("Chăm sóc cây xanh", {.centred = true});
    docx.table(rows);
    return docx.bytes();
}

const support::DocxRow header{{"TT"}, {"Nội dung"}, {"Chủ trì"}, {"Phối hợp"}, {"Thời hạn"}, {"Ghi chú"}, {"Kinh phí"}};

TEST(Intake, a_plan_becomes_a_draft) {
    const auto bytes = plan_of(
        {header, {{"1."}, {"Trồng  cây"}, {"SXD (đường phố)"}, {"Các Sở, ngành"}, {"Tháng 3"}, {"gấp"}, {"5 triệu"}}});

    const auto draft = read_plan(bytes, "ke-hoach.docx", some_units());

    ASSERT_TRUE(draft) << draft.error().message();
    EXPECT_EQ(draft->plan.id, "9-kh-ubnd-2026");
    ASSERT_EQ(draft->assignments.size(), 1u);
    const auto record = draft->assignments[0].record();
    EXPECT_EQ(record.seq, 1u);
    EXPECT_EQ(record.text.ordinal, "1");
    EXPECT_EQ(record.text.title, "Trồng cây");
    EXPECT_EQ(record.text.note, "gấp; Kinh phí: 5 triệu");
    EXPECT_EQ(record.deadline.due, rules::dates::parse_iso("2026-03-31"));
    EXPECT_THAT(record.leads, ElementsAre("so-xay-dung"));
    EXPECT_EQ(draft->assignments[0].leads[0].qualifier, "đường phố");
    EXPECT_THAT(record.supports, ElementsAre("cac-so"));
    EXPECT_TRUE(draft->doubts.empty());
}

TEST(Intake, a_near_miss_is_suggested_and_never_taken) {
    const auto draft =
        read_plan(plan_of({header, {{"1"}, {"a"}, {"Sở Xây dưng"}, {""}, {"Quý I"}, {""}, {""}}}), "", some_units());

    ASSERT_TRUE(draft) << draft.error().message();
    EXPECT_EQ(draft->assignments[0].leads.at(0).id, "");
    EXPECT_EQ(draft->assignments[0].leads.at(0).suggestion, "Sở Xây dựng");
    EXPECT_THAT(draft->assignments[0].record().unresolved_units, ElementsAre("Sở Xây dưng"));
    ASSERT_EQ(draft->doubts.size(), 1u);
    EXPECT_EQ(draft->doubts[0].kind, Doubt::Kind::unit);
    EXPECT_EQ(draft->doubts[0].where.vi(), "bảng 2, dòng 2, cột chủ trì");
    EXPECT_THAT(draft->doubts[0].vi, HasSubstr("Sở Xây dựng"));
}

TEST(Intake, empty_cells_and_strange_deadlines_are_doubts) {
    const auto draft = read_plan(plan_of({header,
                                          {{"1"}, {"a"}, {""}, {""}, {""}, {""}, {""}},
                                          {{"3"}, {"b"}, {"SXD"}, {""}, {"lúc rảnh"}, {""}, {""}},
                                          {{"3"}, {"c"}, {"SXD"}, {""}, {"Quý I"}, {""}, {""}}}),
                                 "", some_units());

    ASSERT_TRUE(draft) << draft.error().message();
    std::vector<std::string> kinds;
    for (const auto& doubt : draft->doubts)
        kinds.push_back(std::to_string(doubt.seq) + " " + std::string(doubt_kind_name(doubt.kind)));
    EXPECT_THAT(kinds, ElementsAre("1 missing", "1 missing", "2 deadline", "2 row", "3 row", "3 row"));
    EXPECT_EQ(draft->assignments[1].deadline.words, "lúc rảnh");
}

TEST(Intake, text_files_take_title_and_year_from_outside) {
    const auto draft = read_plan("TT\tViệc\tChủ trì\tThời hạn\n1\ta\tSXD\tTháng 4\n", "thu-muc/cay xanh.tsv",
                                 some_units(), Context{.year = 2027});

    ASSERT_TRUE(draft) << draft.error().message();
    EXPECT_EQ(draft->plan.id, "cay-xanh-2027");
    EXPECT_EQ(draft->assignments[0].deadline.meaning.due, rules::dates::parse_iso("2027-04-30"));
}

struct Refusal {
    std::string bytes;
    Cause cause;
    const char* says;
};

class Refusals : public testing::TestWithParam<Refusal> {};

TEST_P(Refusals, say_in_one_sentence_what_to_do) {
    const auto draft = read_plan(GetParam().bytes, "x.docx", UnitDirectory());

    ASSERT_FALSE(draft);
    EXPECT_EQ(draft.error().cause, GetParam().cause);
    EXPECT_THAT(draft.error().message(), HasSubstr(GetParam().says));
    EXPECT_EQ(draft.error().message().find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Files, Refusals,
    testing::Values(Refusal{"", Cause::damaged, "tệp trống"},
                    Refusal{"\x01\x02\x03"s, Cause::wrong_kind,
                            "không phải tệp Word (.docx): không mở được như tệp zip"},
                    Refusal{"PK\x03\x04 cut off word/document.xml", Cause::damaged, "không mở được như tệp zip"},
                    Refusal{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", Cause::wrong_kind, "kiểu cũ (.doc, .xls)"},
                    Refusal{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                            "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s,
                            Cause::locked, "mật khẩu"},
                    Refusal{"%PDF-1.4", Cause::wrong_kind, "PDF"}, Refusal{"{\\rtf1}", Cause::wrong_kind, "RTF"},
                    Refusal{support::zip_of({{"xl/workbook.xml", "<a/>"}}), Cause::damaged, "Excel"},
                    Refusal{support::zip_of({{"a.txt", "a"}}), Cause::wrong_kind, "không phải tệp Word"},
                    Refusal{DocxWriter().bytes(), Cause::no_task_table, "không thấy bảng nhiệm vụ"},
                    Refusal{"một dòng chữ\n", Cause::no_task_table, "không thấy bảng nhiệm vụ"}),
    [](const auto& each) { return "number" + std::to_string(each.index); });

}  // namespace
}  // namespace dondoc::intake
