#include "daemon/xlsx/text.hpp"

#include <unicode/unistr.h>

namespace dondoc::xlsx {
namespace {

constexpr std::int32_t most_units = 32'767;  // UTF-16 units, as spreadsheets count
constexpr std::int32_t longest_name = 31;

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string utf8(const icu::UnicodeString& text) {
    std::string bytes;
    text.toUTF8String(bytes);
    return bytes;
}

/// Cuts to `limit` units and not between the halves of a character.
void cut(icu::UnicodeString& text, std::int32_t limit) {
    text.truncate(text.getChar32Start(limit));
}

bool is_allowed(char16_t unit) {
    return unit == u'\t' || unit == u'\n' || (unit >= 0x20 && unit != 0x7f && unit != 0xfffe && unit != 0xffff);
}

}  // namespace

std::string cell_text(std::string_view text) {
    icu::UnicodeString cell = unicode(text.substr(0, std::size_t{most_units} * 4));
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < cell.length(); ++i)
        if (is_allowed(cell[i])) kept.append(cell[i]);
    if (kept.length() > most_units) {
        cut(kept, most_units - 1);
        kept.append(u'…');
    }
    return utf8(kept);
}

std::string sheet_name(std::string_view wanted, std::set<std::string>& taken) {
    icu::UnicodeString name;
    const icu::UnicodeString text = unicode(cell_text(wanted));
    for (std::int32_t i = 0; i < text.length(); ++i) {
        const char16_t unit = text[i];
        name.append(unit < 0x20 || icu::UnicodeString(u"[]:*?/\\'").indexOf(unit) >= 0 ? u' ' : unit);
    }
    name.trim();
    if (name.isEmpty()) name = u"Bảng";
    if (name.length() > longest_name) cut(name, longest_name);
    icu::UnicodeString candidate = name;
    for (int number = 2; !taken.insert(utf8(icu::UnicodeString(candidate).foldCase())).second; ++number) {
        const icu::UnicodeString suffix = unicode(" (" + std::to_string(number) + ")");
        candidate = name;
        if (candidate.length() + suffix.length() > longest_name) cut(candidate, longest_name - suffix.length());
        candidate += suffix;
    }
    return utf8(candidate);
}

}  // namespace dondoc::xlsx
