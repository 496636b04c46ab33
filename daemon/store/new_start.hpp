#pragma once

#include "daemon/store/store.hpp"

namespace dondoc::store {

/// Which of the messages of a filter `Store::retry` gives a new start. Waiting ones only where somebody means them: quiet
/// hours are kept otherwise.
inline bool may_start_anew(const DeliveryRow& row, const DeliveryFilter& filter) {
    if (row.state == MessageState::waiting) return filter.state == MessageState::waiting || !filter.messages.empty();
    if (row.state == MessageState::dead || row.returned == Returned::bounced) return true;
    return row.returned == Returned::unproven && filter.returned == Returned::unproven;
}

}  // namespace dondoc::store
