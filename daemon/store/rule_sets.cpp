#include "daemon/store/rule_sets.hpp"

#include <array>

namespace dondoc::store {

std::string_view change_kind_name(HeldChange::Kind kind) noexcept {
    return kind == HeldChange::Kind::rules ? "rules" : "import";
}

std::string_view change_state_name(HeldChange::State state) noexcept {
    static constexpr std::array<std::string_view, 5> names{"waiting", "confirmed", "rejected", "replaced", "done"};
    return names.at(static_cast<std::size_t>(state));
}

}  // namespace dondoc::store
