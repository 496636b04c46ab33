#include "rules/model/plan.hpp"
#include "rules/model/policy.hpp"
#include "rules/model/subject.hpp"

#include <gtest/gtest.h>

namespace rules::model {
namespace {

TEST(SubjectKey, is_read_back_from_its_text) {
    EXPECT_EQ(SubjectKey::parse("142-kh-ubnd-2025/12"), (SubjectKey{"142-kh-ubnd-2025/12", ""}));
    EXPECT_EQ(SubjectKey::parse("kh142-nam/so-noi-vu@2026-H1"), (SubjectKey{"kh142-nam/so-noi-vu", "2026-H1"}));
    for (const auto* text : {"142-kh-ubnd-2025/12", "kh142-nam/so-noi-vu@2026", ""}) {
        EXPECT_EQ(SubjectKey::parse(text).text(), text);
    }
}

TEST(SubjectKey, is_made_from_plan_and_position_or_rule_and_unit) {
    EXPECT_EQ(assignment_key("142-kh-ubnd-2025", 12), "142-kh-ubnd-2025/12");
    EXPECT_EQ(report_key("kh142-nam", "so-noi-vu"), "kh142-nam/so-noi-vu");
}

TEST(PlanId, is_ascii_words_and_the_year) {
    const struct {
        const char* words;
        int year;
        const char* id;
    } cases[] = {
        {"142/KH-UBND", 2025, "142-kh-ubnd-2025"},
        {"683/QĐ-BYT", 2026, "683-qd-byt-2026"},
        {"  Kế hoạch: Chuyển đổi số, năm học! ", 2026, "ke-hoach-chuyen-doi-so-nam-hoc-2026"},
        {"/KH-UBND", 2026, "kh-ubnd-2026"},
        {"…", 2026, "ke-hoach-2026"},
        {"", 2026, "ke-hoach-2026"},
    };
    for (const auto& c : cases) EXPECT_EQ(make_plan_id(c.words, c.year), c.id);
}

TEST(PlanId, of_a_long_title_ends_at_a_word) {
    std::string title;
    for (int i = 0; i < 100; ++i) title += "nhiem vu ";
    const std::string id = make_plan_id(title, 2026);
    EXPECT_LT(id.size(), 100u);
    EXPECT_TRUE(id.ends_with("nhiem-2026") || id.ends_with("vu-2026")) << id;
    EXPECT_LT(make_plan_id(std::string(5000, 'x'), 2026).size(), 200u);
}

TEST(Offset, is_said_as_in_rule_files) {
    EXPECT_EQ((Offset{7, false}).text(), "7d");
    EXPECT_EQ((Offset{3, true}).text(), "3wd");
}

}  // namespace
}  // namespace rules::model
