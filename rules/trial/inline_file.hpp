#pragma once

#include "rules/language/yaml_reader.hpp"

namespace rules::trial {

/// A value of a YAML file as a file of its own: the text of `source` with everything around the value blanked out, so that
/// lines and columns of problems stay those of the whole file.
language::SourceFile inline_file(const language::SourceFile& source, const language::Node& value);

}  // namespace rules::trial
