#pragma once

#include "rules/language/shape.hpp"

#include <array>
#include <string_view>

/// The keys of dondoc.yaml (see rules/language/shape.hpp). The settings of a channel are those that its notifier reads.
namespace dondoc::config::shapes {

using rules::language::Shape;

extern const Shape config_file;
extern const Shape site;
extern const Shape guard;
extern const Shape admin;
extern const Shape answers;
extern const Shape heartbeat;
extern const Shape budget;
extern const Shape summary;
extern const std::array<const Shape*, 10> channels;  ///< named by their kind

/// Keys of every channel that the outbox reads, not the notifier.
inline constexpr std::array<std::string_view, 5> of_the_outbox{"id", "kind", "rate", "max_size", "fallback"};

/// Null where there is no such kind.
const Shape* channel(std::string_view kind) noexcept;

}  // namespace dondoc::config::shapes
