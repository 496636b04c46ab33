#pragma once

#include "rules/language/values.hpp"
#include "rules/trial/scene.hpp"

namespace rules::trial {

/// Reads the `plans` of a test file. Deadlines are the words of a document, read as an import would.
Scene read_scene(const language::Node& plans, const language::Register& known, const dates::Calendar& calendar);

}  // namespace rules::trial
