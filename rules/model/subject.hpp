#pragma once

#include "rules/dates/period.hpp"
#include "rules/deadlines/deadline.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rules::model {

enum class SubjectKind : std::uint8_t {
    assignment,
    report,
    indicator,
    event,  ///< what conditional assignments wait for: whether it has happened is asked each month
};
inline constexpr std::size_t subject_kinds = 4;

std::string_view subject_kind_name(SubjectKind kind) noexcept;

/// trạng thái, computed from facts and a date.
enum class Status : std::uint8_t {
    not_due,       ///< chưa đến hạn
    due_soon,      ///< sắp đến hạn
    overdue,       ///< quá hạn
    done_on_time,  ///< hoàn thành đúng hạn
    done_late,     ///< hoàn thành quá hạn
    waiting,       ///< chờ điều kiện
    continuous,    ///< thường xuyên
    cancelled,     ///< đã dừng
    unresolved,    ///< chưa rõ thời hạn
};
inline constexpr std::size_t statuses = 9;
std::string_view status_vi(Status status) noexcept;
std::string_view status_name(Status status) noexcept;  ///< the enumerator, for programs: "due_soon"

/// What conditions may ask about a subject (`subject.kind == "report"`, `"so-y-te" in subject.leads`).
struct SubjectView {
    SubjectKind kind = SubjectKind::assignment;
    std::string_view id;                  ///< the key without its period
    std::string_view plan;                ///< plan id; for a report its `basis`
    std::string_view rule;                ///< report rule id, empty for assignments
    std::vector<std::string_view> leads;  ///< unit ids, groups expanded
    std::vector<std::string_view> supports;
    std::vector<std::string_view> tags;  ///< of the lead units
    deadlines::Kind deadline = deadlines::Kind::unresolved;
    std::optional<dates::Date> due;
    Status status = Status::not_due;  ///< only what `inhibit` asks of
};

/// The key people type and the store keeps. "142-kh-ubnd-2025/12" for an assignment, "kh142-nam/so-noi-vu" for a report;
/// with "@2026-H1" for one period of a recurring subject.
struct SubjectKey {
    std::string base;
    std::string period;  ///< Period::key(), or empty

    std::string text() const { return period.empty() ? base : base + "@" + period; }
    /// Splits at the last "@"; does not ask whether such a subject exists.
    static SubjectKey parse(std::string_view text);
    friend bool operator==(const SubjectKey&, const SubjectKey&) = default;
};

std::string assignment_key(std::string_view plan_id, std::uint32_t seq);
std::string report_key(std::string_view rule_id, std::string_view unit_id);
std::string event_key(std::string_view event_id);  ///< "event:van-ban-huong-dan-cua-bo-y-te"

}  // namespace rules::model
