#pragma once

#include "daemon/cli/cli.hpp"
#include "source_dir.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace dondoc::cli::testing {

/// A site of its own in a temporary folder: the sample's units and rules, a state of its own, and a Tuesday for now.
class SiteTest : public ::testing::Test {
protected:
    struct Result {
        int code;
        std::string out;
        std::string err;

        boost::json::value json() const { return boost::json::parse(out); }
    };

    void SetUp() override { write_config("simulation: true\n"); }

    void write_config(const std::string& more) {
        const std::string sample = DONDOC_SOURCE_DIR "/etc/sample/";
        write("dondoc.yaml", "site: {name: Phòng Kế hoạch, mail_from: a@so.example}\nstate: state\nunits: " + sample +
                                 "units.yaml\nrules: " + sample +
                                 "rules.d\ncalendars: " DONDOC_SOURCE_DIR
                                 "/etc/calendars\nchannels: [{id: mail, kind: maildir, path: mail}]\n" +
                                 more);
    }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(std::filesystem::path(root_) / name, std::ios::binary) << text;
    }

    std::string path(const std::string& name) const { return root_ + "/" + name; }

    /// With an `answer` there is a terminal, and a person who types it; it is standard input too.
    Result run(std::vector<std::string> arguments, const std::optional<std::string>& answer = {}) const {
        using namespace std::chrono;
        const sys_seconds now = sys_days{June / 2 / 2026} + hours{2};
        std::ostringstream out;
        std::ostringstream err;
        std::istringstream in(answer.value_or(""));
        std::vector<const char*> argv{"dondoc"};
        for (const auto& argument : arguments) argv.push_back(argument.c_str());
        const int code = cli::run(static_cast<int>(argv.size()), argv.data(),
                                  Context({.out = out, .err = err, .in = answer ? &in : nullptr, .lines = &in},
                                          path("dondoc.yaml"), now, "thu"));
        return {code, out.str(), err.str()};
    }

    void import_sample() const {
        ASSERT_EQ(run({"import", "--accept", DONDOC_SOURCE_DIR "/etc/sample/ke-hoach-mau.docx"}).code, good);
    }

private:
    support::TemporaryFolder folder_;
    std::string root_ = folder_.path().string();
};

}  // namespace dondoc::cli::testing
