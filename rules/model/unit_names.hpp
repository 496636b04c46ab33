#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Names of units made comparable. Documents write one unit in many ways ("Phòng QL KCB", "phòng Quản lý khám, chữa
/// bệnh"); what differs only by a convention of spelling is the same name, what needs a guess is not.
///
/// Every function takes any UTF-8; time is linear in the length of the name unless said otherwise.
namespace rules::model {

/// Folded, without the bullets, quotation marks and full stops that table cells put around names: the strictest form.
std::string exact_name_key(std::string_view name);

/// One word of a name. Punctuation, "và" and "&" are no words.
struct NameWord {
    std::string text;          ///< folded, spelled one way: uỷ → ủy, hoà → hòa, kĩ → kỹ
    std::string letters;       ///< where the word is an abbreviation: its letters, folded; else empty
    std::size_t begin = 0;     ///< where the word stands in the name, in bytes
    bool after_break = false;  ///< punctuation stands before it
};

/// A name as words. Abbreviations that mean one thing only (UBND, BHXH, KCB) are written out.
struct NameForm {
    std::vector<NameWord> words;
    bool plural = false;  ///< "các ...", "UBND xã, phường": a group; "các" itself is no word
    bool open = false;    ///< "... liên quan": some of them, and the words do not say which

    /// The words with one space between, "* " before those of a group. Groups that are called in several ways have one
    /// key: "các sở, ngành" and "các sở, ban, ngành thuộc UBND tỉnh" are the same.
    std::string key() const;
    /// As `key`, without tone marks, vowel marks and đ.
    std::string plain_key() const;
};

NameForm name_form(std::string_view name);

/// Whether two names are the same when abbreviations are read: each abbreviation of one stands for words of the other.
enum class Abbreviation : std::uint8_t {
    none,    ///< no
    loose,   ///< the initials agree, but they could mean something else as well
    strict,  ///< it is a usual abbreviation, or four initials and more agree
};
/// Initials count for a name as a document writes it; abbreviations of the `known` name must be usual ones: by its alias
/// "SXD" a unit is not called whatever begins so. Costs at most the product of the numbers of words.
Abbreviation abbreviates(const NameForm& written, const NameForm& known);

/// "Giám đốc Sở Y tế", "Trưởng phòng Tài chính": who heads a unit, and the unit ("phòng Tài chính").
struct TitledName {
    std::string_view title;  ///< empty where no title stands in front
    std::string_view unit;
};
/// Views into `name`.
TitledName split_title(std::string_view name);

}  // namespace rules::model
