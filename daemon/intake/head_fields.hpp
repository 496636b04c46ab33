#pragma once

#include "daemon/intake/document.hpp"
#include "rules/dates/date.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Number and date of a document as its head, or an appendix of it, writes them.
namespace dondoc::intake {

/// "Số: 142/KH-UBND", "Số 21-KH/TU" of the party, "Số: 55/2026/QĐ-UBND"; the number is empty where the document leaves a
/// blank: "Số:     /KH-SYT". `rest` is what stands behind it on the line.
struct NumberLine {
    std::string number;
    std::string rest;
};
std::optional<NumberLine> number_in(const std::string& line);

/// "Bắc Ninh, ngày 21 tháng 11 năm 2025", "Bắc Ninh, 21/11/2025", also with blanks for day or month.
struct IssueDate {
    std::optional<rules::dates::Date> date;
    int year = 0;  ///< 0 where that is blank too
};
std::optional<IssueDate> date_in(const std::string& line);

/// What a plan or an appendix says of the document it belongs to: "(Kèm theo Quyết định số 853/QĐ-UBND ngày 07/5/2026 của
/// UBND tỉnh)". Blanks stay empty.
struct Reference {
    std::string words;
    std::string number;
    IssueDate issued;
    std::string issuer;
};
std::optional<Reference> reference_in(const std::string& line);

/// The first such line of the whole document; it may be broken in two.
std::optional<Reference> find_reference(const Document& document);

/// The document's own name on one line: "Kế hoạch số 12/KH-PGD ngày 15/01/2026 của Phòng Giáo dục về việc ...".
struct NamedLine {
    std::string number;
    IssueDate issued;
    std::string issuer;
    std::string title;
};
std::optional<NamedLine> named_in(const std::string& line);

/// The kinds of documents that have a title of their own, folded.
const std::vector<std::string>& document_kinds();

std::optional<int> to_number(std::string_view text);

/// Without marks, in order.
std::vector<std::string> words_of(const std::string& text);

}  // namespace dondoc::intake
