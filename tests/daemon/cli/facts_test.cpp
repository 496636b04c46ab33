#include "daemon/store/store.hpp"
#include "tests/daemon/cli/site_fixture.hpp"

#include <gmock/gmock.h>

namespace dondoc::cli::testing {
namespace {

using ::testing::HasSubstr;

/// Today is 2 June 2026; 88-kh-ubnd-2026/5 was due on 29 May.
class Facts : public SiteTest {
protected:
    void SetUp() override {
        SiteTest::SetUp();
        import_sample();
    }

    boost::json::value explained(const std::string& key) const {
        return run({"--json", "explain", key}).json().at("periods").at(0);
    }
    std::string outcome_of_next(const std::string& key) const {
        const auto explanation = explained(key);
        for (const auto& stage : explanation.at("stages").as_array()) {
            if (stage.at("day").as_string() > "2026-06-02") return std::string(stage.at("outcome").as_string());
        }
        return {};
    }
};

TEST_F(Facts, what_is_cancelled_can_be_resumed) {
    const std::string key = "88-kh-ubnd-2026/5";
    EXPECT_EQ(run({"resume", key, "--basis", "9/QĐ"}).code, data_wrong);
    EXPECT_EQ(run({"cancel", key, "--basis", "7/QĐ"}).code, good);
    EXPECT_EQ(explained(key).at("nothing"), "cancelled");
    EXPECT_THAT(run({"cancel", key, "--basis", "7/QĐ"}).err, HasSubstr("đã dừng từ 02/6/2026: 7/QĐ"));
    EXPECT_EQ(run({"resume", key, "--basis", "9/QĐ"}).code, good);
    EXPECT_EQ(explained(key).at("nothing"), "none");
}

TEST_F(Facts, a_report_is_cancelled_as_a_whole) {
    EXPECT_EQ(run({"cancel", "kh88-6-thang/so-gddt@2026-H1", "--basis", "7/QĐ"}).code, usage_wrong);
    EXPECT_EQ(run({"cancel", "kh88-6-thang/so-gddt", "--basis", "7/QĐ"}).code, good);
    EXPECT_EQ(explained("kh88-6-thang/so-gddt").at("nothing"), "cancelled");
    EXPECT_EQ(run({"resume", "kh88-6-thang/so-gddt", "--basis", "9/QĐ"}).code, good);
    EXPECT_EQ(explained("kh88-6-thang/so-gddt").at("nothing"), "none");
}

TEST_F(Facts, progress_needs_something_to_say) {
    const std::string key = "88-kh-ubnd-2026/5";
    EXPECT_EQ(run({"progress", key}).code, usage_wrong);
    EXPECT_EQ(run({"progress", key, "--percent", "101"}).code, usage_wrong);
    EXPECT_EQ(run({"progress", key, "--percent", "40", "--on", "2026-06-03"}).code, usage_wrong);
    const auto told = run({"--json", "progress", key, "--percent", "40", "--note", "xong khảo sát"}).json();
    EXPECT_EQ(told.at("percent"), 40);
    EXPECT_EQ(told.at("on"), "2026-06-02");
    EXPECT_THAT(run({"progress", key, "--percent", "100"}).out, HasSubstr("dondoc done"));
}

TEST_F(Facts, a_reporter_acknowledges_and_is_left_alone_until_the_day) {
    EXPECT_EQ(run({"acknowledge", "kh88-6-thang/so-gddt", "--until", "1/6/2026"}).code, usage_wrong);
    EXPECT_EQ(run({"acknowledge", "kh88-6-thang/so-gddt", "--until", "8/6/2026", "--reason", "chờ số liệu"}).code,
              good);
    EXPECT_EQ(outcome_of_next("kh88-6-thang/so-gddt"), "acknowledged");
    EXPECT_THAT(run({"explain", "kh88-6-thang/so-gddt"}).out, HasSubstr("chờ số liệu (thu)"));
}

TEST_F(Facts, who_has_acknowledged_must_be_said_where_there_are_several) {
    const auto wrong = run({"acknowledge", "88-kh-ubnd-2026/1", "--until", "8/6/2026", "--unit", "so-gddx"});
    EXPECT_EQ(wrong.code, data_wrong);
    EXPECT_THAT(wrong.err, HasSubstr("so-gddt"));
}

TEST_F(Facts, a_silence_says_who_and_why_until_it_is_ended) {
    const std::string key = "kh88-6-thang/so-gddt";
    ASSERT_EQ(run({"silence", "add", "--rule", "kh88-6-thang", "--match", "\"so-gddt\" in subject.leads", "--until",
                   "30/6/2026", "--author", "Lan", "--reason", "đang sáp nhập"})
                  .code,
              good);
    EXPECT_EQ(outcome_of_next(key), "silenced");
    EXPECT_THAT(run({"explain", key}).out, HasSubstr("đang sáp nhập (Lan)"));
    EXPECT_EQ(outcome_of_next("kh88-6-thang/so-noi-vu"), "will-send");

    const auto rows = run({"--json", "silence", "list"}).json().as_array();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].at("state"), "active");
    EXPECT_EQ(rows[0].at("until"), "2026-07-01T00:00:00");
    EXPECT_EQ(run({"silence", "end", "1"}).code, good);
    EXPECT_EQ(run({"silence", "end", "1"}).code, data_wrong);
    EXPECT_EQ(outcome_of_next(key), "will-send");
    EXPECT_EQ(run({"--json", "silence", "list"}).out, "[]\n");
    EXPECT_EQ(run({"--json", "silence", "list", "--all"}).json().at(0).at("state"), "ended");
}

TEST_F(Facts, a_silence_that_is_not_understood_any_more_is_named) {
    // As a program with more fields than this one has left it.
    rules::model::Silence silence;
    silence.match = "subject.gone == 1";
    silence.reason = "nghỉ";
    silence.from = rules::dates::parse_iso_time("2026-06-01T00:00:00").value();
    silence.until = rules::dates::parse_iso_time("2026-07-01T00:00:00").value();
    (void)run({"silence", "list"});
    store::open_sqlite(path("state/dondoc.db"))->silence(silence, {"ai đó", {}});
    EXPECT_EQ(run({"--json", "silence", "list"}).json().at(0).at("state"), "broken");
    EXPECT_THAT(run({"silence", "list"}).out, HasSubstr("KHÔNG CHE GÌ"));
    EXPECT_THAT(run({"check"}).out, HasSubstr("mutes nothing"));
}

TEST_F(Facts, a_silence_names_what_there_is) {
    const auto add = [this](std::vector<std::string> matcher) {
        matcher.insert(matcher.begin(), {"silence", "add", "--until", "30/6/2026", "--reason", "x"});
        return run(matcher);
    };
    EXPECT_EQ(add({}).code, usage_wrong);
    EXPECT_THAT(add({"--plan", "88-kh"}).err, HasSubstr("88-kh-ubnd-2026"));
    EXPECT_THAT(add({"--rule", "kh88"}).err, HasSubstr("kh88-6-thang"));
    EXPECT_THAT(add({"--unit", "so-gdt"}).err, HasSubstr("so-gddt"));
    EXPECT_THAT(add({"--match", "subject.kin == \"report\""}).err, HasSubstr("cột 9"));
    EXPECT_EQ(add({"--subject", "88-kh-ubnd-2026/99"}).code, data_wrong);
    EXPECT_EQ(run({"silence", "add", "--unit", "so-gddt", "--until", "1/6/2026", "--reason", "x"}).code, usage_wrong);
}

}  // namespace
}  // namespace dondoc::cli::testing
