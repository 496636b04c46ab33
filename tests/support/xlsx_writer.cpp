#include "tests/support/xlsx_writer.hpp"

#include "tests/support/docx_writer.hpp"

#include <sstream>

namespace support {

namespace {

std::string number_xml(double number) {
    std::ostringstream out;
    out.precision(17);
    out << number;
    return "<v>" + out.str() + "</v>";
}

std::string part(std::string_view content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + std::string(content);
}

}  // namespace

XlsxCell::XlsxCell(std::string_view text, std::size_t style_index)
    : type("inlineStr"),
      content(text.empty() ? std::string() : "<is><t xml:space=\"preserve\">" + xml_escaped(text) + "</t></is>"),
      style(style_index) {}

XlsxCell::XlsxCell(int number, std::size_t style_index) : XlsxCell(static_cast<double>(number), style_index) {}

XlsxCell::XlsxCell(double number, std::size_t style_index) : content(number_xml(number)), style(style_index) {}

XlsxCell XlsxCell::raw(std::string type, std::string content, std::size_t style_index) {
    XlsxCell cell;
    cell.type = std::move(type);
    cell.content = std::move(content);
    cell.style = style_index;
    return cell;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (++column; column > 0; column = (column - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    return letters;
}

void XlsxSheet::row(std::size_t number, const std::vector<XlsxCell>& cells, std::size_t first_column,
                    std::string_view attributes) {
    const std::string digits = std::to_string(number);
    rows_ += "<row r=\"" + digits + "\" " + std::string(attributes) + ">";
    for (const XlsxCell& cell : cells) {
        const auto column = column_letters(first_column++);
        if (cell.content.empty()) continue;
        rows_ += "<c r=\"" + column + digits + "\" s=\"" + std::to_string(cell.style) + "\"";
        if (!cell.type.empty()) rows_ += " t=\"" + cell.type + "\"";
        rows_ += ">" + cell.content + "</c>";
    }
    rows_ += "</row>";
}

std::string XlsxSheet::xml(std::string_view space) const {
    std::string xml = "<worksheet xmlns=\"" + std::string(space) + "\"><dimension ref=\"A1:A1\"/><sheetData>" + rows_;
    xml += "</sheetData>";
    if (!merges_.empty()) xml += "<mergeCells>" + merges_ + "</mergeCells>";
    return xml + "</worksheet>";
}

std::size_t XlsxWriter::style(std::string_view format) {
    formats_.emplace_back(format);
    return formats_.size();
}

XlsxSheet& XlsxWriter::sheet(std::string_view name, std::string_view state) {
    sheets_.reserve(64);  // references stay good
    return sheets_.emplace_back(std::string(name), std::string(state));
}

std::vector<std::pair<std::string, std::string>> XlsxWriter::parts() const {
    const std::string main = strict ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
                                    : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const std::string type = strict ? "http://purl.oclc.org/ooxml/officeDocument/relationships/"
                                    : "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string package = "http://schemas.openxmlformats.org/package/2006/relationships";
    std::string sheets;
    std::string relations;
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
        const std::string n = std::to_string(i + 1);
        sheets += "<sheet name=\"" + xml_escaped(sheets_[i].name()) + "\" sheetId=\"" + n + "\" state=\"" +
                  sheets_[i].state() + "\" r:id=\"rId" + n + "\"/>";
        relations += "<Relationship Id=\"rId" + n + "\" Type=\"" + type + "worksheet\" Target=\"worksheets/sheet" + n +
                     ".xml\"/>";
        out.emplace_back("xl/worksheets/sheet" + n + ".xml", part(sheets_[i].xml(main)));
    }
    out.emplace_back("xl/workbook.xml",
                     part("<workbook xmlns=\"" + main + "\" xmlns:r=\"" + type + "\"><workbookPr" +
                          (date_1904 ? " date1904=\"1\"" : "") + "/><sheets>" + sheets + "</sheets></workbook>"));
    std::string formats;
    std::string styles = "<xf numFmtId=\"0\"/>";
    for (std::size_t i = 0; i < formats_.size(); ++i) {
        const std::string id = std::to_string(164 + i);
        formats += "<numFmt numFmtId=\"" + id + "\" formatCode=\"" + xml_escaped(formats_[i]) + "\"/>";
        styles += "<xf numFmtId=\"" + id + "\"/>";
    }
    out.emplace_back("xl/styles.xml", part("<styleSheet xmlns=\"" + main + "\"><numFmts>" + formats +
                                           "</numFmts><cellXfs>" + styles + "</cellXfs></styleSheet>"));
    if (!strings.empty())
        out.emplace_back("xl/sharedStrings.xml", part("<sst xmlns=\"" + main + "\">" + strings + "</sst>"));
    if (!with_index) return out;
    out.emplace_back("xl/_rels/workbook.xml.rels",
                     part("<Relationships xmlns=\"" + package + "\">" + relations + "</Relationships>"));
    out.emplace_back("_rels/.rels", part("<Relationships xmlns=\"" + package + "\"><Relationship Id=\"a\" Type=\"" +
                                         type + "officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"));
    return out;
}

std::string XlsxWriter::bytes() const {
    return zip_of(parts());
}

}  // namespace support
