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
    /// What is to be sent: `data` is what for_data() made, `id` names it in reports that come back.
    struct Mail {
        std::string_view id;
        const std::vector<std::string>& recipients;
        std::string_view data;
    };
    /// Sent where the server took it for one recipient at least; the delivery names the others. `until`: for all before the reply
    /// to the message itself.
    boost::asio::awaitable<Attempt> deliver(const Mail& whole, std::chrono::steady_clock::time_point until);
    /// Rested for less than a minute and not hung up on.
    bool still_good();

private:
    using Io = transfer::Stream::Io;

    struct Extensions {
        bool pipelining = false;
        bool eight_bit = false;
        bool utf8 = false;
        bool reports = false;  ///< DSN, RFC 3461
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
    struct Command {
        enum class Verb : std::uint8_t { reset, mail, recipient, data };
        Verb verb;
        std::string line;
    };
    struct Announced {
        std::optional<Attempt> failed;  ///< nothing: the server waits for the message
        std::vector<Reply> recipients;  ///< what it said of each, as far as it got
    };

    /// A mail without those who cannot be told to this server.
    struct Reachable {
        std::vector<std::string> recipients;
        std::vector<Delivery::Refused> others;
    };
    Reachable reachable(const std::vector<std::string>& recipients) const;
    std::optional<Delivery> unfit(const Mail& mail) const;
    bool needs_utf8(const Mail& mail) const;
    std::vector<Command> commands_for(const Mail& mail) const;
    std::string envelope_id(const Mail& mail) const;
    boost::asio::awaitable<Attempt> transact(const Mail& mail);
    boost::asio::awaitable<Announced> announce(std::vector<Command> commands);
    boost::asio::awaitable<std::optional<Attempt>> say(std::string_view line);
    std::optional<Attempt> heard(const Command& command, const Reply& reply, Announced& announced) const;
    Delivery judged_all(const std::vector<Reply>& recipients) const;
    std::vector<Delivery::Refused> refused_of(const Mail& mail, const std::vector<Reply>& recipients) const;
    std::string needs_smtputf8() const;
    boost::asio::awaitable<Io> upload(std::string_view data);
    void allow(std::chrono::seconds step);
    boost::asio::awaitable<Read> read_reply(std::chrono::seconds limit);

    Delivery refused(const transfer::Outcome& outcome) const;
    Delivery broken(Io io, std::string_view when) const;
    Delivery judged(const Reply& reply) const;
    void refuse_sender(const Reply& reply, Delivery& delivery) const;
    std::string kept(std::string_view line) const;
    std::string server() const;

    std::shared_ptr<const Config> config_;
    std::shared_ptr<transfer::Stream> stream_;
    Extensions extensions_;
    std::string last_line_;  ///< while opening
    bool logged_in_ = false;
    std::string token_;  ///< of XOAUTH2, as it was read for this login
    bool ready_ = false;
    bool answered_ = false;    ///< the server answered something in this transaction
    bool must_reset_ = false;  ///< the last transaction was left open
    std::string input_;
    std::chrono::steady_clock::time_point until_;  ///< of all steps together
    std::chrono::seconds step_{};                  ///< what the step under way may take
    std::chrono::steady_clock::time_point resting_since_;
};

}  // namespace notifiers::smtp
