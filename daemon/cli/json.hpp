#pragma once

#include "daemon/config/config.hpp"
#include "daemon/intake/draft.hpp"
#include "daemon/store/store.hpp"
#include "rules/deadlines/deadline.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <string_view>

/// The values that commands print, as JSON (its field names are stable: docs/cli.md) and in words for people.
namespace dondoc::cli {

boost::json::object to_json(const rules::deadlines::Meaning& meaning);
boost::json::object to_json(const rules::deadlines::Deadline& deadline);
boost::json::object to_json(const rules::language::Problem& problem);
boost::json::object to_json(const store::DeliveryRow& row);
boost::json::object to_json(const rules::model::IndicatorRecord& indicator);
boost::json::object to_json(const intake::IndicatorDraft& indicator);

/// A date as "2026-06-09", or null.
boost::json::value to_json(const std::optional<rules::dates::Date>& date);

/// An instant as "2026-06-09T01:00:00Z".
std::string utc_text(store::Instant instant);

/// "thứ Ba, 09/6/2026"
std::string long_date(rules::dates::Date date);

std::string_view kind_vi(rules::deadlines::Kind kind) noexcept;
std::string_view state_name(store::MessageState state) noexcept;
std::string_view state_vi(store::MessageState state) noexcept;
/// Empty where nothing came back.
std::string_view returned_vi(store::Returned returned) noexcept;

}  // namespace dondoc::cli
