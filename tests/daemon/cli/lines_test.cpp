#include "daemon/cli/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <sstream>

namespace dondoc::cli::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t longest = std::size_t{1} << 20;

struct Read {
    std::vector<std::string> texts;
    std::string out;
};

Read read_lines(const std::string& input, bool json) {
    std::istringstream in(input);
    std::ostringstream out;
    const Output output{.out = out, .err = out, .json = json, .lines = &in};
    Read read;
    for_each_text(output, {"-"}, 2026, [&](std::string_view text, int) { read.texts.emplace_back(text); });
    read.out = out.str();
    return read;
}

TEST(Lines, a_line_that_is_too_long_is_answered_and_the_next_is_read) {
    const std::string input = "một\n" + std::string(longest + 1, 'x') + "\nhai\n";
    EXPECT_THAT(read_lines(input, false).texts, ElementsAre("một", "hai"));
    EXPECT_THAT(read_lines(input, false).out, HasSubstr("line longer than 1 MiB"));
    const auto answer = boost::json::parse(read_lines(input, true).out);
    EXPECT_THAT(std::string(answer.at("error").as_string()), HasSubstr("1048577 byte"));
    EXPECT_LT(answer.at("text").as_string().size(), 100U);
}

TEST(Lines, a_line_of_1_mib_is_read) {
    const Read read = read_lines(std::string(longest, 'x') + "\n", false);
    ASSERT_EQ(read.texts.size(), 1U);
    EXPECT_EQ(read.texts.front().size(), longest);
    EXPECT_EQ(read.out, "");
}

TEST(Lines, without_an_end_are_lines_too) {
    EXPECT_THAT(read_lines("một\t2027\r\n\nhai", false).texts, ElementsAre("một", "", "hai"));
}

}  // namespace
}  // namespace dondoc::cli::testing
