#include "tests/rules/language/files.hpp"

#include <gtest/gtest.h>

#include <random>

namespace rules::language::testing {
namespace {

TEST(Samples, load_without_a_single_problem) {
    const Loaded loaded = load(samples());
    EXPECT_EQ(print(loaded.problems), "");
    ASSERT_TRUE(loaded.book);
    EXPECT_EQ(loaded.book->reports.size(), 4U);
    EXPECT_EQ(loaded.book->policies.size(), 3U);
}

TEST(Samples, the_first_half_is_due_on_the_ninth_of_june) {
    const Loaded loaded = load(samples());
    ASSERT_TRUE(loaded.book);
    const model::ReportRule& rule = loaded.book->reports.front();
    ASSERT_TRUE(rule.recurrence);
    const dates::Period first_half{dates::PeriodKind::half_year, 1, 2026};
    EXPECT_EQ(deadlines::due_day(*rule.recurrence, first_half, loaded.book->calendar), *dates::make_date(2026, 6, 9));
}

TEST(Samples, groups_expand_to_their_units) {
    const Loaded loaded = load(samples());
    ASSERT_TRUE(loaded.book);
    const model::UnitDirectory& units = loaded.book->units;
    EXPECT_EQ(units.expand(*units.find_by_name("UBND các xã, phường")).size(), 12U);
    EXPECT_EQ(units.expand(*units.find_by_name("Các phòng, đơn vị trực thuộc")).size(), 16U);
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string join(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

/// The part of a line before its comment.
std::string code(const std::string& line) {
    return line.substr(0, line.find(" #"));
}

bool has_code(const std::string& line) {
    const std::size_t first = line.find_first_not_of(" -");
    return first != std::string::npos && line[first] != '#';
}

/// A slip of the kind that fingers make: a letter dropped, doubled or swapped in the line's last word, or a
/// wrong indent. Free text (title, basis, comments) cannot be wrong and is left out by the caller.
std::string slip(const std::string& line, std::mt19937& random) {
    std::string broken = code(line);
    while (broken.ends_with(' ')) broken.pop_back();
    std::vector<std::size_t> letters;
    for (std::size_t i = 0; i < broken.size(); ++i) {
        if (std::isalpha(static_cast<unsigned char>(broken[i])) != 0) letters.push_back(i);
    }
    const std::size_t at = letters[random() % letters.size()];
    switch (random() % 4) {
        case 0: return broken.erase(at, 1);
        case 1: return broken.insert(at, 1, broken[at]);
        case 2: return broken.replace(at, 1, 1, broken[at] == 'q' ? 'z' : 'q');
        default: return " " + broken;
    }
}

TEST(Samples, most_slips_in_a_rule_line_are_caught) {
    const Sources good = samples();
    std::mt19937 random(20261122);
    int tried = 0;
    int caught = 0;
    for (std::size_t f = 0; f < good.rules.size(); ++f) {
        const std::vector<std::string> lines = split(good.rules[f].text);
        for (std::size_t n = 0; n < lines.size(); ++n) {
            const bool free_text = lines[n].find("title:") != std::string::npos ||
                                   lines[n].find("basis:") != std::string::npos ||
                                   lines[n].find("- id:") != std::string::npos;
            if (!has_code(lines[n]) || free_text) continue;
            for (int repeat = 0; repeat < 5; ++repeat) {
                Sources broken = good;
                std::vector<std::string> changed = lines;
                changed[n] = slip(lines[n], random);
                if (changed[n] == lines[n]) continue;
                broken.rules[f].text = join(changed);
                ++tried;
                const Loaded loaded = load(broken);
                if (loaded.problems.empty()) {
                    RecordProperty("survived_" + std::to_string(tried), changed[n]);
                } else {
                    ++caught;
                }
            }
        }
    }
    RecordProperty("tried", tried);
    RecordProperty("caught", caught);
    EXPECT_GT(tried, 150);
    EXPECT_GE(caught * 100, tried * 95) << caught << " of " << tried;
}

TEST(Samples, a_rule_line_that_is_left_out_is_missed_only_where_it_may_be) {
    const Sources good = samples();
    for (std::size_t f = 0; f < good.rules.size(); ++f) {
        const std::vector<std::string> lines = split(good.rules[f].text);
        for (std::size_t n = 0; n < lines.size(); ++n) {
            const bool needed = lines[n].find("- id:") != std::string::npos ||
                                lines[n].find("match:") != std::string::npos ||
                                lines[n].find("title:") != std::string::npos;
            if (!has_code(lines[n]) || !needed) continue;
            Sources broken = good;
            std::vector<std::string> changed = lines;
            changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(n));
            broken.rules[f].text = join(changed);
            EXPECT_FALSE(load(broken).book) << lines[n];
        }
    }
}

}  // namespace
}  // namespace rules::language::testing
