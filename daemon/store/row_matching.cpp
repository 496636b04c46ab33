#include "daemon/store/row_matching.hpp"

#include "rules/deadlines/text.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace dondoc::store {

namespace {

using rules::model::AssignmentText;

constexpr double surely_alike = 0.75;   // of the words of two titles
constexpr double perhaps_alike = 0.5;   // below it the titles speak of other things
constexpr double clearly_nearer = 0.1;  // than the next candidate
constexpr std::size_t most_pairs = 4'000'000;
constexpr std::size_t most_of_one_title = 10'000;  // pairs

/// A title as its words, so that spelling, case and signs do not count. Numbers tell tasks apart ("đợt 1", "đợt 2",
/// "Quý IV"), so they are kept by themselves too.
struct Words {
    std::vector<std::size_t> all;
    std::vector<std::size_t> numbers;
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_number(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos ||
           word.find_first_not_of("ivx") == std::string_view::npos;
}

Words words_of(std::string_view folded) {
    Words words;
    for (std::size_t begin = 0; begin < folded.size();) {
        if (!is_letter(folded[begin])) {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < folded.size() && is_letter(folded[end])) ++end;
        const std::string_view word = folded.substr(begin, end - begin);
        const std::size_t hash = std::hash<std::string_view>{}(word);
        words.all.push_back(hash);
        if (is_number(word)) words.numbers.push_back(hash);
        begin = end;
    }
    std::sort(words.all.begin(), words.all.end());
    std::sort(words.numbers.begin(), words.numbers.end());
    return words;
}

/// Dice's measure: the share of words that two titles have in common.
double likeness(const Words& a, const Words& b) {
    if (a.all.empty() || b.all.empty()) return 0;
    std::size_t common = 0;
    for (auto i = a.all.begin(), j = b.all.begin(); i != a.all.end() && j != b.all.end();) {
        if (*i == *j) {
            ++common;
            ++i;
            ++j;
        } else {
            *i < *j ? ++i : ++j;
        }
    }
    return 2.0 * static_cast<double>(common) / static_cast<double>(a.all.size() + b.all.size());
}

std::string key_of(const AssignmentText& text, bool with_ordinal) {
    std::string key = with_ordinal ? text.ordinal : std::string();
    for (const std::string* part : {&text.section, &text.title, &text.lead_words, &text.support_words,
                                    &text.deliverable, &text.deadline_words, &text.central_words, &text.note}) {
        key += '\x1f';
        key += *part;
    }
    return key;
}

bool said_and_same(const std::string& a, const std::string& b) {
    return !a.empty() && a == b;
}

/// How much speaks for two rows with one title being one task; who does it and what comes out of it weigh most.
int support_for(const AssignmentText& a, const AssignmentText& b) {
    const auto weight = [](bool same, int points) { return same ? points : 0; };
    return weight(said_and_same(a.lead_words, b.lead_words), 3) +
           weight(said_and_same(a.deliverable, b.deliverable), 3) + weight(said_and_same(a.ordinal, b.ordinal), 2) +
           weight(said_and_same(a.section, b.section), 1) + weight(said_and_same(a.support_words, b.support_words), 1) +
           weight(said_and_same(a.deadline_words, b.deadline_words), 1);
}
constexpr int enough_support = 3;

std::size_t distance(std::size_t a, std::size_t b) {
    return a > b ? a - b : b - a;
}

class Matcher {
public:
    Matcher(std::span<const KeptText> kept, std::span<const AssignmentText* const> rows)
        : kept_(kept), rows_(rows), taken_(kept.size()), asked_(rows.size()) {
        pairs_.kept_of.resize(rows.size());
        for (const KeptText& one : kept) kept_titles_.push_back(rules::deadlines::fold_without_tones(one.text->title));
        for (const AssignmentText* one : rows) row_titles_.push_back(rules::deadlines::fold_without_tones(one->title));
    }

    RowPairs run(std::span<const Said> said) {
        for (const Said& one : said) obey(one);
        for (const bool withdrawn : {false, true}) {
            equal_texts(withdrawn, true);
            equal_texts(withdrawn, false);
            equal_titles(withdrawn);
        }
        similar_titles();
        std::sort(pairs_.questions.begin(), pairs_.questions.end(),
                  [](const Perhaps& a, const Perhaps& b) { return a.row < b.row; });
        return std::move(pairs_);
    }

private:
    struct Candidate {
        double value = 0;
        bool sure = false;
        std::size_t row = 0;
        std::size_t kept = 0;
    };

    void obey(const Said& said) {
        asked_.at(said.row) = true;
        if (said.kept && !taken_.at(*said.kept)) take(said.row, *said.kept);
    }

    void take(std::size_t row, std::size_t kept) {
        pairs_.kept_of[row] = kept;
        taken_[kept] = true;
    }

    bool is_free(std::size_t row) const { return !pairs_.kept_of[row] && !asked_[row]; }
    bool is_open(std::size_t kept, bool withdrawn) const { return !taken_[kept] && kept_[kept].withdrawn == withdrawn; }

    // Rows that are the same in every word are paired in the order of the document.
    void equal_texts(bool withdrawn, bool with_ordinal) {
        std::unordered_map<std::string, std::vector<std::size_t>> waiting;
        for (std::size_t k = kept_.size(); k-- > 0;)
            if (is_open(k, withdrawn)) waiting[key_of(*kept_[k].text, with_ordinal)].push_back(k);
        if (waiting.empty()) return;
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (!is_free(r)) continue;
            const auto found = waiting.find(key_of(*rows_[r], with_ordinal));
            if (found == waiting.end() || found->second.empty()) continue;
            take(r, found->second.back());
            found->second.pop_back();
        }
    }

