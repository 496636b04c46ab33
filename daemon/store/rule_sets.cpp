#include "daemon/store/rule_sets.hpp"

#include <fmt/format.h>

#include <array>

namespace dondoc::store {

std::string_view change_kind_name(HeldChange::Kind kind) noexcept {
    static constexpr std::array<std::string_view, 3> names{"rules", "import", "catch-up"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string catch_up_hash(std::chrono::sys_seconds since) {
    return fmt::format("gap {}", since.time_since_epoch().count());
}

std::string_view change_state_name(HeldChange::State state) noexcept {
    static constexpr std::array<std::string_view, 5> names{"waiting", "confirmed", "rejected", "replaced", "done"};
    return names.at(static_cast<std::size_t>(state));
}

}  // namespace dondoc::store
