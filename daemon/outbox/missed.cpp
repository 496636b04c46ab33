#include "daemon/outbox/missed.hpp"

#include "daemon/outbox/addressing.hpp"
#include "daemon/outbox/digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dondoc::outbox {

using Outcome = model::Reminder::Outcome;

namespace {

constexpr std::size_t most_named = 10;

bool english(std::string_view locale) {
    return locale.starts_with("en");
}

std::string offset_words(const model::Offset& offset, int times, bool en) {
    const int count = offset.count * times;
    if (!en) return fmt::format("{} {}", count, offset.working ? "ngày làm việc" : "ngày");
    return fmt::format("{} {}day{}", count, offset.working ? "working " : "", count == 1 ? "" : "s");
}

/// "trước hạn 7 ngày", "quá hạn 4 ngày làm việc"
std::string stage_words(const model::Reminder& reminder, const model::RuleBook& book, bool en) {
    const model::Stage& stage = book.policies[reminder.policy].stages[reminder.stage];
    const std::string length = offset_words(stage.offset, stage.repeats() ? reminder.repeat : 1, en);
    using Kind = model::Stage::Kind;
    if (stage.kind == Kind::update) return en ? "update of progress" : "cập nhật tiến độ";
    if (stage.offset.count == 0) return en ? "due day" : "ngày đến hạn";
    if (stage.kind == Kind::before) return en ? length + " before" : "trước hạn " + length;
    return en ? length + " after" : "sau hạn " + length;
}

}  // namespace

bool was_missed(const model::Reminder& reminder, const model::RuleBook& book, const Away& away) {
    if (reminder.fresh || reminder.announcement) return false;
    const auto meant = rules::dates::at(reminder.day, book.policies[reminder.policy].send_at);
    return meant + Away::grace < away.until;
}

store::Gap gap_of(const model::Decision& decision, const model::RuleBook& book, const Away& away,
                  std::chrono::seconds utc_offset) {
    store::Gap gap{.since = to_instant(away.since, utc_offset), .until = to_instant(away.until, utc_offset)};
    const auto today = rules::dates::date_of(away.until);
    std::set<model::UnitIndex> units;
    for (const model::Reminder& reminder : decision.reminders) {
        if (!was_missed(reminder, book, away)) continue;
        ++gap.missed;
        const auto late = decision.late.value_or(book.policies[reminder.policy].late);
        if (late == model::Policy::Late::drop && reminder.day < today) ++gap.dropped;
        units.insert(reminder.recipient.unit);
    }
    gap.units = units.size();
    return gap;
}

std::string time_words(rules::dates::LocalTime time, std::string_view locale) {
    const auto day = rules::dates::date_of(time);
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time - rules::dates::at(day, {}));
    return fmt::format("{:02}:{:02} {}{}", minutes.count() / 60, minutes.count() % 60, english(locale) ? "on " : "",
                       long_date(day, locale));
}

std::string away_words(const Away& away, std::size_t count, std::string_view locale) {
    const std::string since = time_words(away.since, locale);
    const std::string until = time_words(away.until, locale);
    return english(locale)
               ? fmt::format("dondoc was not running from {} to {}: {} {} of that time below {} late.", since, until,
                             count, count == 1 ? "reminder" : "reminders", count == 1 ? "comes" : "come")
               : fmt::format("dondoc không chạy từ {} đến {}: {} lời nhắc của thời gian đó dưới đây được gửi muộn.",
                             since, until, count);
}

std::string merged_words(std::span<const model::Reminder> merged, const model::RuleBook& book,
                         std::string_view locale) {
    if (merged.empty()) return {};
    const bool en = english(locale);
    std::string names;
    for (std::size_t i = 0; i < std::min(merged.size(), most_named); ++i) {
        const model::Reminder& reminder = merged[i];
        names += fmt::format("{}{} ({})", i == 0 ? "" : ", ", rules::dates::format_vi(reminder.day),
                             stage_words(reminder, book, en));
    }
    if (merged.size() > most_named)
        names += fmt::format("{} {}", en ? " and more:" : " và nữa:", merged.size() - most_named);
    return en ? fmt::format("speaks for {} missed {}: {}", merged.size(), merged.size() == 1 ? "reminder" : "reminders",
                            names)
              : fmt::format("gộp {} lời nhắc bị lỡ: {}", merged.size(), names);
}

}  // namespace dondoc::outbox
