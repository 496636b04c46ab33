#include "daemon/watcher.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fmt/format.h>

#include <sys/inotify.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <system_error>

namespace dondoc {

namespace asio = boost::asio;

namespace {

constexpr std::uint32_t events_of_interest = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE |
                                             IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

int open_inotify() {
    const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "inotify_init1");
    return fd;
}

/// A plain file that appears is still being written; a link or a directory is whole at once.
bool is_whole(const std::string& path) {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0 && (!S_ISREG(info.st_mode) || info.st_nlink > 1);
}

}  // namespace

Watcher::Watcher(asio::any_io_executor executor) : events_(std::move(executor), open_inotify()) {
    events_.non_blocking(true);
}

void Watcher::watch(std::vector<config::WatchedPlace> places) {
    const auto former = std::exchange(places_, {});
    unwatched_.clear();
    for (config::WatchedPlace& place : places) {
        const int watch = ::inotify_add_watch(events_.native_handle(), place.directory.c_str(), events_of_interest);
        if (watch >= 0) {
            places_[watch].push_back(std::move(place));
        } else if (errno != ENOENT) {  // what is not there yet is seen by its parent
            unwatched_.push_back(fmt::format("{}: {}", place.directory, std::generic_category().message(errno)));
        }
    }
    std::sort(unwatched_.begin(), unwatched_.end());
    unwatched_.erase(std::unique(unwatched_.begin(), unwatched_.end()), unwatched_.end());
    for (const auto& [watch, gone] : former) {
        if (!places_.contains(watch)) ::inotify_rm_watch(events_.native_handle(), watch);
    }
}

asio::awaitable<std::set<std::string>> Watcher::changed() {
    std::array<char, 16384> buffer{};
    std::set<std::string> paths;
    while (paths.empty()) {
        boost::system::error_code error;
        const std::size_t size =
            co_await events_.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return std::set<std::string>{};
        paths = paths_in(std::string_view(buffer.data(), size));
    }
    co_return paths;
}

std::set<std::string> Watcher::changed_meanwhile() {
    std::array<char, 16384> buffer{};
    std::set<std::string> paths;
    for (;;) {
        boost::system::error_code error;
        const std::size_t size = events_.read_some(asio::buffer(buffer), error);
        if (error || size == 0) return paths;
        paths.merge(paths_in(std::string_view(buffer.data(), size)));
    }
}

/// inotify_event is a header and a name of `len` bytes, filled up with zeros (inotify(7)).
std::set<std::string> Watcher::paths_in(std::string_view events) {
    constexpr std::size_t head = offsetof(inotify_event, name);
    std::set<std::string> paths;
    while (events.size() >= head) {
        inotify_event event{};
        std::memcpy(&event, events.data(), head);
        if (event.len > events.size() - head) break;
        const std::string name = event.len > 0 ? std::string(events.data() + head) : std::string();
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
            for (const auto& [watch, places] : places_) paths.insert(places.front().directory);
        } else {
            add_paths(event.wd, event.mask, name, paths);
        }
        events.remove_prefix(head + event.len);
    }
    return paths;
}

void Watcher::add_paths(int watch, std::uint32_t mask, const std::string& name, std::set<std::string>& paths) {
    const auto found = places_.find(watch);
    if (found == places_.end()) return;
    for (const config::WatchedPlace& place : found->second) {
        if (name.empty()) {
            // An attribute of the directory itself tells nothing; that it was moved or removed does.
            if ((mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0) paths.insert(place.directory);
            continue;
        }
        const std::string path = place.directory + "/" + name;
        if (!place.concerns(name) || ((mask & IN_CREATE) != 0 && !is_whole(path))) continue;
        paths.insert(path);
    }
    if ((mask & IN_IGNORED) != 0) places_.erase(found);
}

void Watcher::stop() {
    events_.close();
}

}  // namespace dondoc
