#include "daemon/guard/rule_set.hpp"
#include "rules/engine/forecast.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

/// Which edits of rule files change what they mean, and which do not.
namespace dondoc::guard {
namespace {

namespace engine = rules::engine;
namespace language = rules::language;
namespace model = rules::model;
using rules::dates::Date;
using rules::dates::LocalTime;

const LocalTime now = *rules::dates::parse_iso_time("2026-06-04T10:00:00");

const language::SourceFile units{"units.yaml",
                                 "roles: {planning-office: phong-kh, leadership: lanh-dao}\n"
                                 "units:\n"
                                 "  - {id: so-y-te, name: Sở Y tế, email: a@so.example.vn}\n"
                                 "  - {id: so-noi-vu, name: Sở Nội vụ, email: b@so.example.vn}\n"
                                 "  - {id: phong-kh, name: Phòng Kế hoạch, email: c@so.example.vn}\n"
                                 "  - {id: lanh-dao, name: Lãnh đạo Sở, email: d@so.example.vn}\n"};

/// One entry of a list in a rule file: keys and values as written.
using Entry = std::vector<std::pair<std::string, std::string>>;

const std::vector<Entry> reports{
    {{"id", "nam"},
     {"title", "Báo cáo năm"},
     {"from", "[so-y-te, so-noi-vu]"},
     {"period", "year"},
     {"due", "trước ngày 15/11"}},
    {{"id", "6-thang"},
     {"title", "Báo cáo 6 tháng"},
     {"from", "[so-y-te]"},
     {"period", "half-year(1)"},
     {"due", "trước ngày 10/6"}},
    {{"id", "quy"},
     {"title", "Báo cáo quý"},
     {"from", "[so-noi-vu]"},
     {"period", "quarter"},
     {"due", "ngày 25 tháng cuối quý"}},
};
const std::vector<Entry> policies{
    {{"id", "bao-cao-nam"},
     {"match", "subject.rule == \"nam\""},
     {"remind", "{lead: [30d, 7d, 1wd]}"},
     {"escalate", "[{after: 3wd, to: planning-office}]"}},
    {{"id", "mac-dinh"},
     {"match", "\"true\""},
     {"remind", "{lead: [14d, 3wd, 0d]}"},
     {"overdue", "{lead: every 2wd, until: 20d}"}},
};

std::string written(const std::string& section, const std::vector<Entry>& entries) {
    std::string text = entries.empty() ? "" : section + ":\n";
    for (const Entry& entry : entries) {
        std::string mark = "  - ";
        for (const auto& [key, value] : entry) {
            text += mark + key + ": " + value + "\n";
            mark = "    ";
        }
    }
    return text;
}

language::Sources sources_with(std::vector<language::SourceFile> rules) {
    language::Sources sources;
    sources.units = units;
    sources.rules = std::move(rules);
    return sources;
}

model::RuleBook book_of(const language::Sources& sources) {
    auto loaded = language::load(sources);
    std::string said;
    for (const auto& problem : loaded.problems) said += language::format(problem) + "\n";
    EXPECT_TRUE(loaded.book) << said;
    return loaded.book ? std::move(*loaded.book) : model::RuleBook{};
}

model::RuleBook book_of(const std::vector<Entry>& some_reports, const std::vector<Entry>& some_policies) {
    return book_of(sources_with({{"a.yaml", written("reports", some_reports) + written("policies", some_policies)}}));
}

/// What a year brings, in names, whatever the order of the rules.
std::multiset<std::string> year_of(const model::RuleBook& book) {
    model::Snapshot snapshot;
    snapshot.evaluated_until = now;
    snapshot.tracking_since = *rules::dates::parse_iso("2026-01-01");
    engine::SharedTexts texts;
    std::multiset<std::string> lines;
    for (const auto& line : engine::forecast(snapshot, book, now, now + std::chrono::days{365}, texts)) {
        lines.insert(rules::dates::format_iso(line.at) + " " + texts[line.subject] + " " + texts[line.stage] + " " +
                     texts[line.recipient] + " " + texts[line.policy]);
    }
    return lines;
}

std::map<std::string, std::string> meanings(const model::RuleBook& book) {
    std::map<std::string, std::string> found;
    for (const auto& piece : first_pieces(book)) found.emplace(piece.name, piece.meaning);
    return found;
}

/// Comments, blank lines, the order of keys and of reports, titles, files and their names.
language::Sources edited(std::mt19937& random) {
    auto some_reports = reports;
    auto some_policies = policies;
    std::shuffle(some_reports.begin(), some_reports.end(), random);
    for (auto* entries : {&some_reports, &some_policies}) {
        for (Entry& entry : *entries) {
            std::shuffle(entry.begin(), entry.end(), random);
            for (auto& [key, value] : entry) {
                if (key == "title" && random() % 2 == 0) value += " (sửa " + std::to_string(random() % 100) + ")";
                if (random() % 4 == 0) value += "   # ghi chú " + std::to_string(random() % 100);
            }
        }
    }
    std::vector<language::SourceFile> files;
    const auto name = [&] { return "rules.d/" + std::to_string(random() % 1'000'000) + ".yaml"; };
    const auto cut = some_reports.begin() + static_cast<std::ptrdiff_t>(random() % (some_reports.size() + 1));
    const std::vector<Entry> first(some_reports.begin(), cut);
    const std::vector<Entry> rest(cut, some_reports.end());
    files.push_back({name(), "# quy tắc\n\n" + written("reports", first) + "\n"});
    files.push_back({name(), written("policies", some_policies) + "# hết\n" + written("reports", rest)});
    return sources_with(std::move(files));
}

RC_GTEST_PROP(Meaning, edits_that_do_not_change_it_give_the_same_year, (unsigned seed)) {
    std::mt19937 random(seed);
    const auto before = book_of(reports, policies);
    const auto after = book_of(edited(random));
    RC_ASSERT(meanings(after) == meanings(before));
    RC_ASSERT(!year_of(before).empty());
    RC_ASSERT(year_of(after) == year_of(before));
}

RC_GTEST_PROP(Meaning, edits_that_do_not_change_it_move_no_piece_in_time, (unsigned seed)) {
    std::mt19937 random(seed);
    const auto former = first_pieces(book_of(reports, policies));
    auto after = book_of(edited(random));
    for (const auto& piece : date_pieces(after, former, now)) RC_ASSERT(!piece.since);
    for (const auto& policy : after.policies) RC_ASSERT(!policy.since);
}

/// The value of one key of one entry, changed.
std::vector<Entry> with(std::vector<Entry> entries, std::size_t index, const std::string& key,
                        const std::string& value) {
    for (auto& [name, text] : entries.at(index)) {
        if (name == key) text = value;
    }
    return entries;
}

std::vector<std::string> changed_pieces(const model::RuleBook& before, model::RuleBook after) {
    std::vector<std::string> names;
    for (const auto& piece : date_pieces(after, first_pieces(before), now)) {
        if (piece.since == now) names.push_back(piece.name);
    }
    return names;
}

TEST(Meaning, a_changed_rule_speaks_from_now_on_and_others_as_before) {
    using testing::ElementsAre;
    const auto before = book_of(reports, policies);
    EXPECT_THAT(changed_pieces(before, book_of(with(reports, 0, "due", "trước ngày 20/11"), policies)),
                ElementsAre("report:nam"));
    EXPECT_THAT(changed_pieces(before, book_of(reports, with(policies, 1, "remind", "{lead: [60d, 3wd, 0d]}"))),
                ElementsAre("policy:mac-dinh"));
    EXPECT_THAT(changed_pieces(before, book_of(reports, with(policies, 0, "remind", "{lead: [30d, 8d, 1wd]}"))),
                ElementsAre("policy:bao-cao-nam"));
}

TEST(Meaning, a_policy_changes_with_the_match_of_one_before_it) {
    const auto before = book_of(reports, policies);
    const auto after = book_of(reports, with(policies, 0, "match", "subject.rule == \"quy\""));
    EXPECT_THAT(changed_pieces(before, after), testing::ElementsAre("policy:bao-cao-nam", "policy:mac-dinh"));
}

TEST(Meaning, a_time_that_was_set_stays_until_the_next_change) {
    const auto before = book_of(reports, policies);
    auto after = book_of(with(reports, 2, "due", "ngày 20 tháng cuối quý"), policies);
    const auto dated = date_pieces(after, first_pieces(before), now);
    auto again = after;
    date_pieces(again, dated, now + std::chrono::hours{48});
    const auto quarter =
        std::find_if(again.reports.begin(), again.reports.end(), [](const auto& r) { return r.id == "quy"; });
    ASSERT_NE(quarter, again.reports.end());
    EXPECT_EQ(quarter->since, now);
    auto read_again = book_of(with(reports, 2, "due", "ngày 20 tháng cuối quý"), policies);
    apply_pieces(read_again, dated);
    EXPECT_EQ(read_again.policies.front().since, std::nullopt);
}

TEST(Meaning, whoever_joins_a_rule_and_a_rule_that_is_new_begin_now) {
    using testing::UnorderedElementsAre;
    const auto before = book_of(reports, policies);
    EXPECT_THAT(changed_pieces(before, book_of(with(reports, 1, "from", "[so-y-te, so-noi-vu]"), policies)),
                UnorderedElementsAre("joined:6-thang/so-noi-vu"));
    EXPECT_THAT(changed_pieces(before, book_of(with(reports, 1, "id", "nua-nam"), policies)),
                UnorderedElementsAre("report:nua-nam", "begun:nua-nam", "joined:nua-nam/so-y-te"));
}

TEST(RuleSetFiles, come_back_as_they_were_kept) {
    const auto sources = sources_with({{"b.yaml", "# b\n"}, {"a.yaml", written("reports", reports)}});
    const auto again = sources_of(files_of(sources));
    EXPECT_EQ(hash_of(again), hash_of(sources));
    EXPECT_EQ(again.units.text, sources.units.text);
    ASSERT_EQ(again.rules.size(), 2U);
    EXPECT_EQ(again.rules.front().path, "a.yaml");
    auto other = sources;
    other.rules.front().text += " ";
    EXPECT_NE(hash_of(other), hash_of(sources));
}

}  // namespace
}  // namespace dondoc::guard
