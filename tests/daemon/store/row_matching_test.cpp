#include "daemon/store/row_matching.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dondoc::store {
namespace {

using rules::model::AssignmentText;
using testing::ElementsAre;
using testing::IsEmpty;

AssignmentText text(const std::string& ordinal, const std::string& title, const std::string& lead = "Sở Y tế",
                    const std::string& deliverable = {}) {
    AssignmentText text;
    text.ordinal = ordinal;
    text.title = title;
    text.lead_words = lead;
    text.deliverable = deliverable;
    return text;
}

struct Result {
    std::vector<int> partners;  ///< position among the kept rows, -1 for a new row
    std::vector<std::pair<std::size_t, std::size_t>> questions;
};

Result match(const std::vector<AssignmentText>& kept, const std::vector<AssignmentText>& rows,
             const std::vector<Said>& said = {}, std::size_t withdrawn_from = 1'000'000) {
    std::vector<KeptText> kept_texts;
    for (const auto& one : kept) kept_texts.push_back({&one, kept_texts.size() >= withdrawn_from});
    std::vector<const AssignmentText*> row_texts;
    for (const auto& one : rows) row_texts.push_back(&one);
    const RowPairs pairs = match_rows(kept_texts, row_texts, said);
    Result result;
    for (const auto& partner : pairs.kept_of) result.partners.push_back(partner ? static_cast<int>(*partner) : -1);
    for (const auto& one : pairs.questions) result.questions.emplace_back(one.row, one.kept);
    return result;
}

const std::vector<AssignmentText> plan{text("1", "Rà soát nguồn nước của các điểm trường"),
                                       text("2", "Ban hành bộ tiêu chí trường học sạch"),
                                       text("3", "Tập huấn nhân viên y tế trường học")};

TEST(RowMatching, the_same_rows_keep_their_places) {
    EXPECT_THAT(match(plan, plan).partners, ElementsAre(0, 1, 2));
}

TEST(RowMatching, a_row_put_in_between_renumbers_those_after_it) {
    const auto result = match(plan, {plan[0], text("2", "Kiểm tra việc sử dụng kinh phí được giao"),
                                     text("3", plan[1].title), text("4", plan[2].title)});
    EXPECT_THAT(result.partners, ElementsAre(0, -1, 1, 2));
    EXPECT_THAT(result.questions, IsEmpty());
}

TEST(RowMatching, a_row_that_went_leaves_the_others_in_place) {
    EXPECT_THAT(match(plan, {text("1", plan[1].title), text("2", plan[2].title)}).partners, ElementsAre(1, 2));
}

TEST(RowMatching, rows_may_change_places_and_sections) {
    auto moved = text("1", plan[2].title);
    moved.section = "II. Đào tạo";
    EXPECT_THAT(match(plan, {moved, text("2", plan[0].title), text("3", plan[1].title)}).partners,
                ElementsAre(2, 0, 1));
}

TEST(RowMatching, corrected_spelling_is_the_same_row) {
    EXPECT_THAT(match(plan, {plan[0], text("2", "ban hành Bộ tiêu chí truờng học sạch."), plan[2]}).partners,
                ElementsAre(0, 1, 2));
}

TEST(RowMatching, a_title_with_a_few_other_words_is_the_same_row) {
    EXPECT_THAT(match(plan, {plan[0], plan[1], text("3", "Tập huấn cho nhân viên y tế trường học")}).partners,
                ElementsAre(0, 1, 2));
}

TEST(RowMatching, another_unit_or_deadline_is_the_same_row) {
    auto changed = text("2", plan[1].title, "Sở Giáo dục và Đào tạo");
    changed.deadline_words = "Quý IV/2026";
    EXPECT_THAT(match(plan, {plan[0], changed, plan[2]}).partners, ElementsAre(0, 1, 2));
}

TEST(RowMatching, titles_that_differ_in_a_number_are_asked_about) {
    const std::vector<AssignmentText> kept{text("5", "Lấy mẫu nước tại các trường công lập, đợt 1")};
    for (const std::string title :
         {"Lấy mẫu nước tại các trường công lập, đợt 2", "Lấy mẫu nước tại các trường công lập, đợt II"}) {
        const auto result = match(kept, {text("5", title)});
        EXPECT_THAT(result.partners, ElementsAre(-1)) << title;
        EXPECT_THAT(result.questions, ElementsAre(std::pair(0U, 0U))) << title;
    }
}

TEST(RowMatching, another_task_in_the_same_place_is_asked_about) {
    const auto result = match(plan, {plan[0], text("2", "Thanh tra việc chấp hành pháp luật về đấu thầu"), plan[2]});
    EXPECT_THAT(result.partners, ElementsAre(0, -1, 2));
    EXPECT_THAT(result.questions, ElementsAre(std::pair(1U, 1U)));
}

TEST(RowMatching, two_rows_that_are_equally_near_are_asked_about) {
    const std::vector<AssignmentText> kept{text("", "Xây dựng kế hoạch phát triển cây lúa trên địa bàn tỉnh", "Sở A")};
    const auto result = match(kept, {text("", "Xây dựng kế hoạch phát triển cây ngô trên địa bàn tỉnh", "Sở B"),
                                     text("", "Xây dựng kế hoạch phát triển cây chè trên địa bàn tỉnh", "Sở C")});
    EXPECT_THAT(result.partners, ElementsAre(-1, -1));
    EXPECT_EQ(result.questions.size(), 1U);
}

TEST(RowMatching, rows_of_one_title_are_told_apart_by_who_does_them) {
    const std::vector<AssignmentText> kept{text("1", "Báo cáo kết quả", "Sở Y tế"),
                                           text("2", "Báo cáo kết quả", "Sở Nội vụ")};
    EXPECT_THAT(match(kept, {text("1", "Báo cáo kết quả", "Sở Tài chính"), text("2", "Báo cáo kết quả", "Sở Y tế"),
                             text("3", "Báo cáo kết quả", "Sở Nội vụ")})
                    .partners,
                ElementsAre(-1, 0, 1));
}

TEST(RowMatching, equal_rows_are_paired_in_order) {
    const std::vector<AssignmentText> twins{text("1", "Trực báo"), text("1", "Trực báo")};
    EXPECT_THAT(match(twins, twins).partners, ElementsAre(0, 1));
    EXPECT_THAT(match(twins, {twins[0]}).partners, ElementsAre(0));
}

TEST(RowMatching, a_withdrawn_row_comes_back_only_as_it_was) {
    EXPECT_THAT(match(plan, {plan[0], plan[2]}, {}, 2).partners, ElementsAre(0, 2));
    const auto other = match(plan, {text("9", "Tập huấn nhân viên")}, {}, 2);
    EXPECT_THAT(other.partners, ElementsAre(-1));
}

TEST(RowMatching, a_living_row_goes_before_a_withdrawn_one) {
    const std::vector<AssignmentText> kept{text("1", "Trực báo"), text("1", "Trực báo")};
    EXPECT_THAT(match(kept, {kept[0]}, {}, 1).partners, ElementsAre(0));
}

TEST(RowMatching, what_a_person_says_comes_first) {
    const std::vector<AssignmentText> rows{plan[0], text("2", "Thanh tra đấu thầu"), plan[2]};
    EXPECT_THAT(match(plan, rows, {{1, 1}}).partners, ElementsAre(0, 1, 2));
    const auto no = match(plan, rows, {{1, std::nullopt}, {0, std::nullopt}});
    EXPECT_THAT(no.partners, ElementsAre(-1, -1, 2));
    EXPECT_THAT(no.questions, IsEmpty());
}

TEST(RowMatching, rows_without_words_are_no_rows_of_others) {
    EXPECT_THAT(match({text("", "", "")}, {text("", "Một việc", "")}).partners, ElementsAre(-1));
    EXPECT_THAT(match({}, {text("1", "Một việc")}).partners, ElementsAre(-1));
}

TEST(RowMatching, a_large_plan_that_changed_in_every_row_takes_no_long) {
    std::vector<AssignmentText> kept;
    std::vector<AssignmentText> rows;
    for (int i = 0; i < 20'000; ++i) {
        kept.push_back(text(std::to_string(i), "Việc cũ " + std::to_string(i) + " cần làm trong năm"));
        rows.push_back(text(std::to_string(i), "Nhiệm vụ mới " + std::to_string(i * 7) + " phải xong"));
    }
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(match(kept, rows).partners.size(), 20'000U);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{5});
}

}  // namespace
}  // namespace dondoc::store
