#include "rules/model/policy.hpp"

#include <fmt/format.h>

namespace rules::model {

std::string Offset::text() const {
    return fmt::format("{}{}", count, working ? "wd" : "d");
}

}  // namespace rules::model
