#include "tests/support/docx_writer.hpp"

#include <zip.h>

#include <stdexcept>

namespace support {

namespace {

std::string paragraph_xml(std::string_view text, bool centred) {
    std::string xml = "<w:p>";
    if (centred) xml += "<w:pPr><w:jc w:val=\"center\"/></w:pPr>";
    return xml + "<w:r><w:t xml:space=\"preserve\">" + xml_escaped(text) + "</w:t></w:r></w:p>";
}

std::string cell_xml(const DocxCell& cell) {
    std::string xml = "<w:tc><w:tcPr>";
    if (cell.columns > 1) xml += "<w:gridSpan w:val=\"" + std::to_string(cell.columns) + "\"/>";
    if (cell.merge == DocxCell::Merge::begins) xml += "<w:vMerge w:val=\"restart\"/>";
    if (cell.merge == DocxCell::Merge::continues) xml += "<w:vMerge/>";
    xml += "</w:tcPr>";
    if (!cell.raw.empty()) return xml + cell.raw + "</w:tc>";
    for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
        end = cell.text.find('\n', begin);
        xml += paragraph_xml(std::string_view(cell.text).substr(begin, end - begin), false);
    }
    return xml + "</w:tc>";
}

void require(bool good, const char* what) {
    if (!good) throw std::runtime_error(what);
}

}  // namespace

std::string xml_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

void DocxWriter::paragraph(std::string_view text, DocxParagraph style) {
    body_ += paragraph_xml(text, style.centred);
}

void DocxWriter::table(const std::vector<DocxRow>& rows) {
    body_ += "<w:tbl><w:tblPr/><w:tblGrid/>";
    for (const DocxRow& row : rows) {
        body_ += row.header ? "<w:tr><w:trPr><w:tblHeader/></w:trPr>" : "<w:tr>";
        for (const DocxCell& cell : row.cells) body_ += cell_xml(cell);
        body_ += "</w:tr>";
    }
    body_ += "</w:tbl>";
}

std::string DocxWriter::document_xml() const {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
           "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
           body_ + "<w:sectPr/></w:body></w:document>";
}

std::string DocxWriter::bytes() const {
    return docx_of(document_xml());
}

std::string docx_of(std::string document_xml) {
    const std::string types =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument."
        "wordprocessingml.document.main+xml\"/></Types>";
    const std::string relations =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        "officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    return zip_of(
        {{"[Content_Types].xml", types}, {"_rels/.rels", relations}, {"word/document.xml", std::move(document_xml)}});
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    require(target != nullptr, "zip_of: no buffer");
    zip_source_keep(target);  // outlives the archive, to be read after it is closed
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    require(archive != nullptr, "zip_of: no archive");
    for (const auto& [name, content] : entries) {
        zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
        const auto index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        require(index >= 0, "zip_of: entry refused");
        zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), 1767225600, 0);  // same input, same bytes
    }
    require(zip_close(archive) == 0, "zip_of: not written");

    require(zip_source_open(target) == 0, "zip_of: not readable");
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    require(zip_source_read(target, bytes.data(), bytes.size()) == static_cast<zip_int64_t>(bytes.size()),
            "zip_of: short read");
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

}  // namespace support
