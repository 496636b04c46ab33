#include "daemon/intake/xml_part.hpp"

#include "daemon/intake/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dondoc::intake {

namespace {

using Cause = IntakeError::Cause;

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

std::string_view without_prefix(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

IntakeError bad_xml(const OfficeKind& kind, std::string_view vi, std::string_view en) {
    return {Cause::damaged,
            fmt::format("{} bị hỏng: {}; hãy mở bằng {} rồi lưu lại dưới dạng {}", kind.vi, vi, kind.program,
                        kind.extension),
            fmt::format("the {} is damaged: {}; open it in {} and save it again as {}", kind.en, en, kind.program,
                        kind.extension)};
}

IntakeError beyond_limits(const OfficeKind& kind, std::string_view vi, std::string_view en) {
    return {Cause::too_large, fmt::format("{} vượt giới hạn an toàn: {}; hãy tách phụ lục ra tệp riêng", kind.vi, vi),
            fmt::format("the {} is beyond the safety limits: {}; put the appendix in a file of its own", kind.en, en)};
}

tl::expected<void, IntakeError> parse_xml(const std::string& xml, const OfficeKind& kind, const Limits& limits,
                                          pugi::xml_document& tree) {
    const auto nodes = std::count(xml.begin(), xml.end(), '<') + std::count(xml.begin(), xml.end(), '=');
    if (static_cast<std::size_t>(nodes) > limits.xml_nodes)
        return tl::unexpected(beyond_limits(kind, "nội dung quá phức tạp", "its content is too complex"));
    const bool wide = has_utf16_mark(xml);
    if (!wide && find_bad_utf8(xml) != std::string::npos)
        return tl::unexpected(bad_xml(kind, "nội dung không phải UTF-8", "its content is not UTF-8"));

    const auto flags = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
    const auto encoding = wide ? pugi::encoding_utf16 : pugi::encoding_utf8;
    if (const auto result = tree.load_buffer(xml.data(), xml.size(), flags, encoding); !result)
        return tl::unexpected(
            bad_xml(kind, "nội dung XML sai", fmt::format("its XML is wrong: {}", result.description())));
    DepthCheck check(limits.xml_depth);
    tree.traverse(check);
    if (check.doctype)
        return tl::unexpected(bad_xml(kind, fmt::format("có khai báo DOCTYPE, điều {} không bao giờ ghi", kind.program),
                                      fmt::format("it declares a document type, which {} never writes", kind.program)));
    if (check.too_deep)
        return tl::unexpected(beyond_limits(kind, "các phần lồng nhau quá sâu", "its parts are nested too deep"));
    return {};
}

std::string_view local_name(const pugi::xml_node& node) {
    return without_prefix(node.name());
}

pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name) {
    return node.find_child([&](const pugi::xml_node& each) { return local_name(each) == name; });
}

std::string_view attribute_named(const pugi::xml_node& node, std::string_view name) {
    for (const auto& attribute : node.attributes())
        if (without_prefix(attribute.name()) == name) return attribute.value();
    return {};
}

std::string relation_target(const pugi::xml_document& relations, std::string_view type_ends) {
    for (const auto& relation : relations.document_element().children())
        if (attribute_named(relation, "Type").ends_with(type_ends))
            return std::string(attribute_named(relation, "Target"));
    return {};
}

}  // namespace dondoc::intake
