#pragma once

#include "rules/dates/date.hpp"

#include <optional>
#include <string>

namespace dondoc::intake {

/// What a person says about a plan: it counts before what the document says, and fills what that leaves blank.
struct Stated {
    std::string plan_id;  ///< of which plan this is a new version
    std::string number;
    std::optional<rules::dates::Date> date;
    int year = 0;  ///< what phrases without a year mean
};

}  // namespace dondoc::intake
