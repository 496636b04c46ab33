#include "rules/trial/matching.hpp"

#include "rules/dates/date.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <numeric>
#include <string>

namespace rules::trial {
namespace {

/// How many rows that fit nowhere may look for a place at the cost of others: more are not worth their time, the test has
/// failed long before.
constexpr int most_searches = 200;

bool meets(const Row& row, const ExpectedRow& expected) {
    return std::all_of(expected.fields.begin(), expected.fields.end(),
                       [&](const auto& field) { return agrees(field.first, field.second, row[field.first]); });
}

/// A row is worth showing beside what was expected where both speak of one thing: all of what names it but one field is
/// the same. The day counts less than the rest.
int likeness_of(const ExpectedRow& expected, const Row& row) {
    constexpr std::array names = {Field::stage, Field::subject, Field::to, Field::alert, Field::state};
    int said = 0;
    int same = 0;
    for (const auto& [field, value] : expected.fields) {
        if (field != Field::on && std::find(names.begin(), names.end(), field) == names.end()) continue;
        const int weight = field == Field::on ? 1 : 2;
        said += weight;
        if (agrees(field, value, row[field])) same += weight;
    }
    return same >= said - 2 ? same : 0;
}

int days_between(const ExpectedRow& expected, const Row& row) {
    const std::string* const on = expected.find(Field::on);
    const auto a = dates::parse_iso(on == nullptr ? std::string() : *on);
    const auto b = dates::parse_iso(row[Field::on]);
    return a && b ? std::abs(static_cast<int>((*a - *b).count())) : 0;
}

class Matcher {
public:
    Matcher(const std::vector<ExpectedRow>& expected, const std::vector<Row>& rows)
        : expected_(expected), rows_(rows), holder_(rows.size()) {
        matching_.row_of.resize(expected.size());
        for (std::size_t i = 0; i < rows.size(); ++i) by_day_[rows[i][Field::on]].push_back(i);
    }

    Matching run() {
        std::vector<std::size_t> order(expected_.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        // What says most finds its row first; what says little takes what is left.
        std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            return expected_[a].fields.size() > expected_[b].fields.size();
        });
        for (const std::size_t each : order) {
            if (take_free(each) || searches_ == most_searches) continue;
            ++searches_;
            tried_.assign(rows_.size(), false);
            (void)take_by_moving(each);
        }
        matching_.taken.resize(rows_.size());
        for (std::size_t i = 0; i < rows_.size(); ++i) matching_.taken[i] = holder_[i].has_value();
        return std::move(matching_);
    }

private:
    const std::vector<std::size_t>& candidates(std::size_t each) const {
        static const std::vector<std::size_t> none;
        const std::string* const day = expected_[each].find(Field::on);
        const auto found = day == nullptr ? by_day_.end() : by_day_.find(*day);
        return found == by_day_.end() ? none : found->second;
    }

    void hold(std::size_t row, std::size_t each) {
        holder_[row] = each;
        matching_.row_of[each] = row;
    }

    bool take_free(std::size_t each) {
        for (const std::size_t row : candidates(each)) {
            if (holder_[row] || !meets(rows_[row], expected_[each])) continue;
            hold(row, each);
            return true;
        }
        return false;
    }

    /// Takes a row from another expectation that finds a different one.
    bool take_by_moving(std::size_t each) {
        for (const std::size_t row : candidates(each)) {
            if (tried_[row] || !meets(rows_[row], expected_[each])) continue;
            tried_[row] = true;
            if (holder_[row] && !take_by_moving(*holder_[row])) continue;
            hold(row, each);
            return true;
        }
        return false;
    }

    const std::vector<ExpectedRow>& expected_;
    const std::vector<Row>& rows_;
    std::map<std::string, std::vector<std::size_t>> by_day_;
    std::vector<std::optional<std::size_t>> holder_;  ///< of each row, the expectation that has it
    std::vector<bool> tried_;
    int searches_ = 0;
    Matching matching_;
};

}  // namespace

Matching match(const std::vector<ExpectedRow>& expected, const std::vector<Row>& rows) {
    return Matcher(expected, rows).run();
}

std::optional<std::size_t> nearest_row(const ExpectedRow& expected, const std::vector<Row>& rows,
                                       const std::vector<bool>& taken) {
    std::optional<std::size_t> best;
    std::pair<int, int> most{0, 0};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (taken[i]) continue;
        const std::pair likeness{likeness_of(expected, rows[i]), -days_between(expected, rows[i])};
        if (likeness.first == 0 || (best && likeness <= most)) continue;
        most = likeness;
        best = i;
    }
    return best;
}

}  // namespace rules::trial
