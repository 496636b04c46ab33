#pragma once

#include "notifiers/bounce/mailbox.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace notifiers::bounce {

/// A mailbox on a mail server that bounces come back to.
struct ImapConfig {
    std::string url;  ///< "imaps://mail.example.vn/INBOX"; imap:// is upgraded by STARTTLS, or nothing is read
    std::string user;
    std::string password;      ///< secret
    std::string oauth2_token;  ///< file with the token of XOAUTH2, instead of a password
    std::string ca_file;       ///< empty: the system's certificates
    std::chrono::seconds timeout{60};
};

/// Reads a mailbox through libcurl (RFC 3501): mails that are not marked as answered, at most 50 at once, 256 kB of each.
/// A mail is marked as answered when `keep` has returned, or where it is no report; none is deleted. One that could not be read
/// three times is told of and left aside as long as this lives, so that it does not keep others from being read.
std::unique_ptr<Mailbox> make_imap(boost::asio::any_io_executor executor, ImapConfig config);

}  // namespace notifiers::bounce
