#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

/// The fields that docs/cli.md promises. A field may be added here, never taken away.
namespace dondoc::cli::testing {
namespace {

using Fields = std::vector<std::string>;

Fields fields_of(const boost::json::value& value) {
    Fields names;
    for (const auto& field : value.as_object()) names.emplace_back(field.key());
    return names;
}

::testing::Matcher<const Fields&> are(const Fields& names) {
    return ::testing::UnorderedElementsAreArray(names);
}

const Fields meaning{"kind", "start", "due", "recurrence", "then", "has_condition", "recurrences", "term"};
const Fields phrase{"text",          "kind",        "start", "due",        "recurrence", "condition", "then",
                    "has_condition", "recurrences", "term",  "unresolved", "readings",   "spans",     "why"};

class Json : public SiteTest {};

TEST_F(Json, check) {
    const auto value = run({"--json", "check"}).json();
    EXPECT_THAT(fields_of(value), are({"good", "problems"}));
}

TEST_F(Json, check_locates_each_problem) {
    write_config("nonsense: 1\n");
    const auto result = run({"--json", "check"});
    EXPECT_EQ(result.code, data_wrong);
    EXPECT_EQ(result.json().at("good"), false);
    EXPECT_THAT(fields_of(result.json().at("problems").at(0)),
                are({"level", "path", "line", "column", "length", "source", "message"}));
}

TEST_F(Json, import) {
    const auto value = run({"--json", "import", "--dry-run", DONDOC_SOURCE_DIR "/etc/sample/ke-hoach-mau.docx"}).json();
    EXPECT_THAT(fields_of(value),
                are({"plan", "kept", "added", "changed", "unchanged", "withdrawn", "assignments", "reports",
                     "indicators", "doubts", "waits", "new_plan", "plan_changes", "differences", "questions"}));
    EXPECT_THAT(fields_of(value.at("plan")), are({"id", "number", "title", "issuer", "issuer_parent", "date", "year"}));
    EXPECT_THAT(fields_of(value.at("assignments").at(0)),
                are({"seq", "ordinal", "section", "title", "lead", "support", "lead_ids", "support_ids", "lead_words",
                     "support_words", "lead_readings", "support_readings", "deliverable", "deadline", "central", "note",
                     "place", "subject", "awaits"}));
    EXPECT_THAT(fields_of(value.at("assignments").at(0).at("deadline")), are(phrase));
}

TEST_F(Json, doubts) {
    write("ke-hoach.csv",
          "TT,Nội dung nhiệm vụ,Đơn vị chủ trì,Thời gian hoàn thành\n1,Một việc,Sở Không Có,Khi nào xong thì thôi\n");
    const auto doubts = run({"--json", "import", "--dry-run", path("ke-hoach.csv")}).json().at("doubts").as_array();
    ASSERT_FALSE(doubts.empty());
    for (const auto& doubt : doubts)
        EXPECT_THAT(fields_of(doubt),
                    are({"place", "text", "why", "why_en", "kind", "seq", "where", "message", "message_en"}));
}

TEST_F(Json, tasks) {
    import_sample();
    const auto rows = run({"--json", "tasks"}).json().as_array();
    ASSERT_EQ(rows.size(), 26U);
    EXPECT_THAT(fields_of(rows[0]),
                are({"subject", "plan", "ordinal", "section", "title", "lead_words", "leads", "support_words",
                     "supports", "unresolved_units", "deliverable", "deadline_words", "deadline", "condition", "events",
                     "central_words", "note", "due", "status"}));
    EXPECT_THAT(fields_of(rows[0].at("deadline")), are(meaning));
}

TEST_F(Json, due) {
    const auto rows = run({"--json", "due"}).json().as_array();
    ASSERT_FALSE(rows.empty());
    EXPECT_THAT(fields_of(rows[0]),
                are({"subject", "title", "responsible", "due", "deadline_words", "status", "needs_day"}));
}

TEST_F(Json, simulate) {
    const auto rows = run({"--json", "simulate", "--to", "2026-06-09"}).json().as_array();
    ASSERT_FALSE(rows.empty());
    EXPECT_THAT(fields_of(rows[0]),
                are({"at", "recipient", "subject", "stage", "title", "due", "late", "data", "unit", "policy", "rule"}));
}

TEST_F(Json, explain) {
    const auto value = run({"--json", "explain", "kh88-6-thang/so-gddt"}).json();
    EXPECT_THAT(fields_of(value),
                are({"subject", "title", "on", "unit", "events", "answers", "nothing_open", "periods"}));
    const auto& period = value.at("periods").at(0);
    EXPECT_THAT(fields_of(period),
                are({"subject",  "status",      "stopped_by", "words",         "basis",   "deadline",  "means",
                     "versions", "nothing",     "ended",      "announcements", "update",  "questions", "uses",
                     "policy",   "policy_rule", "match",      "late",          "stages",  "goes_on",   "rule",
                     "roll",     "named_due",   "rolled_by",  "data",          "request", "form",      "how"}));
    EXPECT_THAT(fields_of(period.at("versions").at(0)), are({"version", "due", "decided", "basis", "event"}));
    EXPECT_THAT(fields_of(period.at("stages").at(0)),
                are({"stage", "recipient", "nominal", "day", "at", "outcome", "merged_into", "silence",
                     "acknowledgement", "inhibited_by", "for", "record", "sent", "moved_by", "rule", "provisional"}));
}

TEST_F(Json, done_and_extend) {
    import_sample();
    EXPECT_THAT(fields_of(run({"--json", "done", "88-kh-ubnd-2026/1"}).json()), are({"subject", "done", "document"}));
    EXPECT_THAT(
        fields_of(run({"--json", "extend", "88-kh-ubnd-2026/5", "--until", "2026-07-01", "--basis", "x"}).json()),
        are({"subject", "until", "basis"}));
}

TEST_F(Json, deliveries_of_a_new_site_are_an_empty_list) {
    EXPECT_TRUE(run({"--json", "deliveries"}).json().as_array().empty());
}

TEST_F(Json, deadline) {
    Fields printed = phrase;
    printed.emplace_back("calendar");
    const auto value = run({"--json", "deadline", "Hằng quý", "--year", "2026"}).json();
    EXPECT_THAT(fields_of(value), are(printed));
    EXPECT_EQ(value.at("recurrence"), "quarterly");
    EXPECT_THAT(fields_of(value.at("recurrences").at(0)), are({"period", "only", "every", "year", "due"}));
    EXPECT_THAT(fields_of(value.at("recurrences").at(0).at("due")),
                are({"anchor", "month", "day", "year_offset", "shift_days", "shift_working_days"}));
}

TEST_F(Json, a_failure_is_json_too) {
    const auto result = run({"--json", "explain", "khong-co/1"});
    EXPECT_EQ(result.json().at("exit_code").as_int64(), result.code);
    EXPECT_THAT(fields_of(result.json()), are({"error", "exit_code"}));
    EXPECT_EQ(result.err, "");
}

}  // namespace
}  // namespace dondoc::cli::testing
