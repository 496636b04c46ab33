#include "rules/reporting/duty.hpp"

namespace rules::reporting {

std::string_view frequency_name(const Duty& duty) noexcept {
    switch (duty.frequency) {
        case Frequency::once: return "once";
        case Frequency::periodic: return deadlines::recurrence_name(duty.recurrence);
        case Frequency::on_request: return "ad-hoc";
    }
    return "ad-hoc";
}

}  // namespace rules::reporting
