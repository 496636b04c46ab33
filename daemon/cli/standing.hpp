#pragma once

#include "daemon/store/store.hpp"
#include "rules/model/status.hpp"

#include <optional>

namespace dondoc::cli {

/// Where an assignment stands on a day; one with periods for the period that is due next.
struct Standing {
    std::optional<rules::dates::Period> period;
    std::optional<rules::dates::Date> due;  ///< after extensions
    rules::model::Status status;
};

Standing standing_of(const store::AssignmentRow& assignment, rules::dates::Date today,
                     const rules::dates::Calendar& calendar);

}  // namespace dondoc::cli
