#pragma once

#include "source_dir.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace rules::dates::testing {

/// A file of the folder of material shared beside the repository; need not exist.
inline std::filesystem::path shared_file(const std::string& name) {
    const char* folder = std::getenv("DONDOC_SHARED");
    return std::filesystem::path{folder != nullptr ? folder : DONDOC_SOURCE_DIR "/../shared"} / name;
}

}  // namespace rules::dates::testing
