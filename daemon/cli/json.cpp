#include "daemon/cli/json.hpp"

#include "daemon/outbox/digest.hpp"
#include "notifiers/service.hpp"
#include "rules/deadlines/parse.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

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

json::object to_json(const rules::deadlines::Recurrence& recurrence) {
    json::array only;
    for (int n = 1; n <= 16 && !recurrence.only.all(); ++n) {
        if (recurrence.only.has(n)) only.emplace_back(n);
    }
    json::object value{{"period", period_name(recurrence.period)},
                       {"only", std::move(only)},
                       {"every", recurrence.every},
                       {"year", nullptr},
                       {"due", json::object{{"anchor", anchor_name(recurrence.due.anchor)},
                                            {"month", recurrence.due.month},
                                            {"day", recurrence.due.day},
                                            {"year_offset", recurrence.due.year_offset},
                                            {"shift_days", recurrence.due.shift_days},
                                            {"shift_working_days", recurrence.due.shift_working_days}}}};
    if (recurrence.year != 0) value["year"] = recurrence.year;
    return value;
}

json::array to_json(const rules::deadlines::Recurrences& recurrences) {
    json::array list;
    for (const auto& recurrence : recurrences) list.push_back(to_json(recurrence));
    return list;
}

json::value to_json(const rules::deadlines::Term& term) {
    static constexpr std::array<std::string_view, 3> units{"days", "working-days", "months"};
    if (term.count == 0) return nullptr;
    return json::object{{"count", term.count}, {"unit", units.at(static_cast<std::size_t>(term.of))}};
}

json::array readings_of(const rules::deadlines::Deadline& deadline) {
    json::array readings;
    for (const auto& reading : deadline.readings) {
        json::object value = cli::to_json(reading);
        value["says"] = rules::deadlines::say_vi(reading);
        readings.push_back(std::move(value));
    }
    return readings;
}

json::array spans_of(const rules::deadlines::Deadline& deadline) {
    using Part = rules::deadlines::Mark::Part;
    json::array spans;
    for (const auto& mark : deadline.marks) {
        json::object span{{"part", rules::deadlines::part_name(mark.part)},
                          {"begin", mark.begin},
                          {"end", mark.end},
                          {"text", deadline.words.substr(mark.begin, mark.end - mark.begin)}};
        if (mark.part == Part::recurrence) span["recurrence"] = mark.recurrence;
        spans.push_back(std::move(span));
    }
    return spans;
}

json::object to_json(const rules::model::Target& target) {
    json::object value{{"year", nullptr},
                       {"comparator", rules::model::comparator_sign(target.comparator)},
                       {"value", target.words},
                       {"words", target.words},
                       {"change", target.is_change}};
    if (target.year != 0) value["year"] = target.year;
    if (target.value) value["value"] = *target.value;
    return value;
}

json::array to_json(const std::vector<rules::model::Target>& targets) {
    json::array list;
    for (const auto& target : targets) list.push_back(to_json(target));
    return list;
}

std::string_view reported(const store::DeliveryRow& row, store::Returned what) {
    return row.returned == what ? std::string_view{row.report} : std::string_view{};
}

json::array to_json(const std::vector<intake::UnitReading>& readings) {
    json::array list;
    for (const auto& reading : readings) {
        json::object unit{{"name", reading.name}, {"qualifier", reading.qualifier}, {"id", nullptr}};
        if (!reading.id.empty()) unit["id"] = reading.id;
        list.push_back(std::move(unit));
    }
    return list;
}

}  // namespace

json::value to_json(const std::optional<rules::dates::Date>& date) {
    if (!date) return nullptr;
    return json::string(rules::dates::format_iso(*date));
}

json::object to_json(const rules::deadlines::Meaning& meaning) {
    json::object value{{"kind", rules::deadlines::kind_name(meaning.kind)},
                       {"start", to_json(meaning.start)},
                       {"due", to_json(meaning.due)},
                       {"recurrence", rules::deadlines::recurrence_name(meaning.recurrences)},
                       {"then", nullptr},
                       {"has_condition", meaning.has_condition},
                       {"recurrences", to_json(meaning.recurrences)},
                       {"term", to_json(meaning.term)}};
    if (meaning.then_continuous) value["then"] = "continuous";
    return value;
}

