#pragma once

#include "notifiers/delivery.hpp"
#include "notifiers/smtp/config.hpp"
#include "notifiers/transfer/stream.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace notifiers::smtp {

/// One connection to the mail server, used for one message after the other. libcurl connects, encrypts and logs in;
/// the mail transaction (MAIL, RCPT, DATA; pipelined where the server offers it, RFC 2920) is spoken here.
class Session {
public:
    struct Attempt {
        Delivery delivery;
        bool usable = false;  ///< the connection can carry another message
        bool stale = false;   ///< the connection was gone before the server answered anything: a fresh one may do
    };

    Session(boost::asio::any_io_executor executor, std::shared_ptr<const Config> config);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Nothing when ready, otherwise why not.
    boost::asio::awaitable<std::optional<Delivery>> open(std::chrono::milliseconds limit);
    /// `data` is what for_data() made.
    boost::asio::awaitable<Attempt> deliver(std::string_view to, std::string_view data,
                                            std::chrono::milliseconds limit);
    /// Rested for less than a minute and not hung up on.
    bool still_good();

private:
    using Io = transfer::Stream::Io;

    struct Extensions {
        bool pipelining = false;
        bool eight_bit = false;
        bool utf8 = false;
        std::size_t size = 0;  ///< 0: no limit announced
    };
    struct Reply {
        int code = 0;
        std::string line;  ///< the last one
    };
    struct Read {
        Io io = Io::done;
        Reply reply;
    };

    void configure(transfer::EasyHandle easy) const;
    void note_line(std::string_view line);
    std::optional<Delivery> unfit(std::string_view to, std::string_view data) const;
    std::string mail_command(std::string_view to, std::string_view data) const;
    boost::asio::awaitable<Attempt> transact(std::string_view to, std::string_view data);
    boost::asio::awaitable<std::optional<Attempt>> announce(std::vector<std::string> commands);
    boost::asio::awaitable<Read> read_reply();

    Delivery refused(const transfer::Outcome& outcome) const;
    Delivery broken(Io io, std::string_view when) const;
    Delivery judged(const Reply& reply) const;
    std::string kept(std::string_view line) const;
    std::string server() const;

    std::shared_ptr<const Config> config_;
    std::shared_ptr<transfer::Stream> stream_;
    Extensions extensions_;
    std::string last_line_;  ///< while opening
    bool logged_in_ = false;
    bool ready_ = false;
    bool answered_ = false;    ///< the server answered something in this transaction
    bool must_reset_ = false;  ///< the last transaction was left open
    std::string input_;
    std::chrono::steady_clock::time_point resting_since_;
};

}  // namespace notifiers::smtp
