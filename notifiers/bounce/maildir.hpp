#pragma once

#include "notifiers/bounce/report.hpp"

#include <functional>
#include <string>

namespace notifiers::bounce {

/// Reads what has come into a maildir (its `new` folder), at most 200 mails at once. Each report is handed to `keep`; what is
/// no report counts as kept. A mail moves to `cur`, a report marked as seen, when `keep` has returned: a crash in between reads
/// it again. Mails stay: a person may look at them. Nothing where all went well, else one sentence.
std::string read_maildir(const std::string& path, const std::function<void(const Report&)>& keep);

}  // namespace notifiers::bounce
