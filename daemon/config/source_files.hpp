#pragma once

#include "rules/language/load.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

/// Reading the files that an admin edits.
namespace dondoc::config {

/// Its text, with a path as people would write it from where they are; what keeps it from being read is a problem.
tl::expected<rules::language::SourceFile, rules::language::Problem> read_source(const std::string& path);

/// The directory's *.yaml by name, without those of tests; a directory that does not exist holds none. One that cannot be
/// read is a problem.
std::vector<std::string> rule_files(const std::string& directory, std::vector<rules::language::Problem>& problems);
std::vector<std::string> rule_files(const std::string& directory);

/// The directory's *_test.yaml by name.
std::vector<std::string> rule_test_files(const std::string& directory);

/// Reads all of them; problems are appended.
std::vector<rules::language::SourceFile> read_sources(const std::vector<std::string>& paths,
                                                      std::vector<rules::language::Problem>& problems);

}  // namespace dondoc::config
