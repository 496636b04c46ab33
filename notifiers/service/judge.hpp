#pragma once

#include "notifiers/delivery.hpp"
#include "notifiers/http/client.hpp"
#include "notifiers/service.hpp"

#include <string>
#include <vector>

namespace notifiers::service {

/// What a service's answer means, in its own words: a status of 200 alone proves nothing.
struct Verdict {
    Delivery delivery;
    bool token_expired = false;
    std::string moved_to;  ///< the address that took the place of the message's; empty: none
};

/// Never fails: what cannot be understood is a retry where the status is good, else judged by the status alone. `secrets`
/// do not come back in the receipt.
Verdict judge(const Service& service, const http::Answer& answer, const std::vector<std::string>& secrets);

}  // namespace notifiers::service
