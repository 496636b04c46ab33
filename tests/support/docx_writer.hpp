#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Writes small Word documents for tests and samples: just enough of the format for what intake reads.
///
///     support::DocxWriter docx;
///     docx.paragraph("KẾ HOẠCH", {.centred = true});
///     docx.table({{{"TT"}, {"Nội dung"}}, {{"1"}, {"Việc"}}});
///     const std::string bytes = docx.bytes();
namespace support {

struct DocxCell {
    std::string text;  ///< '\n' begins a new paragraph
    std::size_t columns = 1;
    enum class Merge { none, begins, continues } merge = Merge::none;
    std::string raw = {};  ///< XML that replaces the paragraphs
};

struct DocxRow {
    std::vector<DocxCell> cells;
    bool header = false;

    DocxRow(std::initializer_list<DocxCell> row) : cells(row) {}
    explicit DocxRow(std::vector<DocxCell> row, bool is_header = false) : cells(std::move(row)), header(is_header) {}
};

struct DocxParagraph {
    bool centred = false;
};

class DocxWriter {
public:
    void paragraph(std::string_view text, DocxParagraph style = {});
    void table(const std::vector<DocxRow>& rows);

    /// Anything that may stand in the body, as XML with the prefix `w:`.
    void raw(std::string_view xml) { body_ += xml; }

    std::string document_xml() const;
    std::string bytes() const;

private:
    std::string body_;
};

/// A zip file of these entries, in this order. Throws std::runtime_error where libzip cannot.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries);

/// A .docx around this main part.
std::string docx_of(std::string document_xml);

std::string xml_escaped(std::string_view text);

}  // namespace support
