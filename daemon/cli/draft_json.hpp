#pragma once

#include "daemon/intake/draft.hpp"

#include <boost/json/object.hpp>

/// A draft as `dondoc import --json` prints it; docs/cli.md names the fields.
///
/// Two empties: what the document as a whole or a sentence does not say is null (plan, reports); a cell of a table that
/// is there and empty is "" (assignments, indicators).
namespace dondoc::cli {

boost::json::object to_json(const intake::Draft& draft);

}  // namespace dondoc::cli
