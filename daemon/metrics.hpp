#pragma once

#include "daemon/store/store.hpp"

#include <memory>
#include <string>

namespace dondoc {

/// What monitoring can ask for, in the Prometheus text format. Counters only of what this process did.
class Metrics {
public:
    Metrics();
    ~Metrics();

    void cycle(std::size_t reminders, std::size_t messages, double seconds);
    void attempt(const std::string& channel, store::MessageState state);
    /// `server` is empty for a channel that has only one.
    void server(const std::string& channel, const std::string& server, bool paused);
    void store_trouble();
    void reload(bool good);
    void rules_refused(bool refused);
    void changes_waiting(std::size_t count);
    void unwatched(std::size_t directories);
    void next_wake_up(store::Instant time);
    void open_subjects(std::size_t count);

    std::string text() const;

private:
    struct Families;
    std::unique_ptr<Families> families_;
};

}  // namespace dondoc
