#pragma once

#include "notifiers/registry.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <gtest/gtest.h>

#include <exception>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// An event loop with one channel on it; `send` runs the loop until nothing is under way.
class Sender {
public:
    explicit Sender(const notifiers::ChannelConfig& config, notifiers::Clock clock = {}) {
        auto made = notifiers::make_notifier(config, io_.get_executor(), std::move(clock));
        if (!made) throw std::runtime_error(made.error());
        notifier_ = std::move(*made);
    }

    std::vector<notifiers::Delivery> send(const std::vector<notifiers::Envelope>& envelopes) {
        std::vector<notifiers::Delivery> deliveries(envelopes.size());
        for (std::size_t i = 0; i < envelopes.size(); ++i) {
            boost::asio::co_spawn(io_, notifier_->send(envelopes[i]),
                                  [&deliveries, i](const std::exception_ptr& failure, notifiers::Delivery delivery) {
                                      EXPECT_FALSE(failure);
                                      deliveries[i] = std::move(delivery);
                                  });
        }
        io_.run();
        io_.restart();
        return deliveries;
    }
    notifiers::Delivery send(const notifiers::Envelope& envelope) { return send(std::vector{envelope}).front(); }

    boost::asio::io_context& io() { return io_; }
    notifiers::Notifier& notifier() { return *notifier_; }
    void drop_notifier() { notifier_.reset(); }

private:
    boost::asio::io_context io_;
    std::unique_ptr<notifiers::Notifier> notifier_;
};
