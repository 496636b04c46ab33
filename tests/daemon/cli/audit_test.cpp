#include "daemon/cli/audit_words.hpp"
#include "daemon/cli/pack.hpp"
#include "daemon/cli/progress.hpp"
#include "daemon/intake/limits.hpp"
#include "daemon/intake/xlsx.hpp"
#include "daemon/store/store.hpp"
#include "site_fixture.hpp"

#include <SQLiteCpp/Database.h>

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace dondoc::cli::testing {

using ::testing::HasSubstr;
using ::testing::Not;

class AuditCommand : public SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        import_sample();
        ASSERT_EQ(run({"done", "88-kh-ubnd-2026/1", "--on", "2026-06-01", "--document", "12/BC"}).code, good);
    }

    std::string database() const { return path("state/dondoc.db"); }
    void sql(const std::string& text) const { SQLite::Database(database(), SQLite::OPEN_READWRITE).exec(text); }
    std::string head() const {
        auto text = run({"audit", "head"}).out;
        text.pop_back();
        return text;
    }
    void change_a_row() const { sql("DROP TRIGGER event_stays; UPDATE event SET who = 'khac' WHERE id = 1"); }
};

TEST_F(AuditCommand, says_that_the_log_is_whole) {
    const auto result = run({"audit", "verify"});
    EXPECT_EQ(result.code, good) << result.out;
    EXPECT_THAT(result.out, HasSubstr("Nhật ký nguyên vẹn"));
    EXPECT_THAT(result.out, HasSubstr(head()));
    const auto json = run({"--json", "audit", "verify"}).json();
    EXPECT_TRUE(json.at("whole").as_bool());
    EXPECT_GT(json.at("count").as_int64(), 1);
    EXPECT_EQ(json.at("hash").as_string().size(), 64U);
}

TEST_F(AuditCommand, names_what_was_changed_and_fails) {
    change_a_row();
    const auto result = run({"audit", "verify"});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.out, HasSubstr("sự kiện (event 1): bị sửa sau khi ghi"));
    EXPECT_THAT(result.out, HasSubstr("'event_stays'"));
    EXPECT_THAT(result.out, HasSubstr("KHÔNG nguyên vẹn"));
    const auto json = run({"--json", "audit", "verify"}).json();
    EXPECT_FALSE(json.at("whole").as_bool());
    EXPECT_EQ(json.at("faults").at(0).at("kind").as_string(), "changed");
    EXPECT_EQ(json.at("faults").at(0).at("source").as_string(), "event");
}

TEST_F(AuditCommand, an_anchor_that_was_kept_holds_when_the_log_grows) {
    const std::string anchor = head();
    ASSERT_EQ(run({"cancel", "88-kh-ubnd-2026/2", "--basis", "7/QĐ"}).code, good);
    EXPECT_NE(head(), anchor);
    const auto result = run({"audit", "verify", "--expect", anchor});
    EXPECT_EQ(result.code, good) << result.out;
    EXPECT_THAT(result.out, HasSubstr("khớp 1 mốc"));
}

TEST_F(AuditCommand, a_cut_end_shows_against_an_anchor) {
    const auto json = run({"--json", "audit", "head"}).json();
    const std::string longer = std::to_string(json.at("count").as_int64() + 1) + ":" + std::string(64, 'a');
    const auto result = run({"audit", "verify", "--expect", longer});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.out, HasSubstr("phần cuối bị cắt"));
}

TEST_F(AuditCommand, an_anchor_that_is_none_is_refused) {
    const auto result = run({"audit", "verify", "--expect", "12"});
    EXPECT_EQ(result.code, usage_wrong);
    EXPECT_THAT(result.err, HasSubstr("dondoc audit head"));
}

TEST_F(AuditCommand, works_on_a_copy_without_a_site) {
    sql("VACUUM INTO '" + path("copy.db") + "'");
    std::filesystem::remove(path("dondoc.yaml"));
    EXPECT_EQ(run({"audit", "verify", "--database", path("copy.db")}).code, good);
    EXPECT_EQ(run({"audit", "verify", "--database", path("none.db")}).code, out_of_reach);
    EXPECT_FALSE(std::filesystem::exists(path("none.db")));
}

