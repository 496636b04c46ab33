#include "daemon/summaries/build.hpp"
#include "daemon/summaries/make.hpp"

#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace dondoc::summaries {
namespace {

namespace model = rules::model;
using rules::dates::Date;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Date day(const char* iso) {
    return *rules::dates::parse_iso(iso);
}

class BuildTest : public testing::Test {
protected:
    BuildTest() {
        auto loaded = rules::language::load(
            {.units = {"units.yaml",
                       "roles: {planning-office: so-a}\nunits:\n  - {id: so-a, name: Sở A, email: a@so.vn}\n  - {id: "
                       "so-b, name: Sở B, email: b@so.vn}\n"
                       "  - {id: so-c, name: Sở C, email: c@so.vn}\n"},
             .rules = {{"rules.yaml", "policies: [{id: a, match: \"true\", remind: {lead: [7d]}}]\n"}},
             .calendars = {}});
        book_ = std::move(loaded.book);
        snapshot_.plans.push_back(
            {.id = "kh", .number = "1/KH", .title = {}, .issuer = {}, .date = day("2026-01-01"), .year = 2026});
    }

    void assign(const char* lead, const char* due, const char* done = nullptr) {
        model::Assignment assignment;
        assignment.seq = static_cast<std::uint32_t>(snapshot_.assignments.size() + 1);
        assignment.deadline.kind = rules::deadlines::Kind::fixed;
        assignment.deadline.due = day(due);
        assignment.leads = {*book_->units.find(lead)};
        if (done != nullptr) {
            assignment.facts = static_cast<std::uint32_t>(snapshot_.facts.size());
            snapshot_.facts.emplace_back().completions.push_back({.period = {}, .on = day(done), .document = {}});
        }
        snapshot_.assignments.push_back(assignment);
    }

    Built build_on(const char* as_of, std::optional<Kept> before = {}) const {
        return build({.snapshot = snapshot_,
                      .book = *book_,
                      .every = SummaryRule::Every::week,
                      .turn = {.day = day(as_of) + std::chrono::days{1}, .at = {}, .as_of = day(as_of)},
                      .before = std::move(before),
                      .titles = [](const auto& wanted) { return std::vector<std::string>(wanted.size(), "Việc"); }});
    }

