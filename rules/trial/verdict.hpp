#pragma once

#include "rules/trial/trial.hpp"

#include <map>
#include <string>
#include <vector>

namespace rules::trial {

/// One difference between what a test expects and what came about; one of the two texts may be empty.
struct Difference {
    model::SourcePlace place;  ///< of the expectation
    std::string expected;
    std::string got;
};

struct Verdict {
    std::vector<Difference> differences;  ///< none: it passed
};

/// Runs tests of one rule book.
class Judge {
public:
    explicit Judge(const model::RuleBook& book) : book_(book) {}

    const model::RuleBook& book() const noexcept { return book_; }
    Verdict judge(const Test& test, const TestFile& file);

private:
    const model::RuleBook& book_for(const Test& test);

    const model::RuleBook& book_;
    std::map<std::vector<std::size_t>, model::RuleBook> narrowed_;  ///< by the rules that were left
};

}  // namespace rules::trial
