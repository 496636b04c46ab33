#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// The real plans with hand-made expected results. They are kept beside the repository, or where the environment
/// variable DONDOC_SHARED points to; tests that need them skip where they are absent.
namespace dondoc::intake::testdata {

/// The folder of the plans; empty where there is none.
std::filesystem::path plans_folder();

std::string read_file(const std::filesystem::path& path);

/// A table without quoting: a line of column names, then one line a record.
using Record = std::map<std::string, std::string>;
std::vector<Record> read_tsv(const std::filesystem::path& path);

}  // namespace dondoc::intake::testdata

#define SKIP_WITHOUT_PLANS()                                \
    if (::dondoc::intake::testdata::plans_folder().empty()) \
    GTEST_SKIP() << "the real plans are not here: put them in ../shared/plans or set DONDOC_SHARED"
