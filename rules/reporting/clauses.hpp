#pragma once

#include "rules/reporting/triggers.hpp"

#include <vector>

/// Parts of a sentence that state duties together: their times share recipients.
namespace rules::reporting {

struct Clause {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::vector<Trigger> triggers;
};

/// What a sentence's words are besides words, by token.
struct Marks {
    std::vector<bool> time;    ///< in a period or a limit
    std::vector<bool> exempt;  ///< lays nothing down (exemptions.hpp)
    bool is_time(std::size_t at) const { return at < time.size() && time[at]; }
    bool is_exempt(std::size_t at) const { return at < exempt.size() && exempt[at]; }
};

/// Cut at semicolons and where somebody else begins to report: "..., trên cơ sở đó Sở Y tế tổng hợp, báo cáo UBND tỉnh".
/// A part that begins with a time or goes on sending belongs to the one before.
std::vector<Clause> split_clauses(const Phrase& phrase, const std::vector<Trigger>& triggers, const Marks& marks);

}  // namespace rules::reporting
