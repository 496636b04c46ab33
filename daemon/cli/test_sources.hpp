#pragma once

#include "daemon/cli/context.hpp"
#include "rules/trial/test_file.hpp"
#include "rules/trial/verdict.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace dondoc::cli {

/// A rule set that test files are about, loaded once for all files that mean the same.
struct TestedRules {
    std::optional<rules::model::RuleBook> book;  ///< nothing where the site has it
    std::optional<rules::trial::Judge> judge;
    config::Problems problems;  ///< errors: then there is no judge
    bool told = false;          ///< its problems were shown
};

struct LoadedTests {
    TestedRules& rules;
    rules::trial::TestFile file;
};

/// Finds and loads what a test file is about: what it names itself, else what lies beside it, else what the site has. The
/// site is that of the configuration that somebody named, else of the nearest dondoc.yaml at or above the file, else the
/// installed one.
class TestSources {
public:
    /// `site`: one whose rules are loaded already, so that they are not loaded again for the tests beside them; or null.
    explicit TestSources(const Context& context, const config::Site* site = nullptr) : context_(context), site_(site) {}

    /// The tests of a file, ready to be run. Nothing where the file, or what it is about, is wrong; what is wrong with rules
    /// that several files are about is said once.
    std::optional<LoadedTests> load(const std::string& path, config::Problems& problems);

    /// The configuration alone, without what it points to.
    const tl::expected<config::Config, config::Problems>& config_at(const std::string& path);

private:
    TestedRules& rules_of(const std::string& path, const rules::trial::Header& header);
    /// Path of the configuration of the site that a test file belongs to; empty where there is none.
    std::string site_of(const std::string& path) const;
    bool is_about_site(const std::string& path, const rules::trial::Header& header) const;
    /// Of the site that a file belongs to; null where there is none, or where it is wrong, which is a problem.
    const config::Config* config_of(const std::string& path, config::Problems& problems);
    rules::language::Sources gather(const std::string& path, const rules::trial::Header& header,
                                    config::Problems& problems);

    const Context& context_;
    const config::Site* site_;
    std::map<std::string, tl::expected<config::Config, config::Problems>> configs_;
    std::map<std::string, std::unique_ptr<TestedRules>> loaded_;
};

}  // namespace dondoc::cli
