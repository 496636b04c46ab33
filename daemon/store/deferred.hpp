#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace dondoc::store {

/// What a message may be one too many of. Counted in the transaction that adds it, so that nothing that others add meanwhile and
/// no crash makes it wrong.
struct Budget {
    std::chrono::sys_seconds from;  ///< of the day
    std::size_t most = 0;           ///< messages to its recipient and address since then, after which it is deferred
    std::string content;            ///< JSON of what it says, for the message that carries it then
    /// Id of the message whose next page it is, added before it: it goes out or is deferred as that one is. Empty: it is counted.
    std::string page_of = {};
};

/// A message beyond its recipient's budget of the day: it does not go out, a later one says what it says.
struct DeferredMessage {
    std::int64_t id = 0;
    std::string recipient;
    std::chrono::sys_seconds since;
    std::string content;  ///< JSON, of whoever made it
};

}  // namespace dondoc::store
