#include "daemon/cli/commands/commands.hpp"

#include "daemon/cli/test_output.hpp"
#include "daemon/cli/test_sources.hpp"
#include "daemon/config/source_files.hpp"

#include <fmt/format.h>

#include <filesystem>

/// `dondoc test`: do the rules do what their tests expect? Needs no database and no daemon.
namespace dondoc::cli {

namespace trial = rules::trial;
namespace fs = std::filesystem;

namespace {

struct Arguments {
    std::vector<std::string> files;
    std::string filter;
    bool verbose = false;
};

/// Files as they are, directories as the tests in them; without either those of the site's rules.
std::vector<std::string> test_files(const Context& context, const Arguments& arguments, TestSources& sources) {
    if (arguments.files.empty()) {
        const auto& site = sources.config_at(context.config_path());
        if (!site) throw Failure(usage_wrong, config::format(site.error()));
        const std::string& directory = site->rules_dir;
        auto files = config::rule_test_files(directory);
        if (files.empty())
            throw Failure(usage_wrong, fmt::format("không có tệp *_test.yaml trong {} (no tests there)", directory));
        return files;
    }
    std::vector<std::string> files;
    for (const std::string& path : arguments.files) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        const auto found = config::rule_test_files(path);
        if (found.empty())
            throw Failure(usage_wrong, fmt::format("không có tệp *_test.yaml trong {} (no tests there)", path));
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

/// False where the file or what it is about is wrong.
bool run_file(const std::string& path, const std::string& filter, TestSources& sources, TestOutput& output) {
    config::Problems problems;
    const auto loaded = sources.load(path, problems);
    output.problems(problems);
    if (!loaded) return false;
    for (const trial::Test& test : loaded->file.tests) {
        if (test.name.find(filter) != std::string::npos)
            output.verdict(test, loaded->rules.judge->judge(test, loaded->file));
    }
    return true;
}

ExitCode run_tests(Context& context, const Arguments& arguments) {
    TestOutput output(context.output(), arguments.verbose);
    TestSources sources(context);
    bool good_files = true;
    for (const std::string& path : test_files(context, arguments, sources))
        good_files = run_file(path, arguments.filter, sources, output) && good_files;
    output.end();
    if (good_files && output.passed() + output.failed() == 0)
        throw Failure(usage_wrong, fmt::format("không bài thử nào có tên chứa '{}' (no such test)", arguments.filter));
    if (!good_files) return usage_wrong;
    return output.failed() == 0 ? good : data_wrong;
}

}  // namespace

void add_test(CLI::App& app, Run& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto* command =
        app.add_subcommand("test", "Quy tắc có làm đúng như *_test.yaml chờ không (do the rules do what is expected)");
    command->add_option("FILES", arguments->files,
                        "Tệp *_test.yaml hoặc thư mục; không ghi: rules.d (test files or directories)");
    command->add_option("--filter", arguments->filter, "Chỉ bài thử có tên chứa chữ này (tests whose name holds it)");
    command->add_flag("-v,--verbose", arguments->verbose, "Nêu cả bài đạt (tell what passes, too)");
    command->callback(
        [&chosen, arguments] { chosen = [arguments](Context& context) { return run_tests(context, *arguments); }; });
}

}  // namespace dondoc::cli
