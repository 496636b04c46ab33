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

std::string indicator_key(std::string_view plan_id, std::uint32_t seq) {
    return std::string(plan_id) + "/ct" + std::to_string(seq);
}

}  // namespace rules::model
