#include "daemon/config/source_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace dondoc::config {

namespace fs = std::filesystem;
namespace language = rules::language;

namespace {

/// Far beyond any rule file; the reader has a bound of its own for what it takes.
constexpr std::uintmax_t largest_file = 16U << 20U;

/// Relative where that is shorter.
std::string shown(const std::string& path) {
    std::error_code error;
    const std::string near = fs::proximate(path, error).string();
    return !error && near.size() < path.size() ? near : path;
}

language::Problem unreadable(const std::string& path, const std::string& why) {
    return {.level = language::Problem::Level::error,
            .place = {.path = shown(path), .line = 0, .column = 0},
            .length = 0,
            .message = fmt::format("không đọc được tệp: {} (cannot read)", why),
            .line = {}};
}

std::vector<std::string> yaml_files(const std::string& directory, bool tests) {
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(directory, error)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() == ".yaml" && name.ends_with("_test.yaml") == tests && !name.starts_with('.'))
            paths.push_back(entry.path().string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

tl::expected<language::SourceFile, language::Problem> read_source(const std::string& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    if (error) return tl::unexpected(unreadable(path, error.message()));
    if (size > largest_file) return tl::unexpected(unreadable(path, fmt::format("lớn hơn {} MB", largest_file >> 20U)));
    std::ifstream file(path, std::ios::binary);
    language::SourceFile source{.path = shown(path), .text = {std::istreambuf_iterator<char>(file), {}}};
    if (file.bad() || !file.is_open()) return tl::unexpected(unreadable(path, std::generic_category().message(errno)));
    return source;
}

std::vector<std::string> rule_files(const std::string& directory) {
    return yaml_files(directory, false);
}

std::vector<std::string> rule_test_files(const std::string& directory) {
    return yaml_files(directory, true);
}

std::vector<language::SourceFile> read_sources(const std::vector<std::string>& paths,
                                               std::vector<language::Problem>& problems) {
    std::vector<language::SourceFile> files;
    for (const std::string& path : paths) {
        if (auto file = read_source(path)) {
            files.push_back(std::move(*file));
        } else {
            problems.push_back(file.error());
        }
    }
    return files;
}

}  // namespace dondoc::config
