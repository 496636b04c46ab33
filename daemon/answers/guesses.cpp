#include "daemon/answers/guesses.hpp"

namespace dondoc::answers {

std::size_t Guesses::note(const std::string& address, Instant now) {
    if (counts_.size() >= most_addresses && !counts_.contains(address)) {
        std::erase_if(counts_, [now](const auto& entry) { return entry.second.since + stretch <= now; });
        if (counts_.size() >= most_addresses) counts_.clear();  // forgotten rather than never ending
    }
    Count& count = counts_[address];
    if (count.number == 0 || count.since + stretch <= now || now < count.since) count = {now, 0};
    return ++count.number;
}

}  // namespace dondoc::answers
