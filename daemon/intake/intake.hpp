#pragma once

#include "daemon/intake/document.hpp"
#include "daemon/intake/draft.hpp"
#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"
#include "daemon/intake/stated.hpp"
#include "rules/deadlines/parse.hpp"
#include "rules/model/unit.hpp"

#include <tl/expected.hpp>

#include <string_view>

/// From the bytes of a plan, as the office has it, to a draft that a person can look through.
///
/// Intake never guesses silently and drops nothing: what it does not understand is in the draft as written, with a doubt
/// that says where. It sees bytes only: no file, no clock, no network. Hostile input ends in an error, never in a crash.
namespace dondoc::intake {

struct Context {
    int year = 0;  ///< for a document that names none; 0 leaves its months and quarters unresolved
    rules::deadlines::Before before = rules::deadlines::Before::exclusive;
    Limits limits = {};
    Stated stated = {};
};

/// Reads a file of any kind that intake knows (.docx, .xlsx, .csv, .tsv, .txt), told by its content.
tl::expected<Document, IntakeError> read_document(std::string_view bytes, const Limits& limits);

/// Reads a plan. `file_name` serves as title where the document has none. The same input gives the same draft.
tl::expected<Draft, IntakeError> read_plan(std::string_view bytes, std::string_view file_name,
                                           const rules::model::UnitDirectory& units, const Context& context = {});

}  // namespace dondoc::intake