json::object to_json(const rules::deadlines::Deadline& deadline) {
    json::object meaning = to_json(deadline.meaning);
    json::object value{{"text", deadline.words},
                       {"kind", rules::deadlines::kind_name(deadline)},
                       {"start", std::move(meaning["start"])},
                       {"due", std::move(meaning["due"])},
                       {"recurrence", std::move(meaning["recurrence"])},
                       {"condition", nullptr},
                       {"then", std::move(meaning["then"])},
                       {"has_condition", std::move(meaning["has_condition"])},
                       {"recurrences", std::move(meaning["recurrences"])},
                       {"term", std::move(meaning["term"])},
                       {"unresolved", nullptr},
                       {"why", nullptr},
                       {"readings", readings_of(deadline)},
                       {"spans", spans_of(deadline)}};
    if (!deadline.condition.empty()) value["condition"] = deadline.condition;
    if (deadline.meaning.kind == rules::deadlines::Kind::unresolved) value["unresolved"] = deadline.unresolved;
    if (!deadline.why.empty()) value["why"] = deadline.why;
    return value;
}

json::object to_json(const rules::language::Problem& problem) {
    const bool error = problem.level == rules::language::Problem::Level::error;
    return {{"level", error ? "error" : "warning"},
            {"path", problem.place.path},
            {"line", problem.place.line},
            {"column", problem.place.column},
            {"length", problem.length},
            {"source", problem.line},
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
            {"to", notifiers::shown_address(row.to)},
            {"subject_line", row.subject_line},
            {"state", state_name(row.state)},
            {"attempts", row.attempts},
            {"created", utc_text(row.created)},
            {"next", instant(row.next)},
            {"last_at", instant(row.last_at)},
            {"code", row.code},
            {"answer", row.answer},
            {"reason", row.reason},
            {"reminders", row.reminders},
            {"bounced", reported(row, store::Returned::bounced)},
            {"unproven", reported(row, store::Returned::unproven)},
            {"delayed", reported(row, store::Returned::delayed)},
            {"carried_by", row.carried_by}};
}

json::object to_json(const rules::model::IndicatorRecord& indicator) {
    return {{"seq", indicator.seq},
            {"ordinal", indicator.ordinal},
            {"group", indicator.group},
            {"name", indicator.name},
            {"unit", indicator.unit_of_measure},
            {"baseline", to_json(indicator.baseline)},
            {"targets", to_json(indicator.targets)},
            {"owner", indicator.owner_words},
            {"owners", json::array(indicator.owners.begin(), indicator.owners.end())},
            {"advisor", indicator.advisor_words},
            {"advisors", json::array(indicator.advisors.begin(), indicator.advisors.end())},
            {"note", indicator.note}};
}

json::object to_json(const intake::IndicatorDraft& indicator) {
    json::object value = to_json(indicator.record);
    value["owners"] = to_json(indicator.owners);
    value["advisors"] = to_json(indicator.advisors);
    value["place"] = indicator.where.vi();
    return value;
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
    static constexpr std::array<std::string_view, 5> names{"waiting", "sending", "sent", "dead", "deferred"};
    return names.at(static_cast<std::size_t>(state));
}

std::string_view state_vi(store::MessageState state) noexcept {
    static constexpr std::array<std::string_view, 5> names{"chờ gửi", "đang gửi", "đã gửi", "không gửi được",
                                                           "gộp vào thông báo sau"};
    return names.at(static_cast<std::size_t>(state));
}

std::string_view returned_vi(store::Returned returned) noexcept {
    static constexpr std::array<std::string_view, 4> words{"", "chậm, máy chủ còn thử", "báo trả về chưa xác thực",
                                                           "bị trả về"};
    return words.at(static_cast<std::size_t>(returned));
}

}  // namespace dondoc::cli
