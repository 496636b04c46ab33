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
/// Of the files of one folder together.
constexpr std::uintmax_t largest_folder = 48U << 20U;

/// Relative where that is shorter. Lexically: a link is shown by its own name.
std::string shown(const std::string& path) {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    const std::string near = error ? path : fs::path(path).lexically_proximate(here).string();
    return near.size() < path.size() ? near : path;
}

language::Problem unreadable(const std::string& path, const std::string& why) {
    return {.level = language::Problem::Level::error,
            .place = {.path = shown(path), .line = 0, .column = 0},
            .length = 0,
            .message = fmt::format("không đọc được tệp: {} (cannot read)", why),
            .line = {}};
}

std::vector<std::string> yaml_files(const std::string& directory, bool tests,
                                    std::vector<language::Problem>& problems) {
    std::vector<std::string> paths;
    std::error_code error;
    for (fs::directory_iterator entry(directory, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (entry->path().extension() == ".yaml" && name.ends_with("_test.yaml") == tests && !name.starts_with('.'))
            paths.push_back(entry->path().string());
    }
    if (error && error != std::errc::no_such_file_or_directory)
        problems.push_back(unreadable(directory, error.message()));
    std::sort(paths.begin(), paths.end());
    return paths;
}

}  // namespace

tl::expected<language::SourceFile, language::Problem> read_source(const std::string& path) {
    std::error_code error;
    const auto status = fs::status(path, error);
    // Opening a pipe would wait for whoever writes into it.
    if (fs::exists(status) && !fs::is_regular_file(status))
        return tl::unexpected(unreadable(path, "không phải là tệp thường, not a regular file"));
    const auto size = fs::file_size(path, error);
    if (error) return tl::unexpected(unreadable(path, error.message()));
    if (size > largest_file) return tl::unexpected(unreadable(path, fmt::format("lớn hơn {} MB", largest_file >> 20U)));
    std::ifstream file(path, std::ios::binary);
    language::SourceFile source{.path = shown(path), .text = {std::istreambuf_iterator<char>(file), {}}};
    if (file.bad() || !file.is_open()) return tl::unexpected(unreadable(path, std::generic_category().message(errno)));
    return source;
}

std::vector<std::string> rule_files(const std::string& directory, std::vector<language::Problem>& problems) {
    return yaml_files(directory, false, problems);
}

std::vector<std::string> rule_files(const std::string& directory) {
    std::vector<language::Problem> ignored;
    return rule_files(directory, ignored);
}

std::vector<std::string> rule_test_files(const std::string& directory) {
    std::vector<language::Problem> ignored;
    return yaml_files(directory, true, ignored);
}

std::vector<language::SourceFile> read_sources(const std::vector<std::string>& paths,
                                               std::vector<language::Problem>& problems) {
    std::vector<language::SourceFile> files;
    std::uintmax_t size = 0;
    for (const std::string& path : paths) {
        auto file = read_source(path);
        if (!file) {
            problems.push_back(file.error());
            continue;
        }
        size += file->text.size();
        if (size > largest_folder) {
            problems.push_back(
                unreadable(fs::path(path).parent_path().string(),
                           fmt::format("các tệp cộng lại lớn hơn {0} MB, the files together are larger than {0} MB",
                                       largest_folder >> 20U)));
            return files;
        }
        files.push_back(std::move(*file));
    }
    return files;
}

}  // namespace dondoc::config
