#pragma once

#include "daemon/answers/form.hpp"
#include "daemon/store/store.hpp"
#include "rules/model/rule_book.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What an answer is about, as the store and the rules know it at this moment.
namespace dondoc::answers {

namespace model = rules::model;

struct Matter {
    enum class Standing : std::uint8_t {
        open,
        completed,
        cancelled,
        elsewhere,  ///< it is no longer the unit's
        gone,       ///< nobody follows it any more
    };
    Standing standing = Standing::gone;
    bool leads = false;  ///< else it supports
    bool alone = false;  ///< nobody else leads it
    std::string title;
    std::string source;  ///< "142/KH-UBND, mục 12"
    std::string words;   ///< of the deadline
    std::string deliverable;
    std::string unit_name;
    int version = 1;  ///< of the deadline in force
    Days days;
    std::optional<model::Completion> completion;
    std::vector<store::Answer> answers;  ///< the unit's, about this, oldest first
};

/// Who asks about what.
struct Question {
    std::string_view subject;  ///< key without period
    std::string_view period;
    std::string_view unit;
};

/// Reads no more than this one subject, so that it costs the same whatever the store holds.
Matter find_matter(const Question& question, store::Store& store, const model::RuleBook& book,
                   rules::dates::Date today);

/// Why a unit may not say something now.
enum class Refusal : std::uint8_t {
    none,       ///< it may
    closed,     ///< nobody may say anything any more: Matter::standing
    said,       ///< it has said so, and that stands
    too_often,  ///< it has asked the planning office as often as it can
    supports,   ///< only those who lead may say this
    moved,      ///< the message spoke of a deadline that is no longer in force
};
/// `version` is that of the deadline that the unit's message spoke of.
Refusal why_not(store::Answer::Kind kind, const Matter& matter, int version);

/// Whether it takes effect at once; else the planning office says so.
bool takes_effect(store::Answer::Kind kind, const Matter& matter);

}  // namespace dondoc::answers
