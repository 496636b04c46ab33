#include "daemon/intake/legacy_fonts.hpp"

#include <array>
#include <unordered_set>
#include <vector>

namespace dondoc::intake {

namespace {

struct Letter {
    std::string_view unicode;
    unsigned char tcvn3;   ///< TCVN 5712:1993 VN3, the same number in Latin-1
    std::string_view vni;  ///< VNI for Windows: a base letter and, mostly, a second one for the marks
};

// Small letters; VNI capitals are those of Latin-1, TCVN3 capitals are another font.
constexpr std::array letters{
    Letter{"à", 0xB5, "aø"}, Letter{"ả", 0xB6, "aû"}, Letter{"ã", 0xB7, "aõ"}, Letter{"á", 0xB8, "aù"},
    Letter{"ạ", 0xB9, "aï"}, Letter{"ă", 0xA8, "aê"}, Letter{"ằ", 0xBB, "aè"}, Letter{"ẳ", 0xBC, "aú"},
    Letter{"ẵ", 0xBD, "aü"}, Letter{"ắ", 0xBE, "aé"}, Letter{"ặ", 0xC6, "aë"}, Letter{"â", 0xA9, "aâ"},
    Letter{"ầ", 0xC7, "aà"}, Letter{"ẩ", 0xC8, "aå"}, Letter{"ẫ", 0xC9, "aã"}, Letter{"ấ", 0xCA, "aá"},
    Letter{"ậ", 0xCB, "aä"}, Letter{"è", 0xCC, "eø"}, Letter{"ẻ", 0xCE, "eû"}, Letter{"ẽ", 0xCF, "eõ"},
    Letter{"é", 0xD0, "eù"}, Letter{"ẹ", 0xD1, "eï"}, Letter{"ê", 0xAA, "eâ"}, Letter{"ề", 0xD2, "eà"},
    Letter{"ể", 0xD3, "eå"}, Letter{"ễ", 0xD4, "eã"}, Letter{"ế", 0xD5, "eá"}, Letter{"ệ", 0xD6, "eä"},
    Letter{"ì", 0xD7, "ì"},  Letter{"ỉ", 0xD8, "æ"},  Letter{"ĩ", 0xDC, "ó"},  Letter{"í", 0xDD, "í"},
    Letter{"ị", 0xDE, "ò"},  Letter{"ò", 0xDF, "oø"}, Letter{"ỏ", 0xE1, "oû"}, Letter{"õ", 0xE2, "oõ"},
    Letter{"ó", 0xE3, "où"}, Letter{"ọ", 0xE4, "oï"}, Letter{"ô", 0xAB, "oâ"}, Letter{"ồ", 0xE5, "oà"},
    Letter{"ổ", 0xE6, "oå"}, Letter{"ỗ", 0xE7, "oã"}, Letter{"ố", 0xE8, "oá"}, Letter{"ộ", 0xE9, "oä"},
    Letter{"ơ", 0xAC, "ô"},  Letter{"ờ", 0xEA, "ôø"}, Letter{"ở", 0xEB, "ôû"}, Letter{"ỡ", 0xEC, "ôõ"},
    Letter{"ớ", 0xED, "ôù"}, Letter{"ợ", 0xEE, "ôï"}, Letter{"ù", 0xEF, "uø"}, Letter{"ủ", 0xF1, "uû"},
    Letter{"ũ", 0xF2, "uõ"}, Letter{"ú", 0xF3, "uù"}, Letter{"ụ", 0xF4, "uï"}, Letter{"ư", 0xAD, "ö"},
    Letter{"ừ", 0xF5, "öø"}, Letter{"ử", 0xF6, "öû"}, Letter{"ữ", 0xF7, "öõ"}, Letter{"ứ", 0xF8, "öù"},
    Letter{"ự", 0xF9, "öï"}, Letter{"ỳ", 0xFA, "yø"}, Letter{"ỷ", 0xFB, "yû"}, Letter{"ỹ", 0xFC, "yõ"},
    Letter{"ý", 0xFD, "yù"}, Letter{"ỵ", 0xFE, "î"},  Letter{"đ", 0xAE, "ñ"},  Letter{"Đ", 0xA7, "Ñ"}};

constexpr std::array common_words{"đơn",   "vị",   "chủ", "trì",    "phối",  "hợp",   "nội",   "thời",  "hạn",  "hoàn",
                                  "thành", "kết",  "quả", "kế",     "hoạch", "thực",  "hiện",  "nhiệm", "vụ",   "báo",
                                  "cáo",   "của",  "các", "và",     "tỉnh",  "huyện", "xã",    "sở",    "đến",  "số",
                                  "tháng", "năm",  "cơ",  "ủy",     "đề",    "án",    "quyết", "định",  "về",   "việc",
                                  "những", "được", "quý", "thường", "xuyên", "triển", "văn",   "bản",   "tổng", "tổ",
                                  "chức",  "công", "tác", "dân",    "trước", "ngày",  "hằng",  "đầu",   "mối",  "đồng"};

std::string latin1(unsigned code) {
    return {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
}

// The Latin-1 letters that Vietnamese has, either case, and the byte that they share in UTF-8.
bool is_vietnamese_latin1(unsigned char second) {
    constexpr std::string_view shared = "\x80\x81\x82\x83\x88\x89\x8A\x8C\x8D\x92\x93\x94\x95\x99\x9A\x9D";
    const auto small = static_cast<char>(second >= 0xA0 ? second - 0x20 : second);
    return shared.find(small) != std::string_view::npos;
}

bool has_letter_unknown_to_vietnamese(std::string_view word) {
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
        const auto c = static_cast<unsigned char>(word[i]);
        const auto next = static_cast<unsigned char>(word[i + 1]);
        if (c == 0xC2 || (c == 0xC3 && !is_vietnamese_latin1(next))) return true;
    }
    return false;
}

// Small letters: of ASCII, and of Latin-1 where `latin` says so.
std::string small(std::string_view word, bool latin) {
    std::string out;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto c = static_cast<unsigned char>(word[i]);
        const bool capital =
            latin && i > 0 && static_cast<unsigned char>(word[i - 1]) == 0xC3 && c >= 0x80 && c <= 0x9E;
        if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c + 0x20);
        else
            out += static_cast<char>(capital ? c + 0x20 : c);
    }
    return out;
}

