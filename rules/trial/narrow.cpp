#include "rules/trial/narrow.hpp"

#include <algorithm>
#include <numeric>

namespace rules::trial {

std::vector<std::size_t> rules_looked_at(const model::RuleBook& book, const std::vector<std::string>& subjects) {
    std::vector<std::size_t> rules(book.reports.size());
    std::iota(rules.begin(), rules.end(), std::size_t{0});
    // What mutes the subjects may belong to any rule.
    if (subjects.empty() || !book.inhibitions.empty()) return rules;
    std::vector<bool> looked_at(book.reports.size());
    const auto head = [](const std::string& subject) { return subject.substr(0, subject.find_first_of("/@")); };
    for (std::size_t i = 0; i < book.reports.size(); ++i) {
        const model::ReportRule& rule = book.reports[i];
        looked_at[i] = std::any_of(subjects.begin(), subjects.end(), [&](const std::string& subject) {
            // A plan's subjects may be indicators, whose values any rule may ask for.
            return head(subject) == rule.id || rule.indicators;
        });
    }
    for (std::size_t i = 0; i < book.reports.size(); ++i) {
        if (!looked_at[i]) continue;
        for (auto next = book.reports[i].collects; next && !looked_at[*next]; next = book.reports[*next].collects)
            looked_at[*next] = true;
    }
    std::erase_if(rules, [&](std::size_t rule) { return !looked_at[rule]; });
    return rules;
}

model::RuleBook narrow(const model::RuleBook& book, const std::vector<std::size_t>& rules) {
    model::RuleBook narrowed = book;
    narrowed.checks.clear();
    for (std::size_t i = 0; i < narrowed.reports.size(); ++i) {
        if (std::binary_search(rules.begin(), rules.end(), i)) continue;
        narrowed.reports[i].from.clear();
        narrowed.reports[i].indicators.reset();
    }
    return narrowed;
}

}  // namespace rules::trial
