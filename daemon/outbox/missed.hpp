#pragma once

#include "daemon/outbox/compose.hpp"

#include <span>
#include <string>
#include <string_view>

/// What is said of reminders that nobody was awake for.
namespace dondoc::outbox {

/// Whether it was for the time in which nobody was awake. What had passed before its subject was known was missed by nobody.
bool was_missed(const model::Reminder& reminder, const model::RuleBook& book, const Away& away);

/// What a gap amounts to: the reminders of a decision that were missed in it.
store::Gap gap_of(const model::Decision& decision, const model::RuleBook& book, const Away& away,
                  std::chrono::seconds utc_offset);

/// "15:00 thứ Tư, 03/6/2026" / "15:00 on Wednesday, 3 June 2026"
std::string time_words(rules::dates::LocalTime time, std::string_view locale);

/// "dondoc không chạy từ ... đến ...": for a recipient with `count` reminders that come late by it.
std::string away_words(const Away& away, std::size_t count, std::string_view locale);

/// What the stages were that a reminder speaks for, because its policy names them all: "gộp 2 mốc bị lỡ: ...". `merged` are
/// those. Empty where there are none.
std::string merged_words(std::span<const model::Reminder> merged, const model::RuleBook& book, std::string_view locale);

}  // namespace dondoc::outbox
