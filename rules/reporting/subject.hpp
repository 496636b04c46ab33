#pragma once

#include "rules/reporting/phrase.hpp"

#include <cstddef>
#include <string>

/// Who a sentence speaks about.
namespace rules::reporting {

struct Subject {
    std::string names;       ///< as written; parts of a list that stand apart are joined by "; "
    std::size_t end = 0;     ///< the token after it
    bool requested = false;  ///< after "đề nghị", "yêu cầu", "giao": somebody asks them
    bool found() const noexcept { return !names.empty(); }
};

/// The last units before `end` that a clause begins with ("Sở Y tế chủ trì, ...") or that are asked to do something
/// ("UBND tỉnh yêu cầu các sở, ban, ngành ..."). Units after a preposition ("phối hợp với ...") are not the subject, and
/// neither is who asks.
Subject find_subject(const Phrase& phrase, std::size_t end);

}  // namespace rules::reporting
