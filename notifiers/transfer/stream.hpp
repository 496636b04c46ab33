#pragma once

#include "notifiers/transfer/multi.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace notifiers::transfer {

/// A connection that libcurl sets up (names, TCP, TLS with its certificates, greeting and login of the protocol; see
/// CURLOPT_CONNECT_ONLY) and that then carries bytes without ever blocking.
///
/// Why not let libcurl send the mail too: up to at least 7.88 its SMTP waits for the answer to the message, and for the
/// answer to QUIT, in a blocking loop inside the multi interface. A server that stalls there would stop the daemon.
class Stream : public std::enable_shared_from_this<Stream> {
public:
    enum class Io : std::uint8_t { done, closed, timed_out, cancelled };

    struct Opening {
        std::function<void(EasyHandle)> configure;      ///< URL, TLS, login
        std::function<void(std::string_view)> on_line;  ///< each line that the server says while it is opened
        std::chrono::milliseconds limit;
    };

    explicit Stream(boost::asio::any_io_executor executor);
    ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// Once per object.
    boost::asio::awaitable<Outcome> open(const Opening& opening);

    /// Everything that follows ends with `timed_out` when `limit` has passed; said again it counts anew, which costs next to
    /// nothing. `rest` takes the limit away.
    void work_within(std::chrono::milliseconds limit);
    void rest();

    /// Takes off `bytes` what can be sent at once. Nothing while there is a rest, which `write` sends.
    std::optional<Io> write_now(std::string_view& bytes);
    boost::asio::awaitable<Io> write(std::string_view bytes);
    /// Appends what has come, at least one byte.
    boost::asio::awaitable<Io> read(std::string& into);
    /// The same where nothing can have come yet, right after a question: does not look before the socket says so.
    boost::asio::awaitable<Io> read_answer(std::string& into);

    /// Open, and the server has said nothing unasked.
    bool quiet();
    /// Sends what fits at once, ignoring failure: a farewell.
    void try_write(std::string_view bytes);

private:
    void arm();
    std::optional<Io> receive(std::string& into);
    Io after_wait(const boost::system::error_code& ended) const;

    boost::asio::any_io_executor executor_;
    std::shared_ptr<Multi> multi_;
    EasyHandle easy_;
    boost::asio::posix::stream_descriptor socket_;  ///< libcurl owns the descriptor; released before libcurl closes it
    boost::asio::steady_timer limit_;               ///< armed lazily: one that rings too early looks again
    std::chrono::steady_clock::time_point until_;
    std::uint64_t armed_ = 0;  ///< which of the waits for `limit_` counts; 0: none
    std::uint64_t arms_ = 0;
    bool expired_ = false;
};

}  // namespace notifiers::transfer
