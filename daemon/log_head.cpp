#include "daemon/log_head.hpp"

#include "daemon/store/audit.hpp"

namespace dondoc {

std::optional<std::string> LogHead::on(rules::dates::Date day) {
    if (said_ == day) return std::nullopt;
    std::string head = store::open_audit(database_)->head().text();
    said_ = day;
    return head;
}

}  // namespace dondoc
