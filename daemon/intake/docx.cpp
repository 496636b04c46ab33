#include "daemon/intake/docx.hpp"

#include "daemon/intake/list_numbers.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/zip_archive.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <optional>
#include <string>

namespace dondoc::intake {

namespace {

using Cause = IntakeError::Cause;

IntakeError bad_xml(std::string_view vi, std::string_view en) {
    return {Cause::damaged,
            fmt::format("tệp Word (.docx) bị hỏng: {}; hãy mở bằng Word rồi lưu lại dưới dạng .docx", vi),
            fmt::format("the Word file (.docx) is damaged: {}; open it in Word and save it again as .docx", en)};
}

IntakeError beyond(std::string_view vi, std::string_view en) {
    return {Cause::too_large,
            fmt::format("tệp Word (.docx) vượt giới hạn an toàn: {}; hãy tách phụ lục ra tệp riêng", vi),
            fmt::format("the Word file (.docx) is beyond the safety limits: {}; put the appendix in a file of its own",
                        en)};
}

// Producers choose their own prefixes, so elements are told by their local name; those of drawings, which share some,
// are never entered.
std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    return node.find_child([&](const pugi::xml_node& each) { return local_name(each) == name; });
}

std::string_view value(const pugi::xml_node& node) {
    for (const auto& attribute : node.attributes()) {
        const std::string_view name = attribute.name();
        if (name == "val" || name.ends_with(":val")) return attribute.value();
    }
    return {};
}

// A property without a value is on.
bool is_on(const pugi::xml_node& property) {
    const auto text = value(property);
    return property && text != "0" && text != "false" && text != "off" && text != "none";
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Deleted or moved away in a tracked change.
bool is_removed(std::string_view name) {
    return is_one_of(name, {"del", "moveFrom"});
}

// What holds no text of the final document itself.
bool is_left_out(std::string_view name) {
    return is_removed(name) || is_one_of(name, {"pPr", "rPr", "tcPr", "tblPr", "sdtPr", "instrText", "delText",
                                                "drawing", "pict", "object", "txbxContent", "Fallback"});
}

class DepthCheck : public pugi::xml_tree_walker {
public:
    explicit DepthCheck(std::size_t limit) : limit_(limit) {}

    bool for_each(pugi::xml_node& node) override {
        doctype |= node.type() == pugi::node_doctype;
        too_deep |= static_cast<std::size_t>(depth()) > limit_;
        return !too_deep && !doctype;
    }

    bool doctype = false;
    bool too_deep = false;

private:
    std::size_t limit_;
};

/// Walks the body once. Recursion is bounded by Limits::xml_depth, which is checked before.
class BodyReader {
public:
    BodyReader(const Limits& limits, ListNumbers numbers) : limits_(limits), numbers_(std::move(numbers)) {}

    tl::expected<Document, IntakeError> read(const pugi::xml_node& body) {
        read_blocks(body);
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
            else if (!is_left_out(name))
                read_blocks(node);
        }
    }

    void read_paragraph(const pugi::xml_node& node) {
        std::string text;
        append_text(node, text);
        const auto properties = child(node, "pPr");
        const auto alignment = value(child(properties, "jc"));
        document_.blocks.emplace_back(
            Paragraph{bounded(text), alignment == "center", 0, clean(numbers_.next(properties))});
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
            const auto inner = child(child(row, "tc"), "tbl");
            holds |= count_of(child(inner, "tr"), "tc") >= least_columns;
        }
        return holds;
    }

    void read_frame(const pugi::xml_node& table) {
        for (const auto& row : table.children()) {
            if (local_name(row) != "tr" || child(child(row, "trPr"), "del")) continue;
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
        const auto properties = child(node, "trPr");
        if (child(properties, "del")) return;
        if (++rows_ > limits_.rows)
            return fail(beyond(fmt::format("hơn {} dòng bảng", limits_.rows),
                               fmt::format("more than {} table rows", limits_.rows)));
        Row row;
        row.number = table.rows.size() + 1;
        row.header = is_on(child(properties, "tblHeader"));
        add_gap(child(properties, "gridBefore"), row);
        read_cells(node, row);
        add_gap(child(properties, "gridAfter"), row);
        if (row.width() > limits_.columns)
            return fail(beyond(fmt::format("một dòng bảng có hơn {} cột", limits_.columns),
                               fmt::format("a table row has more than {} columns", limits_.columns)));
        table.rows.push_back(std::move(row));
    }

    // Grid columns that a row leaves free at its side.
    void add_gap(const pugi::xml_node& property, Row& row) const {
        if (property) row.cells.push_back(Cell{{}, count(property), false, false});
    }

    std::size_t count(const pugi::xml_node& property) const {
        std::size_t number = 0;
        for (const char c : value(property))
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
        const auto properties = child(node, "tcPr");
        Cell cell;
        cell.columns = count(child(properties, "gridSpan"));
        if (const auto merge = child(properties, "vMerge")) cell.continues_above = value(merge) != "restart";
        if (!cell.continues_above) append_lines(node, cell);  // Word shows nothing else of a merged cell
        cell.text = bounded(cell.text);
        const bool joins_left = value(child(properties, "hMerge")) == "continue";
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
                append_text(node, cell.text);
            } else if (!is_left_out(name)) {
                append_lines(node, cell);
            }
        }
    }

    static bool has_list_number(const pugi::xml_node& paragraph) {
        const auto list = child(child(paragraph, "pPr"), "numPr");
        return list && value(child(list, "numId")) != "0";
    }

    void append_text(const pugi::xml_node& parent, std::string& text) const {
        for (const auto& node : parent.children()) {
            const auto name = local_name(node);
            if (name == "t")
                text += node.text().get();
            else if (name == "tab")
                text += '\t';
            else if (name == "br" || name == "cr")
                text += '\n';
            else if (name == "noBreakHyphen")
                text += '-';
            else if (!is_left_out(name) && !is_on(child(child(node, "rPr"), "vanish")))
                append_text(node, text);
        }
    }

    std::string bounded(const std::string& text) {
        if (text.size() > limits_.cell_bytes && !error_)
            fail(beyond(fmt::format("một ô hoặc đoạn văn dài hơn {} KB", limits_.cell_bytes >> 10),
                        fmt::format("a cell or paragraph is longer than {} KB", limits_.cell_bytes >> 10)));
        return error_ ? std::string() : clean(text);
    }

    void fail(IntakeError error) { error_ = std::move(error); }

    const Limits& limits_;
    ListNumbers numbers_;
    Document document_;
    std::size_t tables_ = 0;
    std::size_t rows_ = 0;
    std::optional<IntakeError> error_;
};