using Words = std::unordered_set<std::string>;

Words telltale_words(LegacyFont font) {
    Words words;
    for (const std::string_view word : common_words)
        if (auto typed = typed_for(font, word); has_letter_unknown_to_vietnamese(typed))
            words.insert(small(typed, font == LegacyFont::vni));
    return words;
}

/// Counts the words of texts that tell something.
class Counter {
public:
    void add(std::string_view text) {
        std::size_t begin = 0;
        for (std::size_t at = 0; at <= text.size(); ++at) {
            if (at < text.size() && is_part_of_word(text[at])) continue;
            if (at > begin) count(text.substr(begin, at - begin));
            begin = at + 1;
        }
    }

    std::optional<LegacyFont> result() const {
        for (const auto font : {LegacyFont::tcvn3, LegacyFont::vni}) {
            const auto& seen = font == LegacyFont::tcvn3 ? tcvn3_ : vni_;
            const auto& other = font == LegacyFont::tcvn3 ? vni_ : tcvn3_;
            constexpr std::size_t enough = 3;
            if (seen.size() >= other.size() && (seen.size() >= enough || (seen.size() == 2 && !vietnamese_)))
                return font;
        }
        return std::nullopt;
    }

private:
    static bool is_part_of_word(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    }

    void count(std::string_view word) {
        constexpr std::size_t longest = 24;
        if (word.size() > longest) return;
        static const Words tcvn3 = telltale_words(LegacyFont::tcvn3);
        static const Words vni = telltale_words(LegacyFont::vni);
        if (auto typed = small(word, false); tcvn3.contains(typed)) tcvn3_.insert(std::move(typed));
        if (auto typed = small(word, true); vni.contains(typed)) vni_.insert(std::move(typed));
        vietnamese_ |=
            word.find("\xE1\xBA") != std::string_view::npos || word.find("\xE1\xBB") != std::string_view::npos;
    }

    Words tcvn3_;
    Words vni_;
    bool vietnamese_ = false;  ///< a letter such as ạ or ố that only Vietnamese has
};

}  // namespace

std::string typed_for(LegacyFont font, std::string_view word) {
    std::string out;
    while (!word.empty()) {
        const Letter* found = nullptr;
        for (const Letter& letter : letters)
            if (word.starts_with(letter.unicode)) found = &letter;
        if (found && font == LegacyFont::tcvn3)
            out += latin1(found->tcvn3);
        else if (found)
            out += found->vni;
        else
            out += word.front();
        word.remove_prefix(found ? found->unicode.size() : 1);
    }
    return out;
}

std::optional<LegacyFont> recognise_legacy_font(std::string_view text) {
    Counter counter;
    counter.add(text);
    return counter.result();
}

std::optional<LegacyFont> recognise_legacy_font(const Document& document) {
    Counter counter;
    for (const Block& block : document.blocks) {
        if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
            counter.add(paragraph->text);
            continue;
        }
        for (const Row& row : std::get<Table>(block).rows)
            for (const Cell& cell : row.cells) counter.add(cell.text);
    }
    return counter.result();
}

std::size_t count_vietnamese_words(std::string_view text) {
    static const Words words(common_words.begin(), common_words.end());
    std::size_t count = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const auto c = at < text.size() ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(' ');
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) continue;
        count += words.contains(small(text.substr(begin, at - begin), false));
        begin = at + 1;
    }
    return count;
}

IntakeError legacy_font_error(LegacyFont font) {
    const std::string name = font == LegacyFont::tcvn3 ? "TCVN3 (.VnTime)" : "VNI (VNI-Times)";
    return {IntakeError::Cause::wrong_kind,
            "chữ trong tệp gõ theo bảng mã cũ " + name +
                ", không phải Unicode; hãy chuyển mã sang Unicode bằng công cụ của UniKey (Ctrl+Shift+F6) rồi lưu lại",
            "the text is typed for the old font encoding " + name +
                ", not in Unicode: convert it to Unicode with UniKey's toolkit (Ctrl+Shift+F6) and save it again"};
}

}  // namespace dondoc::intake
