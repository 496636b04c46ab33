#include "daemon/cli/test_output.hpp"

#include "daemon/cli/json.hpp"
#include "daemon/cli/table.hpp"
#include "rules/language/load.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include <algorithm>
#include <ostream>

namespace dondoc::cli {

using rules::trial::Difference;
using rules::trial::Test;
using rules::trial::Verdict;

namespace {

/// More differences of one test nobody reads.
constexpr std::size_t most_shown = 20;

std::string line_of(const rules::model::SourcePlace& place) {
    return fmt::format("{}:{}", printable(place.path), place.line);
}

boost::json::object difference_json(const Difference& difference) {
    const auto text = [](const std::string& value) -> boost::json::value {
        return value.empty() ? boost::json::value(nullptr) : boost::json::value(value);
    };
    return {{"line", difference.place.line}, {"expected", text(difference.expected)}, {"got", text(difference.got)}};
}

}  // namespace

void TestOutput::problems(const config::Problems& problems) {
    if (output_.json) {
        for (const auto& problem : problems) problems_.push_back(cli::to_json(problem));
    } else {
        output_.err << config::format(problems);
    }
}

void TestOutput::verdict(const Test& test, const Verdict& verdict) {
    const bool passed = verdict.differences.empty();
    ++(passed ? passed_ : failed_);
    if (output_.json) {
        boost::json::array differences;
        for (const Difference& difference : verdict.differences) differences.push_back(difference_json(difference));
        tests_.push_back(boost::json::object{{"file", test.place.path},
                                             {"line", test.place.line},
                                             {"name", test.name},
                                             {"passed", passed},
                                             {"differences", std::move(differences)}});
    } else if (!passed) {
        print_failure(test, verdict);
    } else if (verbose_) {
        output_.out << fmt::format("{}  {}: {}\n", paint("đạt (passed)", Colour::green, output_.colours),
                                   line_of(test.place), printable(test.name));
    }
}

void TestOutput::print_failure(const Test& test, const Verdict& verdict) const {
    std::ostream& out = output_.out;
    out << fmt::format("{}  {}: {}\n", paint("hỏng (failed)", Colour::red, output_.colours), line_of(test.place),
                       printable(test.name));
    std::string last_place;
    const std::size_t shown = std::min(verdict.differences.size(), most_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const Difference& difference = verdict.differences[i];
        if (const std::string place = line_of(difference.place); place != last_place) {
            out << fmt::format("  {}\n", place);
            last_place = place;
        }
        if (!difference.expected.empty())
            out << "    " << paint("- " + printable(difference.expected), Colour::red, output_.colours) << '\n';
        if (!difference.got.empty())
            out << "    " << paint("+ " + printable(difference.got), Colour::green, output_.colours) << '\n';
    }
    if (verdict.differences.size() > shown)
        out << fmt::format("  ... và {} khác biệt nữa (more differences)\n", verdict.differences.size() - shown);
}

void TestOutput::end() {
    if (output_.json) {
        output_.print(boost::json::object{{"passed", passed_},
                                          {"failed", failed_},
                                          {"tests", std::move(tests_)},
                                          {"problems", std::move(problems_)}});
    } else {
        output_.out << fmt::format("{} passed, {} failed\n", passed_, failed_);
    }
}

}  // namespace dondoc::cli
