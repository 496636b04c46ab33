#pragma once

#include "daemon/intake/error.hpp"
#include "daemon/intake/limits.hpp"
#include "daemon/intake/zip_archive.hpp"

#include <pugixml.hpp>
#include <tl/expected.hpp>

#include <string>
#include <string_view>

/// XML parts of office documents, from strangers. Elements are told by their local names, since producers choose their
/// own prefixes and there are two sets of namespaces (transitional and strict) for the same elements.
namespace dondoc::intake {

IntakeError bad_xml(const OfficeKind& kind, std::string_view vi, std::string_view en);
IntakeError beyond_limits(const OfficeKind& kind, std::string_view vi, std::string_view en);

/// Parses a part. Refused are document types (and with them entities), what is not UTF-8 or marked UTF-16, and what is
/// nested too deeply or has too many nodes; the count is estimated before anything is parsed.
tl::expected<void, IntakeError> parse_xml(const std::string& xml, const OfficeKind& kind, const Limits& limits,
                                          pugi::xml_document& tree);

std::string_view local_name(const pugi::xml_node& node);

/// The first child of this local name; an empty node where there is none.
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name);

/// The value of the first attribute of this local name; empty where there is none.
std::string_view attribute_named(const pugi::xml_node& node, std::string_view name);

/// Target of the first relation of a part whose type ends so; empty where there is none.
std::string relation_target(const pugi::xml_document& relations, std::string_view type_ends);

}  // namespace dondoc::intake
