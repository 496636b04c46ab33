#include "daemon/cli/json.hpp"

#include "daemon/outbox/digest.hpp"

#include <fmt/format.h>

#include <array>

namespace dondoc::cli {

namespace json = boost::json;

namespace {

std::string_view period_name(rules::dates::PeriodKind kind) noexcept {
    static constexpr std::array<std::string_view, 6> names{"week",      "month",       "quarter",
                                                           "half-year", "nine-months", "year"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view anchor_name(rules::deadlines::DuePlace::Anchor anchor) noexcept {
    static constexpr std::array<std::string_view, 5> names{"period-end", "month-of-year", "month-of-period",
                                                           "month-after", "weekday"};
    return names.at(static_cast<std::size_t>(anchor));
}

json::value to_json(const std::optional<rules::deadlines::Recurrence>& recurrence) {
    if (!recurrence) return nullptr;
    return json::object{{"period", period_name(recurrence->period)},
                        {"only", recurrence->only},
                        {"every", recurrence->every},
                        {"due", json::object{{"anchor", anchor_name(recurrence->due.anchor)},
                                             {"month", recurrence->due.month},
                                             {"day", recurrence->due.day},
                                             {"year_offset", recurrence->due.year_offset},
                                             {"shift_days", recurrence->due.shift_days},
                                             {"shift_working_days", recurrence->due.shift_working_days}}}};
}

}  // namespace

json::value to_json(const std::optional<rules::dates::Date>& date) {
    if (!date) return nullptr;
    return json::string(rules::dates::format_iso(*date));
}

json::object to_json(const rules::deadlines::Meaning& meaning) {
    return {{"kind", rules::deadlines::kind_name(meaning.kind)},
            {"start", to_json(meaning.start)},
            {"due", to_json(meaning.due)},
            {"recurrence", to_json(meaning.recurrence)},
            {"then_continuous", meaning.then_continuous},
            {"has_condition", meaning.has_condition}};
}

json::object to_json(const rules::deadlines::Deadline& deadline) {
    json::object value = to_json(deadline.meaning);
    value["words"] = deadline.words;
    value["condition"] = deadline.condition;
    value["unresolved"] = deadline.unresolved;
    return value;
}

json::object to_json(const rules::language::Problem& problem) {
    const bool error = problem.level == rules::language::Problem::Level::error;
    return {{"level", error ? "error" : "warning"},
            {"path", problem.place.path},
            {"line", problem.place.line},
            {"column", problem.place.column},
            {"message", problem.message}};
}

json::object to_json(const store::DeliveryRow& row) {
    const auto instant = [](const std::optional<store::Instant>& time) -> json::value {
        if (!time) return nullptr;
        return json::string(utc_text(*time));
    };
    return {{"message", row.message},
            {"recipient", row.recipient},
            {"channel", row.channel},
            {"to", row.to},
            {"subject_line", row.subject_line},
            {"state", state_name(row.state)},
            {"attempts", row.attempts},
            {"created", utc_text(row.created)},
            {"next", instant(row.next)},
            {"last_at", instant(row.last_at)},
            {"code", row.code},
            {"answer", row.answer},
            {"reason", row.reason},
            {"reminders", row.reminders}};
}

std::string utc_text(store::Instant instant) {
    return rules::dates::format_iso(rules::dates::LocalTime{instant.time_since_epoch()}) + "Z";
}

std::string long_date(rules::dates::Date date) {
    return outbox::long_date(date, "vi");
}

std::string_view kind_vi(rules::deadlines::Kind kind) noexcept {
    static constexpr std::array<std::string_view, 6> names{"có hạn",       "khoảng thời gian", "định kỳ",
                                                           "thường xuyên", "chờ điều kiện",    "chưa rõ"};
    return names.at(static_cast<std::size_t>(kind));
}

std::string_view state_name(store::MessageState state) noexcept {
    static constexpr std::array<std::string_view, 4> names{"waiting", "sending", "sent", "dead"};
    return names.at(static_cast<std::size_t>(state));
}

std::string_view state_vi(store::MessageState state) noexcept {
    static constexpr std::array<std::string_view, 4> names{"chờ gửi", "đang gửi", "đã gửi", "không gửi được"};
    return names.at(static_cast<std::size_t>(state));
}

}  // namespace dondoc::cli
