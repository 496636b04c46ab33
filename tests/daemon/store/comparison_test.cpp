#include "daemon/store/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dondoc::store {
namespace {

using rules::model::AssignmentRecord;
using Kind = RowChange::Kind;
using testing::Contains;
using testing::ElementsAre;

AssignmentRecord record(std::uint32_t seq, const std::string& title) {
    AssignmentRecord record;
    record.seq = seq;
    record.text.ordinal = std::to_string(seq);
    record.text.title = title;
    record.text.lead_words = "Sở Y tế";
    record.leads = {"so-y-te"};
    return record;
}

const std::vector<KeptRow> kept{{record(1, "Rà soát nguồn nước"), false, true},
                                {record(2, "Ban hành bộ tiêu chí"), false, false},
                                {record(4, "Tập huấn nhân viên y tế"), false, false}};

std::vector<std::string> told(const Comparison& comparison) {
    std::vector<std::string> lines;
    for (const RowChange& row : comparison.rows)
        lines.push_back(std::string(change_name(row.kind)) + " " + std::to_string(row.seq));
    return lines;
}

TEST(Comparison, a_new_plan_keeps_the_numbers_of_the_document) {
    EXPECT_THAT(told(compare_rows({}, std::vector{record(1, "a"), record(2, "b")})), ElementsAre("added 1", "added 2"));
}

TEST(Comparison, new_rows_get_numbers_after_the_last_and_others_keep_theirs) {
    const std::vector<AssignmentRecord> rows{record(1, "Rà soát nguồn nước"), record(2, "Kiểm tra kinh phí năm"),
                                             record(3, "Ban hành bộ tiêu chí"), record(4, "Tập huấn nhân viên y tế")};
    const Comparison comparison = compare_rows(kept, rows);

    EXPECT_THAT(told(comparison), ElementsAre("unchanged 1", "added 5", "changed 2", "unchanged 4"));
    EXPECT_THAT(comparison.rows[2].fields, ElementsAre(FieldChange{"ordinal", "2", "3"}));
    EXPECT_EQ(comparison.count(Kind::unchanged), 2U);
}

TEST(Comparison, each_field_says_what_it_was_and_is) {
    auto changed = record(1, "Rà soát nguồn nước");
    changed.text.deadline_words = "Quý IV/2026";
    changed.deadline.kind = rules::deadlines::Kind::fixed;
    changed.deadline.due = rules::dates::parse_iso("2026-12-31");
    changed.leads = {"so-xay-dung"};

    const Comparison comparison = compare_rows(kept, std::vector{changed});

    ASSERT_EQ(comparison.rows.front().kind, Kind::changed);
    EXPECT_TRUE(comparison.rows.front().has_facts);
    const auto& fields = comparison.rows.front().fields;
    EXPECT_THAT(fields, Contains(FieldChange{"deadline_words", "", "Quý IV/2026"}));
    EXPECT_THAT(fields, Contains(FieldChange{"due", "", "2026-12-31"}));
    EXPECT_THAT(fields, Contains(FieldChange{"leads", "so-y-te", "so-xay-dung"}));
}

TEST(Comparison, what_the_document_lost_is_told_last) {
    EXPECT_THAT(told(compare_rows(kept, std::vector{record(1, "Ban hành bộ tiêu chí")})),
                ElementsAre("changed 2", "withdrawn 1", "withdrawn 4"));
}

TEST(Comparison, what_was_withdrawn_is_not_told_again_and_may_return) {
    auto with_withdrawn = kept;
    with_withdrawn[2].withdrawn = true;
    EXPECT_THAT(told(compare_rows(with_withdrawn, std::vector{kept[0].record, kept[1].record})),
                ElementsAre("unchanged 1", "unchanged 2"));
    EXPECT_THAT(told(compare_rows(with_withdrawn, std::vector{kept[2].record})),
                ElementsAre("restored 4", "withdrawn 1", "withdrawn 2"));
}

TEST(Comparison, what_may_be_one_row_is_new_until_somebody_says_otherwise) {
    const std::vector<AssignmentRecord> rows{kept[0].record, record(2, "Thanh tra việc đấu thầu"), kept[2].record};

    const Comparison asked = compare_rows(kept, rows);
    EXPECT_THAT(told(asked), ElementsAre("unchanged 1", "added 5", "unchanged 4", "withdrawn 2"));
    ASSERT_EQ(asked.questions.size(), 1U);
    EXPECT_EQ(asked.questions[0].row, 2U);
    EXPECT_EQ(asked.questions[0].kept, 2U);

    EXPECT_THAT(told(compare_rows(kept, rows, std::vector<SameRow>{{2, 2}})),
                ElementsAre("unchanged 1", "changed 2", "unchanged 4"));
    EXPECT_TRUE(compare_rows(kept, rows, std::vector<SameRow>{{2, 0}}).questions.empty());
}

TEST(Comparison, decisions_about_rows_that_do_not_exist_are_left_out) {
    const std::vector<AssignmentRecord> rows{kept[0].record};
    EXPECT_THAT(told(compare_rows(kept, rows, std::vector<SameRow>{{9, 1}, {0, 2}, {1, 77}})),
                ElementsAre("unchanged 1", "withdrawn 2", "withdrawn 4"));
}

}  // namespace
}  // namespace dondoc::store
