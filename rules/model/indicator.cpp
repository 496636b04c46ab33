#include "rules/model/indicator.hpp"

namespace rules::model {

std::string_view comparator_sign(Comparator comparator) noexcept {
    switch (comparator) {
        case Comparator::equal: return "=";
        case Comparator::at_least: return ">=";
        case Comparator::more_than: return ">";
        case Comparator::at_most: return "<=";
        case Comparator::less_than: return "<";
    }
    return "=";
}

std::string targets_text(const std::vector<Target>& targets) {
    std::string text;
    const Target* before = nullptr;
    for (const Target& target : targets) {
        const bool other_end_of_span = before && before->year == target.year && before->words == target.words;
        before = &target;
        if (other_end_of_span) continue;
        if (!text.empty()) text += "; ";
        if (target.year != 0) text += std::to_string(target.year) + ": ";
        text += target.words;
    }
    return text;
}

std::string indicator_key(std::string_view plan_id, std::uint32_t seq) {
    return std::string(plan_id) + "/ct" + std::to_string(seq);
}

}  // namespace rules::model
