#include "daemon/cli/test_sources.hpp"

#include "daemon/config/official_calendars.hpp"
#include "daemon/config/source_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace dondoc::cli {

namespace fs = std::filesystem;
namespace language = rules::language;

namespace {

language::Problem problem_of(const std::string& path, std::string message) {
    return {.level = language::Problem::Level::error,
            .place = {.path = path, .line = 0, .column = 0},
            .length = 0,
            .message = std::move(message),
            .line = {}};
}

/// A directory stands for the rule files in it.
std::vector<std::string> files_at(const std::string& path) {
    std::error_code error;
    return fs::is_directory(path, error) ? config::rule_files(path) : std::vector<std::string>{path};
}

fs::path folder_of(const std::string& path) {
    return fs::absolute(path).lexically_normal().parent_path();
}

/// Those that the test file names, else those beside it, else the site's.
std::vector<std::string> rule_files_of(const std::string& path, const rules::trial::Header& header,
                                       const config::Config* site, config::Problems& problems) {
    std::vector<std::string> rules;
    for (const std::string& name : header.rules) {
        const auto files = files_at((folder_of(path) / name).lexically_normal().string());
        if (files.empty())
            problems.push_back(
                problem_of(path, fmt::format("rules: {} không có tệp quy tắc nào (no rule files)", name)));
        rules.insert(rules.end(), files.begin(), files.end());
    }
    if (!header.rules.empty()) return rules;
    rules = config::rule_files(folder_of(path).string());
    if (rules.empty() && site != nullptr) rules = config::rule_files(site->rules_dir);
    if (rules.empty())
        problems.push_back(problem_of(path, "không có tệp quy tắc bên cạnh; ghi rules: (no rule files beside it)"));
    return rules;
}

/// Everything that makes one set of sources what it is.
std::string identity(const language::Sources& sources) {
    std::string text;
    const auto add = [&text](const language::SourceFile& file) {
        text += fmt::format("{} {}\n", file.path, std::hash<std::string>{}(file.text));
    };
    add(sources.units);
    for (const auto* files : {&sources.rules, &sources.calendars})
        for (const language::SourceFile& file : *files) add(file);
    if (sources.channels) text += fmt::format("{}", fmt::join(*sources.channels, " "));
    return text;
}

bool has_errors(const config::Problems& problems) {
    return std::any_of(problems.begin(), problems.end(),
                       [](const auto& problem) { return problem.level == language::Problem::Level::error; });
}

}  // namespace

std::string TestSources::site_of(const std::string& path) const {
    if (context_.config_named()) return context_.config_path();
    std::error_code error;
    for (fs::path folder = fs::absolute(path, error).lexically_normal().parent_path();; folder = folder.parent_path()) {
        if (const fs::path config = folder / "dondoc.yaml"; fs::exists(config, error)) return config.string();
        if (folder == folder.parent_path()) break;
    }
    return fs::exists(context_.config_path(), error) ? context_.config_path() : std::string();
}

const tl::expected<config::Config, config::Problems>& TestSources::config_at(const std::string& path) {
    if (const auto known = configs_.find(path); known != configs_.end()) return known->second;
    const std::string absolute = fs::absolute(path).lexically_normal().string();
    auto file = config::read_source(absolute);
    auto config = file ? config::parse_config(*file, fs::path(absolute).parent_path().string())
                       : tl::unexpected(config::Problems{file.error()});
    return configs_.emplace(path, std::move(config)).first->second;
}

const config::Config* TestSources::config_of(const std::string& path, config::Problems& problems) {
    const std::string site = site_of(path);
    if (site.empty()) return nullptr;
    const auto& config = config_at(site);
    if (config) return &*config;
    problems = config.error();
    return nullptr;
}

bool TestSources::is_about_site(const std::string& path, const rules::trial::Header& header) const {
    if (site_ == nullptr || !header.rules.empty() || header.units || header.units_path || !header.calendars.empty())
        return false;
    return folder_of(path) == fs::path(site_->config.rules_dir).lexically_normal() &&
           folder_of(site_of(path)) == fs::path(site_->config.directory).lexically_normal();
}

language::Sources TestSources::gather(const std::string& path, const rules::trial::Header& header,
                                      config::Problems& problems) {
    language::Sources sources;
    const config::Config* const site = config_of(path, problems);
    if (!problems.empty()) return sources;
    sources.rules = config::read_sources(rule_files_of(path, header, site, problems), problems);
    if (header.units) {
        sources.units = *header.units;
    } else if (header.units_path || site != nullptr) {
        const std::string units_path =
            header.units_path ? (folder_of(path) / *header.units_path).lexically_normal().string() : site->units_file;
        auto units = config::read_source(units_path);
        if (units) sources.units = std::move(*units);
        if (!units) problems.push_back(units.error());
    } else {
        problems.push_back(
            problem_of(path, "đơn vị ở đâu? ghi units:, hoặc đặt tệp dưới thư mục có dondoc.yaml (units are needed)"));
    }
    if (site != nullptr) {
        sources.calendars = config::read_sources(config::rule_files(site->calendars_dir), problems);
        sources.channels.emplace();
        for (const auto& [id, kind] : site->channel_kinds()) sources.channels->push_back(id);
    }
    sources.calendars.insert(sources.calendars.end(), header.calendars.begin(), header.calendars.end());
    sources.official_calendars = config::official_calendars();
    return sources;
}

TestedRules& TestSources::rules_of(const std::string& path, const rules::trial::Header& header) {
    const auto remember = [this](const std::string& name) -> TestedRules& {
        return *loaded_.emplace(name, std::make_unique<TestedRules>()).first->second;
    };
    if (is_about_site(path, header)) {
        TestedRules& tested = remember(site_->config.path);
        if (!tested.judge) tested.judge.emplace(site_->book);
        return tested;
    }
    config::Problems problems;
    const language::Sources sources = gather(path, header, problems);
    const bool whole = problems.empty();
    const std::string name = whole ? identity(sources) : path;
    if (const auto known = loaded_.find(name); known != loaded_.end()) return *known->second;
    TestedRules& tested = remember(name);
    tested.problems = std::move(problems);
    if (!whole) return tested;
    auto loaded = language::load(sources);
    tested.book = std::move(loaded.book);
    if (tested.book) {
        tested.judge.emplace(*tested.book);
    } else {
        tested.problems = std::move(loaded.problems);
    }
    return tested;
}

std::optional<LoadedTests> TestSources::load(const std::string& path, config::Problems& problems) {
    const auto file = config::read_source(path);
    if (!file) {
        problems.push_back(file.error());
        return std::nullopt;
    }
    config::Problems own;
    const rules::trial::Header header = rules::trial::read_header(*file, own);
    TestedRules* tested = nullptr;
    rules::trial::TestFile tests;
    if (!has_errors(own)) {
        tested = &rules_of(path, header);
        if (tested->judge) tests = rules::trial::read_tests(*file, tested->judge->book(), own);
        if (!tested->judge && !std::exchange(tested->told, true)) own = tested->problems;
    }
    const bool good = tested != nullptr && tested->judge && !has_errors(own);
    problems.insert(problems.end(), own.begin(), own.end());
    if (!good) return std::nullopt;
    return LoadedTests{*tested, std::move(tests)};
}

}  // namespace dondoc::cli