TEST_F(AuditCommand, exports_what_happened_to_a_subject_in_order) {
    const auto list = run({"--json", "audit", "export", "--subject", "88-kh-ubnd-2026/1"}).json().as_array();
    ASSERT_EQ(list.size(), 2U) << boost::json::serialize(list);
    EXPECT_EQ(list.at(0).at("source").as_string(), "fact");
    const auto& event = list.at(1);
    EXPECT_EQ(event.at("words").as_string(), "báo hoàn thành");
    EXPECT_EQ(event.at("who").as_string(), "thu");
    EXPECT_EQ(event.at("detail").at("basis").as_string(), "12/BC");
    EXPECT_EQ(event.at("at").as_string(), "2026-06-02T02:00:00Z");
    EXPECT_GT(event.at("place").as_int64(), list.at(0).at("place").as_int64());
}

TEST_F(AuditCommand, exports_a_plan_for_spreadsheets) {
    const auto result = run({"audit", "export", "--plan", "88-kh-ubnd-2026"});
    ASSERT_EQ(result.code, good) << result.err;
    EXPECT_TRUE(result.out.starts_with("\xEF\xBB\xBFplace,at,"));
    EXPECT_THAT(result.out, HasSubstr("nhập kế hoạch"));
    EXPECT_THAT(result.out, HasSubstr("2026-06-02T09:00:00")) << "Vietnamese time";
    EXPECT_THAT(result.out, Not(HasSubstr("\n="))) << "no cell is a formula";
}

TEST_F(AuditCommand, a_span_of_days_includes_both) {
    const auto rows = [&](const char* from, const char* to) {
        return run({"--json", "audit", "export", "--from", from, "--to", to}).json().as_array().size();
    };
    EXPECT_GT(rows("2026-06-02", "2026-06-02"), 0U);
    EXPECT_EQ(rows("2026-06-03", "2026-06-30"), 0U);
    EXPECT_EQ(rows("2026-05-01", "2026-06-01"), 0U);
}

namespace {

std::string cells_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto document = intake::read_xlsx(bytes, {});
    std::string text;
    if (!document) return text;
    for (const auto& block : document->blocks) {
        if (const auto* table = std::get_if<intake::Table>(&block))
            for (const auto& row : table->rows) {
                for (const auto& cell : row.cells) text += cell.text + "|";
                text += "\n";
            }
    }
    return text;
}

}  // namespace

TEST_F(AuditCommand, packs_a_plan_for_inspection) {
    ASSERT_EQ(run({"extend", "88-kh-ubnd-2026/2", "--until", "2026-07-15", "--basis", "30/CV"}).code, good);
    const auto result = run({"audit", "pack", "88-kh-ubnd-2026", "--out", path("ho-so.xlsx")});
    ASSERT_EQ(result.code, good) << result.err;
    const std::string cells = cells_of(path("ho-so.xlsx"));
    EXPECT_THAT(cells, HasSubstr("STT|Nhiệm vụ|Đơn vị chủ trì|"));
    EXPECT_THAT(cells, HasSubstr("|01/6/2026|12/BC|")) << "completed on, document";
    EXPECT_THAT(cells, HasSubstr("đến 15/7/2026, quyết định ngày 02/6/2026, căn cứ 30/CV"));
    EXPECT_THAT(cells, HasSubstr("|báo hoàn thành|88-kh-ubnd-2026/1|"));
}

