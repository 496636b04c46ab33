#pragma once

#include "daemon/outbox/compose.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dondoc::outbox {

/// What the planning office hears of messages that do not arrive: the first few of a day one by one, with their names; the
/// last of these says that others will only be counted, and how to list them; then a notice with the numbers. So a
/// gateway that is dead for two days costs the office a page and the event loop a few renderings, however many messages waited
/// for it.
///
/// Counts live in the process. A daemon that stops in order says them first. One that is killed forgets them, and begins a new
/// day's allowance: the office has the last letter and `dondoc deliveries --state dead` then. A state machine without a
/// clock or a store of its own.
class DeadLetters {
public:
    static constexpr std::size_t most_of_server = 5;  ///< told one by one, of a channel's server and day
    static constexpr std::size_t most_of_day = 30;    ///< of all of them
    /// From the first that is only counted to the notice: a burst is over by then, mostly.
    static constexpr std::chrono::hours rest{1};

    /// The messages that tell of it; none where it is counted instead.
    std::vector<store::OutboxMessage> tell(const store::Claimed& claimed, const notifiers::Delivery& delivery,
                                           const ComposeContext& context);

    /// When the notice of those that were counted is due: the first of a day after a rest, what comes after it at
    /// midnight. Nothing where there are none.
    std::optional<rules::dates::LocalTime> due() const;
    std::vector<store::OutboxMessage> notice(const ComposeContext& context) const;
    /// The notice is kept: counting begins anew.
    void told();
    /// What was counted by a clock that ran ahead does not wait for its times.
    void clock_set_back(rules::dates::LocalTime now);

private:
    struct Place {
        std::string channel;
        std::string server;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    struct Count {
        std::size_t messages = 0;
        std::size_t addresses = 0;  ///< of messages that others got
    };

    void begin_day(rules::dates::Date day);
    bool allows(const Place& place) const;
    void count(const Place& place, const notifiers::Delivery& delivery, rules::dates::LocalTime now);
    std::vector<std::string> lines(bool en) const;
    std::size_t total() const;

    rules::dates::Date day_{};
    std::map<Place, std::size_t> one_by_one_;  ///< how many, on that day
    std::size_t one_by_one_in_all_ = 0;
    std::map<Place, Count> counted_;  ///< since the last notice
    rules::dates::LocalTime first_{};
    std::optional<rules::dates::Date> noticed_;  ///< day that the last notice was about
};

}  // namespace dondoc::outbox