    void equal_titles(bool withdrawn) {
        struct Group {
            std::vector<std::size_t> kept;
            std::vector<std::size_t> rows;
        };
        std::unordered_map<std::string_view, Group> groups;
        std::vector<std::string_view> order;
        for (std::size_t k = 0; k < kept_.size(); ++k)
            if (is_open(k, withdrawn) && !kept_titles_[k].empty()) groups[kept_titles_[k]].kept.push_back(k);
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (!is_free(r)) continue;
            const auto found = groups.find(row_titles_[r]);
            if (found == groups.end()) continue;
            if (found->second.rows.empty()) order.push_back(row_titles_[r]);
            found->second.rows.push_back(r);
        }
        for (const auto title : order) pair_group(groups[title].kept, groups[title].rows);
    }

    void pair_group(const std::vector<std::size_t>& kept, const std::vector<std::size_t>& rows) {
        if (kept.size() * rows.size() > most_of_one_title) return;  // nothing tells so many apart
        std::vector<Candidate> candidates;
        for (const std::size_t r : rows)
            for (const std::size_t k : kept)
                if (const int support = support_for(*kept_[k].text, *rows_[r]); support >= enough_support)
                    candidates.push_back({static_cast<double>(support), true, r, k});
        take_best(candidates);
    }

    void take_best(std::vector<Candidate>& candidates) {
        std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
            return std::tuple(-a.value, distance(a.row, a.kept), a.row, a.kept) <
                   std::tuple(-b.value, distance(b.row, b.kept), b.row, b.kept);
        });
        for (const Candidate& one : candidates)
            if (one.sure && is_free(one.row) && !taken_[one.kept]) take(one.row, one.kept);
    }

    void similar_titles() {
        std::vector<Candidate> candidates = alike();
        only_clear_ones(candidates);
        take_best(candidates);
        std::vector<bool> asked_kept(kept_.size());
        for (const Candidate& one : candidates) {
            if (!is_free(one.row) || taken_[one.kept] || asked_kept[one.kept]) continue;
            asked_[one.row] = true;
            asked_kept[one.kept] = true;
            pairs_.questions.push_back({one.row, one.kept});
        }
    }

    std::vector<Candidate> alike() const {
        const auto open = [](std::size_t count, const auto& is) {
            std::vector<std::size_t> list;
            for (std::size_t i = 0; i < count; ++i)
                if (is(i)) list.push_back(i);
            return list;
        };
        const auto kept = open(kept_.size(), [&](std::size_t k) { return is_open(k, false); });
        const auto rows = open(rows_.size(), [&](std::size_t r) { return is_free(r); });
        const bool all = kept.size() * rows.size() <= most_pairs;
        std::vector<Words> kept_words;
        for (const std::size_t k : kept) kept_words.push_back(words_of(kept_titles_[k]));
        std::unordered_multimap<std::string_view, std::size_t> by_ordinal;
        for (std::size_t i = 0; i < kept.size() && !all; ++i) by_ordinal.emplace(kept_[kept[i]].text->ordinal, i);

        std::vector<Candidate> candidates;
        for (const std::size_t r : rows) {
            const Words words = words_of(row_titles_[r]);
            const auto look = [&](std::size_t i) {
                if (auto one = candidate(r, words, kept[i], kept_words[i]); one.value > 0) candidates.push_back(one);
            };
            if (all) {
                for (std::size_t i = 0; i < kept.size(); ++i) look(i);
            } else {
                std::size_t left = 10;
                const auto [begin, end] = by_ordinal.equal_range(rows_[r]->ordinal);
                for (auto at = begin; at != end && left > 0; ++at, --left) look(at->second);
            }
        }
        return candidates;
    }

    // A value of 0 is no candidate.
    Candidate candidate(std::size_t row, const Words& row_words, std::size_t kept, const Words& kept_words) const {
        const AssignmentText& there = *kept_[kept].text;
        const AssignmentText& here = *rows_[row];
        const double alike = likeness(row_words, kept_words);
        const bool same_place = said_and_same(there.ordinal, here.ordinal) && there.section == here.section &&
                                said_and_same(there.lead_words, here.lead_words);
        if (alike < perhaps_alike && !same_place) return {};
        constexpr double point = 0.01;  // decides between titles that are equally alike
        return {alike + point * (1 + support_for(there, here)),
                alike >= surely_alike && row_words.numbers == kept_words.numbers, row, kept};
    }

    // A row with two near candidates of which neither is clearly nearer is asked about.
    void only_clear_ones(std::vector<Candidate>& candidates) const {
        struct Best {
            double first = 0;
            double second = 0;
            void see(double value) {
                if (value > first) std::swap(first, value);
                second = std::max(second, value);
            }
        };
        std::vector<Best> of_row(rows_.size());
        std::vector<Best> of_kept(kept_.size());
        for (const Candidate& one : candidates) {
            of_row[one.row].see(one.value);
            of_kept[one.kept].see(one.value);
        }
        for (Candidate& one : candidates)
            for (const Best& best : {of_row[one.row], of_kept[one.kept]})
                if (one.value < best.first || best.second > best.first - clearly_nearer) one.sure = false;
    }

    std::span<const KeptText> kept_;
    std::span<const AssignmentText* const> rows_;
    std::vector<std::string> kept_titles_;  ///< folded
    std::vector<std::string> row_titles_;
    std::vector<bool> taken_;  ///< kept rows that have their row
    std::vector<bool> asked_;  ///< rows that a person has decided on, or will
    RowPairs pairs_;
};

}  // namespace

RowPairs match_rows(std::span<const KeptText> kept, std::span<const AssignmentText* const> rows,
                    std::span<const Said> said) {
    return Matcher(kept, rows).run(said);
}

}  // namespace dondoc::store