TEST_F(AuditCommand, a_pack_names_what_said_later_what_was_put_off) {
    using namespace std::chrono;
    const sys_seconds now = sys_days{June / 2 / 2026} + hours{1};
    {
        const auto store = store::open_sqlite(database());
        store::ReminderRow reminder;
        reminder.key = "88-kh-ubnd-2026/2 v1 lead:-7d phong-nvy";
        reminder.subject = "88-kh-ubnd-2026/2";
        reminder.stage = "lead:-7d";
        reminder.recipient = "phong-nvy";
        reminder.policy = "tat-ca";
        reminder.outcome = "send";
        reminder.due = rules::dates::Date{June / 9 / 2026};
        reminder.day = rules::dates::Date{June / 2 / 2026};
        reminder.message = "put-off";
        store::OutboxMessage held{{"put-off", "mail", "nvy@so.example", "x"}, "phong-nvy", "Nhắc việc", now};
        held.budget = store::Budget{.from = now, .most = 0, .content = "{}"};
        store::CycleCommit commit;
        commit.revision = store->revision();
        commit.reminders = {reminder};
        commit.messages = {held};
        ASSERT_TRUE(store->commit(commit, now));
        store::OutboxMessage digest{{"digest", "mail", "nvy@so.example", "y"}, "phong-nvy", "Hôm sau", now + days{1}};
        digest.carries = {store->deferred().at(0).id};
        store->enqueue(std::vector{digest}, now + days{1});
    }
    ASSERT_EQ(run({"audit", "pack", "88-kh-ubnd-2026", "--out", path("ho-so.xlsx")}).code, good);
    const std::string cells = cells_of(path("ho-so.xlsx"));
    EXPECT_THAT(cells, HasSubstr("|put-off|gộp vào thông báo sau|"));
    EXPECT_THAT(cells, HasSubstr("|digest|chờ gửi|"));
    EXPECT_THAT(cells, HasSubstr("nội dung thông báo hoãn gửi đã được thông báo khác nói thay"));
}

TEST_F(AuditCommand, a_pack_has_the_reports_that_rest_on_the_plan) {
    ASSERT_EQ(run({"done", "kh88-6-thang/phong-nvy@2026-H1", "--document", "9/BC"}).code, good);
    ASSERT_EQ(run({"audit", "pack", "88-kh-ubnd-2026", "--out", path("ho-so.xlsx")}).code, good);
    const std::string cells = cells_of(path("ho-so.xlsx"));
    EXPECT_THAT(cells, HasSubstr("|2026-H1|"));
    EXPECT_THAT(cells, HasSubstr("|9/BC|0|kh88-6-thang/phong-nvy@2026-H1|"));
    EXPECT_THAT(cells, HasSubstr("|báo hoàn thành|kh88-6-thang/phong-nvy|")) << "in the log as well";
}

TEST_F(AuditCommand, an_export_of_a_plan_has_its_reports_as_the_pack_has) {
    ASSERT_EQ(run({"done", "kh88-6-thang/phong-nvy@2026-H1", "--document", "9/BC"}).code, good);
    ASSERT_EQ(run({"done", "hoat-dong-quy/bv-da-khoa@2026-Q1", "--document", "10/BC"}).code, good);
    const auto result = run({"audit", "export", "--plan", "88-kh-ubnd-2026"});
    EXPECT_THAT(result.out, HasSubstr("kh88-6-thang/phong-nvy"));
    EXPECT_THAT(result.out, Not(HasSubstr("hoat-dong-quy"))) << "it rests on something else";
    sql("VACUUM INTO '" + path("copy.db") + "'");
    std::filesystem::remove(path("dondoc.yaml"));
    const auto alone = run({"audit", "export", "--plan", "88-kh-ubnd-2026", "--database", path("copy.db")});
    EXPECT_EQ(alone.code, good);
    EXPECT_THAT(alone.out, Not(HasSubstr("kh88-6-thang")));
    EXPECT_THAT(alone.err, HasSubstr("thiếu các báo cáo"));
}

