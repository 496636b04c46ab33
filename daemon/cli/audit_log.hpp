#pragma once

#include "daemon/cli/context.hpp"
#include "daemon/store/audit.hpp"

#include <iosfwd>

namespace dondoc::cli {

enum class LogFormat : std::uint8_t { csv, json };

/// The configuration whose time zone is shown: the site's, or on a computer without one Vietnamese time.
config::Config log_zone(Context& context);

/// Writes rows of the log one by one, for spreadsheets (with a mark that says UTF-8) or programs. Each has words for people
/// beside the fields as they are stored.
class LogWriter {
public:
    LogWriter(std::ostream& out, LogFormat format, config::Config zone);

    void add(const store::LogRow& row);
    void end();

private:
    std::ostream& out_;
    LogFormat format_;
    config::Config zone_;
    bool first_ = true;
};

}  // namespace dondoc::cli
