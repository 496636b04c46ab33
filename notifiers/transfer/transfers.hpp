#pragma once

#include "notifiers/transfer/handle.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

namespace notifiers::transfer {

/// One transfer as its sender sees it. Lives in the frame of the coroutine that performs it.
class Request {
public:
    /// Sets what is this transfer's own; options of an earlier transfer on the same handle are still set.
    virtual void prepare(EasyHandle easy) = 0;
    virtual void on_header(std::string_view line) = 0;
    /// False ends the transfer.
    virtual bool on_body(std::string_view piece) = 0;

protected:
    ~Request() = default;
};

/// The transfers of one channel: libcurl's multi interface with a limit of connections, which are reused, and a pool of
/// handles that were configured once. Single-threaded; transfers under way outlive it.
class Transfers {
public:
    struct Limits {
        int connections = 4;
        std::chrono::milliseconds time{20'000};  ///< for a free connection, and again for the transfer
    };

    /// `configure` sets on each new handle what all transfers share.
    Transfers(boost::asio::any_io_executor executor, Limits limits, std::function<void(EasyHandle)> configure);

    boost::asio::awaitable<Outcome> perform(Request& request);

private:
    struct State;
    static boost::asio::awaitable<Outcome> perform(std::shared_ptr<State> state, Request& request);
    std::shared_ptr<State> state_;
};

}  // namespace notifiers::transfer