TEST_F(AuditCommand, a_pack_counts_only_reminders_that_arrived_and_shows_what_came_back) {
    using namespace std::chrono;
    const sys_seconds now = sys_days{June / 2 / 2026} + hours{1};
    {
        const auto store = store::open_sqlite(database());
        store::CycleCommit commit;
        commit.revision = store->revision();
        for (const char* message : {"good", "back", "waiting", ""}) {
            store::ReminderRow reminder;
            reminder.key = std::string("88-kh-ubnd-2026/2 v1 lead:-7d ") + message;
            reminder.subject = "88-kh-ubnd-2026/2";
            reminder.stage = "lead:-7d";
            reminder.recipient = "phong-nvy";
            reminder.policy = "tat-ca";
            reminder.outcome = "send";
            reminder.due = rules::dates::Date{June / 9 / 2026};
            reminder.day = rules::dates::Date{June / 2 / 2026};
            reminder.message = message;
            commit.reminders.push_back(reminder);
            if (*message == 0) continue;
            const auto due = message == std::string("waiting") ? now + days{1} : now;
            commit.messages.push_back({{message, "mail", "nvy@so.example", "x"}, "phong-nvy", "Nhắc việc", due});
        }
        ASSERT_TRUE(store->commit(commit, now));
        std::vector<store::Attempt> attempts;
        for (const auto& claim : store->claim_due(now, now + hours{1}, "mail", 10)) {
            store::Attempt attempt{.id = claim.id, .number = claim.attempt, .at = now, .delivery = {}, .next = {}};
            attempt.delivery.outcome = notifiers::Delivery::Outcome::sent;
            attempt.delivery.code = 250;
            attempt.delivery.answer = "2.0.0 Ok";
            attempts.push_back(attempt);
        }
        store->record(attempts);
        ASSERT_TRUE(store->record_bounce({"back", "nvy@so.example", "5.1.1", "no such user"}, {}, now + hours{5}));
    }
    ASSERT_EQ(run({"audit", "pack", "88-kh-ubnd-2026", "--out", path("ho-so.xlsx")}).code, good);
    const std::string cells = cells_of(path("ho-so.xlsx"));
    EXPECT_THAT(cells, HasSubstr("|1|88-kh-ubnd-2026/2|")) << "one of four reminders";
    EXPECT_THAT(cells, HasSubstr("|250|2.0.0 Ok|bị trả về|"));
    EXPECT_THAT(cells, HasSubstr("|5.1.1 no such user|"));
}

TEST(Pack, has_the_indicators_in_the_plans_columns_with_their_values) {
    namespace model = rules::model;
    const auto day = rules::dates::parse_iso("2026-07-01");
    store::IndicatorRow row;
    row.plan.id = "kh";
    row.record = {.seq = 1,
                  .ordinal = "1",
                  .group = "Y tế",
                  .name = "Bao phủ bảo hiểm y tế",
                  .unit_of_measure = "%",
                  .baseline = {{.year = 2025, .value = 93, .words = "93"}},
                  .targets = {{.year = 2026, .comparator = model::Comparator::at_least, .value = 95, .words = "≥ 95"},
                              {.year = 2030, .value = {}, .words = "toàn dân"}},
                  .owner_words = "BHXH tỉnh",
                  .advisor_words = {},
                  .owners = {},
                  .advisors = {},
                  .note = {}};
    row.measures = {{.period = "2025", .value = 93, .words = "93", .document = "1/BC", .on = *day},
                    {.period = "2026", .value = 94, .words = "94", .document = "2/BC", .on = *day}};
    auto missing = row;
    missing.record.seq = 2;
    missing.measures.clear();
    const auto sheet = pack_of_indicators({row, missing});
    std::vector<std::string> titles;
    for (const auto& column : sheet.columns) titles.push_back(column.title);
    EXPECT_THAT(titles,
                ::testing::IsSupersetOf({"Chỉ tiêu", "Mục tiêu 2026", "Mục tiêu 2030", "Giá trị", "Trạng thái"}));
    ASSERT_EQ(sheet.rows.size(), 3U) << "a heading and two indicators";
    const auto text = [&](std::size_t line, const char* title) {
        const auto column = static_cast<std::size_t>(std::ranges::find(titles, title) - titles.begin());
        return std::get<std::string>(sheet.rows.at(line).cells.at(column));
    };
    EXPECT_EQ(text(1, "Mục tiêu 2026"), "≥ 95");
    EXPECT_EQ(text(1, "Mục tiêu 2030"), "toàn dân");
    EXPECT_EQ(text(1, "Giá trị"), "94");
    EXPECT_EQ(text(1, "Trạng thái"), "chưa đạt");
    EXPECT_EQ(text(2, "Trạng thái"), "chưa có số liệu");
    EXPECT_EQ(sheet.rows.at(2).cells.size(), sheet.columns.size());
}