tl::expected<void, IntakeError> parse(const std::string& xml, pugi::xml_document& tree, const Limits& limits) {
    const auto nodes = std::count(xml.begin(), xml.end(), '<') + std::count(xml.begin(), xml.end(), '=');
    if (static_cast<std::size_t>(nodes) > limits.xml_nodes)
        return tl::unexpected(beyond("nội dung quá phức tạp", "its content is too complex"));
    const bool wide = has_utf16_mark(xml);
    if (!wide && find_bad_utf8(xml) != std::string::npos)
        return tl::unexpected(bad_xml("nội dung không phải UTF-8", "its content is not UTF-8"));

    const auto flags = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
    const auto encoding = wide ? pugi::encoding_utf16 : pugi::encoding_utf8;
    if (const auto result = tree.load_buffer(xml.data(), xml.size(), flags, encoding); !result)
        return tl::unexpected(bad_xml("nội dung XML sai", fmt::format("its XML is wrong: {}", result.description())));
    DepthCheck check(limits.xml_depth);
    tree.traverse(check);
    if (check.doctype)
        return tl::unexpected(bad_xml("có khai báo DOCTYPE, điều Word không bao giờ ghi",
                                      "it declares a document type, which Word never writes"));
    if (check.too_deep) return tl::unexpected(beyond("các phần lồng nhau quá sâu", "its parts are nested too deep"));
    return {};
}

// The package's own index names the main part; nearly always it is word/document.xml.
std::string main_part(const ZipArchive& archive, const Limits& limits) {
    const std::string usual = "word/document.xml";
    const auto index = archive.read("_rels/.rels", limits);
    pugi::xml_document tree;
    if (!index || !parse(*index, tree, limits)) return usual;
    for (const auto& relation : tree.document_element().children()) {
        const std::string_view type = relation.attribute("Type").value();
        std::string_view target = relation.attribute("Target").value();
        if (!type.ends_with("/officeDocument")) continue;
        if (target.starts_with('/')) target.remove_prefix(1);
        return archive.contains(std::string(target)) ? std::string(target) : usual;
    }
    return usual;
}

// How the document numbers its lists, beside its main part. A document without that is read without numbers.
ListNumbers list_numbers(const ZipArchive& archive, const std::string& main, const Limits& limits) {
    const std::string folder = main.substr(0, main.rfind('/') + 1);  // npos + 1 == 0
    pugi::xml_document numbering;
    pugi::xml_document styles;
    const auto load = [&](const char* name, pugi::xml_document& tree) {
        const std::string path = folder + name;
        if (!archive.contains(path)) return;
        const auto xml = archive.read(path, limits);
        if (xml && !parse(*xml, tree, limits)) tree.reset();
    };
    load("numbering.xml", numbering);
    load("styles.xml", styles);
    return {numbering, styles};
}

}  // namespace

tl::expected<Document, IntakeError> read_docx(std::string_view bytes, const Limits& limits) {
    const auto archive = ZipArchive::open(bytes, limits);
    if (!archive) return tl::unexpected(archive.error());
    const std::string part = main_part(*archive, limits);
    const auto xml = archive->read(part, limits);
    if (!xml) return tl::unexpected(xml.error());
    pugi::xml_document tree;
    if (auto parsed = parse(*xml, tree, limits); !parsed) return tl::unexpected(std::move(parsed.error()));
    const auto body = child(tree.document_element(), "body");
    if (!body) return tl::unexpected(bad_xml("không có phần thân văn bản", "it has no document body"));
    return BodyReader(limits, list_numbers(*archive, part, limits)).read(body);
}

}  // namespace dondoc::intake
