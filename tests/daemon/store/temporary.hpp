#pragma once

#include "contract.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace dondoc::store::contract {

/// A directory that goes when the test does.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "dondoc-store-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
        path_ = pattern;
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    const std::filesystem::path& path() const noexcept { return path_; }
    std::string file(const std::string& name = "dondoc.db") const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

/// What a database that lies at `path` says of itself and what must hold in it at any moment: one line each
/// fault.
std::string faults(const std::string& path);

}  // namespace dondoc::store::contract
