#pragma once

#include "daemon/config/watched_places.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dondoc {

/// Tells when files were written, moved, linked or removed (inotify): no polling. A file that is being written counts once
/// it is closed. Directories and links may be replaced by others: `watch` follows them.
class Watcher {
public:
    /// Throws std::system_error where inotify is not to be had.
    explicit Watcher(boost::asio::any_io_executor executor);

    /// Watches these places from now on, and no others. Asked again after each change, since a name may mean another
    /// directory than before.
    void watch(std::vector<config::WatchedPlace> places);

    /// Directories that are there and cannot be watched, with the reason.
    const std::vector<std::string>& unwatched() const noexcept { return unwatched_; }

    /// Completes with the paths that changed; empty once `stop` was called.
    boost::asio::awaitable<std::set<std::string>> changed();
    /// What changed since then, without waiting.
    std::set<std::string> changed_meanwhile();
    void stop();

private:
    std::set<std::string> paths_in(std::string_view events);
    void add_paths(int watch, std::uint32_t mask, const std::string& name, std::set<std::string>& paths);

    boost::asio::posix::stream_descriptor events_;
    std::map<int, std::vector<config::WatchedPlace>>
        places_;  ///< by watch descriptor; one directory may have two names
    std::vector<std::string> unwatched_;
};

}  // namespace dondoc
