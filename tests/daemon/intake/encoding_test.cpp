#include "daemon/intake/encoding.hpp"

#include "daemon/intake/detect.hpp"
#include "daemon/intake/intake.hpp"
#include "daemon/intake/legacy_fonts.hpp"
#include "tests/daemon/intake/shared_plans.hpp"
#include "tests/support/docx_writer.hpp"
#include "tests/support/xlsx_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <random>
#include <string_view>

namespace dondoc::intake {
namespace {

using testing::HasSubstr;

const std::string table =
    "TT;Nội dung;Đơn vị chủ trì;Thời gian hoàn thành\n1;Xây dựng kế hoạch của tỉnh;Sở Y tế;Tháng 3\n";

std::string utf16(const std::string& text, bool little, bool mark) {
    const auto units = icu::UnicodeString::fromUTF8(text);
    std::string bytes = !mark ? "" : little ? "\xFF\xFE" : "\xFE\xFF";
    for (std::int32_t i = 0; i < units.length(); ++i) {
        const auto low = static_cast<char>(units[i] & 0xFF);
        const auto high = static_cast<char>(units[i] >> 8);
        bytes += little ? low : high;
        bytes += little ? high : low;
    }
    return bytes;
}

// Vowels keep circumflex, breve and horn; tones are characters of their own behind them.
std::string windows_1258(const std::string& text) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(error);
    const auto* nfd = icu::Normalizer2::getNFDInstance(error);
    const auto whole = icu::UnicodeString::fromUTF8(text);
    icu::UnicodeString units;
    for (std::int32_t i = 0; i < whole.length(); ++i) {
        icu::UnicodeString base;
        icu::UnicodeString tones;
        const auto parts = nfd->normalize(icu::UnicodeString(whole[i]), error);
        for (std::int32_t j = 0; j < parts.length(); ++j)
            (std::u16string_view(u"\u0300\u0301\u0303\u0309\u0323").find(parts[j]) == std::u16string_view::npos
                 ? base
                 : tones) += parts[j];
        units += nfc->normalize(base, error) + tones;
    }
    std::string bytes(static_cast<std::size_t>(units.length()), '\0');
    units.extract(0, units.length(), bytes.data(), static_cast<std::uint32_t>(bytes.size()), "windows-1258");
    return bytes;
}

std::string latin1(const std::string& text) {
    const auto units = icu::UnicodeString::fromUTF8(text);
    std::string bytes;
    for (std::int32_t i = 0; i < units.length(); ++i) bytes += static_cast<char>(units[i]);
    return bytes;
}

std::string decoded(std::string_view bytes) {
    const auto text = decode_text(bytes);
    EXPECT_TRUE(text) << (text ? "" : text.error().message());
    return text ? *text : std::string();
}

TEST(Encoding, unicode_in_every_form_reads_the_same) {
    EXPECT_EQ(decoded(table), table);
    EXPECT_EQ(decoded("\xEF\xBB\xBF" + table), table);
    for (const bool little : {true, false})
        for (const bool mark : {true, false}) {
            EXPECT_EQ(decoded(utf16(table, little, mark)), table) << little << mark;
            EXPECT_EQ(detect(utf16(table, little, mark)), FileKind::text);
        }
}

TEST(Encoding, windows_1258_is_composed) {
    const std::string bytes = windows_1258(table);
    ASSERT_NE(bytes.find('\xCC'), std::string::npos) << "a tone of its own";

    EXPECT_EQ(decoded(bytes), table);
    EXPECT_TRUE(read_plan(bytes, "x", {}, {.year = 2026}));
}

TEST(Encoding, bytes_without_vietnamese_in_them_are_refused) {
    const auto text = decode_text("a;b\nc;\xE9t\xE9\n");

    ASSERT_FALSE(text);
    EXPECT_THAT(text.error().vi, HasSubstr("dòng 2 không phải UTF-8"));
}

TEST(Encoding, a_cut_utf16_file_is_refused) {
    EXPECT_THAT(decode_text(utf16(table, true, true) + "x").error().vi, HasSubstr("UTF-16 bị cắt dở"));
}

TEST(LegacyFonts, letters_look_as_they_do_on_a_screen_of_today) {
    EXPECT_EQ(typed_for(LegacyFont::tcvn3, "Đơn vị chủ trì"), "§¬n vÞ chñ tr×");
    EXPECT_EQ(typed_for(LegacyFont::vni, "đơn vị chủ trì"), "ñôn vò chuû trì");
    EXPECT_EQ(typed_for(LegacyFont::tcvn3, "kế hoạch thực hiện"), "kÕ ho¹ch thùc hiÖn");
    EXPECT_EQ(typed_for(LegacyFont::vni, "kế hoạch thực hiện"), "keá hoaïch thöïc hieän");
}

class Legacy : public testing::TestWithParam<LegacyFont> {};

TEST_P(Legacy, text_is_refused_with_advice_in_every_kind_of_file) {
    const auto typed = [](std::string_view text) { return typed_for(GetParam(), text); };
    const std::string lines = typed("TT;Nội dung;Đơn vị chủ trì;Thời gian hoàn thành\n1;Việc;Sở Y tế;Quý I\n");
    support::DocxWriter docx;
    docx.table({{{"TT"}, {typed("Nội dung")}, {typed("Đơn vị chủ trì")}, {typed("Thời gian")}},
                {{"1"}, {typed("Việc của các đơn vị")}, {typed("Sở Y tế")}, {"2026"}}});
    support::XlsxWriter xlsx;
    auto& sheet = xlsx.sheet("A");
    sheet.row(1, {"TT", std::string_view(typed("Nội dung")), std::string_view(typed("Đơn vị chủ trì")),
                  std::string_view(typed("Thời gian hoàn thành"))});
    sheet.row(2, {1, std::string_view(typed("Báo cáo")), "b", "c"});

    for (const auto& bytes : {lines, latin1(lines), docx.bytes(), xlsx.bytes()}) {
        const auto draft = read_plan(bytes, "x", {});
        ASSERT_FALSE(draft);
        EXPECT_EQ(draft.error().cause, IntakeError::Cause::wrong_kind);
        EXPECT_THAT(draft.error().vi, HasSubstr(GetParam() == LegacyFont::tcvn3 ? "TCVN3" : "VNI"));
        EXPECT_THAT(draft.error().vi, HasSubstr("UniKey"));
    }
}

INSTANTIATE_TEST_SUITE_P(Fonts, Legacy, testing::Values(LegacyFont::tcvn3, LegacyFont::vni));

TEST(LegacyFonts, capitals_of_vni_are_known) {
    EXPECT_EQ(recognise_legacy_font("KEÁ HOAÏCH THÖÏC HIEÄN NHIEÄM VUÏ"), LegacyFont::vni);
}

TEST(LegacyFonts, other_languages_and_signs_are_none) {
    for (const auto* text : {"Müller führt größere Übungen durch", "él español añade mañana", "® © § ¶ · × ø ½",
                             "Điều 5 § 2, mục ¹, 3 × 4", ""})
        EXPECT_EQ(recognise_legacy_font(text), std::nullopt) << text;
}

TEST(LegacyFonts, real_vietnamese_text_is_never_taken_for_one) {
    SKIP_WITHOUT_PLANS();
    std::mt19937 random(20261122);
    for (const auto* name : {"bn-683", "bn-142", "nb-syt", "bn-200", "ls-72"}) {
        const auto text = testdata::read_file(testdata::plans_folder() / (std::string(name) + ".txt"));
        EXPECT_EQ(recognise_legacy_font(text), std::nullopt) << name;
        for (int i = 0; i < 200; ++i) {
            const auto begin = text.find(' ', random() % text.size());
            const auto end = text.find('\n', std::min(text.size(), begin + random() % 400));
            const auto part = text.substr(std::min(begin, text.size()), end - begin);
            EXPECT_EQ(recognise_legacy_font(part), std::nullopt) << part;
            EXPECT_TRUE(decode_text(part)) << part;
        }
    }
}

}  // namespace
}  // namespace dondoc::intake
