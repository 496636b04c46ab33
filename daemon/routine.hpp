#pragma once

#include "daemon/config/config.hpp"
#include "daemon/store/store.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dondoc {

/// What the daemon is like, for those who want to know that it is alive.
struct SignsOfLife {
    std::size_t open = 0;                    ///< subjects
    std::size_t waiting = 0;                 ///< messages
    std::size_t dead = 0;                    ///< messages of the last seven days
    std::size_t sent = 0;                    ///< messages of the last seven days
    std::vector<std::string> troubles = {};  ///< what keeps it from its work, a sentence each
};

/// What the daemon knows of itself.
struct Standing {
    std::size_t open = 0;                    ///< subjects
    std::vector<std::string> troubles = {};  ///< what is wrong, a sentence each
};

/// Looks at what it does. A message that is overdue and that nobody takes, or a server that takes nothing for an hour, is
/// trouble too. StoreError.
SignsOfLife signs_of_life(store::Store& store, const Standing& standing, store::Instant now);

/// Makes what is said at set times: summaries, and the daily message that the daemon is alive. Each is made once, whatever
/// becomes of the process; of several that were missed only the newest. StoreError.
class Routine {
public:
    Routine(store::Store& store, std::shared_ptr<const config::Site> site);
    /// A new site from now on.
    void use(std::shared_ptr<const config::Site> site);

    /// What is due by `now`; how many messages are in the outbox by it.
    std::size_t run(store::Instant now, const Standing& standing);
    /// What was due by a wrong clock is looked at anew.
    void clock_set_back() { due_.reset(); }
    /// When there is something to do next; nothing where nothing is configured.
    std::optional<store::Instant> next(store::Instant now) const;

private:
    std::size_t make(const config::SummaryRule& rule, store::Instant now);
    std::size_t tell_alive(store::Instant now, const Standing& standing);
    rules::dates::LocalTime last_heartbeat(rules::dates::LocalTime now) const;

    store::Store& store_;
    std::shared_ptr<const config::Site> site_;
    std::optional<store::Instant> due_;             ///< nothing is due before
    std::optional<rules::dates::Date> told_alive_;  ///< the day of the last message that was made
};

}  // namespace dondoc
