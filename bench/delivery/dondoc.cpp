// dondoc's whole way from the outbox to the server: a durable database as in service, messages claimed with leases, sent
// by the courier through the channel's notifier, receipts committed. The time ends with the last commit.
//
// delivery_dondoc smtp|webhook PORT MESSAGES CONNECTIONS DATABASE
// delivery_dondoc fill CHANNEL ADDRESS MESSAGES DATABASE       only puts messages there

#include "bench/delivery/messages.hpp"
#include "daemon/clock/clock.hpp"
#include "daemon/outbox/courier.hpp"
#include "daemon/store/store.hpp"
#include "notifiers/registry.hpp"

#include <boost/asio/io_context.hpp>

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace dondoc;
using SteadyClock = std::chrono::steady_clock;

void fill(store::Store& store, const std::string& channel, const std::string& to, bool mail, int messages,
          clock::Instant now) {
    constexpr int at_once = 5000;
    for (int first = 0; first < messages; first += at_once) {
        std::vector<store::OutboxMessage> some;
        for (int i = first; i < std::min(messages, first + at_once); ++i) {
            const std::string id = fmt::format("m-{:07}", i);
            some.push_back({.envelope = {id, channel, to, mail ? delivery::mail(id) : delivery::webhook()},
                            .recipient = fmt::format("don-vi-{}", i % 1000),
                            .subject_line = "Nhắc việc",
                            .not_before = now});
        }
        store.enqueue(some, now);
    }
}

notifiers::ChannelConfig channel_of(bool mail, const std::string& port, const std::string& connections) {
    if (mail) {
        return {.id = "out",
                .kind = "smtp",
                .settings = {{"host", "127.0.0.1"},
                             {"port", port},
                             {"tls", "none"},
                             {"from", "don-doc@so.example"},
                             {"connections", connections}},
                .secrets = {}};
    }
    return {.id = "out",
            .kind = "webhook",
            .settings = {{"allow_http", "yes"}, {"allow_private", "127.0.0.1"}, {"connections", connections}},
            .secrets = {{"secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}}};
}

int deliver(bool mail, const std::string& port, int messages, const std::string& connections,
            const std::string& database, store::Store& store) {
    boost::asio::io_context io(1);
    clock::SystemClock clock;
    const std::string to =
        mail ? "don-vi@so.example" : fmt::format("http://127.0.0.1:{}{}", port, delivery::webhook_path);
    fill(store, "out", to, mail, messages, clock.now());

    int sent = 0;
    int failed = 0;
    outbox::Courier::Observer observer;
    observer.attempted = [&](const store::Claimed&, const store::Attempt& attempt) {
        ++(attempt.state == store::MessageState::sent ? sent : failed);
        if (sent + failed == messages) io.stop();
    };
    observer.trouble = [](const std::string& what) { std::fprintf(stderr, "%s\n", what.c_str()); };
    auto notifier = notifiers::make_notifier(channel_of(mail, port, connections), io.get_executor());
    if (!notifier) throw std::runtime_error(notifier.error());
    std::vector<outbox::Channel> channels;
    channels.push_back({"out", std::move(*notifier), std::atoi(connections.c_str())});
    outbox::Courier courier(store::open_sqlite(database), clock, io.get_executor(), std::move(observer));

    const auto started = SteadyClock::now();
    courier.start(std::move(channels));
    io.run();
    io.restart();
    while (!courier.idle()) io.run_one_for(std::chrono::milliseconds(1));
    const std::chrono::duration<double> took = SteadyClock::now() - started;

    const auto recorded = store.deliveries({.state = store::MessageState::sent, .recipient = {}, .since = {}}).size();
    fmt::print("{{\"messages\": {}, \"failed\": {}, \"seconds\": {:.4f}}}\n", recorded, failed, took.count());
    return failed == 0 && recorded == static_cast<std::size_t>(messages) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 6) return 2;
    const std::vector<std::string> words(argv + 1, argv + argc);
    try {
        const auto store = store::open_sqlite(words[4]);
        if (words[0] == "fill") {
            fill(*store, words[1], words[2], true, std::stoi(words[3]), clock::SystemClock().now());
            return 0;
        }
        return deliver(words[0] == "smtp", words[1], std::stoi(words[2]), words[3], words[4], *store);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "delivery_dondoc: %s\n", error.what());
        return 1;
    }
}
