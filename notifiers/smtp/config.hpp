#pragma once

#include "notifiers/channel_config.hpp"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace notifiers::smtp {

/// A mail server and how to speak to it; docs/channels.md has the words.
struct Config {
    enum class Tls : std::uint8_t { starttls, implicit, none };

    std::string host;
    int port = 587;
    Tls tls = Tls::starttls;
    std::string user;                  ///< empty: no login
    std::string password;              ///< secret
    std::string oauth2_token;          ///< file with the token of XOAUTH2, instead of a password
    std::string ca_file;               ///< empty: the system's certificates
    std::string from;                  ///< envelope sender: bounces go there
    std::string report_key;            ///< of the site; empty: reports prove nothing
    std::string helo;                  ///< empty: the host's own name
    std::chrono::seconds timeout{60};  ///< for connecting, for each reply, and for 16 kB of a message
    /// What no channel sets. Up to the end of the message, however small the steps. For the reply to that: as long as RFC 5321
    /// section 4.5.3.2.6 asks for, since a server that was given up while it looked through the message has it twice.
    std::chrono::seconds longest_way{600};
    std::chrono::seconds last_reply{600};
    int connections = 4;
};

/// The config, or one sentence naming channel and field.
tl::expected<Config, std::string> read_config(const ChannelConfig& channel);

}  // namespace notifiers::smtp
