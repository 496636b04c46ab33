#pragma once

#include "daemon/store/store.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace dondoc::outbox {

/// Where the courier's paperwork is done: claims and receipts.
///
/// A commit waits for the disk (some 4 ms), and the event loop must not wait with it: in service the desk has a thread
/// and a store of its own. What arrives meanwhile goes into the next commit, so that batches grow with the load and a
/// receipt is still written as soon as the disk allows. Tests and simulated time use the caller's store, in place.
class Desk {
public:
    /// In place: `run` does not suspend.
    explicit Desk(store::Store& store) : store_(&store) {}
    /// On a thread of its own; coroutines come back to `executor`.
    Desk(std::unique_ptr<store::Store> own, boost::asio::any_io_executor executor)
        : own_(std::move(own)), store_(own_.get()), executor_(std::move(executor)), thread_(std::in_place, 1) {}
    /// Waits for the work that has begun; its coroutines do not come back.
    ~Desk() {
        if (thread_) thread_->join();
    }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    /// With a thread of its own.
    bool beside() const { return thread_.has_value(); }

    /// Does `work(store)`, one piece after the other. What it refers to must live until the coroutine goes on. Throws what
    /// the work throws.
    template <class Work>
    boost::asio::awaitable<std::invoke_result_t<Work&, store::Store&>> run(Work work) {
        if (!thread_) co_return work(*store_);
        co_await go_to(thread_->get_executor());
        std::exception_ptr failure;
        std::optional<std::invoke_result_t<Work&, store::Store&>> result;
        try {
            result.emplace(work(*store_));
        } catch (...) {
            failure = std::current_exception();
        }
        co_await go_to(executor_);
        if (failure) std::rethrow_exception(failure);
        co_return std::move(*result);
    }

private:
    static auto go_to(const boost::asio::any_io_executor& executor) {
        return boost::asio::post(boost::asio::bind_executor(executor, boost::asio::use_awaitable));
    }

    std::unique_ptr<store::Store> own_;
    store::Store* store_;
    boost::asio::any_io_executor executor_;
    std::optional<boost::asio::thread_pool> thread_;
};

}  // namespace dondoc::outbox