TEST_F(AuditCommand, a_pack_made_twice_at_one_time_is_the_same_bytes) {
    for (const char* name : {"a.xlsx", "b.xlsx"})
        ASSERT_EQ(run({"audit", "pack", "88-kh-ubnd-2026", "--out", path(name)}).code, good);
    const auto bytes = [&](const char* name) {
        std::ifstream file(path(name), std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(file), {}};
    };
    EXPECT_EQ(bytes("a.xlsx"), bytes("b.xlsx"));
}

TEST_F(AuditCommand, a_pack_of_a_log_that_was_changed_says_so_and_fails) {
    change_a_row();
    const auto result = run({"audit", "pack", "88-kh-ubnd-2026", "--out", path("ho-so.xlsx")});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_THAT(result.out, HasSubstr("bị sửa sau khi ghi"));
    EXPECT_TRUE(std::filesystem::exists(path("ho-so.xlsx")));
}

TEST_F(AuditCommand, a_pack_of_no_plan_is_refused) {
    EXPECT_EQ(run({"audit", "pack", "khong-co", "--out", path("ho-so.xlsx")}).code, data_wrong);
    EXPECT_FALSE(std::filesystem::exists(path("ho-so.xlsx")));
    EXPECT_EQ(run({"audit", "pack", "88-kh-ubnd-2026", "--out", path("none/ho-so.xlsx")}).code, out_of_reach);
}

TEST(AuditWords, stages_read_like_language) {
    EXPECT_EQ(stage_vi("lead:-7d"), "chủ trì, trước hạn 7 ngày");
    EXPECT_EQ(stage_vi("support:-3wd"), "phối hợp, trước hạn 3 ngày làm việc");
    EXPECT_EQ(stage_vi("lead:0d"), "chủ trì, đúng ngày hạn");
    EXPECT_EQ(stage_vi("unit.head:+1wd"), "thủ trưởng đơn vị, sau hạn 1 ngày làm việc");
    EXPECT_EQ(stage_vi("lead:update#2:+30d"), "chủ trì, nhắc cập nhật số liệu");
    EXPECT_EQ(stage_vi("lead:event:van-ban"), "chủ trì, báo sự kiện đã xảy ra");
    EXPECT_EQ(stage_vi("ask:2026-07"), "hỏi sự kiện đã xảy ra chưa, 2026-07");
    EXPECT_EQ(stage_vi("mail:a@so.example:+4d"), "mail:a@so.example, sau hạn 4 ngày");
}

TEST(AuditWords, what_is_not_known_stays_as_it_is) {
    EXPECT_EQ(what_vi({.source = "event", .what = "something.new"}), "something.new");
    EXPECT_EQ(what_vi({.source = "receipt", .what = "sent"}), "máy chủ nhận đã nhận");
}

TEST(ShareBar, shows_the_share_that_is_done) {
    EXPECT_EQ(share_frame("Đọc", 0, 100), "[                    ]   0 % Đọc");
    EXPECT_EQ(share_frame("Đọc", 50, 100), "[==========          ]  50 % Đọc");
    EXPECT_EQ(share_frame("Đọc", 100, 100), "[====================] 100 % Đọc");
    EXPECT_EQ(share_frame("Đọc", 0, 0), "[                    ]   0 % Đọc");
}

TEST(ShareBar, leaves_nothing_behind_and_draws_nothing_where_there_is_no_terminal) {
    std::ostringstream out;
    std::ostringstream err;
    Output output{.out = out, .err = err};
    ShareBar(output, "Đọc", std::chrono::milliseconds{0}).update(1, 2);
    EXPECT_EQ(err.str(), "");
    output.progress = true;
    ShareBar(output, "Đọc", std::chrono::milliseconds{0}).update(1, 2);
    EXPECT_THAT(err.str(), HasSubstr("50 %"));
    EXPECT_TRUE(err.str().ends_with("\r\x1b[K"));
}

}  // namespace dondoc::cli::testing
