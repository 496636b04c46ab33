#pragma once

#include "daemon/clock/clock.hpp"
#include "daemon/config/config.hpp"
#include "daemon/routine.hpp"
#include "notifiers/notifier.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <optional>
#include <string>

namespace dondoc {

/// Asks a watch's URL each day or hour, so that somebody else notices when nobody asks any more. Only while all is well: a
/// heartbeat that lies is worse than none. The same rules as for webhooks: public addresses over https unless the
/// configuration says otherwise, redirects not followed.
class Heart {
public:
    Heart(boost::asio::any_io_executor executor, const clock::Clock& clock);
    /// Another configuration from now on; the error is a sentence.
    std::string use(const config::Heartbeat& heartbeat, std::chrono::seconds utc_offset);

    /// When the URL is to be asked next; nothing where there is none.
    std::optional<clock::Instant> next() const;
    /// Asks where it is due and nothing is wrong, and says in the log what keeps it from that.
    /// What was due by a wrong clock is due at once.
    void clock_set_back(clock::Instant now);
    void beat(clock::Instant now, const std::string& site, const SignsOfLife& signs);

private:
    struct Beating;  ///< outlives this object while a request is under way

    boost::asio::any_io_executor executor_;
    const clock::Clock& clock_;
    config::Heartbeat heartbeat_;
    std::shared_ptr<Beating> beating_;
};

}  // namespace dondoc
