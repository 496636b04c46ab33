#include "daemon/outbox/plain_text.hpp"

#include <gtest/gtest.h>

namespace dondoc::outbox {
namespace {

TEST(WrapText, leaves_short_lines_as_they_are) {
    EXPECT_EQ(wrap_text("một\n\n  hai  ba\n"), "một\n\n  hai  ba\n");
}

TEST(WrapText, breaks_at_blanks_and_goes_on_below_the_text) {
    EXPECT_EQ(wrap_text("* một hai ba", 8), "* một\n  hai ba");
    EXPECT_EQ(wrap_text("  một hai ba\n", 9), "  một hai\n  ba\n");
}

TEST(WrapText, counts_characters_not_bytes) {
    EXPECT_EQ(wrap_text("ếếếế ếếếế", 9), "ếếếế ếếếế");
    EXPECT_EQ(wrap_text("e\u0302\u0301e\u0302\u0301 e", 4), "e\u0302\u0301e\u0302\u0301 e") << "marks take no column";
}

TEST(WrapText, never_cuts_a_word) {
    const std::string address = "https://so.example/" + std::string(100, 'a');
    EXPECT_EQ(wrap_text("  xem " + address + " nhé", 20), "  xem\n  " + address + "\n  nhé");
    EXPECT_EQ(wrap_text("* " + address, 20), "* " + address);
}

TEST(WrapText, leaves_no_blanks_at_the_end_of_a_line) {
    EXPECT_EQ(wrap_text("một hai    ", 7), "một hai");
}

TEST(SingleBlankLines, drops_what_optional_sections_leave_behind) {
    EXPECT_EQ(single_blank_lines("\na\n\n\n\nb\n"), "a\n\nb\n");
}

}  // namespace
}  // namespace dondoc::outbox
