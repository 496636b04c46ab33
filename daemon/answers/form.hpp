#pragma once

#include "daemon/store/answers.hpp"
#include "rules/dates/date.hpp"

#include <tl/expected.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

/// What a unit writes into the page: bytes of a stranger until they have passed here.
namespace dondoc::answers {

using Fields = std::map<std::string, std::string>;

/// Fields of an application/x-www-form-urlencoded body: valid UTF-8, one line each, without control characters and without
/// those that turn the direction of writing. Nothing where it is no such form, a name comes twice or there are too many.
std::optional<Fields> parse_form(std::string_view body);

/// "05/6/2026", "5.6.2026", "5-6-2026", or "2026-06-05" as browsers write it.
std::optional<rules::dates::Date> parse_day(std::string_view text);

/// What days can be meant.
struct Days {
    rules::dates::Date today;
    std::optional<rules::dates::Date> earliest = {};  ///< nothing was done before the plan was there
    std::optional<rules::dates::Date> due = {};       ///< in force
};

/// What was answered, as far as the form says it.
struct Given {
    std::optional<rules::dates::Date> day;
    std::string document;
    std::string reason;
};

/// By field: what is wrong with it, a sentence.
using Faults = std::map<std::string, std::string>;

tl::expected<Given, Faults> read_answer(store::Answer::Kind kind, const Fields& fields, const Days& days);

}  // namespace dondoc::answers
