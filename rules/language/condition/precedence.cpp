#include "rules/language/condition/cases.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rules::language::condition {
namespace {

/// Beyond it nothing more is looked for: a bound on what a large rule set costs at each keystroke.
constexpr std::size_t most_work = 200'000;

std::string text_key(std::string_view term, std::string_view text) {
    return fmt::format("{}={}", term, text);
}

}  // namespace

void Precedence::add(const Cases& condition) {
    const std::size_t position = conditions_.size();
    conditions_.push_back(&condition);
    if (!condition.known_ || condition.holding_.empty()) return;
    using Kind = Cases::Point::Kind;
    const Cases::Case& first = condition.holding_.front();
    for (std::uint32_t term = 0; term < first.size(); ++term) {
        const std::string& name = condition.formula_.terms[term].name;
        const bool same = std::all_of(
            condition.holding_.begin(), condition.holding_.end(),
            [&](const Cases::Case& one) { return one[term].kind == Kind::text && one[term].text == first[term].text; });
        if (!same || name == "subject.kind") continue;
        by_text_[text_key(name, first[term].text)].push_back(position);
        return;
    }
    others_.push_back(position);
}

std::vector<std::size_t> Precedence::covering(const Cases& condition) {
    std::vector<std::size_t> found;
    if (!condition.known_) return found;
    for (const Cases::Case& one : condition.holding_) {
        const auto position = first_holding(condition, one);
        if (!position) return {};
        if (std::find(found.begin(), found.end(), *position) == found.end()) found.push_back(*position);
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::optional<std::size_t> Precedence::first_holding(const Cases& condition, const Cases::Case& one) {
    if (const auto found = first_of(others_, condition, one)) return found;
    for (std::uint32_t term = 0; term < one.size(); ++term) {
        if (one[term].kind != Cases::Point::Kind::text) continue;
        const auto named = by_text_.find(text_key(condition.formula_.terms[term].name, one[term].text));
        if (named == by_text_.end()) continue;
        if (const auto found = first_of(named->second, condition, one)) return found;
    }
    return std::nullopt;
}

std::optional<std::size_t> Precedence::first_of(const std::vector<std::size_t>& positions, const Cases& condition,
                                                const Cases::Case& one) {
    for (const std::size_t position : positions) {
        if (++work_ > most_work) return std::nullopt;
        if (holds(*conditions_[position], condition, one)) return position;
    }
    return std::nullopt;
}

bool Precedence::holds(const Cases& earlier, const Cases& condition, const Cases::Case& one) {
    Cases::Case translated;
    translated.reserve(earlier.formula_.terms.size());
    for (const Formula::Term& term : earlier.formula_.terms) {
        const auto own = condition.term(term.name);
        translated.push_back(own ? one[*own] : Cases::Point{});
    }
    return earlier.of(earlier.formula_.root, translated) == Cases::Truth::yes;
}

}  // namespace rules::language::condition
