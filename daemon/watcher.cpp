#include "daemon/watcher.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/inotify.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <system_error>

namespace dondoc {

namespace asio = boost::asio;

namespace {

int open_inotify() {
    const int fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "inotify_init1");
    return fd;
}

/// inotify_event is a header and a name of `len` bytes, filled up with zeros (inotify(7)).
void collect_names(std::string_view events, std::set<std::string>& names) {
    constexpr std::size_t head = offsetof(inotify_event, name);
    while (events.size() >= head) {
        std::uint32_t length = 0;
        std::memcpy(&length, events.data() + offsetof(inotify_event, len), sizeof length);
        if (length > events.size() - head) return;
        if (length > 0) names.emplace(events.data() + head);
        events.remove_prefix(head + length);
    }
}

}  // namespace

Watcher::Watcher(asio::any_io_executor executor, const std::vector<std::string>& directories)
    : events_(std::move(executor), open_inotify()) {
    for (const std::string& directory : directories) {
        ::inotify_add_watch(events_.native_handle(), directory.c_str(),
                            IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE);
    }
}

asio::awaitable<std::set<std::string>> Watcher::changed() {
    std::array<char, 16384> buffer{};
    std::set<std::string> names;
    while (names.empty()) {
        boost::system::error_code error;
        const std::size_t size =
            co_await events_.async_read_some(asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return std::set<std::string>{};
        collect_names(std::string_view(buffer.data(), size), names);
    }
    co_return names;
}

void Watcher::stop() {
    events_.close();
}

}  // namespace dondoc
