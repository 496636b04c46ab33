#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reads what mail servers send back: reports that a mail did not arrive (RFC 3464).
namespace notifiers::bounce {

/// What a report says of one recipient.
struct Refusal {
    std::string recipient;   ///< as the mail was addressed, where the report says so; else where it ended
    std::string status;      ///< "5.1.1"
    std::string diagnostic;  ///< words of the server that refused: one line of at most 500 bytes, valid UTF-8
    bool permanent = false;  ///< false: delayed, the server goes on trying
};

struct Report {
    std::string message;  ///< id of our envelope, by ENVID or the Message-ID of the returned headers; empty: neither
    std::string proof;    ///< that came with it (notifiers/proof.hpp); empty: none
    std::vector<Refusal> refusals;
};

/// The report in a mail; nothing where it is none, or speaks only of success. Never throws, reads at most the first 256 kB,
/// 64 parts, 8 levels and 100 recipients: a mailbox takes whatever strangers put in.
std::optional<Report> read_report(std::string_view mail);

}  // namespace notifiers::bounce
