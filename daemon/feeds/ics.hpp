#pragma once

#include "rules/dates/date.hpp"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

/// Dates for calendar programs (RFC 5545). libical writes and folds; what people typed cannot add a property.
namespace dondoc::feeds {

/// A day, or several that follow each other, on which nobody is busy by it.
struct DayEvent {
    std::string uid;  ///< the same for the same event in every feed: a program then replaces what it has
    rules::dates::Date first;
    rules::dates::Date last;
    std::string summary;
    std::string description;
    int sequence = 0;  ///< grows where its days were moved: a program then takes the later one
};

/// A VCALENDAR of all-day events. `stamp` is when they were made. A feed is fetched; what comes by mail must be `published` to
/// be taken over (METHOD:PUBLISH, RFC 5546), and asks for no answer.
enum class Method : std::uint8_t { feed, published };
std::string to_ics(const std::string& name, std::span<const DayEvent> events, std::chrono::sys_seconds stamp,
                   Method method = Method::feed);

}  // namespace dondoc::feeds
