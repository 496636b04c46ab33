#include "daemon/intake/xlsx.hpp"

#include "daemon/intake/sheet_blocks.hpp"
#include "daemon/intake/text.hpp"
#include "daemon/intake/xlsx_sheet.hpp"
#include "daemon/intake/xml_part.hpp"
#include "daemon/intake/zip_archive.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace dondoc::intake {

namespace {

template <typename T>
using Result = tl::expected<T, IntakeError>;

// "/xl/worksheets/sheet1.xml", or relative to the folder of the part that names it.
std::string resolved(const std::string& part, std::string target) {
    if (target.starts_with('/')) return target.substr(1);
    std::string folder = part.substr(0, part.rfind('/') + 1);  // npos + 1 == 0
    while (target.starts_with("../") && !folder.empty()) {
        target.erase(0, 3);
        folder.pop_back();
        folder.erase(folder.rfind('/') + 1);
    }
    return folder + target;
}

std::string relations_of(const std::string& part) {
    const auto slash = part.rfind('/') + 1;
    return part.substr(0, slash) + "_rels/" + part.substr(slash) + ".rels";
}

unsigned number_attribute(const pugi::xml_node& node, std::string_view name) {
    const auto text = attribute_named(node, name);
    unsigned number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool is_true(std::string_view text) {
    return text == "1" || text == "true";
}

class WorkbookReader {
public:
    WorkbookReader(const ZipArchive& archive, const Limits& limits) : archive_(archive), limits_(limits) {
        book_.rows_left = limits.rows;
        book_.cells_left = limits.cells;
    }

    Result<Document> read() {
        find_parts();
        pugi::xml_document tree;
        if (auto loaded = load(main_part_, tree); !loaded) return tl::unexpected(std::move(loaded.error()));
        const auto workbook = tree.document_element();
        if (is_true(attribute_named(child_named(workbook, "workbookPr"), "date1904")))
            book_.dates = DateSystem::from_1904;
        if (auto loaded = load_strings(); !loaded) return tl::unexpected(std::move(loaded.error()));
        if (auto loaded = load_styles(); !loaded) return tl::unexpected(std::move(loaded.error()));
        for (const auto& sheet : child_named(workbook, "sheets").children())
            if (auto added = add_sheet(sheet); !added) return tl::unexpected(std::move(added.error()));
        if (sheets_ == 0) return tl::unexpected(bad_xml(excel_file, "không có trang tính nào", "it has no sheet"));
        return std::move(document_);
    }

private:
    Result<void> load(const std::string& part, pugi::xml_document& tree) const {
        const auto xml = archive_.read(part, limits_);
        if (!xml) return tl::unexpected(xml.error());
        return parse_xml(*xml, excel_file, limits_, tree);
    }

    // Libraries leave indexes out; then the usual names hold.
    void find_parts() {
        pugi::xml_document index;
        if (archive_.contains("_rels/.rels") && load("_rels/.rels", index))
            if (const auto target = relation_target(index, "/officeDocument"); !target.empty())
                if (const auto part = resolved("", target); archive_.contains(part)) main_part_ = part;
        pugi::xml_document relations;
        if (!archive_.contains(relations_of(main_part_)) || !load(relations_of(main_part_), relations)) return;
        for (const auto& relation : relations.document_element().children())
            targets_[std::string(attribute_named(relation, "Id"))] = {
                std::string(attribute_named(relation, "Type")),
                resolved(main_part_, std::string(attribute_named(relation, "Target")))};
    }

    std::string part_of_type(std::string_view type_ends, const std::string& usual) const {
        for (const auto& [id, target] : targets_)
            if (target.type.ends_with(type_ends)) return target.part;
        return usual;
    }

    Result<void> load_strings() {
        const auto part = part_of_type("/sharedStrings", "xl/sharedStrings.xml");
        if (!archive_.contains(part)) return {};
        pugi::xml_document tree;
        if (auto loaded = load(part, tree); !loaded) return loaded;
        for (const auto& node : tree.document_element().children())
            if (local_name(node) == "si") book_.strings.push_back(rich_text(node));
        return {};
    }

    Result<void> load_styles() {
        const auto part = part_of_type("/styles", "xl/styles.xml");
        if (!archive_.contains(part)) return {};
        pugi::xml_document tree;
        if (auto loaded = load(part, tree); !loaded) return loaded;
        std::map<unsigned, std::string> own;
        for (const auto& node : child_named(tree.document_element(), "numFmts").children())
            own[number_attribute(node, "numFmtId")] = attribute_named(node, "formatCode");
        for (const auto& node : child_named(tree.document_element(), "cellXfs").children()) {
            const auto id = number_attribute(node, "numFmtId");
            const auto found = own.find(id);
            const bool centred = attribute_named(child_named(node, "alignment"), "horizontal").starts_with("center");
            book_.styles.push_back(
                {found != own.end() ? found->second : std::string(builtin_number_format(id)), centred});
        }
        return {};
    }

    Result<void> add_sheet(const pugi::xml_node& node) {
        ++sheets_;
        const std::string name = squeeze(clean(attribute_named(node, "name")));
        const auto found = targets_.find(std::string(attribute_named(node, "id")));
        const std::string usual = fmt::format("xl/worksheets/sheet{}.xml", sheets_);
        if (found != targets_.end() && !found->second.type.ends_with("/worksheet")) return {};  // a chart
        if (const auto state = attribute_named(node, "state"); state == "hidden" || state == "veryHidden") {
            document_.remarks.push_back({0, 0, name, "trang tính bị ẩn, không đọc", "a hidden sheet, not read"});
            return {};
        }
        pugi::xml_document tree;
        if (auto loaded = load(found != targets_.end() ? found->second.part : usual, tree); !loaded) return loaded;
        std::vector<Remark> remarks;
        const auto sheet = read_sheet(tree.document_element(), name, book_, limits_, remarks);
        if (!sheet) return tl::unexpected(sheet.error());
        const auto blocks = document_.blocks.size();
        if (auto added = append_sheet(*sheet, limits_, document_); !added) return added;
        for (Remark& remark : remarks) add(std::move(remark), blocks);
        return {};
    }

    // Of the tables that the sheet became, the one that has the row.
    void add(Remark remark, std::size_t first_block) {
        for (auto at = first_block; at < document_.blocks.size() && remark.row != 0; ++at) {
            const auto* table = std::get_if<Table>(&document_.blocks[at]);
            if (table && table->rows.front().number <= remark.row) remark.table = table->number;
        }
        document_.remarks.push_back(std::move(remark));
    }

    struct Target {
        std::string type;
        std::string part;
    };

    const ZipArchive& archive_;
    const Limits& limits_;
    std::string main_part_ = "xl/workbook.xml";
    std::map<std::string, Target> targets_;
    Workbook book_;
    Document document_;
    std::size_t sheets_ = 0;
};

}  // namespace

tl::expected<Document, IntakeError> read_xlsx(std::string_view bytes, const Limits& limits) {
    const auto archive = ZipArchive::open(bytes, limits, excel_file);
    if (!archive) return tl::unexpected(archive.error());
    return WorkbookReader(*archive, limits).read();
}

}  // namespace dondoc::intake
