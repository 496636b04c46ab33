#pragma once

#include "rules/trial/trial.hpp"

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
    explicit Judge(const model::RuleBook& book);

    Verdict judge(const Test& test, const Scene& scene) const;

private:
    const model::RuleBook& book_;
    model::RuleBook quiet_book_;
};

}  // namespace rules::trial
