#pragma once

#include "rules/model/facts.hpp"
#include "rules/model/subject.hpp"

#include <optional>

namespace rules::model {

/// Days before the due day from which an open subject counts as "sắp đến hạn".
inline constexpr int default_soon_days = 7;

/// The status of a subject on a day. `first_due` is the due day as the document states it (for a recurring duty that of
/// `period`), empty where it has none; extensions are applied here. On the due day itself a subject is still in time
/// (Civil Code 2015 art. 148). What is done is measured against the deadline in force on the day it was done: an
/// extension granted afterwards does not make late work punctual. A conditional subject whose event has come and gives no
/// day is unresolved (a person sets the day), or continuous where the words go on so. `facts` may be null. Pure.
Status status_of(const deadlines::Meaning& meaning, const SubjectFacts* facts,
                 const std::optional<dates::Period>& period, std::optional<dates::Date> first_due, dates::Date today,
                 int soon_days = default_soon_days);

/// The same for a part of a subject by its key: Period::key(), request_key(), or nothing.
Status status_of_part(const deadlines::Meaning& meaning, const SubjectFacts* facts, std::string_view key,
                      std::optional<dates::Date> first_due, dates::Date today, int soon_days = default_soon_days);

}  // namespace rules::model
