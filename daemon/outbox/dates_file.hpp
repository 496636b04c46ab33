#pragma once

#include "daemon/outbox/digest.hpp"
#include "daemon/outbox/mail.hpp"

#include <optional>

namespace dondoc::outbox {

/// The days of a digest for a calendar program: one event for each duty that has a day, named by the duty, so that the mail
/// of another morning moves what the program has instead of adding to it. Nothing where no line has a day.
std::optional<Attachment> dates_file(const Digest& digest, const ComposeContext& context);

}  // namespace dondoc::outbox
