#include "tests/rules/reporting/summary.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace rules::reporting {
namespace {

std::string repeated(std::string_view text, std::size_t bytes) {
    std::string all;
    while (all.size() < bytes) {
        all += text;
    }
    return all;
}

TEST(ReportingLimits, a_megabyte_of_anything_is_read_in_time) {
    constexpr std::size_t megabyte = 1U << 20U;
    constexpr std::string_view texts[] = {"(((((",
                                          "báo cáo ",
                                          "báo cáo Sở Y tế trước ngày 10/6; ",
                                          "các sở, ban, ngành, ",
                                          "trước ngày ",
                                          "1/1/1/",
                                          "để gửi ",
                                          "từ ngày 1 đến ",
                                          "Sở Y tế và ",
                                          "\xFF\xFE",
                                          "hằng quý ",
                                          ". "};
    for (const std::string_view text : texts) {
        const auto begin = std::chrono::steady_clock::now();
        read(repeated(text, megabyte));
        // Some 0.2 s where nothing else runs; the limit only has to tell linear from quadratic.
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << text;
    }
}

TEST(ReportingLimits, no_bytes_are_too_strange) {
    EXPECT_TRUE(read("").duties.empty());
    EXPECT_TRUE(read(std::string_view("\0\0báo cáo\0", 13)).duties.empty());
    EXPECT_NO_THROW(read("báo cáo \xE1\xBB về \xC3 trước ngày 99/99/9999 hằng"));
}

}  // namespace
}  // namespace rules::reporting