    std::optional<model::RuleBook> book_;
    model::Snapshot snapshot_;
};

TEST_F(BuildTest, prints_both_denominators_with_their_numerators) {
    assign("so-a", "2026-03-01", "2026-02-20");
    assign("so-a", "2026-03-01", "2026-03-20");
    assign("so-a", "2026-12-01");
    const auto built = build_on("2026-06-07");
    ASSERT_THAT(built.summary.lines, SizeIs(1));
    const auto& figures = built.summary.lines[0].figures;
    EXPECT_EQ(figures.on_time, 1U);
    EXPECT_EQ(figures.fell_due, 2U);
    EXPECT_EQ(figures.assigned, 3U);
}

TEST_F(BuildTest, the_worst_unit_comes_first) {
    assign("so-a", "2026-03-01", "2026-02-20");
    assign("so-b", "2026-05-01");
    assign("so-b", "2026-05-02");
    assign("so-c", "2026-05-01");
    std::vector<std::string> names;
    for (const auto& line : build_on("2026-06-07").summary.lines) names.push_back(line.figures.id);
    EXPECT_THAT(names, ElementsAre("so-b", "so-c", "so-a"));
}

TEST_F(BuildTest, what_is_overdue_since_the_last_one_is_new) {
    assign("so-a", "2026-05-01");
    assign("so-a", "2026-06-03");
    const auto before = build_on("2026-05-31");
    const auto built = build_on("2026-06-07", from_json(to_json(before.figures, day("2026-05-31"), 2026)));
    ASSERT_THAT(built.summary.overdue, SizeIs(2));
    EXPECT_EQ(built.summary.overdue[0].days, 37);
    EXPECT_FALSE(built.summary.overdue[0].is_new);
    EXPECT_TRUE(built.summary.overdue[1].is_new);
    EXPECT_EQ(built.summary.newly_overdue(), 1U);
    ASSERT_TRUE(built.summary.lines[0].before);
    EXPECT_EQ(built.summary.lines[0].before->overdue, 1U);
}

TEST_F(BuildTest, a_new_year_is_not_compared_with_the_old_one) {
    assign("so-a", "2026-05-01");
    const auto before = build_on("2026-12-27");
    const auto built = build_on("2027-01-03", from_json(to_json(before.figures, day("2026-12-27"), 2026)));
    EXPECT_FALSE(built.summary.since);
    EXPECT_FALSE(built.summary.all.before);
}

TEST_F(BuildTest, the_quarterly_one_in_january_is_of_the_year_that_is_over) {
    assign("so-a", "2026-11-30", "2026-11-20");
    assign("so-a", "2026-12-31");
    assign("so-b", "2026-10-31");
    const rules::dates::Calendar calendar;
    const SummaryRule rule{.to = "leadership", .every = SummaryRule::Every::quarter, .on = 5};
    const auto now = rules::dates::at(day("2027-01-05"), std::chrono::hours{9});
    const auto built = build({.snapshot = snapshot_,
                              .book = *book_,
                              .every = rule.every,
                              .turn = newest_turn(rule, now, calendar),
                              .before = {},
                              .titles = {}});
    EXPECT_EQ(built.year, 2026);
    EXPECT_EQ(built.summary.as_of, day("2026-12-31"));
    EXPECT_EQ(built.figures.all.assigned, 3U);
    EXPECT_EQ(built.figures.all.done, 1U);
    EXPECT_EQ(built.figures.all.overdue, 1U);
    ASSERT_THAT(built.summary.overdue, SizeIs(1));
    EXPECT_EQ(built.summary.overdue[0].days, 61);
}

TEST_F(BuildTest, days_after_the_one_it_speaks_of_change_nothing) {
    assign("so-a", "2026-09-15", "2026-10-02");
    assign("so-a", "2026-09-16");
    snapshot_.assignments.back().facts = 1;
    snapshot_.facts.emplace_back().extensions.push_back(
        {.period = {}, .until = day("2026-12-01"), .basis = {}, .decided = day("2026-10-01")});
    assign("so-a", "2026-09-17");
    snapshot_.assignments.back().facts = 2;
    snapshot_.facts.emplace_back().cancelled = {.on = day("2026-10-03"), .basis = {}};
    snapshot_.plans.push_back(
        {.id = "kh-2", .number = "2/KH", .title = {}, .issuer = {}, .date = day("2026-10-04"), .year = 2026});
    assign("so-a", "2026-12-01");
    snapshot_.assignments.back().plan = 1;
    const auto figures = build_on("2026-09-30").figures.all;
    EXPECT_EQ(figures.assigned, 3U);
    EXPECT_EQ(figures.overdue, 3U);
    const auto later = build_on("2026-10-05").figures.all;
    EXPECT_EQ(later.assigned, 3U);  // one stopped, one new
    EXPECT_EQ(later.done, 1U);
    EXPECT_EQ(later.overdue, 0U);
}

TEST_F(BuildTest, a_day_without_news_says_nothing) {
    assign("so-a", "2026-12-01");
    EXPECT_FALSE(build_on("2026-06-07").summary.says_something());
}

TEST_F(BuildTest, names_the_years_whose_holidays_are_only_computed) {
    EXPECT_THAT(build_on("2030-06-07").summary.computed_years, ElementsAre(2030, 2031));
}

TEST_F(BuildTest, the_workbook_has_a_row_for_each_duty_and_a_total) {
    assign("so-a", "2026-05-01");
    assign("so-b", "2026-12-01");
    const Input input{.snapshot = snapshot_,
                      .book = *book_,
                      .turn = {.day = day("2026-06-08"), .at = {}, .as_of = day("2026-06-07")},
                      .before = {},
                      .titles = [](const auto& wanted) { return std::vector<std::string>(wanted.size(), "Việc"); }};
    const auto sheets = sheets_of(build(input), input, "vi");
    ASSERT_THAT(sheets, SizeIs(3));
    EXPECT_THAT(sheets[0].rows, SizeIs(3));
    EXPECT_TRUE(sheets[0].rows.back().heading);
    EXPECT_THAT(sheets[1].rows, SizeIs(1));
    EXPECT_THAT(sheets[2].rows, SizeIs(2));
    for (const auto& sheet : sheets) {
        for (const auto& row : sheet.rows) EXPECT_EQ(row.cells.size(), sheet.columns.size()) << sheet.name;
    }
}

TEST_F(BuildTest, nobody_with_anything_to_do_makes_an_empty_table) {
    EXPECT_THAT(build_on("2026-06-07").summary.lines, IsEmpty());
}

class WaitingTest : public BuildTest {
protected:
    std::vector<std::string> waiting() {
        const Turn turn{.day = day("2026-06-08"), .at = {}, .as_of = day("2026-06-07")};
        return make_for(SummaryRule::Every::week, turn).built.summary.waiting;
    }

    Made make_for(SummaryRule::Every every, const Turn& turn, Order::Workbook workbook = Order::Workbook::none) {
        const config::Site site{
            .config = {}, .book = *book_, .templates = {}, .chats = {}, .warnings = {}, .sources = {}};
        const Order order{.rule = {.to = "planning-office", .every = every},
                          .turn = turn,
                          .to = *book_->units.planning_office(),
                          .workbook = workbook};
        return make(*store_, site, snapshot_, order, now_);
    }

    void hold(store::HeldChange::Kind kind, const std::string& name) {
        store::HeldChange change;
        change.kind = kind;
        change.hash = name;
        change.name = name;
        store_->hold(change, {"lan", now_});
    }

