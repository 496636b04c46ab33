#include "daemon/intake/docx.hpp"

#include "daemon/intake/docx_text.hpp"
#include "daemon/intake/list_numbers.hpp"
#include "daemon/intake/paragraph_styles.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/xml_part.hpp"
#include "daemon/intake/zip_archive.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace dondoc::intake {

namespace {

/// Walks the body once. Recursion is bounded by Limits::xml_depth, which is checked before.
class BodyReader {
public:
    BodyReader(const Limits& limits, ListNumbers numbers, ParagraphStyles styles)
        : limits_(limits), numbers_(std::move(numbers)), styles_(std::move(styles)) {}

    tl::expected<Document, IntakeError> read(const pugi::xml_node& body) {
        read_blocks(body);
        if (!torn_.empty()) add_paragraph({}, {});
        if (error_) return tl::unexpected(std::move(*error_));
        return std::move(document_);
    }

private:
    void read_blocks(const pugi::xml_node& parent) {
        for (const auto& node : parent.children()) {
            const auto name = local_name(node);
            if (error_) return;
            if (name == "p")
                read_paragraph(node);
            else if (name == "tbl")
                read_table(node);
            else if (name == "altChunk")
                remark_inserted_file();
            else if (!is_left_out(name))
                read_blocks(node);
        }
    }

    // A paragraph whose mark was deleted goes on in the next one.
    void read_paragraph(const pugi::xml_node& node) {
        std::string text = std::exchange(torn_, {});
        append_run_text(node, text);
        const auto properties = child_named(node, "pPr");
        if (is_mark_removed(properties))
            torn_ = std::move(text);
        else
            add_paragraph(text, node);
    }

    void add_paragraph(std::string text, const pugi::xml_node& node) {
        text += std::exchange(torn_, {});
        const auto properties = child_named(node, "pPr");
        Paragraph paragraph;
        paragraph.text = bounded(text);
        paragraph.centred = styles_.is_centred(properties);
        paragraph.bold = styles_.is_bold(node);
        paragraph.label = clean(numbers_.next(properties));
        document_.blocks.emplace_back(std::move(paragraph));
    }

    void remark_inserted_file() {
        document_.remarks.push_back(
            {0,
             0,
             {},
             "có phần chèn nguyên từ một tệp khác (altChunk), chưa đọc; hãy mở bằng Word rồi lưu lại",
             "a part that is another file inserted whole (altChunk) was not read: open it in Word and save it again"});
    }

    void read_table(const pugi::xml_node& node) {
        if (is_frame(node)) return read_frame(node);
        Table table;
        table.number = ++tables_;
        read_rows(node, table);
        document_.blocks.emplace_back(std::move(table));
    }

    static std::size_t count_of(const pugi::xml_node& parent, std::string_view name) {
        std::size_t count = 0;
        for (const auto& node : parent.children()) count += local_name(node) == name;
        return count;
    }

    // A table of one column that holds a table of several is a frame around it, not a list.
    static bool is_frame(const pugi::xml_node& table) {
        constexpr std::size_t least_columns = 3;
        bool holds = false;
        for (const auto& row : table.children()) {
            if (local_name(row) != "tr") continue;
            if (count_of(row, "tc") != 1) return false;
            const auto inner = child_named(child_named(row, "tc"), "tbl");
            holds |= count_of(child_named(inner, "tr"), "tc") >= least_columns;
        }
        return holds;
    }

    void read_frame(const pugi::xml_node& table) {
        for (const auto& row : table.children()) {
            if (local_name(row) != "tr" || child_named(child_named(row, "trPr"), "del")) continue;
            for (const auto& cell : row.children())
                if (local_name(cell) == "tc") read_blocks(cell);
        }
    }

    void read_rows(const pugi::xml_node& parent, Table& table) {
        for (const auto& node : parent.children()) {
            const auto name = local_name(node);
            if (error_) return;
            if (name == "tr")
                read_row(node, table);
            else if (!is_left_out(name))
                read_rows(node, table);
        }
    }

    void read_row(const pugi::xml_node& node, Table& table) {
        const auto properties = child_named(node, "trPr");
        if (child_named(properties, "del")) return;
        if (++rows_ > limits_.rows)
            return fail(beyond_limits(word_file, fmt::format("hơn {} dòng bảng", limits_.rows),
                                      fmt::format("more than {} table rows", limits_.rows)));
        Row row;
        row.number = table.rows.size() + 1;
        row.header = is_on(child_named(properties, "tblHeader"));
        add_gap(child_named(properties, "gridBefore"), row);
        read_cells(node, row);
        add_gap(child_named(properties, "gridAfter"), row);
        if (row.width() > limits_.columns)
            return fail(beyond_limits(word_file, fmt::format("một dòng bảng có hơn {} cột", limits_.columns),
                                      fmt::format("a table row has more than {} columns", limits_.columns)));
        table.rows.push_back(std::move(row));
    }

