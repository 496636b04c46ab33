#pragma once

#include "notifiers/bounce/report.hpp"

#include <functional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace notifiers::bounce {

/// Reads what has come into a maildir (its `new` folder), at most 200 mails at once.
///
/// Each report is handed to `keep`; what is no report counts as kept. A mail moves to `cur`, a report marked as seen, when `keep`
/// has returned: a crash in between reads it again. Mails stay: a person may look at them. One that cannot be read or moved
/// is told of once and left aside as long as this lives, so that it does not keep others from being read.
class MaildirReader {
public:
    explicit MaildirReader(std::string path) : path_(std::move(path)) {}

    /// Nothing where all went well, else one sentence.
    std::string read(const std::function<void(const Report&)>& keep);

private:
    std::vector<std::string> new_mails(std::error_code& error) const;
    std::string take(const std::string& name, const std::function<void(const Report&)>& keep) const;

    std::string path_;
    std::set<std::string> left_;  ///< names of files
};

}  // namespace notifiers::bounce
