#pragma once

#include "notifiers/transfer/handle.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace notifiers::transfer {

/// libcurl's multi interface on an Asio executor (single-threaded).
///
/// The sockets that libcurl names are watched by an epoll set of our own, and Asio watches that set as one descriptor:
/// a burst of answers costs one turn of the event loop, and a socket that libcurl closes leaves nothing behind in Asio.
/// libcurl's timer is armed lazily: one that would come too early is left alone and looks again when it fires. With no
/// transfer running nothing is pending on the executor.
class Multi : public std::enable_shared_from_this<Multi> {
public:
    explicit Multi(boost::asio::any_io_executor executor);
    ~Multi();
    Multi(const Multi&) = delete;
    Multi& operator=(const Multi&) = delete;

    /// Most connections kept open, in use or idle.
    void limit_connections(int count);

    /// Runs `easy` to its end and gives the CURLcode, or nothing when the awaiting coroutine was cancelled. The handle
    /// stays in the multi, since a CURLOPT_CONNECT_ONLY connection lives only there: `remove` takes it out.
    static boost::asio::awaitable<std::optional<int>> run(std::shared_ptr<Multi> multi, EasyHandle easy);
    void remove(EasyHandle easy);

private:
    struct Running;
    static int on_socket(EasyHandle easy, int fd, int what, void* self, void* known);
    static int on_timer(void* handle, long milliseconds, void* self);

    void add(EasyHandle easy, Running& running);
    void drive(int fd, int events);
    void run_due();
    void collect();
    void settle();
    void watch();
    void take_ready();
    void arm_timer();

    boost::asio::any_io_executor executor_;
    void* multi_;  // CURLM
    boost::asio::posix::stream_descriptor sockets_;
    boost::asio::steady_timer timer_;
    std::optional<std::chrono::steady_clock::time_point> wanted_;  ///< when libcurl wants to be called
    std::optional<std::chrono::steady_clock::time_point> armed_;   ///< when the timer fires
    bool due_ = false;
    bool watching_ = false;
    int running_ = 0;
};

}  // namespace notifiers::transfer
