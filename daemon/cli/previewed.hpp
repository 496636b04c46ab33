#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/outbox/preview.hpp"

#include <optional>
#include <string>
#include <vector>

/// What `dondoc preview` shows: the messages of one morning, as the daemon would write them.
namespace dondoc::cli {

struct PreviewAsked {
    std::string unit;     ///< id, for the unit and its head; or "id:head"; empty: whoever hears of the subject
    std::string subject;  ///< key, with or without a period; empty: all
    std::optional<rules::dates::Date> on;
};

struct Previewed {
    rules::dates::LocalTime at;  ///< when it is written
    std::vector<outbox::Preview> messages;
};

/// A day that the daemon has not come to is reached from today on, with nobody answering meanwhile; one that it has come to is
/// written again from what is known today. Without a day it is the first on which there is something, within a year.
/// Nothing where nothing would be sent.
std::optional<Previewed> previewed(Context& context, const PreviewAsked& asked);

}  // namespace dondoc::cli