    std::unique_ptr<store::Store> store_ = store::open_in_memory();
    std::chrono::sys_seconds now_ = std::chrono::sys_days{day("2026-06-08")};
};

TEST_F(WaitingTest, names_changes_by_what_they_are) {
    hold(store::HeldChange::Kind::rules, "");
    hold(store::HeldChange::Kind::import, "88-kh");
    hold(store::HeldChange::Kind::catch_up, "");
    EXPECT_THAT(waiting(), testing::UnorderedElementsAre("thay đổi 1 (quy tắc): dondoc confirm 1",
                                                         "thay đổi 2 (văn bản nhập, 88-kh): dondoc confirm 2",
                                                         "thay đổi 3 (gửi bù): dondoc confirm 3"));
}

TEST_F(WaitingTest, names_answers_that_nobody_has_looked_at) {
    store::Answer answer;
    answer.kind = store::Answer::Kind::extension;
    answer.state = store::Answer::State::waiting;
    answer.subject = "kh/1";
    answer.unit = "so-b";
    answer.at = now_;
    store_->give_answer(answer, {}, {"so-b", now_});
    EXPECT_THAT(waiting(), ElementsAre("Sở B xin gia hạn kh/1 (trả lời 1): dondoc answers approve|reject 1"));
    store_->settle_answer({.id = 1, .approved = false, .note = "không"}, {}, {"lan", now_});
    EXPECT_THAT(waiting(), IsEmpty());
}

class FailedTest : public WaitingTest {
protected:
    void SetUp() override {
        const auto put = [&](const char* id) {
            store_->enqueue(std::vector{store::OutboxMessage{{id, "mail", "b@so.vn", "x"}, "so-b", id, monday_}},
                            monday_);
        };
        put("died");
        put("came back");
        put("perhaps came back");
        const auto claims = store_->claim_due(monday_, monday_ + std::chrono::minutes{15}, "mail", 10);
        store::Attempt died{.id = claims.at(0).id, .number = 1, .at = wednesday_, .delivery = {}, .next = {}};
        died.state = store::MessageState::dead;
        died.delivery.outcome = notifiers::Delivery::Outcome::retry;
        died.delivery.reason = "không ai trả lời";
        store_->record(std::vector{died, sent(claims.at(1)), sent(claims.at(2))});
        store_->record_bounce({"came back", "b@so.vn", "5.1.1", "no such user"}, {}, wednesday_);
        store_->record_bounce({"perhaps came back", "b@so.vn", "5.1.1", "no such user", true, false}, {}, wednesday_);
    }

    store::Attempt sent(const store::Claimed& claim) const {
        store::Attempt attempt{.id = claim.id, .number = claim.attempt, .at = monday_, .delivery = {}, .next = {}};
        attempt.delivery.outcome = notifiers::Delivery::Outcome::sent;
        return attempt;
    }

    std::vector<std::string> failed_on(const char* iso) {
        return make_for(SummaryRule::Every::day,
                        {.day = day(iso), .at = rules::dates::at(day(iso), std::chrono::hours{16}), .as_of = day(iso)})
            .built.summary.failed;
    }

    std::chrono::sys_seconds monday_ = std::chrono::sys_days{day("2026-06-08")};
    std::chrono::sys_seconds wednesday_ = monday_ + std::chrono::days{2};
};

TEST_F(FailedTest, what_dies_or_comes_back_days_later_is_told_of_on_that_day) {
    EXPECT_THAT(failed_on("2026-06-10"), ElementsAre(testing::HasSubstr("died – không ai trả lời"),
                                                     testing::HasSubstr("came back – 5.1.1 no such user"),
                                                     testing::HasSubstr("perhaps came back – 5.1.1 no such user")));
    EXPECT_THAT(failed_on("2026-06-12"), IsEmpty());
}

TEST_F(FailedTest, what_nothing_proves_is_told_apart) {
    const auto lines = failed_on("2026-06-10");
    EXPECT_THAT(lines.at(1), testing::Not(testing::HasSubstr("chưa xác thực")));
    EXPECT_THAT(lines.at(2), testing::HasSubstr("(chưa xác thực"));
}

TEST_F(WaitingTest, a_workbook_is_made_where_it_is_asked_for_though_there_is_nothing_to_say) {
    const Turn turn{.day = day("2026-06-08"), .at = {}, .as_of = day("2026-06-08")};
    EXPECT_FALSE(make_for(SummaryRule::Every::day, turn, Order::Workbook::where_sent).workbook);
    const auto made = make_for(SummaryRule::Every::day, turn, Order::Workbook::always);
    EXPECT_FALSE(made.row.sent);
    ASSERT_TRUE(made.workbook);
    EXPECT_THAT(made.workbook->bytes, testing::StartsWith("PK"));
}

}  // namespace
}  // namespace dondoc::summaries
