#include "rules/model/subject.hpp"

#include <fmt/format.h>

namespace rules::model {

std::string_view subject_kind_name(SubjectKind kind) noexcept {
    switch (kind) {
        case SubjectKind::assignment: return "assignment";
        case SubjectKind::report: return "report";
        case SubjectKind::indicator: return "indicator";
        case SubjectKind::event: return "event";
    }
    return {};
}

SubjectKey SubjectKey::parse(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos) return {std::string(text), {}};
    return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

std::string assignment_key(std::string_view plan_id, std::uint32_t seq) {
    return fmt::format("{}/{}", plan_id, seq);
}

std::string report_key(std::string_view rule_id, std::string_view unit_id) {
    return fmt::format("{}/{}", rule_id, unit_id);
}

std::string event_key(std::string_view event_id) {
    return fmt::format("event:{}", event_id);
}

std::string_view status_vi(Status status) noexcept {
    switch (status) {
        case Status::not_due: return "chưa đến hạn";
        case Status::due_soon: return "sắp đến hạn";
        case Status::overdue: return "quá hạn";
        case Status::done_on_time: return "hoàn thành đúng hạn";
        case Status::done_late: return "hoàn thành quá hạn";
        case Status::waiting: return "chờ điều kiện";
        case Status::continuous: return "thường xuyên";
        case Status::cancelled: return "đã dừng";
        case Status::unresolved: return "chưa rõ thời hạn";
    }
    return {};
}

std::string_view status_name(Status status) noexcept {
    switch (status) {
        case Status::not_due: return "not_due";
        case Status::due_soon: return "due_soon";
        case Status::overdue: return "overdue";
        case Status::done_on_time: return "done_on_time";
        case Status::done_late: return "done_late";
        case Status::waiting: return "waiting";
        case Status::continuous: return "continuous";
        case Status::cancelled: return "cancelled";
        case Status::unresolved: return "unresolved";
    }
    return {};
}

}  // namespace rules::model
