#pragma once

#include <kainjow/mustache.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace dondoc::outbox {

/// Values for a template by the first part of its file's name ("digest", "line", "body"), the outermost first, with every
/// section filled: what is not found there never is. Nothing for names that are not known.
std::optional<std::vector<kainjow::mustache::data>> sample_values(std::string_view stem);

}  // namespace dondoc::outbox