    // Grid columns that a row leaves free at its side.
    void add_gap(const pugi::xml_node& property, Row& row) const {
        if (property) row.cells.push_back(Cell{{}, count(property), false, false});
    }

    std::size_t count(const pugi::xml_node& property) const {
        std::size_t number = 0;
        for (const char c : word_value(property))
            number = c >= '0' && c <= '9' ? std::min(limits_.columns + 1, number * 10 + std::size_t(c - '0')) : 0;
        return std::max<std::size_t>(1, number);
    }

    void read_cells(const pugi::xml_node& parent, Row& row) {
        for (const auto& node : parent.children()) {
            const auto name = local_name(node);
            if (error_) return;
            if (name == "tc")
                read_cell(node, row);
            else if (!is_left_out(name) && name != "trPr")
                read_cells(node, row);
        }
    }

    void read_cell(const pugi::xml_node& node, Row& row) {
        const auto properties = child_named(node, "tcPr");
        if (child_named(properties, "cellDel")) return;
        Cell cell;
        cell.columns = count(child_named(properties, "gridSpan"));
        if (const auto merge = child_named(properties, "vMerge")) cell.continues_above = word_value(merge) != "restart";
        if (!cell.continues_above) append_lines(node, cell);  // Word shows nothing else of a merged cell
        cell.text = bounded(cell.text);
        const bool joins_left = word_value(child_named(properties, "hMerge")) == "continue";
        if (joins_left && !row.cells.empty())
            row.cells.back().columns += cell.columns;
        else
            row.cells.push_back(std::move(cell));
    }

    // The paragraphs of a cell, those of inner tables among them, as lines.
    void append_lines(const pugi::xml_node& parent, Cell& cell) const {
        for (const auto& node : parent.children()) {
            const auto name = local_name(node);
            if (name == "p") {
                if (!cell.text.empty())
                    cell.text += '\n';
                else
                    cell.numbered |= has_list_number(node);
                append_run_text(node, cell.text);
            } else if (!is_left_out(name)) {
                append_lines(node, cell);
            }
        }
    }

    static bool has_list_number(const pugi::xml_node& paragraph) {
        const auto list = child_named(child_named(paragraph, "pPr"), "numPr");
        return list && word_value(child_named(list, "numId")) != "0";
    }

    std::string bounded(const std::string& text) {
        if (text.size() > limits_.cell_bytes && !error_)
            fail(beyond_limits(word_file, fmt::format("một ô hoặc đoạn văn dài hơn {} KB", limits_.cell_bytes >> 10),
                               fmt::format("a cell or paragraph is longer than {} KB", limits_.cell_bytes >> 10)));
        return error_ ? std::string() : clean(text);
    }

    void fail(IntakeError error) { error_ = std::move(error); }

    const Limits& limits_;
    ListNumbers numbers_;
    ParagraphStyles styles_;
    Document document_;
    std::string torn_;  ///< of paragraphs whose end was deleted
    std::size_t tables_ = 0;
    std::size_t rows_ = 0;
    std::optional<IntakeError> error_;
};

// The package's own index names the main part; nearly always it is word/document.xml.
std::string main_part(const ZipArchive& archive, const Limits& limits) {
    const std::string usual = "word/document.xml";
    const auto index = archive.read("_rels/.rels", limits);
    pugi::xml_document tree;
    if (!index || !parse_xml(*index, word_file, limits, tree)) return usual;
    std::string target = relation_target(tree, "/officeDocument");
    target.erase(0, target.find_first_not_of('/'));
    return archive.contains(target) ? target : usual;
}

/// A part beside the main one. A document that lacks it, or has it damaged, is read without.
pugi::xml_document part_beside(const std::string& main, const char* name, const ZipArchive& archive,
                               const Limits& limits) {
    pugi::xml_document tree;
    const std::string path = main.substr(0, main.rfind('/') + 1) + name;  // npos + 1 == 0
    if (!archive.contains(path)) return tree;
    const auto xml = archive.read(path, limits);
    if (xml && !parse_xml(*xml, word_file, limits, tree)) tree.reset();
    return tree;
}

}  // namespace

tl::expected<Document, IntakeError> read_docx(std::string_view bytes, const Limits& limits) {
    const auto archive = ZipArchive::open(bytes, limits);
    if (!archive) return tl::unexpected(archive.error());
    const std::string part = main_part(*archive, limits);
    const auto xml = archive->read(part, limits);
    if (!xml) return tl::unexpected(xml.error());
    pugi::xml_document tree;
    if (auto parsed = parse_xml(*xml, word_file, limits, tree); !parsed)
        return tl::unexpected(std::move(parsed.error()));
    const auto body = child_named(tree.document_element(), "body");
    if (!body) return tl::unexpected(bad_xml(word_file, "không có phần thân văn bản", "it has no document body"));
    const auto numbering = part_beside(part, "numbering.xml", *archive, limits);
    const auto styles = part_beside(part, "styles.xml", *archive, limits);
    return BodyReader(limits, ListNumbers(numbering, styles), ParagraphStyles(styles)).read(body);
}

}  // namespace dondoc::intake
