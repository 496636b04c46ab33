#include "daemon/outbox/digest.hpp"
#include "rules/engine/evaluate.hpp"
#include "rules/language/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

/// What a line of a message says about a report beyond its title and its day.
namespace dondoc::outbox {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

rules::dates::Date day(std::string_view iso) {
    return rules::dates::parse_iso(iso).value();
}

struct ReportLinesTest : testing::Test {
    void load(const std::string& reports) {
        std::string units =
            "roles: {planning-office: so-y-te}\nunits:\n  - {id: so-y-te, name: Sở Y tế, email: a@b.vn}\n";
        for (int i = 1; i <= 12; ++i)
            units += "  - {id: xa-" + std::to_string(i) + ", name: UBND xã " + std::to_string(i) +
                     ", tags: [xa], email: a@b.vn}\n";
        const std::string rules =
            "reports:\n" + reports + "policies: [{id: a, match: \"true\", remind: {lead: [0d]}}]\n";
        auto loaded = rules::language::load({{"units.yaml", units}, {{"rules.yaml", rules}}, {}});
        for (const auto& problem : loaded.problems) ADD_FAILURE() << rules::language::format(problem);
        book = std::move(loaded.book);
        snapshot.tracking_since = day("2026-01-01");
    }
    void done(const std::string& key, const char* period) {
        snapshot.report_facts.emplace(key, static_cast<std::uint32_t>(snapshot.facts.size()));
        snapshot.facts.emplace_back().completions = {{period, day("2026-01-02"), ""}};
    }
    /// The line of the first report reminded of on a morning.
    DigestLine line(std::string_view morning, std::string_view locale = "vi") {
        const auto now = rules::dates::at(day(morning), 8h);
        const auto decision = rules::engine::evaluate(snapshot, *book, {.after = now - 24h, .until = now});
        if (decision.reminders.empty()) return {};
        return make_line(decision.reminders.front(), nullptr, snapshot,
                         {.book = *book,
                          .sender = sender,
                          .channels = channels,
                          .templates = templates,
                          .now = now,
                          .utc_offset = 7h},
                         locale);
    }
    std::optional<model::RuleBook> book;
    model::Snapshot snapshot;
    Sender sender;
    ChannelKinds channels;
    Templates templates;
};

TEST_F(ReportLinesTest, say_which_days_the_figures_are_of) {
    load("  - {id: a, title: A, from: xa-1, period: half-year(1), due: ngày 20/6}\n");
    EXPECT_THAT(line("2026-06-19").remarks, Contains("số liệu từ 15/12/2025 đến 14/6/2026"));
    EXPECT_THAT(line("2026-06-19", "en").remarks,
                Contains("figures from Monday, 15 December 2025 to Sunday, 14 June 2026"));
}

TEST_F(ReportLinesTest, say_that_a_report_is_due_before_its_figures_are_closed) {
    load("  - {id: a, title: A, from: xa-1, period: half-year(1), due: trước ngày 10/6}\n");
    EXPECT_THAT(line("2026-06-09").remarks, Contains("số liệu từ 15/12/2025 đến 14/6/2026 (hạn gửi trước ngày chốt)"));
}

TEST_F(ReportLinesTest, say_form_and_way_of_sending) {
    load("  - {id: a, title: A, from: xa-1, due: 2026-06-09, form: Mẫu 02, how: qua phần mềm}\n");
    EXPECT_EQ(line("2026-06-09").form, "Mẫu 02");
    EXPECT_EQ(line("2026-06-09").how, "qua phần mềm");
}

TEST_F(ReportLinesTest, keep_the_named_day_visible_where_it_was_moved) {
    load("  - {id: a, title: A, from: xa-1, period: month, due: ngày 25, roll: next}\n");
    const auto moved = line("2026-10-26");
    EXPECT_EQ(moved.due, "thứ Hai, 26/10/2026");
    EXPECT_EQ(moved.words, "ngày 25");
    EXPECT_THAT(moved.remarks, Contains("ngày ghi trong văn bản Chủ nhật, 25/10/2026 là ngày nghỉ"));
    EXPECT_THAT(line("2026-11-25").remarks, Not(Contains(HasSubstr("ngày nghỉ"))));
}

TEST_F(ReportLinesTest, name_who_is_missing_up_to_ten) {
    load(
        "  - {id: tong-hop, title: T, from: so-y-te, period: month, due: ngày 16, collects: xa}\n"
        "  - {id: xa, title: X, from: {tagged: xa}, period: month, due: ngày 15}\n");
    EXPECT_THAT(line("2026-06-16").remarks,
                Contains("còn thiếu 12/12 báo cáo: UBND xã 1; UBND xã 2; UBND xã 3; UBND xã 4; UBND xã 5; UBND xã 6; "
                         "UBND xã 7; UBND xã 8; UBND xã 9; UBND xã 10 và 2 đơn vị nữa"));
    for (int i = 1; i <= 11; ++i) done("xa/xa-" + std::to_string(i), "2026-06");
    EXPECT_THAT(line("2026-06-16").remarks, Contains("còn thiếu 1/12 báo cáo: UBND xã 12"));
    done("xa/xa-12", "2026-06");
    EXPECT_THAT(line("2026-06-16").remarks, Contains("đã đủ 12 báo cáo"));
}

}  // namespace
}  // namespace dondoc::outbox
