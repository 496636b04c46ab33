#include "daemon/intake/detect.hpp"

#include "tests/support/docx_writer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dondoc::intake {
namespace {

using namespace std::string_literals;

const std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(512, '\0');

struct Case {
    const char* title;
    std::string bytes;
    FileKind kind;
};

class Detect : public testing::TestWithParam<Case> {};

TEST_P(Detect, tells_the_kind_by_content) {
    EXPECT_EQ(detect(GetParam().bytes), GetParam().kind) << GetParam().title;
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, Detect,
    testing::Values(Case{"nothing", "", FileKind::empty}, Case{"Word", support::DocxWriter().bytes(), FileKind::docx},
                    Case{"Excel", support::zip_of({{"xl/workbook.xml", "<workbook/>"}}), FileKind::xlsx},
                    Case{"another zip", support::zip_of({{"a.txt", "a"}}), FileKind::other_zip},
                    Case{"old Word", compound + "W\0o\0r\0d\0D\0"s, FileKind::old_office},
                    Case{"locked Word", compound + "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"s,
                         FileKind::encrypted_office},
                    Case{"PDF", "%PDF-1.7\n", FileKind::pdf}, Case{"RTF", "{\\rtf1\\ansi}", FileKind::rtf},
                    Case{"web page", "\n <!DOCTYPE HTML><html>", FileKind::html},
                    Case{"CSV", "TT,Nội dung\n1,Việc\n", FileKind::text},
                    Case{"CSV with mark", "\xEF\xBB\xBFTT;Việc", FileKind::text},
                    Case{"UTF-16", "\xFF\xFET\0"s, FileKind::text},
                    Case{"a program",
                         "\x7F"
                         "ELF\x02\x01\x01\0\0\0"s,
                         FileKind::unknown}));

}  // namespace
}  // namespace dondoc::intake
