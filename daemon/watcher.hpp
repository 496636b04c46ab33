#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <set>
#include <string>
#include <vector>

namespace dondoc {

/// Tells when files of some directories were written, moved or removed (inotify): no polling.
class Watcher {
public:
    /// Directories that do not exist are passed over. Throws std::system_error where inotify is not to be had.
    Watcher(boost::asio::any_io_executor executor, const std::vector<std::string>& directories);

    /// Completes with the names (without directory) that changed; empty once `stop` was called.
    boost::asio::awaitable<std::set<std::string>> changed();
    void stop();

private:
    boost::asio::posix::stream_descriptor events_;
};

}  // namespace dondoc
