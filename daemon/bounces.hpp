#pragma once

#include "daemon/config/config.hpp"
#include "daemon/store/store.hpp"

#include <string>

namespace dondoc {

/// Reads the mailboxes that bounces of the site's channels come back to (`bounces` of a channel): the message's delivery says
/// from now on that it came back, who stands in for it goes out, and the planning office is told of a dead address. What a
/// report names that no message of ours bears is left alone. Gives a sentence for each mailbox that cannot be read.
std::vector<std::string> read_bounces(const config::Site& site, store::Store& store, store::Instant now);

}  // namespace dondoc
