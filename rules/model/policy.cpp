#include "rules/model/policy.hpp"

#include "rules/model/rule_book.hpp"

#include <fmt/format.h>

namespace rules::model {

std::string Offset::text() const {
    return fmt::format("{}{}", count, working ? "wd" : "d");
}

std::string_view same_name(Inhibition::Same same) noexcept {
    switch (same) {
        case Inhibition::Same::parent: break;
        case Inhibition::Same::unit: return "unit";
        case Inhibition::Same::plan: return "plan";
    }
    return "parent";
}

}  // namespace rules::model
