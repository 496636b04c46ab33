#pragma once

#include "daemon/outbox/rate.hpp"
#include "notifiers/notifier.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace dondoc::outbox {

/// A configured way out: its notifier, and what may go through it.
struct Channel {
    std::string id;
    std::unique_ptr<notifiers::Notifier> notifier;
    int limit = 4;                            ///< messages under way at once
    std::optional<Rate> rate = std::nullopt;  ///< nothing: as fast as the server takes them
    std::size_t max_size = 0;                 ///< of a message, in bytes; 0: no limit
};

}  // namespace dondoc::outbox
