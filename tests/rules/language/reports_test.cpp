#include "tests/rules/language/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// When reports are due, which days their figures are of, and what they are made of.
namespace rules::language::testing {
namespace {

using dates::PeriodKind;
using ::testing::HasSubstr;

/// Rules with the calendars of etc/calendars.
Loaded load_reports(const std::string& lines) {
    Sources sources = samples();
    sources.units = small_units();
    sources.rules = {{"rules.yaml", "reports:\n" + lines}};
    return load(sources);
}

/// One rule of these keys.
Loaded load_one(const std::string& keys) {
    return load_reports("  - {id: a, title: A, from: so-y-te, " + keys + "}\n");
}

std::string due(const std::string& keys, std::string_view period) {
    const Loaded loaded = load_one(keys);
    if (!loaded.book) return print(loaded.problems);
    const auto named = dates::parse_period_key(period);
    return dates::format_iso(model::report_day(loaded.book->reports.front(), named, loaded.book->calendar)->due);
}

std::string data(const std::string& keys, std::string_view period) {
    const Loaded loaded = load_one(keys);
    if (!loaded.book) return print(loaded.problems);
    const auto named = dates::parse_period_key(period);
    const auto window = model::data_window(loaded.book->reports.front(), named, loaded.book->calendar);
    return window ? dates::format_iso(window->first) + ".." + dates::format_iso(window->last) : "none";
}

std::string problems(const std::string& keys) {
    return print(load_one(keys).problems);
}

TEST(Reports, are_due_on_days_of_the_last_or_the_next_month) {
    EXPECT_EQ(due("period: month, due: ngày 25", "2026-11"), "2026-11-25");
    EXPECT_EQ(due("period: quarter, due: ngày 25 tháng cuối quý", "2026-Q4"), "2026-12-25");
    EXPECT_EQ(due("period: quarter, due: last-month-25", "2027-Q1"), "2027-03-25");
    EXPECT_EQ(due("period: half-year, due: last-month-6", "2026-H1"), "2026-06-06");
    EXPECT_EQ(due("period: quarter, due: next-month-05", "2026-Q1"), "2026-04-05");
    EXPECT_EQ(due("period: quarter, due: first-month-20", "2026-Q1"), "2026-01-20");
    EXPECT_EQ(due("period: year, due: chậm nhất ngày 25/11", "2026"), "2026-11-25");
    EXPECT_EQ(due("period: year, due: trước ngày 15/11", "2026"), "2026-11-14");
}

TEST(Reports, are_due_on_the_last_working_day) {
    EXPECT_EQ(due("period: month, due: ngày làm việc cuối cùng của tháng", "2026-05"), "2026-05-29");
    EXPECT_EQ(due("period: month, due: last-working-day", "2026-05"), "2026-05-29");
    EXPECT_EQ(due("period: quarter, due: last-working-day", "2027-Q2"), "2027-06-30");
}

TEST(Reports, are_due_on_weekdays) {
    EXPECT_EQ(due("period: week, due: thứ Sáu", "2026-W48"), "2026-11-27");
    EXPECT_EQ(due("period: week, due: thu", "2026-W48"), "2026-11-26");
}

TEST(Reports, count_working_days_from_the_cut_off) {
    for (const std::string words :
         {"cutoff + 2wd", "cutoff+2wd", "02 ngày làm việc sau ngày chốt số liệu",
          "chậm nhất 2 ngày làm việc kể từ ngày chốt", "Sau 2 ngày làm việc từ khi chốt dữ liệu"}) {
        EXPECT_EQ(due("period: month, due: " + words, "2026-11"), "2026-11-17") << words;
    }
    EXPECT_EQ(due("period: month, due: cutoff + 3d", "2026-11"), "2026-11-17");
    EXPECT_EQ(due("period: quarter, due: cutoff", "2026-Q4"), "2026-12-14");
    EXPECT_EQ(due("period: month, cutoff: {from: ngày 20 tháng trước, to: ngày 19}, due: cutoff + 1wd", "2026-11"),
              "2026-11-20");
}

TEST(Reports, have_the_window_of_the_decree_unless_they_say_otherwise) {
    EXPECT_EQ(data("period: half-year(1), due: trước ngày 10/6", "2026-H1"), "2025-12-15..2026-06-14");
    EXPECT_EQ(data("period: nine-months", "2026-9M"), "2025-12-15..2026-09-14");
    EXPECT_EQ(data("period: year", "2026"), "2025-12-15..2026-12-14");
    EXPECT_EQ(data("period: year, cutoff: none", "2026"), "none");
    EXPECT_EQ(data("period: week", "2026-W48"), "none");
}

TEST(Reports, name_their_own_window) {
    EXPECT_EQ(data("period: month, cutoff: {from: previous-month-20, to: last-month-19}", "2026-11"),
              "2026-10-20..2026-11-19");
    EXPECT_EQ(data("period: month, cutoff: từ ngày 16 tháng trước đến hết ngày 15 tháng báo cáo", "2027-01"),
              "2026-12-16..2027-01-15");
    EXPECT_EQ(data("period: quarter, cutoff: {from: ngày 01 tháng đầu kỳ, to: ngày cuối quý}", "2026-Q2"),
              "2026-04-01..2026-06-30");
    EXPECT_EQ(data("period: year, cutoff: {from: 01/12 năm trước, to: ngày 30/11}", "2026"), "2025-12-01..2026-11-30");
    EXPECT_EQ(data("period: year, cutoff: {from: previous-year-12-01, to: 11-30}", "2026"), "2025-12-01..2026-11-30");
    EXPECT_EQ(data("period: week, cutoff: {from: mon, to: thu}", "2026-W48"), "2026-11-23..2026-11-26");
    EXPECT_EQ(data("due: 2026-11-24, cutoff: {from: 2026-01-01, to: 31/10/2026}", ""), "2026-01-01..2026-10-31");
}

TEST(Reports, move_from_days_off_as_they_say) {
    const std::string monthly = "period: month, due: ngày 25, roll: ";
    EXPECT_EQ(due("period: month, due: ngày 25", "2026-10"), "2026-10-25");
    EXPECT_EQ(due(monthly + "none", "2026-10"), "2026-10-25");
    EXPECT_EQ(due(monthly + "next", "2026-10"), "2026-10-26");
    EXPECT_EQ(due(monthly + "previous", "2026-10"), "2026-10-23");
    EXPECT_EQ(due(monthly + "next", "2027-04"), "2027-04-26");
    EXPECT_EQ(due("period: quarter, due: last-month-25, roll: next", "2027-Q3"), "2027-09-27");
    EXPECT_EQ(due("due: 2026-08-31, roll: next", ""), "2026-09-03");
    EXPECT_EQ(due("due: 2026-08-22, roll: next", ""), "2026-08-22");
}

TEST(Reports, say_what_is_wrong_with_their_times) {
    EXPECT_THAT(problems("period: week, due: cutoff + 1wd"), HasSubstr("thêm cutoff"));
    EXPECT_THAT(problems("period: month, cutoff: none, due: cutoff + 1wd"), HasSubstr("thêm cutoff"));
    EXPECT_THAT(problems("period: month, cutoff: cuối tháng"), HasSubstr("cần none, {from: ..., to: ...}"));
    EXPECT_THAT(problems("period: month, cutoff: {from: ngày 20, to: ngày 5}"), HasSubstr("trước khi bắt đầu"));
    EXPECT_THAT(problems("period: month, cutoff: {from: ngày 20}"), HasSubstr("thiếu khóa \"to\""));
    EXPECT_THAT(problems("period: month, cutoff: {from: ngày 32 tháng trước, to: ngày 5}"),
                HasSubstr("không có ngày này"));
    EXPECT_THAT(problems("period: month, due: ngày 10, cutoff: {from: ngày 1, to: ngày 20}"),
                HasSubstr("cảnh báo: hạn gửi"));
    EXPECT_THAT(problems("period: month, roll: nxt"), HasSubstr("có phải \"next\"?"));
    EXPECT_THAT(problems("due: 2026-11-24, cutoff: {from: 2026-06-01, to: 2026-01-01}"), HasSubstr("to phải sau from"));
}

TEST(Reports, name_form_and_way_of_sending) {
    const Loaded loaded = load_one("period: year, form: Mẫu số 02, how: qua phần mềm báo cáo");
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    EXPECT_EQ(loaded.book->reports.front().form, "Mẫu số 02");
    EXPECT_EQ(loaded.book->reports.front().how, "qua phần mềm báo cáo");
}

constexpr auto chain =
    "  - {id: tong-hop, title: Tổng hợp, from: so-y-te, period: month, due: ngày 16, collects: don-vi}\n"
    "  - {id: don-vi, title: Đơn vị, from: cac-so, period: month, due: ngày 15}\n";

TEST(Reports, collect_those_of_a_rule_that_may_come_later) {
    const Loaded loaded = load_reports(chain);
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    EXPECT_EQ(loaded.book->reports.front().collects, 1U);
}

TEST(Reports, collect_only_what_exists_and_is_due_before) {
    const std::string units = "  - {id: don-vi, title: Đơn vị, from: cac-so, period: month, due: ngày 15}\n";
    const auto collecting = [&](const std::string& keys) {
        return print(load_reports(units + "  - {id: b, title: B, from: so-y-te, " + keys + "}\n").problems);
    };
    EXPECT_THAT(collecting("period: month, due: ngày 16, collects: donvi"), HasSubstr("có phải \"don-vi\"?"));
    EXPECT_THAT(collecting("period: month, due: ngày 15, collects: don-vi"), HasSubstr("chưa kịp tổng hợp"));
    EXPECT_THAT(collecting("period: quarter, collects: don-vi"), HasSubstr("không có cùng kỳ"));
    EXPECT_THAT(collecting("due: 2026-12-24, collects: don-vi"), HasSubstr("không có cùng kỳ"));
    EXPECT_EQ(collecting("period: month, due: ngày 16, collects: don-vi"), "");
}

TEST(Reports, that_collect_each_other_are_an_error_for_each) {
    const Loaded loaded = load_reports(
        "  - {id: a, title: A, from: so-y-te, period: month, due: ngày 15, collects: b}\n"
        "  - {id: b, title: B, from: so-y-te, period: month, due: ngày 16, collects: a}\n"
        "  - {id: c, title: C, from: so-y-te, period: month, due: ngày 17, collects: c}\n");
    EXPECT_EQ(loaded.problems.size(), 3U) << print(loaded.problems);
    EXPECT_THAT(print(loaded.problems), HasSubstr("vòng tròn"));
}

TEST(Reports, may_be_asked_for_on_request) {
    for (const std::string words : {"on-request", "khi có yêu cầu", "Đột xuất"}) {
        const Loaded loaded = load_one("period: " + words);
        ASSERT_TRUE(loaded.book) << print(loaded.problems);
        EXPECT_TRUE(loaded.book->reports.front().on_request);
        EXPECT_FALSE(loaded.book->reports.front().recurrence);
    }
    EXPECT_THAT(problems("period: on-request, due: ngày 5"), HasSubstr("dondoc request"));
    EXPECT_THAT(problems("period: on-request, cutoff: {from: mon, to: tue}"), HasSubstr("dondoc request"));
}

TEST(Reports, may_ask_for_values_of_indicators) {
    const auto asking = [](const std::string& keys) {
        return load_reports("  - {id: a, title: A, period: year, indicators: {plan: kh-1}}\n  - {id: b, title: B, " +
                            keys + "}\n");
    };
    const Loaded loaded = asking("period: quarter, indicators: [kh-1/ct3, kh-2/ct1]");
    ASSERT_TRUE(loaded.book) << print(loaded.problems);
    EXPECT_EQ(loaded.problems.size(), 0U);
    EXPECT_EQ(loaded.book->reports[0].indicators->plan, "kh-1");
    EXPECT_EQ(loaded.book->reports[1].indicators->keys.size(), 2U);
    const auto said = [&](const std::string& keys) { return print(asking(keys).problems); };
    EXPECT_THAT(said("period: year, indicators: [kh-2/ct1, kh-1/ct3]"), HasSubstr("\"a\" đã hỏi các giá trị này"));
    EXPECT_THAT(said("period: year, indicators: {plan: kh-1}"), HasSubstr("\"a\" đã hỏi các giá trị này"));
    EXPECT_EQ(said("period: year, indicators: {plan: kh-2}"), "");
    EXPECT_THAT(said("period: month, indicators: [kh-1/3]"), HasSubstr("mã chỉ tiêu như"));
    EXPECT_THAT(said("period: month, indicators: []"), HasSubstr("danh sách mã chỉ tiêu"));
    EXPECT_THAT(said("period: month, indicators: {plan: kh-1}, from: so-y-te"), HasSubstr("không ghi from"));
    EXPECT_THAT(said("period: on-request, indicators: {plan: kh-1}"), HasSubstr("không theo yêu cầu"));
}

TEST(Reports, keep_their_keys_when_files_titles_and_order_change) {
    const Loaded loaded = load_reports(chain);
    const Loaded moved = load_reports(
        "  # đổi thứ tự, tiêu đề và chú thích\n"
        "  - {title: Khác, id: don-vi, period: month, from: cac-so, due: ngày 15}\n"
        "  - {id: tong-hop, title: Khác nữa, from: so-y-te, period: month, due: ngày 16, collects: don-vi}\n");
    ASSERT_TRUE(loaded.book && moved.book);
    EXPECT_EQ(loaded.book->reports[0].id, moved.book->reports[1].id);
    EXPECT_EQ(loaded.book->reports[1].recurrence, moved.book->reports[0].recurrence);
    EXPECT_EQ(moved.book->reports[1].collects, 0U);
}

}  // namespace
}  // namespace rules::language::testing
