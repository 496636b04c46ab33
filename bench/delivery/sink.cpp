// A receiver of webhooks that costs as little as one can: one thread, epoll, every POST is answered "ok" on its kept
// connection. GET answers how many POSTs have come. Prints "listening PORT".

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace {

long posts = 0;

std::size_t content_length(std::string_view head) {
    std::string small(head);
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    constexpr std::string_view name = "\r\ncontent-length:";
    auto at = small.find(name);
    if (at == std::string::npos) return 0;
    at = small.find_first_not_of(' ', at + name.size());
    std::size_t length = 0;
    std::from_chars(small.data() + at, small.data() + small.size(), length);
    return length;
}

/// The answers to the whole requests in `input`, which are taken out of it.
std::string answers_to(std::string& input) {
    std::string out;
    for (;;) {
        const auto end = input.find("\r\n\r\n");
        if (end == std::string::npos) return out;
        const std::size_t whole = end + 4 + content_length(std::string_view(input).substr(0, end));
        if (input.size() < whole) return out;
        if (input.starts_with("POST ")) {
            ++posts;
            out += "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        } else {
            const std::string count = std::to_string(posts);
            out += "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(count.size()) + "\r\n\r\n" + count;
        }
        input.erase(0, whole);
    }
}

/// False where the connection is over.
bool serve(int fd, std::string& input) {
    std::array<char, 65536> bytes;
    const ssize_t count = recv(fd, bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    input.append(bytes.data(), static_cast<std::size_t>(count));
    const std::string out = answers_to(input);
    return out.empty() || send(fd, out.data(), out.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(out.size());
}

void watch(int epoll, int fd) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

int listen_on_loopback() {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(fd, 1024) != 0) return -1;
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    std::printf("listening %d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return fd;
}

}  // namespace

int main() {
    const int listener = listen_on_loopback();
    if (listener < 0) return 1;
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, listener);
    std::map<int, std::string> connections;
    std::array<epoll_event, 256> events;
    for (;;) {
        const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int fd = events[static_cast<std::size_t>(i)].data.fd;
            if (fd == listener) {
                const int accepted = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
                if (accepted < 0) continue;
                const int one = 1;
                setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                watch(epoll, accepted);
            } else if (!serve(fd, connections[fd])) {
                connections.erase(fd);
                close(fd);
            }
        }
    }
}
